/** The database itself: connections and transactions, what the two kinds of it differ in, how cells and names are kept, and the store's own tables. */
package torg.store.database;
