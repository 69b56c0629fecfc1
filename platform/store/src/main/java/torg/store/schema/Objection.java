package torg.store.schema;

/**
 * A change of a table's document that the database cannot follow without losing something.
 *
 * @param column empty when it is about the table as a whole
 */
public record Objection(String table, String column, String code, String message, String help) {}
