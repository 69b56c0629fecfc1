/** The sync desk of administrators, on a page ({@link torg.sync.desk.DeskComponent}) and as JSON ({@link torg.sync.desk.SyncResource}). */
package torg.sync.desk;
