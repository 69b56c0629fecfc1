package torg.store.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Constraint;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Relationship;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.store.database.Cells;
import torg.store.database.Dialect;
import torg.store.database.Names;
import torg.store.sql.LinkTable;

/** The statements that add what the database does not have yet. Lookups are constrained after all tables are there, so that they may form circles. */
final class Additions {
    private final Dialect dialect;
    private final Facts facts;
    private final Schema wanted;

    Additions(Dialect dialect, Facts facts, Schema wanted) {
        this.dialect = dialect;
        this.facts = facts;
        this.wanted = wanted;
    }

    /**
     * Take away what holds rows to a promise that no document makes any more: unique values, lookups that lead somewhere. Nothing is lost by it,
     * and with the promise kept the edit would have no effect.
     */
    List<Query> loosened() {
        var promised = wanted.tables().values().stream().flatMap(this::promises).collect(Collectors.toSet());
        var unique = broken(facts.indexes(), "uq.", promised).map(name -> (Query) DSL.dropIndex(Names.quoted(name)));
        var lookups = Stream.concat(broken(facts.constraints(), "fk.", promised), broken(facts.constraints(), "one.", promised)).map(name -> (Query) DSL.alterTable(Names.quoted(table(name))).dropConstraint(Names.quoted(name)));
        return Stream.concat(unique, lookups).toList();
    }

    private Stream<String> broken(Set<String> names, String kind, Set<String> promised) {
        return names.stream().filter(name -> name.startsWith(kind) && !promised.contains(name) && describes(table(name)));
    }

    private static String table(String name) {
        return name.split("\\.")[1];
    }

    /** Names of modules' tables have an underscore: a site says nothing about them, and a module only about its own. */
    private boolean describes(String table) {
        return wanted.tables().containsKey(table) || table.indexOf('_') < 0 && wanted.tables().values().stream().noneMatch(Table::internal);
    }

    private Stream<String> promises(Table table) {
        var unique = table.uniqueKeys().stream().map(key -> Names.unique(table.name(), key));
        return Stream.concat(unique, table.columns().values().stream().flatMap(column -> Stream.of(
                column.target().stream().map(target -> Names.lookup(table.name(), column.name(), target)),
                Cells.pointed(column).map(pointed -> Names.oneTarget(table.name(), column.name(), pointed)).stream()).flatMap(names -> names)));
    }

    List<Query> columns(Table table) {
        var steps = new ArrayList<Query>();
        if (!facts.has(table.name())) {
            steps.add(create(table));
            return steps;
        }
        for (var column : table.kept()) {
            var is = facts.shape(table.name(), column.name());
            if (is == null) steps.addAll(add(table, column));
            else if (Facts.widens(is, column) || is.family() == Facts.Family.of(column) && (is.family() == Facts.Family.TEXT && Cells.lengthOf(column) > is.length() || column.scale() > is.scale())) {
                steps.add(DSL.alterTable(name(table)).alterColumn(Names.quoted(column.name())).set(Cells.type(column, dialect)));
            }
        }
        return steps;
    }

    /** Tables for the links of the relationships a table describes; a link goes with either of its rows. */
    List<Query> links(Table table) {
        return table.relationships().values().stream().filter(side -> side.described() && !facts.has(Names.links(table.name(), side.name()))).flatMap(side -> {
            var links = LinkTable.of(table, side);
            var create = DSL.createTable(Names.quoted(links.name())).column(Names.quoted(LinkTable.FROM), keyType().notNull()).column(Names.quoted(LinkTable.TO), keyType().notNull())
                    .constraint(DSL.constraint(Names.quoted(Names.primaryKey(table.name(), side.name()))).primaryKey(Names.quoted(LinkTable.FROM), Names.quoted(LinkTable.TO)))
                    .constraint(linked(table, side, LinkTable.FROM, table)).constraint(linked(table, side, LinkTable.TO, wanted.table(side.target())));
            var back = DSL.createIndex(Names.quoted(Names.index(table.name(), List.of(side.name())))).on(DSL.table(Names.quoted(links.name())), DSL.field(Names.quoted(LinkTable.TO)), DSL.field(Names.quoted(LinkTable.FROM)));
            return Stream.<Query>of(create, back);
        }).toList();
    }

    private static Constraint linked(Table table, Relationship side, String column, Table target) {
        return DSL.constraint(Names.quoted(Names.linked(table.name(), side.name(), column, target.name()))).foreignKey(Names.quoted(column))
                .references(name(target), Names.quoted(target.key())).onDeleteCascade();
    }

