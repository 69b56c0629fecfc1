package torg.store.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.SelectJoinStep;
import org.jooq.SelectSelectStep;
import org.jooq.impl.DSL;
import torg.api.table.Column;
import torg.api.table.Table;
import torg.store.database.Names;
import torg.store.sql.Known.Path;

/**
 * The tables of one SELECT: the one asked, and those its paths lead to. Each is joined once, and only as far as the caller may see its rows,
 * so that a hidden row reads like an empty lookup.
 */
public final class Joins {
    private final Sql sql;
    private final Table table;
    private final String alias;
    private final BiFunction<Table, String, Condition> visible;
    private final Map<String, Joined> joined = new LinkedHashMap<>();
    private Optional<String> index = Optional.empty();

    /** @param visible which rows of a table, under this alias, the caller may read */
    public Joins(Sql sql, Table table, BiFunction<Table, String, Condition> visible) {
        this.sql = sql;
        this.table = table;
        this.alias = sql.alias();
        this.visible = visible;
    }

    public String alias() {
        return alias;
    }

    public Table table() {
        return table;
    }

    public Field<?> own(Column column) {
        return sql.field(alias, column);
    }

    /** The column at the end of a path. Where no row is, nothing is calculated. */
    public Field<?> field(Path path) {
        if (!path.hops()) return sql.field(alias, path.column());
        var end = end(path);
        var field = sql.field(end.alias, path.column());
        return path.column().isCalculated() ? DSL.when(key(end).isNotNull(), field) : field;
    }

    /** From here on, go through the table by this index, if any. */
    public Joins by(Optional<String> name) {
        index = name;
        return this;
    }

    /** FROM with all joins asked for so far. */
    public SelectJoinStep<?> from(List<? extends SelectField<?>> fields) {
        return from(DSL.select(fields));
    }

    /** The same for one field. */
    public <T> SelectJoinStep<Record1<T>> from(SelectField<T> field) {
        return from(DSL.select(field));
    }

    private <R extends Record> SelectJoinStep<R> from(SelectSelectStep<R> fields) {
        var rows = index.isPresent() ? sql.dialect().by(index.get(), table.name(), alias) : as(table, alias);
        SelectJoinStep<R> select = fields.from(rows);
        for (var join : joined.values()) select = select.leftJoin(as(join.table, join.alias)).on(join.on);
        return select;
    }

    private Joined end(Path path) {
        var at = alias;
        Joined join = null;
        for (var i = 0; i < path.columns().size() - 1; i++) {
            var lookup = path.columns().get(i);
            var target = path.tables().get(i + 1);
            var from = at;
            join = joined.computeIfAbsent(from + "." + lookup.name(), _ -> join(from, lookup, target));
            at = join.alias;
        }
        return join;
    }

    private Joined join(String from, Column lookup, Table target) {
        var to = sql.alias();
        var same = sql.field(to, target.columns().get(target.key())).eq(untyped(sql.field(from, lookup)));
        return new Joined(target, to, DSL.and(same, visible.apply(target, to)));
    }

    private Field<?> key(Joined join) {
        return sql.field(join.alias, join.table.columns().get(join.table.key()));
    }

    public static org.jooq.Table<?> as(Table table, String alias) {
        return DSL.table(Names.quoted(table.name())).as(Names.quoted(alias));
    }

    /** Two columns of whichever type: the schema says that they fit. */
    @SuppressWarnings("unchecked")
    public static <T> Field<T> untyped(Field<?> field) {
        return (Field<T>) field;
    }

    private record Joined(Table table, String alias, Condition on) {}
}
