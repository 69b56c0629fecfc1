package torg.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.DSL;
import torg.api.table.Column;
import torg.store.database.Cells;
import torg.store.database.Dialect;
import torg.store.database.Names;

/**
 * Builds one statement with jOOQ and renders it to text with question marks. Values never become part of the text: each is a {@link Slot}, which
 * stands in the query as {@code :p0} until the text is ready. jOOQ's own parameters are not used because it casts them for H2, and a cast to
 * {@code varchar(64)} would silently cut what it is compared with.
 */
public final class Sql {
    private static final Pattern PLACE = Pattern.compile(":p(\\d+)");
    private final Dialect dialect;
    private final DSLContext dsl;
    private final List<Slot> slots = new ArrayList<>();
    private int aliases;

    public Sql(Dialect dialect) {
        this.dialect = dialect;
        this.dsl = DSL.using(dialect.jooq());
    }

    public Dialect dialect() {
        return dialect;
    }

    public <T> Field<T> slot(Slot slot, DataType<T> type) {
        slots.add(slot);
        return DSL.field(DSL.raw(":p" + (slots.size() - 1)), type);
    }

    /** A name for one more table of the statement. */
    public String alias() {
        return "t" + aliases++;
    }

    /** A column of the table of this alias; if it is calculated, what it is calculated by. */
    public Field<?> field(String alias, Column column) {
        return column.formula().<Field<?>>map(formula -> new FormulaSql(this, alias).of(column, formula)).orElseGet(() -> kept(alias, column));
    }

    /** A column that is in the database. */
    Field<?> kept(String alias, Column column) {
        return DSL.field(Names.quoted(alias, column.name()), Cells.type(column, dialect));
    }

    /** The text with one question mark for each place, in the order of the text. */
    public Statement statement(Query query) {
        var order = new ArrayList<Slot>();
        var text = PLACE.matcher(dsl.render(query)).replaceAll(place -> {
            order.add(slots.get(Integer.parseInt(place.group(1))));
            return "?";
        });
        return new Statement(text, List.copyOf(order), !dialect.forgets(text));
    }
}
