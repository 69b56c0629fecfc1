/**
 * A content store in two folders. Start at {@link torg.content.files.FolderStore}; {@link torg.content.files.Forest} watches, {@link
 * torg.content.files.Tree} reads.
 */
package torg.content.files;
