/** What statements are made of: columns, paths, conditions, formulas and links become the text of a {@link torg.store.sql.Statement} and the values that each run binds. */
package torg.store.sql;
