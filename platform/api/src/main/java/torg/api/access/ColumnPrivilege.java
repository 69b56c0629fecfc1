package torg.api.access;

/** What can be done with a column of a row the caller may reach. */
public enum ColumnPrivilege { READ, CREATE, UPDATE }
