package torg.store.rights;

import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.table.Table;
import torg.store.rights.RuleSql.BrokenRule;
import torg.store.sql.Known;
import torg.store.sql.LeafSql;
import torg.store.sql.Sql;

/** Rules as SQL. One that does not fit the tables, between two edits of a site, reaches nothing. */
public record Rules(Known known, Sql sql, LeafSql leaves) {
    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

    public Condition of(torg.api.table.Condition rule, Table table, String alias, Looked looked) {
        try {
            return new RuleSql(known, sql, leaves, table, alias, looked).of(rule, false);
        } catch (BrokenRule e) {
            LOG.warn("event=broken-rule table={} reason=\"{}\": denied", table.name(), e.getMessage());
            return DSL.falseCondition();
        }
    }
}
