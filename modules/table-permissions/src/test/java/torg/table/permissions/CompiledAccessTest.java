package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.table.permissions.Market.JANE;
import static torg.table.permissions.Market.REP;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.testkit.TestSource;
import torg.testkit.TestSites;

class CompiledAccessTest {
    private static final String DENIED_ORDERS = """
            permissions:
              - {name: ours, table: salesorder, roles: [buyer, rep], scope: account, via: account, privileges: [read]}
              - {name: lines, table: line, scope: parent, parent: ours, via: salesorder, privileges: [read]}
              - {name: all-lines, table: line, roles: [rep], scope: global, privileges: [append]}
              - {name: no-hidden, table: salesorder, roles: [buyer], deny: true, scope: global, where: state = 'hidden', privileges: [read]}
            """;

    @Test
    void theSameQuestionGetsTheSameObjectUntilTheRulesChange() {
        var market = new Market(DENIED_ORDERS);
        var first = market.access.grant(JANE, "line", Privilege.READ);
        var twin = Caller.contact("A-9", "Twin", List.of("A"), List.of("buyer"));

        assertThat(market.access.grant(twin, "line", Privilege.READ)).isSameAs(first);
        assertThat(market.access.grant(REP, "line", Privilege.READ)).isNotSameAs(first);
        market.edit("permissions: []");
        assertThat(market.access.grant(JANE, "line", Privilege.READ).reachesNothing()).isTrue();
    }

    @Test
    void aDenyWinsAndReachesWhatHangsBelow() {
        var market = new Market(DENIED_ORDERS);

        assertThat(market.seenBy(REP, "salesorder")).containsExactly("1", "2");
        assertThat(market.seenBy(REP, "line")).containsExactly("1a", "2a");
        assertThat(market.seenBy(JANE, "salesorder")).containsExactly("1");
        assertThat(market.seenBy(JANE, "line")).containsExactly("1a");
    }

    @Test
    void whatIsForAFormHoldsOnlyByWayOfIt() {
        var market = new Market("""
                permissions:
                  - {name: ours, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [read]}
                  - {name: placed, table: salesorder, roles: [buyer], form: order, scope: account, via: account, privileges: [create, append]}
                  - {name: lines, table: line, scope: parent, parent: placed, via: salesorder, privileges: [create]}
                columns:
                  - {name: shown, table: salesorder, roles: [buyer], columns: "*", privileges: [read]}
                  - {name: typed, table: salesorder, roles: [buyer], form: order, columns: [account, total], privileges: [create]}
                """);

        for (var caller : List.of(JANE, JANE.through("another"), REP.through("order"))) {
            assertThat(market.access.grant(caller, "salesorder", Privilege.CREATE).reachesNothing()).isTrue();
            assertThat(market.access.grant(caller, "line", Privilege.CREATE).reachesNothing()).isTrue();
            assertThat(market.access.columns(caller, "salesorder", ColumnPrivilege.CREATE).test("total")).isFalse();
        }
        var form = JANE.through("order");
        assertThat(market.access.grant(form, "salesorder", Privilege.CREATE).reachesNothing()).isFalse();
        assertThat(market.access.grant(form, "line", Privilege.CREATE).reachesNothing()).isFalse();
        assertThat(market.access.columns(form, "salesorder", ColumnPrivilege.CREATE)).accepts("total").rejects("state");
        assertThat(market.seenBy(form, "salesorder")).isEqualTo(market.seenBy(JANE, "salesorder"));
    }

    @Test
    void aGlobalDenyLeavesNothing() {
        var market = new Market("""
                permissions:
                  - {name: all, table: line, roles: [buyer], scope: global, privileges: [read]}
                  - {name: none, table: line, roles: [authenticated], deny: true, scope: global, privileges: [read]}
                """);

        assertThat(market.access.grant(JANE, "line", Privilege.READ).reachesNothing()).isTrue();
    }

