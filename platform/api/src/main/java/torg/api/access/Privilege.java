package torg.api.access;

/** What can be done with a row. Linking a row to another needs APPEND on the one and APPEND_TO on the other. */
public enum Privilege { READ, CREATE, WRITE, DELETE, APPEND, APPEND_TO }