    private DataType<String> keyType() {
        return dialect.collated(SQLDataType.VARCHAR(Cells.KEY_LENGTH));
    }

    private Query create(Table table) {
        var create = DSL.createTable(name(table)).column(Names.VERSION, SQLDataType.BIGINT.notNull());
        for (var column : table.kept()) {
            var key = column.name().equals(table.key());
            create = create.column(Names.quoted(column.name()), Cells.type(key ? column.sized(Cells.KEY_LENGTH) : column, dialect).nullable(!key));
        }
        return create.constraint(DSL.constraint(Names.quoted(Names.primaryKey(table.name(), table.key()))).primaryKey(Names.quoted(table.key())));
    }

    /** Rows that are there get the default, as rows to come will; nobody sees the column before the site is in force. */
    private List<Query> add(Table table, Column column) {
        var field = DSL.field(Names.quoted(column.name()), Cells.type(column, dialect));
        var add = DSL.alterTable(name(table)).addColumn(Names.quoted(column.name()), field.getDataType().nullable(true));
        return column.defaultValue().<List<Query>>map(value -> List.of(add, DSL.update(DSL.table(name(table))).set(Map.of(field, DSL.inline(value, field.getDataType()))))).orElse(List.of(add));
    }

    /** What makes asking fast, and numbers. */
    List<Query> indexes(Table table) {
        var steps = new ArrayList<Query>();
        for (var index : table.indexes()) index(steps, table, Names.ending(index, table.key()));
        for (var column : table.columns().values()) {
            if (column.type() == ColumnType.LOOKUP && table.indexes().stream().noneMatch(index -> index.getFirst().equals(column.name()))) index(steps, table, List.of(column.name()));
            if (column.type() == ColumnType.AUTONUMBER && Numbers.counts(column)) sequence(steps, table, column);
        }
        return steps;
    }

    /** What holds a column's rows to a promise that the database does not keep yet. */
    List<Query> promises(Table table, Column column) {
        var steps = new ArrayList<Query>();
        if (column.type() == ColumnType.LOOKUP) lookup(steps, table, column);
        Cells.pointed(column).filter(pointed -> !facts.constraints().contains(Names.oneTarget(table.name(), column.name(), pointed))).ifPresent(pointed ->
                steps.add(DSL.alterTable(name(table)).add(DSL.constraint(Names.quoted(Names.oneTarget(table.name(), column.name(), pointed))).check(oneTarget(pointed)))));
        return steps;
    }

    /** What holds rows apart by these columns, if nothing does yet. */
    Optional<Query> unique(Table table, List<String> key) {
        var name = Names.unique(table.name(), key);
        if (facts.indexes().contains(name)) return Optional.empty();
        return Optional.of(DSL.createUniqueIndex(Names.quoted(name)).on(DSL.table(name(table)), key.stream().map(column -> DSL.field(Names.quoted(column))).toList()));
    }

    /** At most one of them has a value. */
    static Condition oneTarget(List<Column> lookups) {
        var values = lookups.stream().map(lookup -> (Field<Integer>) DSL.when(DSL.field(Names.quoted(lookup.name())).isNull(), DSL.inline(0)).otherwise(DSL.inline(1))).reduce(Field::plus).orElseThrow();
        return values.le(DSL.inline(1));
    }

    private void index(List<Query> steps, Table table, List<String> columns) {
        var name = Names.index(table.name(), columns);
        if (facts.indexes().contains(name)) return;
        var fields = columns.stream().map(column -> dialect.sorted(DSL.field(Names.quoted(column)), false, true)).toList();
        steps.add(DSL.createIndex(Names.quoted(name)).on(DSL.table(name(table)), fields));
    }

    /** Tables of modules and tables of the site do not hold each other: they come and go on their own. */
    private void lookup(List<Query> steps, Table table, Column column) {
        var target = wanted.tables().get(column.target().orElseThrow());
        if (target == null || target.internal() != table.internal()) return;
        var name = Names.lookup(table.name(), column.name(), target.name());
        if (facts.constraints().contains(name)) return;
        steps.add(DSL.alterTable(name(table)).add(DSL.constraint(Names.quoted(name)).foreignKey(Names.quoted(column.name()))
                .references(name(target), Names.quoted(target.key()))));
    }

    private void sequence(List<Query> steps, Table table, Column column) {
        var name = Names.sequence(table.name(), column.name());
        if (!facts.sequences().contains(name)) steps.add(DSL.createSequence(Names.quoted(name)));
    }

    private static org.jooq.Name name(Table table) {
        return Names.quoted(table.name());
    }
}
