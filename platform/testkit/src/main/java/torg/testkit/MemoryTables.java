package torg.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Decision;
import torg.api.access.Privilege;
import torg.api.file.FileContent;
import torg.api.file.StoredFile;
import torg.api.identity.Caller;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.ColumnType;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Evaluation;
import torg.api.table.Grouping;
import torg.api.table.Link;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Rows;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.spi.access.TableAccess;
import torg.spi.table.ChangeListener;
import torg.spi.table.TableSource;
import torg.testkit.World.Kept;

/**
 * The gate over rows in memory: every answer by looking at every row, so that it is easily believed. Two choices the API leaves open are made
 * here: a lookup to a row the caller may not read counts as empty in the caller's own paths, and rights are asked right after each change.
 */
public final class MemoryTables implements Tables {
    private final Supplier<Schema> tables;
    private final List<Table> internal = new ArrayList<>();
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private final List<Committed> feed = new ArrayList<>();
    private final List<Delivery> outbox = new ArrayList<>();
    private final Map<String, Replay> replays = new HashMap<>();
    private final Map<String, List<Optional<Object>>> cursors = new HashMap<>();
    private Optional<TableAccess> access = Optional.empty();
    private World world;

    /** Rows of these tables, asked for at each call; until somebody answers for rights only service callers see any. */
    public MemoryTables(Supplier<Schema> tables) {
        this.tables = tables;
        this.world = new World(tables.get());
    }

    /** Rows of these tables, which stay the same. */
    public MemoryTables(Schema schema) {
        this(() -> schema);
    }

    /** Let this answer for rights. */
    public synchronized MemoryTables rights(TableAccess rules) {
        access = Optional.of(rules);
        return this;
    }

    /** Add a module's own tables. */
    public synchronized MemoryTables with(TableSource source) {
        internal.addAll(source.tables());
        return this;
    }

    /** Tell this of every write. */
    public MemoryTables listener(ChangeListener listener) {
        listeners.add(listener);
        return this;
    }

    /** What has to reach the ERP, oldest first. */
    public synchronized List<Delivery> outbox() {
        return List.copyOf(outbox);
    }

    @Override
    public synchronized Schema schema() {
        var all = new ArrayList<>(tables.get().tables().values());
        all.addAll(internal);
        return Schema.of(all);
    }

    @Override
    public synchronized Rows query(Caller caller, Query query) {
        Deadline.check();
        var now = world.copy(schema());
        var table = table(now, caller, query.table());
        check(now, caller, table, query);
        if (query.after().isPresent() && query.skip() > 0) throw TorgException.of(ProblemKind.MALFORMED, "table.bad-page", "a page has either a cursor or a number of rows to skip");
        var seen = reader(now, caller);
        var matching = now.all(table.name()).stream()
                .filter(row -> new Rights(caller, access).allow(Privilege.READ, now, table, row) && seen.hold(query.where(), table, row))
                .map(row -> new Placed(row, place(seen, table, row, query)))
                .sorted((left, right) -> compare(left.place, right.place, query)).toList();
        var rest = matching.stream().filter(row -> query.after().isEmpty() || compare(row.place, cursor(query.after().get()), query) > 0).skip(query.skip()).toList();
        var page = new ArrayList<Row>();
        var room = caller.isService() ? Long.MAX_VALUE : Query.MOST_CHARACTERS;
        while (page.size() < Math.min(query.top(), rest.size()) && room > 0) {
            page.add(row(seen, table, rest.get(page.size()).row, query.select()));
            room -= page.getLast().characters();
        }
        var next = page.size() < rest.size() ? Optional.of(cursor(rest.get(page.size() - 1).place)) : Optional.<String>empty();
        return new Rows(page, query.count() ? OptionalLong.of(matching.size()) : OptionalLong.empty(), next);
    }

    private void check(World now, Caller caller, Table table, Query query) {
        if (query.select().size() > Query.MOST_SELECTED) throw TorgException.of(ProblemKind.MALFORMED, "table.too-much", "a query selects at most " + Query.MOST_SELECTED + " paths");
        var paths = new Paths(now.schema, new Rights(caller, access));
        query.select().forEach(path -> paths.check(table, path));
        paths.check(table, query.where());
        query.order().forEach(by -> paths.sortable(table, by.path()));
    }

