package torg.store.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.Privilege;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Grouping;
import torg.api.table.Link;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Rows;
import torg.api.table.Table;
import torg.store.database.Cells;
import torg.store.database.Database;
import torg.store.query.Plan.Cell;
import torg.store.sql.Cache;
import torg.store.sql.Slot;
import torg.store.sql.Statement;

/** Answers questions: the plan from the cache, the values from the question, the rows from the database. */
@Component(immediate = true, service = QueryRunner.class)
public final class QueryRunner {
    private static final int PLANS = 500;
    private final Database database;
    private final Cache<Plan.Key, Plan> plans = new Cache<>(PLANS);
    private final Cache<Plan.Key, EachKey.Plan> keyPlans = new Cache<>(PLANS);
    private final Cache<Plan.Key, Statement> figurePlans = new Cache<>(PLANS);
    private final Cache<Plan.Key, Statement> links = new Cache<>(PLANS);

    @Activate
    public QueryRunner(@Reference Database database) {
        this.database = database;
    }

    public Rows run(Question question, Query query) {
        if (query.after().isPresent() && query.skip() > 0) {
            throw TorgException.of(ProblemKind.MALFORMED, "table.bad-page", "a page begins behind a cursor or after a number of rows, not both");
        }
        if (question.reach.grant(question.table, Privilege.READ).reachesNothing()) return nothing(query);
        var after = query.after().map(cursor -> Cursor.decode(database.dialect(), question.order, cursor)).orElse(null);
        var fetch = countTellsOfMore(query) ? query.top() : query.top() + 1;
        var plan = plans.get(question.key(variant(after, query, fetch)), () -> new PlanCompiler(database.dialect(), question).plan(after, fetch, query.skip() > 0));
        var arguments = new Slot.Arguments(question.reach.caller(), question.literals, after == null ? List.of() : after, fetch, query.skip());
        return database.read(connection -> page(connection, plan, arguments, question, query));
    }

    /** One question for each of many keys, in one statement. */
    public Map<String, Rows> each(EachKey each, Query query) {
        if (query.after().isPresent()) throw Question.malformed("table.bad-page", "a question for many keys begins at the first page of each");
        if (each.nobodyToFind()) return each.answers(nothing(query));
        var plan = keyPlans.get(each.question.key(each.variant(query)), () -> new PlanCompiler(database.dialect(), each.question).each(each.by, each.places(), query.count()));
        return database.read(connection -> each.read(connection, plan, query));
    }

    /** Figures about rows. */
    public List<Grouping.Group> groups(Figures figures) {
        if (figures.nobodyToFind()) return figures.nothing();
        var statement = figurePlans.get(figures.question.key(figures.variant()), () -> new PlanCompiler(database.dialect(), figures.question).figures(figures));
        return database.read(connection -> figures.read(connection, statement));
    }

    public List<Link> links(LinksAsked asked) {
        if (asked.findsNothing()) return List.of();
        var statement = links.get(asked.key(), () -> asked.compile(database.dialect()));
        return database.read(connection -> asked.read(connection, statement));
    }

    private static Rows page(Connection connection, Plan plan, Slot.Arguments arguments, Question question, Query query) throws SQLException {
        var rows = new ArrayList<Row>(Math.min(query.top(), 200));
        var last = List.of();
        var more = false;
        try (var statement = plan.page().on(connection, arguments); var results = statement.executeQuery()) {
            var room = new Room(question);
            while (results.next()) {
                if (!last.isEmpty()) {
                    more = true;
                    break;
                }
                rows.add(row(results, question.table, plan.cells(), room));
                if (rows.size() == query.top() || room.left() <= 0) last = place(results, plan.order());
            }
        }
        var total = OptionalLong.empty();
        if (query.count()) {
            var all = last.isEmpty() && query.after().isEmpty() && (query.skip() == 0 || !rows.isEmpty());
            total = OptionalLong.of(all ? query.skip() + rows.size() : plan.count().number(connection, arguments));
            more |= countTellsOfMore(query) && !last.isEmpty() && total.getAsLong() > query.skip() + rows.size();
        }
        return new Rows(rows, total, more ? Optional.of(Cursor.encode(question.order, last)) : Optional.empty());
    }

    /** Whether there is more after a page is asked of the row behind it, or of the count where that counts from the same beginning: a row less to read. */
    private static boolean countTellsOfMore(Query query) {
        return query.count() && query.after().isEmpty();
    }

    static Row row(ResultSet results, Table table, List<Cell> cells, Room room) throws SQLException {
        var values = HashMap.<String, Object>newHashMap(cells.size() + 1);
        var key = results.getString(1);
        values.put(table.key(), key);
        room.take(key);
        for (var cell : cells) {
            var value = Cells.read(results, cell.at(), cell.column());
            if (value != null && values.put(cell.path(), value) == null) room.take(value);
        }
        return new Row(table.name(), key, results.getLong(2), values);
    }

    static List<Object> place(ResultSet results, List<Cell> order) throws SQLException {
        var values = new ArrayList<>(order.size());
        for (var cell : order) values.add(Cells.read(results, cell.at(), cell.column()));
        return values;
    }

    /** What changes the text of the statement, beside the question: the size of the page, and which of the cursor's values are empty. */
    private static String variant(List<Object> after, Query query, int fetch) {
        var variant = new StringBuilder().append('/').append(fetch);
        if (query.skip() > 0) variant.append('+');
        if (after == null) return variant.toString();
        variant.append('*');
        for (var value : after) variant.append(value == null ? '-' : '+');
        return variant.toString();
    }

    static Rows nothing(Query query) {
        return new Rows(List.of(), query.count() ? OptionalLong.of(0) : OptionalLong.empty(), Optional.empty());
    }
}
