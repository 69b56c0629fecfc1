package torg.store.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.store.database.Bounds;
import torg.store.rights.Reach;
import torg.store.sql.Cache;
import torg.store.sql.Known;
import torg.store.sql.Known.Path;
import torg.store.sql.LinkTable;
import torg.store.sql.Standing;

/**
 * A query as one caller may ask it: names resolved, rights to columns asked, and values set apart from the shape. Two questions of the same
 * shape run the same SQL.
 */
public final class Question {
    final Known known;
    final Reach reach;
    final Table table;
    final Condition where;
    final List<Path> select;
    final List<Ordering> order;
    final List<Object> literals = new ArrayList<>();
    private final Set<Table> reads = new LinkedHashSet<>();
    private final StringBuilder shape = new StringBuilder(200);
    private final Set<String> joins = new HashSet<>();
    private int conditions;

    /** @throws TorgException MALFORMED for a path that is not there, or that this caller may not read: the same answer */
    public Question(Known known, Reach reach, Table table, Query query) {
        this.known = known;
        this.reach = reach;
        this.table = table;
        this.where = query.where();
        if (query.order().size() > Query.MOST_ORDERS) throw malformed("table.too-much", "a query is ordered by at most " + Query.MOST_ORDERS + " paths");
        reads.add(table);
        shape.append(table.name());
        select = query.select().stream().map(path -> readable(table, path)).toList();
        select.forEach(path -> shape.append(',').append(path.text()));
        shape.append('?');
        read(table, where, 0);
        order = orderings(query.order());
        order.forEach(by -> shape.append(by.descending() ? '>' : '<').append(by.path().text()));
    }

    /** What a caller may ask at once; {@code find} reads all columns of a table, which may be more. */
    public static Query bounded(Query query) {
        if (query.select().size() > Query.MOST_SELECTED) throw malformed("table.too-much", "a query selects at most " + Query.MOST_SELECTED + " paths");
        return query;
    }

    /** By the paths asked for, then by key, so that pages are stable; in the direction of the last path, so that one index can serve both. */
    private List<Ordering> orderings(List<Query.Order> asked) {
        var all = new ArrayList<Ordering>(asked.size() + 1);
        for (var by : asked) all.add(new Ordering(sortable(readable(table, by.path())), by.descending()));
        for (var i = 0; i < all.size(); i++) if (all.get(i).path().text().equals(table.key())) return all.subList(0, i + 1);
        all.add(new Ordering(readable(table, table.key()), !all.isEmpty() && all.getLast().descending()));
        return all;
    }

    private static Path sortable(Path path) {
        if (path.column().type() == ColumnType.FILE) throw malformed("table.no-order", "column '" + path.text() + "' holds files, which have no order");
        return path;
    }

    /** What may be compiled once and used again. */
    Plan.Key key(String variant) {
        var grants = reads.stream().map(read -> new Cache.Same(reach.grant(read, Privilege.READ))).toList();
        return new Plan.Key(known, shape + variant, grants, Standing.of(reach.caller()));
    }

    private void read(Table at, Condition condition, int depth) {
        if (++conditions > Query.MOST_CONDITIONS || depth > Query.DEEPEST) throw malformed("table.too-much", "a query has at most " + Query.MOST_CONDITIONS + " conditions");
        switch (condition) {
            case Condition.Everything _ -> shape.append('1');
            case Condition.Nothing _ -> shape.append('0');
            case Condition.And(var all) -> list('&', at, all, depth);
            case Condition.Or(var any) -> list('|', at, any, depth);
            case Condition.Not(var not) -> list('!', at, List.of(not), depth);
            case Condition.Compare(var path, var operator, var operand) -> compare(readable(at, path), operator, operand);
            case Condition.Empty(var path) -> shape.append('#').append(readable(at, path).text());
            case Condition.Contains(var path, var text) -> text('~', readable(at, path), text);
            case Condition.Mentions(var path, var text) -> text('≈', readable(at, path), text);
            case Condition.StartsWith(var path, var text) -> text('^', readable(at, path), text);
            case Condition.Some some -> {
                var from = pointing(at, some);
                join("hop " + conditions);
                reads.add(from);
                shape.append('@').append(some.at()).append('@').append(some.table()).append('.').append(some.lookup());
                list('(', from, List.of(some.condition()), depth);
            }
            case Condition.Linked(var path, var inner) -> {
                var target = linked(at, path);
                join("hop " + conditions);
                shape.append('*').append(path);
                list('(', target, List.of(inner), depth);
            }
            case Condition.Count count -> counted(at, count, depth);
        }
        shape.append(';');
    }

