package torg.store.write;

import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.table.Condition;
import torg.api.table.Table;
import torg.store.database.Database;
import torg.store.database.Dialect;
import torg.store.rights.Looked;
import torg.store.rights.Rules;
import torg.store.sql.Cache;
import torg.store.sql.Joins;
import torg.store.sql.Known;
import torg.store.sql.LeafSql;
import torg.store.sql.LinkTable;
import torg.store.sql.Slot;
import torg.store.sql.Sql;
import torg.store.sql.Standing;
import torg.store.sql.Statement;

/** The statements that writing needs, compiled once. */
@Component(immediate = true, service = Statements.class)
public final class Statements {
    private static final int KEPT = 500;
    private final Dialect dialect;
    private final Cache<TableKey, RowSql> rows = new Cache<>(KEPT);
    private final Cache<RuleKey, Statement> rules = new Cache<>(KEPT);
    private final Cache<String, Statement> numbers = new Cache<>(KEPT);
    private final Cache<LinkKey, Statement> linking = new Cache<>(KEPT);

    @Activate
    public Statements(@Reference Database database) {
        this.dialect = database.dialect();
    }

    Dialect dialect() {
        return dialect;
    }

    RowSql rows(Known known, Table table) {
        return rows.get(new TableKey(known, table.name()), () -> RowSql.of(dialect, table));
    }

    /** Finds the row of a key if these rows are among a rule's. */
    public Statement reaches(Known known, Table table, Condition rule, Standing standing) {
        return rules.get(new RuleKey(known, table.name(), rule instanceof Condition.Everything ? rule : new Cache.Same(rule), standing), () -> compile(known, table, rule, standing));
    }

    /** Counts the rows a rule reaches. */
    public Statement reached(Known known, Table table, Condition rule, Standing standing) {
        var sql = new Sql(dialect);
        var alias = sql.alias();
        var reached = new Rules(known, sql, new LeafSql(sql, standing, known.schema())).of(rule, table, alias, Looked.MANY);
        return sql.statement(DSL.selectCount().from(Joins.as(table, alias)).where(reached));
    }

    /** Adds a link, or takes one away. */
    Statement link(LinkTable links, boolean there) {
        return linking.get(new LinkKey(links, there), () -> there ? links.add(dialect) : links.remove(dialect));
    }

    /** Draws numbers of a sequence, as many as its one value says. */
    Statement numbers(String sequence) {
        return numbers.get(sequence, () -> {
            var sql = new Sql(dialect);
            return sql.statement(dialect.numbers(sequence, sql.slot(Slot.literal(0), SQLDataType.BIGINT)));
        });
    }

    private Statement compile(Known known, Table table, Condition rule, Standing standing) {
        var sql = new Sql(dialect);
        var alias = sql.alias();
        var key = table.columns().get(table.key());
        org.jooq.Field<Object> field = Joins.untyped(sql.field(alias, key));
        var is = field.eq(sql.slot(Slot.literal(0), field.getDataType()));
        var reached = new Rules(known, sql, new LeafSql(sql, standing, known.schema())).of(rule, table, alias, Looked.ONE);
        return sql.statement(DSL.selectOne().from(Joins.as(table, alias)).where(DSL.and(is, reached)));
    }

    private record TableKey(Known known, String table) {}

    private record LinkKey(LinkTable links, boolean there) {}

    private record RuleKey(Known known, String table, Object rule, Standing standing) {}
}
