package torg.store.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.access.Privilege;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Grouping;
import torg.api.table.Grouping.Group;
import torg.api.table.Grouping.Kind;
import torg.api.table.Grouping.Measure;
import torg.api.table.Query;
import torg.store.database.Cells;
import torg.store.rights.Reach;
import torg.store.sql.Known;
import torg.store.sql.Known.Path;
import torg.store.sql.Slot;
import torg.store.sql.Statement;

/** A question for figures: the paths it groups by come first among the selected ones, then those of its measures. */
public final class Figures {
    private static final int DIGITS_OF_AN_AVERAGE = 4;
    final Question question;
    final Grouping grouping;

    public Figures(Known known, Reach reach, Grouping grouping) {
        if (grouping.by().size() > Grouping.MOST_PATHS) throw Question.malformed("table.too-much", "rows are grouped by at most " + Grouping.MOST_PATHS + " paths");
        if (grouping.measures().size() > Grouping.MOST_MEASURES) throw Question.malformed("table.too-much", "a group has at most " + Grouping.MOST_MEASURES + " figures");
        this.grouping = grouping;
        var paths = Stream.concat(grouping.by().stream(), measured(grouping).map(Measure::path)).toArray(String[]::new);
        this.question = new Question(known, reach, reach.table(known, grouping.table()), Query.of(grouping.table(), paths).where(grouping.where()));
        by().forEach(path -> { if (!compared(path.column().type())) throw Question.malformed("table.no-group", "column '" + path.text() + "' holds long texts or files, which make no groups"); });
        for (var i = 0; i < grouping.measures().size(); i++) check(grouping.measures().get(i).kind(), i);
    }

    private static Stream<Measure> measured(Grouping grouping) {
        return grouping.measures().stream().filter(measure -> measure.kind() != Kind.COUNT);
    }

    private void check(Kind kind, int at) {
        if (kind == Kind.COUNT) return;
        var type = path(at).column().type();
        var fits = switch (kind) {
            case SUM, AVERAGE -> type == ColumnType.INTEGER || type == ColumnType.DECIMAL || type == ColumnType.MONEY;
            case MIN, MAX -> type != ColumnType.BOOLEAN && compared(type);
            case DISTINCT -> compared(type);
            case COUNT -> true;
        };
        if (!fits) throw Question.malformed("table.no-measure", "column '" + path(at).text() + "' has no such figure");
    }

    private static boolean compared(ColumnType type) {
        return type != ColumnType.LONG_TEXT && type != ColumnType.FILE;
    }

    List<Path> by() {
        return question.select.subList(0, grouping.by().size());
    }

    /** The path of a measure that has one. */
    Path path(int measure) {
        var before = grouping.measures().subList(0, measure).stream().filter(other -> other.kind() != Kind.COUNT).count();
        return question.select.get(grouping.by().size() + (int) before);
    }

    /** What statements differ in that answer questions of the same shape. */
    String variant() {
        return "/" + grouping.by().size() + grouping.measures().stream().map(Measure::kind).toList();
    }

    /** Without a right to any row. */
    List<Group> nothing() {
        if (!grouping.by().isEmpty()) return List.of();
        var figures = grouping.measures().stream().map(measure -> measure.kind() == Kind.COUNT || measure.kind() == Kind.DISTINCT ? Optional.<Object>of(0L) : Optional.empty()).toList();
        return List.of(new Group(Map.of(), figures));
    }

    boolean nobodyToFind() {
        return question.reach.grant(question.table, Privilege.READ).reachesNothing();
    }

    List<Group> read(Connection connection, Statement statement) throws SQLException {
        var groups = new ArrayList<Group>();
        var arguments = new Slot.Arguments(question.reach.caller(), question.literals, List.of(), grouping.most() + 1, 0);
        try (var prepared = statement.on(connection, arguments); var results = prepared.executeQuery()) {
            while (results.next()) {
                if (groups.size() == grouping.most()) throw Question.malformed("table.too-much", "there are more than " + grouping.most() + " groups");
                groups.add(group(results));
            }
        }
        return groups;
    }

    private Group group(ResultSet results) throws SQLException {
        var at = 1;
        var values = new HashMap<String, Object>();
        for (var path : by()) {
            var value = Cells.read(results, at++, path.column());
            if (value != null) values.put(path.text(), value);
        }
        var figures = new ArrayList<Optional<Object>>();
        for (var i = 0; i < grouping.measures().size(); i++) {
            var kind = grouping.measures().get(i).kind();
            figures.add(Optional.ofNullable(switch (kind) {
                case COUNT, DISTINCT -> results.getLong(at);
                case SUM -> scaled(results.getBigDecimal(at), path(i).column());
                case AVERAGE -> average(results.getBigDecimal(at), results.getLong(at + 1), path(i).column());
                case MIN, MAX -> Cells.read(results, at, path(i).column());
            }));
            at += kind == Kind.AVERAGE ? 2 : 1;
        }
        return new Group(values, figures);
    }

    private static BigDecimal scaled(BigDecimal sum, Column column) {
        return sum == null ? null : sum.setScale(column.scale(), RoundingMode.HALF_UP);
    }

    /** Divided here: each database has its own idea of how many digits there are. */
    private static BigDecimal average(BigDecimal sum, long count, Column column) {
        return sum == null ? null : sum.divide(BigDecimal.valueOf(count), column.scale() + DIGITS_OF_AN_AVERAGE, RoundingMode.HALF_UP);
    }
}
