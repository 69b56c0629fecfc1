package torg.api.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question to one table that is answered with figures about its rows instead of the rows.
 *
 * @param table name of the table
 * @param where which rows, beside what the caller may see; bounded as in {@link Query}
 * @param by paths, at most {@value #MOST_PATHS}; rows with the same values make a group. None makes one group of all rows, be there any or not
 * @param measures what is told of each group, at most {@value #MOST_MEASURES}
 * @param most groups wanted, 1 to {@value #MOST_GROUPS}; when there are more the question is refused
 */
public record Grouping(String table, Condition where, List<String> by, List<Measure> measures, int most) {
    /** Paths to group by. */
    public static final int MOST_PATHS = 8;
    /** Figures of a group. */
    public static final int MOST_MEASURES = 10;
    /** Groups of an answer. */
    public static final int MOST_GROUPS = 10_000;

    public Grouping {
        by = List.copyOf(by);
        measures = List.copyOf(measures);
        if (most < 1 || most > MOST_GROUPS) throw new IllegalArgumentException("most is 1 to " + MOST_GROUPS + ", not " + most);
    }

    /** A figure about the values a path has in the rows of a group; empty cells are passed over. */
    public record Measure(Kind kind, String path) {
        /** How many rows there are. */
        public static final Measure COUNT = new Measure(Kind.COUNT, "");
    }

    /** What is figured out. */
    public enum Kind {
        /** Long: how many rows; the path is not looked at. */
        COUNT,
        /** Long: how many different values, of any type but long text. */
        DISTINCT,
        /** BigDecimal in the column's scale, of an integer, decimal or money; empty when there is no value. */
        SUM,
        /** BigDecimal with four digits more than the column's scale, rounded half up; else as {@link #SUM}. */
        AVERAGE,
        /** The first value in the column's type, which is any but boolean or long text; empty when there is none. */
        MIN,
        /** The last value; else as {@link #MIN}. */
        MAX
    }

    /**
     * The figures of one group.
     *
     * @param by path to value, for the paths of the question; empty cells are absent
     * @param figures in the order of the measures
     */
    public record Group(Map<String, Object> by, List<Optional<Object>> figures) {
        public Group {
            by = Map.copyOf(by);
            figures = List.copyOf(figures);
        }
    }
}
