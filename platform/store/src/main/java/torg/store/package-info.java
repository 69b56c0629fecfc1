/**
 * Rows over SQL, which nothing else in the house knows: the services that the bundle gives. Start at {@link torg.store.SqlTables}.
 *
 * <p>Each room below knows only those before it: {@code database}, {@code sql}, {@code schema}, {@code rights}, then {@code query} and {@code write},
 * which do not know each other.
 */
package torg.store;
