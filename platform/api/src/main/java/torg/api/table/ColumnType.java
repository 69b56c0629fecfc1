package torg.api.table;

/** Column types and the Java values their cells hold; an empty cell is {@code null} inside a {@link Row} and never outside. */
public enum ColumnType {
    /** String up to the column's length; an empty one is an empty cell. */
    TEXT(String.class),
    /** String up to the column's length; 1,000,000 characters when that is 0. */
    LONG_TEXT(String.class),
    /** Long. */
    INTEGER(Long.class),
    /** BigDecimal with the column's scale, at most 18 digits before the point; what is written is rounded to the scale, half up. */
    DECIMAL(java.math.BigDecimal.class),
    /** As {@link #DECIMAL}; its currency is in the row's column {@link Column#currency()}. */
    MONEY(java.math.BigDecimal.class),
    /** LocalDate, in the years 1 to 9999. */
    DATE(java.time.LocalDate.class),
    /** Instant in the years 1 to 9999; what is written is cut to the microsecond. */
    DATE_TIME(java.time.Instant.class),
    /** Boolean. */
    BOOLEAN(Boolean.class),
    /** String: the value of one of the column's choices. */
    CHOICE(String.class),
    /** String: the key of a row in the column's target table, at most 64 characters. */
    LOOKUP(String.class),
    /** String made by the store from the column's number format when a row is created without one. */
    AUTONUMBER(String.class),
    /**
     * StoredFile; written by an {@link torg.api.file.Upload}, which the column's rule checks. No row is found or ordered by it, but by whether it is empty; it is never required,
     * unique, searched or grouped by.
     */
    FILE(torg.api.file.StoredFile.class);

    private final Class<?> javaType;

    ColumnType(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** The class of a cell's value; others are refused as {@code wrong-type}. */
    public Class<?> javaType() {
        return javaType;
    }
}
