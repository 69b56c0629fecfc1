package torg.store.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import torg.api.access.Privilege;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Rows;
import torg.api.table.Tables;
import torg.store.database.Cells;
import torg.store.query.Plan.Cell;
import torg.store.sql.Slot;
import torg.store.sql.Statement;

/** One question asked for each of many keys. */
public final class EachKey {
    final Question question;
    final Holder by;
    private final String name;
    private final List<String> keys;
    private final List<String> sought;
    private final int most;

    public EachKey(Question question, String by, List<String> keys, int most) {
        if (keys.size() > Tables.MOST_KEYS) throw Question.malformed("table.too-much", "one question is asked for at most " + Tables.MOST_KEYS + " keys");
        this.question = question;
        this.by = question.holder(by);
        this.name = by;
        this.keys = keys;
        this.sought = keys.stream().filter(Cells::isKey).distinct().toList();
        this.most = most;
    }

    /**
     * The question's SQL.
     *
     * @param rows reads key, version, the key asked for, the row's number among those of that key, how many there are, the cells, then what rows are ordered by
     */
    record Plan(Statement rows, List<Cell> cells, List<Cell> order) {}

    boolean nobodyToFind() {
        return sought.isEmpty() || question.reach.grant(question.table, Privilege.READ).reachesNothing();
    }

    /** The same answer for every key. */
    Map<String, Rows> answers(Rows rows) {
        var answers = new LinkedHashMap<String, Rows>();
        keys.forEach(key -> answers.put(key, rows));
        return answers;
    }

    /** How many keys the statement has room for: it comes in few lengths. */
    int places() {
        var places = 1;
        while (places < sought.size()) places *= 4;
        return places;
    }

    String variant(Query query) {
        return "/" + name + places() + query.count();
    }

    Map<String, Rows> read(Connection connection, Plan plan, Query query) throws SQLException {
        var literals = new ArrayList<>(question.literals);
        literals.add((long) most + sought.size() * 2L + 1);
        literals.addAll(sought);
        var arguments = new Slot.Arguments(question.reach.caller(), literals, List.of(), query.top() + 1, query.skip());
        var found = new LinkedHashMap<String, Found>();
        var shown = 0;
        var room = new Room(question);
        try (var statement = plan.rows.on(connection, arguments); var results = statement.executeQuery()) {
            while (results.next()) {
                var number = results.getLong(4) - query.skip();
                var of = found.computeIfAbsent(results.getString(3), _ -> new Found());
                of.total = results.getLong(5);
                if (number > query.top()) of.next = Optional.of(Cursor.encode(question.order, of.last));
                if (number < 1 || number > query.top()) continue;
                if (++shown > most) throw Question.malformed("table.too-many-rows", "there are more than " + most + " rows");
                var row = QueryRunner.row(results, question.table, plan.cells, room);
                if (room.left() < 0 && shown > 1) throw Question.malformed("table.too-many-rows", "the rows have more than " + Query.MOST_CHARACTERS + " characters");
                of.rows.add(row);
                if (number == query.top()) of.last = QueryRunner.place(results, plan.order);
            }
        }
        var answers = answers(QueryRunner.nothing(query));
        answers.replaceAll((key, nothing) -> found.containsKey(key) ? found.get(key).rows(query) : nothing);
        return answers;
    }

    /** What one key has. */
    private static final class Found {
        final List<Row> rows = new ArrayList<>();
        List<Object> last = List.of();
        Optional<String> next = Optional.empty();
        long total;

        Rows rows(Query query) {
            return new Rows(rows, query.count() ? OptionalLong.of(total) : OptionalLong.empty(), next);
        }
    }
}
