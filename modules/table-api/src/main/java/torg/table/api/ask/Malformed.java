package torg.table.api.ask;

import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** What is said of a question nobody can understand. */
public final class Malformed {
    private static final int LONGEST_SHOWN = 40;

    private Malformed() {}

    /** An option that is not as it should be. */
    public static TorgException option(String name, String what, String help) {
        return TorgException.of(ProblemKind.MALFORMED, "table-api.option", "'" + shown(name) + "' " + what).help(help);
    }

    /** A filter that cannot be read from this character on. */
    public static TorgException filter(int position, String what) {
        return TorgException.of(ProblemKind.MALFORMED, "table-api.filter", "$filter at character " + (position + 1) + ": " + what);
    }

    /** A column that is not there, or that this caller may not read: the same answer. */
    public static TorgException column(String table, String path) {
        return TorgException.of(ProblemKind.MALFORMED, "table.unknown-column", "table '" + table + "' has no '" + shown(path) + "'");
    }

    /** A body that is not as it should be. */
    public static TorgException body(String what) {
        return TorgException.of(ProblemKind.MALFORMED, "table-api.body", what);
    }

    /** What a caller wrote, short enough to be repeated. */
    public static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