    @Test
    void theHopToAKeyIsNoHop() {
        var market = new Market("""
                permissions:
                  - {name: account, table: account, roles: [buyer], scope: account, via: id, privileges: [read]}
                  - {name: people, table: contact, scope: parent, parent: account, via: account, privileges: [read]}
                """);

        assertThat(market.access.grant(JANE, "contact", Privilege.READ).rows())
                .isEqualTo(new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts()));
    }

    @Test
    void aChildOfAGlobalRuleNeedsAParentRow() {
        var market = new Market("""
                permissions:
                  - {name: all, table: salesorder, roles: [buyer], scope: global, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: all, via: salesorder, privileges: [read]}
                """);

        assertThat(market.seenBy(JANE, "line")).containsExactly("1a", "2a", "3a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "total is empty | 1a 2a 3a", "not total is empty | ", "total is empty or urgent | 1a 2a 3a", "not (total is empty or urgent) | ",
        "not urgent | 1a 2a 3a", "not (total is empty and urgent) | 1a 2a 3a", "account.parent is empty | 1a 2a 3a", "not account.parent is empty or state = 'open' | 1a 3a"})
    void whatAParentMayBeIsNotSaidOfNoParent(String where, String seen) {
        var market = new Market("""
                permissions:
                  - {name: some, table: salesorder, roles: [buyer], scope: global, where: "%s", privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: some, via: salesorder, privileges: [read]}
                """.formatted(where));

        assertThat(String.join(" ", market.seenBy(JANE, "line"))).as("line 'free' has no order").isEqualTo(seen == null ? "" : seen);
    }

    @Test
    void aDecisionNamesItsRulesOrWhatWasMissing() {
        var market = new Market(DENIED_ORDERS);
        assertThat(market.access.grant(JANE.through("order"), "salesorder", Privilege.DELETE).because()).containsExactly("no permission gives 'delete' on table 'salesorder' to authenticated, buyer");
        market.edit(DENIED_ORDERS + "  - {name: by-form, table: line, roles: [rep], form: order, scope: global, privileges: [delete]}\n");
        assertThat(market.access.grant(JANE.through("order"), "salesorder", Privilege.DELETE).because()).containsExactly("no permission gives 'delete' on table 'salesorder' to authenticated, buyer by way of form 'order'");
        market.edit(DENIED_ORDERS);

        assertThat(market.access.grant(JANE, "salesorder", Privilege.READ).because()).containsExactly("ours", "except no-hidden");
        assertThat(market.access.grant(JANE, "salesorder", Privilege.DELETE).because())
                .containsExactly("no permission gives 'delete' on table 'salesorder' to authenticated, buyer");
        assertThat(market.access.grant(JANE, "note", Privilege.READ).because()).containsExactly("no permission speaks of table 'note'");
        assertThat(market.access.tables()).containsExactly("line", "salesorder");
    }

    @Test
    void withoutColumnRulesEveryColumnOfAReachedRowIsFree() {
        var market = new Market(DENIED_ORDERS);

        assertThat(market.access.columns(JANE, "salesorder", ColumnPrivilege.READ).test("total")).isTrue();
    }

    @Test
    void aTableThatOnlyAColumnRuleSpeaksOfHasNoFreeColumn() {
        var market = new Market("columns: [{name: phones, table: contact, roles: [buyer], columns: [phone], privileges: [read]}]");

        assertThat(market.access.tables()).containsExactly("contact");
        for (var column : List.of("phone", "salary")) assertThat(market.access.columns(JANE, "contact", ColumnPrivilege.READ).test(column)).as(column).isFalse();
        assertThat(market.access.columns(JANE, "note", ColumnPrivilege.READ).test("line")).as("nobody speaks of notes").isTrue();
    }

    @Test
    void withoutRulesOfTheSiteNobodyIsAnswered() {
        var access = new CompiledAccess(TestSites.of(new TestSource()));

        assertThatThrownBy(() -> access.grant(JANE, "line", Privilege.READ)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.BUSY));
    }

    @Test
    void aListOfValuesMeansOneOfThem() {
        var market = new Market("""
                permissions:
                  - {name: some, table: salesorder, roles: [buyer], scope: global, where: "state in ('open', 'hidden') and account = 'B'", privileges: [read]}
                """);

        assertThat(market.seenBy(JANE, "salesorder")).containsExactly("3");
        assertThat(market.tables.find(JANE, "salesorder", "3")).hasValueSatisfying(row -> assertThat(row.cells()).containsAllEntriesOf(Map.of("account", "B")));
    }
}
