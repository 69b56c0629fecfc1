package torg.api.table;

/**
 * Two rows that are linked by a {@link Relationship}.
 *
 * @param key of the row of the table that was asked
 * @param other key of the row at the other side
 */
public record Link(String key, String other) {}
