package torg.store;

import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.table.Condition;
import torg.api.table.Table;

/** The statements that writing needs, compiled once. */
@Component(immediate = true, service = Statements.class)
public final class Statements {
    private static final int KEPT = 500;
    private final Dialect dialect;
    private final Plan.Cache<TableKey, RowSql> rows = new Plan.Cache<>(KEPT);
    private final Plan.Cache<RuleKey, Statement> rules = new Plan.Cache<>(KEPT);
    private final Plan.Cache<String, Statement> numbers = new Plan.Cache<>(KEPT);
    private final Plan.Cache<LinkKey, Statement> linking = new Plan.Cache<>(KEPT);

    @Activate
    public Statements(@Reference Database database) {
        this.dialect = database.dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    RowSql rows(Known known, Table table) {
        return rows.get(new TableKey(known, table.name()), () -> RowSql.of(dialect, table));
    }

    /** Finds the row of a key if these rows are among a rule's. */
    Statement reaches(Known known, Table table, Condition rule, Standing standing) {
        return rules.get(new RuleKey(known, table.name(), rule instanceof Condition.Everything ? rule : new Plan.Same(rule), standing), () -> compile(known, table, rule, standing));
    }

    /** Counts the rows a rule reaches. */
    Statement reached(Known known, Table table, Condition rule, Standing standing) {
        var sql = new Sql(dialect);
        var alias = sql.alias();
        var reached = new Rules(known, sql, new LeafSql(sql, standing, known.schema)).of(rule, table, alias, Looked.MANY);
        return sql.statement(DSL.selectCount().from(Joins.as(table, alias)).where(reached));
    }

    /** Adds a link, or takes one away. */
    Statement link(LinkTable links, boolean there) {
        return linking.get(new LinkKey(links, there), () -> there ? links.add(dialect) : links.remove(dialect));
    }

    Statement number(String sequence) {
        return numbers.get(sequence, () -> {
            var sql = new Sql(dialect);
            return sql.statement(DSL.select(dialect.next(sequence)));
        });
    }

    private Statement compile(Known known, Table table, Condition rule, Standing standing) {
        var sql = new Sql(dialect);
        var alias = sql.alias();
        var key = table.columns().get(table.key());
        org.jooq.Field<Object> field = Joins.untyped(sql.field(alias, key));
        var is = field.eq(sql.slot(Slot.literal(0), field.getDataType()));
        var reached = new Rules(known, sql, new LeafSql(sql, standing, known.schema)).of(rule, table, alias, Looked.ONE);
        return sql.statement(DSL.selectOne().from(Joins.as(table, alias)).where(DSL.and(is, reached)));
    }

    private record TableKey(Known known, String table) {}

    private record LinkKey(LinkTable links, boolean there) {}

    private record RuleKey(Known known, String table, Object rule, Standing standing) {}
}
