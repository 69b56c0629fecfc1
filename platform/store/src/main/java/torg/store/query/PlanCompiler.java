package torg.store.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SelectField;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.access.Privilege;
import torg.api.table.Condition.Operator;
import torg.api.table.Grouping;
import torg.api.table.Table;
import torg.store.database.Dialect;
import torg.store.database.Names;
import torg.store.query.Anchors.Leading;
import torg.store.query.Plan.Cell;
import torg.store.query.Question.Ordering;
import torg.store.rights.Looked;
import torg.store.rights.Rules;
import torg.store.sql.Joins;
import torg.store.sql.Known.Path;
import torg.store.sql.LeafSql;
import torg.store.sql.Slot;
import torg.store.sql.Sql;
import torg.store.sql.Standing;
import torg.store.sql.Statement;

/**
 * Compiles one question to SQL; used once. A page in the order of an index ends the search as soon as it is full, joins included; hence the care
 * for {@link Anchors#leading}. (Finding the page's rows in a derived table first is no way: H2 parses those anew for each run.)
 */
final class PlanCompiler {
    final Sql sql;
    final Question question;
    final LeafSql leaves;
    private final Rules rules;
    private final Anchors anchors;
    private int literals;

    PlanCompiler(Dialect dialect, Question question) {
        this.sql = new Sql(dialect);
        this.question = question;
        var standing = Standing.of(question.reach.caller());
        this.leaves = new LeafSql(sql, standing, question.known.schema());
        this.anchors = new Anchors(question.table, standing).and(question.where).and(question.reach.grant(question.table, Privilege.READ).rows());
        this.rules = new Rules(question.known, sql, leaves);
    }

    /**
     * @param after the values where the last page ended, null for the first page; only which of them are empty matters
     * @param fetch how many rows
     * @param skips whether some are to be passed over
     */
    Plan plan(List<Object> after, int fetch, boolean skips) {
        var joins = joins(question.table);
        var found = rules.of(question.reach.grant(question.table, Privilege.READ).rows(), question.table, joins.alias(), anchors.looked());
        var matching = DSL.and(found, new AskedSql(this, joins).of(question.where, false));
        var count = joins.by(anchors.own()).from(List.of(DSL.count())).where(matching);
        var beyond = after == null ? matching : matching.and(beyond(joins, after));
        var leading = anchors.leading(question.order);
        var sorted = sorted(joins, leading);
        var fields = new ArrayList<SelectField<?>>(List.of(own(joins, question.table.key()), version(joins)));
        var cells = question.select.stream().map(path -> cell(fields, path, joins.field(path))).toList();
        var order = question.order.stream().map(by -> cell(fields, by.path(), sortable(joins, by))).toList();
        var ordered = joins.by(leading.map(Leading::index).or(anchors::own)).from(fields).where(beyond).orderBy(sorted);
        // PostgreSQL plans anew for each run what has a place for the number of rows: it takes it for a tenth of all.
        var page = skips ? ordered.limit(DSL.inline(fetch)).offset(sql.slot(Slot.skip(), SQLDataType.BIGINT)) : ordered.limit(DSL.inline(fetch));
        return new Plan(sql.statement(page), sql.statement(count), cells, order);
    }