    /** The number comes before the values of the hop. */
    private void counted(Table at, Condition.Count count, int depth) {
        shape.append('%').append(count.operator());
        literals.add(count.number());
        list('(', at, List.of(count.hop()), depth);
    }

    /** The relationship at the end of a path, whose target is asked next. */
    private Table linked(Table at, String path) {
        var related = known.schema().related(at, path).orElseThrow(() -> unknown(at, path));
        related.key().ifPresent(key -> readable(at, key));
        var target = known.schema().table(related.relationship().target());
        if (!reads(target)) throw unknown(at, path);
        reads.add(target);
        return target;
    }

    private void list(char sign, Table at, List<Condition> conditions, int depth) {
        shape.append(sign);
        for (var condition : conditions) read(at, condition, depth + 1);
        shape.append(')');
    }

    private void compare(Path path, Condition.Operator operator, Operand operand) {
        shape.append(path.text()).append(operator);
        switch (operand) {
            case Operand.Literal(var value) -> literals.add(comparable(path, value));
            case Operand.Me _ -> shape.append("me");
            case Operand.MyAccounts _ -> shape.append("mine");
            case Operand.MyAccountTrees _ -> shape.append("trees");
        }
    }

    private void text(char sign, Path path, String text) {
        if (path.column().type().javaType() != String.class) throw malformed("table.no-text", "column '" + path.text() + "' holds no text");
        shape.append(sign).append(path.text());
        literals.add(comparable(path, text));
    }

    private static Object comparable(Path path, Object value) {
        if (!path.column().type().javaType().isInstance(value) || path.column().type() == ColumnType.FILE) throw malformed("table.wrong-type", "column '" + path.text() + "' is compared with another type of value");
        if (value instanceof String text && (text.length() > Query.LONGEST_TEXT || !Bounds.storable(text))) {
            throw malformed("table.wrong-text", "the text that column '" + path.text() + "' is compared with is too long, or holds characters no text has");
        }
        return Bounds.comparable(value);
    }

    private Table pointing(Table at, Condition.Some some) {
        var end = known.schema().end(at, some.at()).orElseThrow(() -> unknown(at, some.at()));
        readable(at, end.key());
        var from = known.schema().find(some.table()).filter(this::reads).orElseThrow(() -> unknown(at, some.table()));
        var column = readable(from, some.lookup());
        if (column.hops() || !column.column().target().equals(Optional.of(end.table().name()))) throw unknown(from, some.lookup());
        return from;
    }

    /** What of the table holds keys: an own column, or a relationship with the rows that have them. */
    Holder holder(String by) {
        var side = table.relationship(by);
        if (side.isPresent()) return new Holder.Links(LinkTable.of(table, side.get()), linked(table, by));
        var path = readable(table, by);
        if (path.hops() || path.column().target().isEmpty() && !by.equals(table.key())) throw malformed("table.no-keys", "column '" + by + "' holds no keys");
        return new Holder.Cell(path);
    }

    private Path readable(Table from, String text) {
        var path = known.path(from, text).orElseThrow(() -> unknown(from, text));
        var way = -1;
        for (var i = 0; i < path.columns().size(); i++) {
            var owner = path.tables().get(i);
            if (i > 0) {
                way = text.indexOf('.', way + 1);
                join(from.name() + "." + text.substring(0, way));
            }
            if (i > 0 && !reads(owner) || !reach.mayUse(owner, path.columns().get(i), ColumnPrivilege.READ)) throw unknown(from, text);
            reads.add(owner);
        }
        return path;
    }

    private void join(String way) {
        if (joins.add(way) && joins.size() > Query.MOST_JOINS) throw malformed("table.too-much", "a query goes at most " + Query.MOST_JOINS + " ways to other tables");
    }

    /** Whether a path may lead there: a table of which the caller may read no row has no columns for them either. */
    private boolean reads(Table table) {
        return !reach.grant(table, Privilege.READ).reachesNothing();
    }

    static TorgException unknown(Table table, String path) {
        return malformed("table.unknown-column", "table '" + table.name() + "' has no '" + Bounds.shown(path) + "'");
    }

    static TorgException malformed(String code, String message) {
        return TorgException.of(ProblemKind.MALFORMED, code, message);
    }

    /** By which path, in which direction. */
    record Ordering(Path path, boolean descending) {
        Column column() {
            return path.column();
        }

        /** Long texts are ordered by their beginning, so that the place where a page ends stays short. */
        boolean byBeginning() {
            return column().type() == ColumnType.LONG_TEXT || column().length() > Cursor.LONGEST_VALUE;
        }
    }
}
