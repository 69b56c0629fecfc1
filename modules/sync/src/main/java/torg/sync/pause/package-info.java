/** What stands still because an administrator said so ({@link torg.sync.pause.Pausings}): nothing is read or sent, and what is changed here queues. */
package torg.sync.pause;