    @Override
    public synchronized Map<String, Rows> each(Caller caller, Query query, String by, List<String> keys, int most) {
        Deadline.check();
        var now = world.copy(schema());
        var table = table(now, caller, query.table());
        check(now, caller, table, query);
        var side = table.relationship(by);
        if (side.isEmpty()) new Paths(schema(), new Rights(caller, access)).check(table, by);
        if (side.isEmpty() && !table.column(by).filter(column -> column.target().isPresent() || by.equals(table.key())).isPresent()) throw malformed("table.no-keys", "'" + by + "' holds no keys");
        if (keys.size() > Tables.MOST_KEYS) throw malformed("table.too-much", "one question is asked for at most " + Tables.MOST_KEYS + " keys");
        if (query.after().isPresent()) throw malformed("table.bad-page", "a question for many keys begins at the first page of each");
        var answers = new LinkedHashMap<String, Rows>();
        for (var key : keys) {
            var holds = side.<Condition>map(links -> new Condition.Linked(by, Condition.eq(schema().table(links.target()).key(), key))).orElseGet(() -> Condition.eq(by, key));
            answers.put(key, query(caller, query.where(new Condition.And(List.of(query.where(), holds)))));
        }
        if (answers.values().stream().mapToInt(rows -> rows.rows().size()).sum() > most) throw malformed("table.too-many-rows", "there are more than " + most + " rows");
        var shown = answers.values().stream().flatMap(rows -> rows.rows().stream()).toList();
        if (!caller.isService() && shown.size() > 1 && shown.stream().mapToLong(Row::characters).sum() > Query.MOST_CHARACTERS) throw malformed("table.too-many-rows", "the rows have more than " + Query.MOST_CHARACTERS + " characters");
        return answers;
    }

    @Override
    public synchronized List<Grouping.Group> groups(Caller caller, Grouping grouping) {
        Deadline.check();
        var now = world.copy(schema());
        var table = table(now, caller, grouping.table());
        var rights = new Rights(caller, access);
        var paths = new Paths(now.schema, rights);
        grouping.by().forEach(path -> paths.check(table, path));
        grouping.measures().stream().filter(measure -> measure.kind() != Grouping.Kind.COUNT).forEach(measure -> paths.check(table, measure.path()));
        paths.check(table, grouping.where());
        var seen = reader(now, caller);
        var rows = now.all(table.name()).stream().filter(row -> rights.allow(Privilege.READ, now, table, row) && seen.hold(grouping.where(), table, row)).toList();
        return new Figures(now.schema, table, seen).of(grouping, rows);
    }

    static TorgException malformed(String code, String message) {
        return TorgException.of(ProblemKind.MALFORMED, code, message);
    }

    @Override
    public synchronized Optional<Row> find(Caller caller, String name, String key, String... select) {
        Deadline.check();
        var now = world.copy(schema());
        var table = table(now, caller, name);
        var rights = new Rights(caller, access);
        var paths = new Paths(now.schema, rights);
        for (var path : select) paths.check(table, path);
        var wanted = select.length > 0 ? List.of(select)
                : table.columns().keySet().stream().filter(column -> column.equals(table.key()) || rights.mayUse(ColumnPrivilege.READ, table, column)).toList();
        return now.find(name, key).filter(row -> rights.allow(Privilege.READ, now, table, row)).map(row -> row(reader(now, caller), table, row, wanted));
    }

    @Override
    public synchronized Optional<FileContent> file(Caller caller, String name, String key, String column) {
        var now = world.copy(schema());
        var table = table(now, caller, name);
        if (table.column(column).filter(found -> found.type() == ColumnType.FILE && new Rights(caller, access).mayUse(ColumnPrivilege.READ, table, column)).isEmpty()) return Optional.empty();
        return find(caller, name, key, column).flatMap(row -> row.value(column)).map(StoredFile.class::cast).map(file -> new FileContent(file, now.bytes(file)));
    }

