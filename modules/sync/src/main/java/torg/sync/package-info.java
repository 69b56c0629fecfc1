/**
 * Keeps tables and ERP entities in step. Start at {@link torg.sync.SyncEngine}; {@link torg.sync.Inbound} and {@link torg.sync.Receiver} bring records
 * here, {@link torg.sync.Outbound} and {@link torg.sync.Sender} bring documents there, and {@link torg.sync.MapsCompiler} reads the table maps.
 */
package torg.sync;
