package torg.store;

import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.table.Table;
import torg.store.RuleSql.BrokenRule;

/** Rules as SQL. One that does not fit the tables, between two edits of a site, reaches nothing. */
record Rules(Known known, Sql sql, LeafSql leaves) {
    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

    Condition of(torg.api.table.Condition rule, Table table, String alias, Looked looked) {
        try {
            return new RuleSql(known, sql, leaves, table, alias, looked).of(rule, false);
        } catch (BrokenRule e) {
            LOG.warn("event=broken-rule table={} reason=\"{}\": denied", table.name(), e.getMessage());
            return DSL.falseCondition();
        }
    }
}