    @Override
    public synchronized List<Link> links(Caller caller, String name, String relationship, Collection<String> keys) {
        Deadline.check();
        var now = world.copy(schema());
        var table = table(now, caller, name);
        var side = table.relationship(relationship).orElseThrow(() -> Paths.unknown(table, relationship));
        if (keys.size() > Tables.MOST_KEYS) throw TorgException.of(ProblemKind.MALFORMED, "table.too-much", "links are asked of at most " + Tables.MOST_KEYS + " rows");
        var links = new ArrayList<Link>();
        for (var row : seen(now, caller, table)) {
            if (!keys.contains(row.key())) continue;
            for (var other : seen(now, caller, now.schema.table(side.target()))) {
                if (now.linked(table, row.key(), side, other.key())) links.add(new Link(row.key(), other.key()));
            }
        }
        return List.copyOf(links);
    }

    private List<Kept> seen(World now, Caller caller, Table table) {
        return now.all(table.name()).stream().filter(row -> new Rights(caller, access).allow(Privilege.READ, now, table, row)).toList();
    }

    @Override
    public synchronized Optional<Written> written(Caller caller, Write.Once once) {
        return Optional.ofNullable(replays.get(replay(caller, once))).map(replay -> replay.answer(once));
    }

    @Override
    public Written write(Caller caller, Write write) {
        Deadline.check();
        synchronized (this) {
            var replay = write.once().flatMap(once -> written(caller, once));
            if (replay.isPresent()) return replay.get();
            var writing = new Writing(world.copy(schema()), new Rights(caller, access));
            write.changes().forEach(writing::apply);
            var entries = commit(caller, write, writing);
            write.once().ifPresent(once -> replays.put(replay(caller, once), new Replay(once.digest(), writing.keys)));
            if (!entries.isEmpty()) listeners.forEach(listener -> listener.committed(entries));
            return new Written(writing.keys, false);
        }
    }

    @Override
    public synchronized boolean may(Caller caller, Privilege privilege, String name) {
        return schema().find(name).filter(table -> !new Rights(caller, access).grant(privilege, table).reachesNothing()).isPresent();
    }

    @Override
    public synchronized boolean mayUse(Caller caller, ColumnPrivilege privilege, String name, String column) {
        return schema().find(name).filter(table -> table.columns().containsKey(column) && new Rights(caller, access).mayUse(privilege, table, column)).isPresent();
    }

    @Override
    public synchronized Decision explain(Caller caller, Privilege privilege, String name, String key) {
        var now = world.copy(schema());
        var table = now.schema.table(name);
        var rights = new Rights(caller, access);
        var grant = rights.grant(privilege, table);
        var row = now.find(name, key);
        var tried = access.filter(_ -> !caller.isService()).stream().flatMap(rules -> rules.rules(caller, name, privilege).stream())
                .map(rule -> rule.about(caller, row.filter(found -> Conditions.trusted(now, caller).hold(rule.rows(), table, found)).isPresent())).toList();
        if (row.isEmpty()) return new Decision(false, List.of("there is no such row"), tried);
        var allowed = rights.allow(privilege, now, table, row.get());
        return new Decision(allowed, allowed || grant.reachesNothing() ? grant.because() : List.of("no rule reaches this row: " + String.join(", ", grant.because())), tried);
    }

    @Override
    public synchronized long reach(Caller caller, Privilege privilege, String name) {
        Deadline.check();
        var now = world.copy(schema());
        var table = table(now, caller, name);
        var rights = new Rights(caller, access);
        return now.all(name).stream().filter(row -> rights.allow(privilege, now, table, row)).count();
    }

    @Override
    public synchronized long count(Caller caller, String name, Condition rows) {
        Deadline.check();
        var now = world.copy(schema());
        var table = table(now, caller, name);
        return now.all(name).stream().filter(row -> Conditions.trusted(now, caller).hold(rows, table, row)).count();
    }

    @Override
    public synchronized Condition readable(Caller caller, String name) {
        return schema().find(name).map(table -> new Rights(caller, access).grant(Privilege.READ, table).rows()).orElseGet(Condition.Nothing::new);
    }

