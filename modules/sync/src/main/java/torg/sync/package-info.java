/**
 * Keeps tables and ERP entities in step. Start at {@link torg.sync.SyncEngine}, which has a {@link torg.sync.Track} for each map. What they drive lies below, each
 * package knowing only those before it: {@link torg.sync.map}, {@link torg.sync.connector}, {@link torg.sync.receive} and {@link torg.sync.send}. Above them
 * lies {@link torg.sync.desk}.
 */
package torg.sync;
