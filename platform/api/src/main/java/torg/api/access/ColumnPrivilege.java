package torg.api.access;

/** What can be done with a column of a row the caller may reach. */
public enum ColumnPrivilege {
    /** See its value, and select, filter or order by it, on every path that leads there. */
    READ,
    /** Give it a value in a new row. */
    CREATE,
    /** Change its value or empty it. */
    UPDATE
}
