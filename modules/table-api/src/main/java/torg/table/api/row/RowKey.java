package torg.table.api.row;

/** A row's key as an address writes it: plain, or in quotes with quotes inside doubled. */
public final class RowKey {
    private RowKey() {}

    public static String read(String written) {
        if (written.length() < 2 || !written.startsWith("'") || !written.endsWith("'")) return written;
        return written.substring(1, written.length() - 1).replace("''", "'");
    }

    /** The key as it stands between the parentheses of an address. */
    public static String write(String key) {
        return key.matches("[A-Za-z0-9_.-]+") ? key : Address.encode("'" + key.replace("'", "''") + "'");
    }
}
