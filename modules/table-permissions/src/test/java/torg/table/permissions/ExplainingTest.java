package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import torg.api.access.Privilege;
import torg.api.access.Reason;
import torg.api.access.Reason.Finding;

/** Why a row is seen or not: every rule that speaks of it, and how it stands to the caller and the row. */
class ExplainingTest {
    private final Market market = new Market("""
            permissions:
              - {name: own, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}
              - {name: all-of-account, table: salesorder, roles: [rep], scope: account, via: account, privileges: [read]}
              - {name: no-hidden, table: salesorder, roles: [buyer], deny: true, scope: global, where: state = 'hidden', privileges: [read]}
              - {name: lines, table: line, scope: parent, parent: own, via: salesorder, privileges: [read]}
            """);

    @Test
    void namesTheRulesTriedWithTheRoleThatWasMissing() {
        var rules = market.access.rules(Market.JANE, "salesorder", Privilege.READ);
        assertThat(rules).extracting(rule -> rule.name(), rule -> rule.denies(), rule -> rule.words()).containsExactly(
                tuple("own", false, "rows whose 'contact' is the caller"),
                tuple("all-of-account", false, "rows whose 'account' is an account of the caller"),
                tuple("no-hidden", true, "every row, with state = 'hidden'"));
        assertThat(market.access.rules(Market.JANE, "line", Privilege.READ)).singleElement()
                .returns("rows whose 'salesorder' is a row that permission 'own' reaches (rows whose 'contact' is the caller)", rule -> rule.words());
        assertThat(market.access.rules(Market.JANE, "salesorder", Privilege.DELETE)).isEmpty();
    }

    @Test
    void saysHowEachRuleStandsToTheRow() {
        for (var key : market.seenBy(Market.JANE, "salesorder")) {
            var decision = market.tables.explain(Market.JANE, Privilege.READ, "salesorder", key);
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.tried()).extracting(Reason::rule, Reason::finding)
                    .containsExactly(tuple("own", Finding.REACHES), tuple("all-of-account", Finding.OTHER_ROLES), tuple("no-hidden", Finding.OTHER_ROWS));
        }
        var missing = market.tables.explain(Market.JANE, Privilege.READ, "salesorder", "there-is-none");
        assertThat(missing.allowed()).isFalse();
        assertThat(missing.tried()).extracting(Reason::finding).containsExactly(Finding.OTHER_ROWS, Finding.OTHER_ROLES, Finding.OTHER_ROWS);
    }
}
