package torg.api.access;

/** What can be done with a row. Linking a row to another needs APPEND on the one and APPEND_TO on the other. */
public enum Privilege {
    /** See the row; without it the row does not exist. */
    READ,
    /** Make the row; asked of the row as it became. */
    CREATE,
    /** Change the row's values; asked of the row as it was and as it became. */
    WRITE,
    /** Take the row away, and its parts with it. */
    DELETE,
    /** Set a lookup of the row; asked of the row as it became. */
    APPEND,
    /** Be what a lookup of another row is set to. */
    APPEND_TO
}