    /**
     * The same for each of many keys: rows are numbered within their key, so that one statement finds the first ones of each. The first row tells the total even when
     * it is one to be passed over.
     *
     * @param keys how many; the values of the question are followed by how many rows at most, and the keys
     */
    EachKey.Plan each(Holder by, int keys, boolean count) {
        var joins = joins(question.table);
        var links = sql.alias();
        Field<Object> holder = switch (by) {
            case Holder.Cell(var path) -> Joins.untyped(joins.field(path));
            case Holder.Links(var table, _) -> table.field(sql, links, table.there());
        };
        var found = rules.of(question.reach.grant(question.table, Privilege.READ).rows(), question.table, joins.alias(), Looked.FEW);
        var matching = DSL.and(found, new AskedSql(this, joins).of(question.where, false));
        var most = question.literals.size();
        var among = holder.in(IntStream.rangeClosed(1, keys).mapToObj(key -> sql.slot(Slot.among(most + key), holder.getDataType())).toList());
        var fields = new ArrayList<SelectField<?>>(List.of(own(joins, question.table.key()), version(joins), holder,
                DSL.rowNumber().over(DSL.partitionBy(holder).orderBy(sorted(joins, Optional.empty()))), count ? DSL.count().over(DSL.partitionBy(holder)) : DSL.inline(0)));
        var cells = question.select.stream().map(path -> cell(fields, path, joins.field(path))).toList();
        var order = question.order.stream().map(ordering -> cell(fields, ordering.path(), sortable(joins, ordering))).toList();
        var named = IntStream.range(0, fields.size()).mapToObj(at -> ((Field<?>) fields.get(at)).as("c" + at)).toList();
        var from = joins.from(named);
        var rows = switch (by) {
            case Holder.Cell _ -> from.where(matching.and(among));
            case Holder.Links(var table, var other) -> from.join(table.as(links)).on(table.field(sql, links, table.here()).eq(Joins.untyped(own(joins, question.table.key()))))
                    .where(matching.and(among).and(seen(other, holder)));
        };
        var number = DSL.field(Names.quoted("c3"), SQLDataType.BIGINT);
        var page = number.gt(sql.slot(Slot.skip(), SQLDataType.BIGINT)).and(number.le(sql.slot(Slot.skipAndFetch(), SQLDataType.BIGINT)));
        var statement = DSL.selectFrom(rows.asTable("numbered")).where(count ? page.or(number.eq(DSL.inline(1L))) : page).orderBy(number).limit(sql.slot(Slot.literal(most), SQLDataType.BIGINT));
        return new EachKey.Plan(sql.statement(statement), cells, order);
    }

    /** Whether there is a row of this key for the caller. */
    private Condition seen(Table table, Field<Object> key) {
        var alias = sql.alias();
        return DSL.exists(DSL.selectOne().from(Joins.as(table, alias)).where(sql.field(alias, table.columns().get(table.key())).eq(Joins.untyped(key)).and(visible(table, alias))));
    }

    /** One row for each group: what it is grouped by, then its figures, an average as sum and number of values. Joins follow keys, so no row counts twice. */
    Statement figures(Figures figures) {
        var joins = joins(question.table);
        var found = rules.of(question.reach.grant(question.table, Privilege.READ).rows(), question.table, joins.alias(), anchors.looked());
        var matching = DSL.and(found, new AskedSql(this, joins).of(question.where, false));
        joins.by(anchors.own());
        var measures = figures.grouping.measures();
        var paths = Stream.concat(figures.by().stream(), IntStream.range(0, measures.size()).filter(at -> measures.get(at).kind() != Grouping.Kind.COUNT).mapToObj(figures::path)).toList();
        // What is calculated has places for values, which make the one to group by another one than the one that is read: it is worked out before.
        var before = paths.stream().anyMatch(path -> path.column().isCalculated());
        var cells = paths.stream().<Field<?>>map(joins::field).toList();
        var named = IntStream.range(0, cells.size()).mapToObj(at -> cells.get(at).as("c" + at)).toList();
        var read = before ? named.stream().<Field<?>>map(field -> DSL.field(Names.quoted(field.getName()), field.getDataType())).toList() : cells;
        var by = read.subList(0, figures.by().size());
        var counted = read.subList(by.size(), read.size()).iterator();
        var fields = new ArrayList<SelectField<?>>(by);
        for (var measure : measures) {
            switch (measure.kind()) {
                case COUNT -> fields.add(DSL.count());
                case DISTINCT -> fields.add(DSL.countDistinct(counted.next()));
                case SUM -> fields.add(sum(counted.next()));
                case AVERAGE -> {
                    var field = counted.next();
                    fields.addAll(List.of(sum(field), DSL.count(field)));
                }
                case MIN -> fields.add(DSL.min(counted.next()));
                case MAX -> fields.add(DSL.max(counted.next()));
            }
        }
        var shown = fields.isEmpty() ? List.<SelectField<?>>of(DSL.inline(1)) : fields;
        var rows = before ? DSL.select(shown).from(joins.from(named).where(matching).asTable("read")).where(DSL.noCondition()) : joins.from(shown).where(matching);
        var groups = by.isEmpty() ? rows : rows.groupBy(by).orderBy(by.stream().map(field -> sql.dialect().sorted(field, false, true)).toList());
        return sql.statement(groups.limit(sql.slot(Slot.fetch(), SQLDataType.BIGINT)));
    }

