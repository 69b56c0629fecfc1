/** Writing: changes are checked and made in one transaction ({@link torg.store.write.Writing}), with their entries in the change feed and the outbox. */
package torg.store.write;
