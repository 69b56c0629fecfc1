/** The command line's part of the sync ({@link torg.sync.program.SyncCommand}): a program of its own that asks a running portal. */
package torg.sync.program;