    private static Field<?> sum(Field<?> field) {
        return DSL.sum(Joins.<Long>untyped(field));
    }

    /** What is the same in all rows does not change the order, and lets the database recognise an index that begins with it. */
    private List<SortField<?>> sorted(Joins joins, Optional<Leading> leading) {
        var sorted = new ArrayList<SortField<?>>();
        var descending = question.order.getFirst().descending();
        leading.ifPresent(found -> found.columns().forEach(column -> sorted.add(sql.dialect().sorted(joins.own(column), descending, true))));
        question.order.forEach(by -> sorted.add(sql.dialect().sorted(sortable(joins, by), by.descending(), mayBeEmpty(by))));
        return sorted;
    }

    private boolean mayBeEmpty(Ordering by) {
        return !by.path().text().equals(question.table.key());
    }

    private Field<?> own(Joins joins, String column) {
        return joins.own(question.table.columns().get(column));
    }

    private static Field<Long> version(Joins joins) {
        return DSL.field(Names.quoted(joins.alias(), Names.VERSION), SQLDataType.BIGINT);
    }

    private static Cell cell(List<SelectField<?>> fields, Path path, Field<?> field) {
        var at = fields.indexOf(field);
        if (at < 0) fields.add(field);
        return new Cell(path.text(), at < 0 ? fields.size() : at + 1, path.column());
    }

    private Field<?> sortable(Joins joins, Ordering by) {
        var field = joins.field(by.path());
        return by.byBeginning() ? DSL.left(Joins.untyped(field), DSL.inline(Cursor.LONGEST_VALUE)) : field;
    }

    /** Rows behind that place: behind it in the first ordering, or level with it there and behind it in the next. */
    private Condition beyond(Joins joins, List<Object> after) {
        var ways = new ArrayList<Condition>();
        var level = new ArrayList<Condition>();
        for (var i = 0; i < question.order.size(); i++) {
            var by = question.order.get(i);
            Field<Object> field = Joins.untyped(sortable(joins, by));
            var empty = after.get(i) == null;
            var way = new ArrayList<>(level);
            way.add(behind(field, by, empty, i));
            ways.add(DSL.and(way));
            level.add(empty ? field.isNull() : field.eq(sql.slot(Slot.cursor(i), field.getDataType())));
        }
        return DSL.or(ways);
    }

    /** Empty cells come first when ascending, hence last when descending. */
    private Condition behind(Field<Object> field, Ordering by, boolean empty, int index) {
        if (empty) return by.descending() ? DSL.falseCondition() : field.isNotNull();
        var place = sql.slot(Slot.cursor(index), field.getDataType());
        if (!by.descending()) return LeafSql.compare(field, Operator.GT, place);
        var less = LeafSql.compare(field, Operator.LT, place);
        return mayBeEmpty(by) ? less.or(field.isNull()) : less;
    }

    Joins joins(Table table) {
        return new Joins(sql, table, this::visible);
    }

    /** Other tables are reached by key. */
    Condition visible(Table table, String alias) {
        return rules.of(question.reach.grant(table, Privilege.READ).rows(), table, alias, Looked.ONE);
    }

    Path path(Table from, String text) {
        return question.known.path(from, text).orElseThrow(() -> Question.unknown(from, text));
    }

    Slot nextLiteral() {
        return Slot.literal(literals++);
    }
}