    @Override
    public synchronized Set<String> deciding(Caller caller, String name) {
        var now = world.copy(schema());
        var table = table(now, caller, name);
        return now.schema.tables(table, new Rights(caller, access).grant(Privilege.READ, table).rows());
    }

    @Override
    public synchronized List<Committed> feed(Caller caller, long after, int most) {
        if (!caller.isService()) return List.of();
        return feed.stream().filter(entry -> entry.sequence() > after).limit(most).toList();
    }

    private List<Committed> commit(Caller caller, Write write, Writing writing) {
        world = writing.world();
        var entries = new ArrayList<Committed>();
        for (var done : writing.done) {
            entries.add(new Committed(feed.size() + entries.size() + 1L, done.table().name(), done.row().key(), done.kind(), done.columns(), write.origin(), name(caller)));
        }
        feed.addAll(entries);
        if (write.origin().equals(Write.PORTAL)) writing.documents().forEach(whole -> outbox.add(new Delivery(whole.table().name(), whole.key())));
        return List.copyOf(entries);
    }

    private Conditions reader(World now, Caller caller) {
        return new Conditions(now, caller, (table, row) -> new Rights(caller, access).allow(Privilege.READ, now, table, row));
    }

    private static Table table(World now, Caller caller, String name) {
        return now.schema.find(name).filter(table -> caller.isService() || !table.internal())
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "table.unknown", "there is no table '" + name + "'"));
    }

    private static Row row(Conditions seen, Table table, Kept row, List<String> paths) {
        var cells = new TreeMap<String, Object>();
        cells.put(table.key(), row.key());
        for (var path : paths) seen.value(table, row, path).ifPresent(value -> cells.put(path, value));
        return new Row(table.name(), row.key(), row.version(), cells);
    }

    /** Where a row stands in the order asked for: the values it is sorted by, then its key. */
    private static List<Optional<Object>> place(Conditions seen, Table table, Kept row, Query query) {
        var place = new ArrayList<Optional<Object>>();
        query.order().forEach(by -> place.add(seen.value(table, row, by.path())));
        place.add(Optional.of(row.key()));
        return place;
    }

    private static int compare(List<Optional<Object>> left, List<Optional<Object>> right, Query query) {
        for (var i = 0; i < left.size(); i++) {
            var order = compare(left.get(i), right.get(i));
            if (order != 0) return descending(query.order(), i) ? -order : order;
        }
        return 0;
    }

    /** The key, which comes after all that was asked for, goes the way of the last. */
    private static boolean descending(List<Query.Order> order, int at) {
        return !order.isEmpty() && order.get(Math.min(at, order.size() - 1)).descending();
    }

    static int compare(Optional<Object> left, Optional<Object> right) {
        if (left.isPresent() && right.isPresent()) return Evaluation.compare(left.get(), right.get());
        return Boolean.compare(left.isPresent(), right.isPresent());
    }

    private String cursor(List<Optional<Object>> place) {
        var cursor = "after-" + cursors.size();
        cursors.put(cursor, place);
        return cursor;
    }

    private List<Optional<Object>> cursor(String cursor) {
        return Optional.ofNullable(cursors.get(cursor)).orElseThrow(() -> TorgException.of(ProblemKind.MALFORMED, "table.bad-page", "there is no such page"));
    }

    private static String replay(Caller caller, Write.Once once) {
        return String.join("\n", name(caller), String.join("\n", caller.accounts()), once.key());
    }

    private static String name(Caller caller) {
        return caller.kind().name().toLowerCase(Locale.ROOT) + ":" + caller.contact().orElse(caller.name());
    }

    /** A document that has to reach the ERP. */
    public record Delivery(String table, String key) {}

    private record Placed(Kept row, List<Optional<Object>> place) {}

    /** A write that happened under a name of its caller's. */
    private record Replay(String digest, List<String> keys) {
        Written answer(Write.Once once) {
            if (!once.digest().equals(digest)) throw TorgException.invalid("table.key-reused", "this key already stands for another write", List.of());
            return new Written(keys, true);
        }
    }
}
