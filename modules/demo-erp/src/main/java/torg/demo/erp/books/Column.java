package torg.demo.erp.books;

import java.time.Instant;
import java.util.List;

/** One property of an entity set, which is also one column of its table. */
public record Column(String name, Kind kind, List<String> choices) {

    /** How the real product writes an empty date: its dates cannot be null. */
    public static final Instant NO_DATE = Instant.parse("1900-01-01T12:00:00Z");

    static final int LONGEST_TEXT = 1000;
    private static final int LARGEST_FILE = 1024 * 1024;

    /** The types the books tell apart. */
    public enum Kind { TEXT, DECIMAL, INT, LONG, MOMENT, CHOICE, BYTES }

    public Column(String name, Kind kind) {
        this(name, kind, List.of());
    }

    String sql() {
        return '"' + name + '"';
    }

    /** Nothing is null in these books: an empty value is the empty text, zero, the empty date or the first choice. */
    String definition() {
        return sql() + " " + switch (kind) {
            // The real product compares texts without regard to case.
            case TEXT -> "VARCHAR_IGNORECASE(" + LONGEST_TEXT + ") DEFAULT '' NOT NULL";
            case DECIMAL -> "NUMERIC(28, 6) DEFAULT 0 NOT NULL";
            case INT -> "INTEGER DEFAULT 0 NOT NULL";
            case LONG -> "BIGINT DEFAULT 0 NOT NULL";
            case MOMENT -> "TIMESTAMP(3) WITH TIME ZONE DEFAULT TIMESTAMP WITH TIME ZONE '1900-01-01 12:00:00+00' NOT NULL";
            case BYTES -> "VARBINARY(" + LARGEST_FILE + ") DEFAULT X'' NOT NULL";
            case CHOICE -> "VARCHAR(60) DEFAULT '" + choices.getFirst() + "' NOT NULL";
        };
    }
}
