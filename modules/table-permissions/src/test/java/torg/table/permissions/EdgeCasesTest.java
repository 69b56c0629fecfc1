package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.table.permissions.Market.HOUSE;
import static torg.table.permissions.Market.JANE;
import static torg.table.permissions.Market.LONER;
import static torg.table.permissions.Market.MAY;
import static torg.table.permissions.Market.REP;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.testkit.TableDocuments;

/** The edge cases of table permissions that other portals trip over, by their usual number; 17 and 18 are in {@link RelationsTest}. */
class EdgeCasesTest {
    private static final String OWN_ORDERS = """
            permissions:
              - {name: own-orders, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read, create, write, append, append-to]}
              - {name: people, table: contact, roles: [buyer], scope: account, via: account, privileges: [read, append-to]}
              - {name: accounts, table: account, roles: [buyer], scope: account, via: id, privileges: [read, append-to]}
            """;

    @Test
    void case01AChildWithoutItsParentGrantsNothing() {
        var text = "permissions: [{name: lines, table: line, roles: [buyer], scope: parent, parent: gone, via: salesorder, privileges: [read]}]";

        assertFatal(text, "permissions.no-parent");
        assertThat(grantedDespiteProblems(text)).isEmpty();
    }

    @Test
    void case02AMissingOrUnknownScopeIsRefused() {
        assertFatal("permissions: [{name: x, table: line, roles: [buyer], scope: all, privileges: [read]}]", "permissions.unknown-scope");
        assertFatal("permissions: [{name: x, table: line, roles: [buyer], privileges: [read]}]", "site.missing");
        assertThat(grantedDespiteProblems("permissions: [{name: x, table: line, roles: [buyer], privileges: [read]}]")).isEmpty();
    }

    @Test
    void case03AParentScopeWithoutAWayIsRefused() {
        assertFatal("""
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: global, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, privileges: [read]}
                """, "permissions.no-via");
        assertFatal("permissions: [{name: lines, table: line, roles: [buyer], scope: parent, via: salesorder, privileges: [read]}]", "permissions.no-parent");
    }

    @Test
    void case04AChildWithoutRolesTakesThoseOfItsRoot() {
        var market = new Market("""
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [append]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                """);

        assertThat(market.seenBy(JANE, "line")).containsExactly("1a");
        assertThat(market.seenBy(REP, "line")).isEmpty();
    }

    @Test
    void case04RolesOfItsOwnNarrowThoseOfItsRoot() {
        var text = """
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer, rep], scope: account, via: account, privileges: [read]}
                  - {name: lines, table: line, roles: [rep, authenticated], scope: parent, parent: orders, via: salesorder, privileges: [read]}
                """;
        var market = new Market(text);

        assertThat(market.seenBy(REP, "line")).containsExactly("1a", "2a");
        assertThat(market.seenBy(JANE, "line")).isEmpty();
        assertThat(Market.problemsOfRows(text)).extracting(SiteProblem::code).containsExactly("permissions.role-outside-parent");
    }

    @Test
    void case05AGlobalChildIsToldOf() {
        assertThat(Market.problemsOfRows("""
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}
                  - {name: lines, table: line, scope: global, parent: orders, privileges: [read]}
                """)).singleElement().satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("permissions.global-child");
                    assertThat(problem.fatal()).isFalse();
                    assertThat(problem.at().line()).isEqualTo(3);
                });
    }

    @Test
    void case06ParentsInACircleAreRefusedAndGrantNothing() {
        var text = """
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: parent, parent: lines, via: contact, privileges: [read]}
                  - {name: lines, table: line, roles: [buyer], scope: parent, parent: orders, via: salesorder, privileges: [read]}
                """;

        assertFatal(text, "permissions.circle");
        assertThat(grantedDespiteProblems(text)).isEmpty();
    }

    @Test
    void case07AChainThatEndsInSelfSeveralHopsAwayFollowsTheHops() {
        var market = new Market("""
                permissions:
                  - {name: me, table: contact, roles: [authenticated], scope: self, privileges: [read]}
                  - {name: orders, table: salesorder, scope: parent, parent: me, via: contact, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                  - {name: notes, table: note, scope: parent, parent: lines, via: line, privileges: [read]}
                """);

        assertThat(market.seenBy(JANE, "note")).containsExactly("on-1a");
        assertThat(market.seenBy(MAY, "note")).containsExactly("on-3a");
        assertThat(market.seenBy(REP, "line")).containsExactly("2a");
    }

    @Test
    void case08RulesOfOneSiteDoNotHoldOnAnother() {
        var one = "permissions: [{name: x, table: line, roles: [buyer], scope: global, privileges: [read, delete]}]";
        var other = "permissions: [{name: x, table: line, roles: [rep], scope: global, privileges: [read]}]";
        var store = new Market(one);
        assertThat(store.seenBy(JANE, "line")).hasSize(4);

        store.tables.rights(new Market(other).access);

        assertThat(store.seenBy(JANE, "line")).as("the same rows, the same names of rule and table, another site").isEmpty();
        assertThat(store.seenBy(REP, "line")).hasSize(4);
        assertThat(store.tables.reach(JANE, Privilege.READ, "line")).isZero();
        assertKind(ProblemKind.NOT_FOUND, () -> store.tables.write(JANE, Write.of(new Change.Delete("line", "free"))));
        assertKind(ProblemKind.DENIED, () -> store.tables.write(REP, Write.of(new Change.Delete("line", "free"))));
    }

    @Test
    void case09ARuleThatAGlobalOneMakesNeedlessIsToldOf() {
        assertThat(Market.problems("""
                permissions:
                  - {name: everyone, table: salesorder, roles: [authenticated], scope: global, privileges: [read]}
                  - {name: own, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}
                """)).extracting(SiteProblem::code).contains("permissions.never-needed");
    }

    @Test
    void case10CreatingWhatOneCannotSeeIsToldOf() {
        assertThat(Market.problems("permissions: [{name: drop, table: note, roles: [buyer], scope: global, privileges: [create]}]"))
                .extracting(SiteProblem::code).containsExactly("permissions.created-unseen");
    }

    @Test
    void case11ANewRowHasToBeInReach() {
        var market = new Market(OWN_ORDERS);

        market.create(JANE, "salesorder", Map.of("id", "4", "contact", "A-1", "account", "A"));
        assertThat(market.seenBy(JANE, "salesorder")).containsExactly("1", "4");
        assertKind(ProblemKind.DENIED, () -> market.create(JANE, "salesorder", Map.of("id", "5", "contact", "A-2", "account", "A")));
        assertKind(ProblemKind.DENIED, () -> market.create(JANE, "salesorder", Map.of("id", "6")));
        assertThat(market.seenBy(HOUSE, "salesorder")).containsExactly("1", "2", "3", "4");
    }

    @Test
    void case12AnUpdateMayNotMoveARowOutOfReach() {
        var market = new Market(OWN_ORDERS);

        assertKind(ProblemKind.DENIED, () -> market.update(JANE, "salesorder", "1", Map.of("contact", "A-2")));
        assertThat(market.seenBy(JANE, "salesorder")).containsExactly("1");
    }

    @Test
    void case13AContactWithoutAccountReachesNoAccountsRows() {
        var market = new Market("permissions: [{name: x, table: salesorder, roles: [rep], scope: account, via: account, privileges: [read]}]");

        assertThat(market.seenBy(REP, "salesorder")).containsExactly("1", "2");
        assertThat(market.seenBy(LONER, "salesorder")).isEmpty();
    }

    @Test
    void case14ARowWithoutAccountIsNobodys() {
        for (var scope : List.of("scope: account, via: account", "scope: account-tree, via: account", "scope: global, where: account = caller.account", "scope: global, where: account = caller.account-tree")) {
            var market = new Market("permissions:\n  - {name: x, table: contact, roles: [rep], " + scope + ", privileges: [read, create, write]}\n"
                    + "  - {name: y, table: salesorder, scope: parent, parent: x, via: contact, privileges: [read]}");
            market.put("salesorder", "4", Map.of("contact", "N-1"));

            assertThat(market.seenBy(REP, "contact")).as(scope).containsExactly("A-1", "A-2");
            assertThat(market.seenBy(LONER, "contact")).as("empty is not equal to empty: %s", scope).isEmpty();
            assertThat(market.seenBy(LONER, "salesorder")).as(scope).isEmpty();
            assertThat(market.seenBy(REP, "salesorder")).as(scope).containsExactly("1", "2");
            assertKind(ProblemKind.DENIED, () -> market.create(LONER, "contact", Map.of("id", "N-2")));
            assertKind(ProblemKind.NOT_FOUND, () -> market.update(LONER, "contact", "N-1", Map.of("phone", "3")));
            assertKind(ProblemKind.NOT_FOUND, () -> market.update(REP, "contact", "N-1", Map.of("phone", "3")));
        }
    }

    @Test
    void case15NothingIsAnAnonymousCallersOwn() {
        var market = new Market("""
                permissions:
                  - {name: mine, table: salesorder, roles: [anonymous], public: {table: salesorder, scope: contact, via: contact, privileges: [read, create], columns: '*'}, scope: contact, via: contact, privileges: [read, create]}
                  - {name: ours, table: salesorder, roles: [anonymous], public: {table: salesorder, scope: account, via: account, privileges: [read, create], columns: '*'}, scope: account, via: account, privileges: [read, create]}
                  - {name: me, table: contact, roles: [anonymous], public: {table: contact, scope: self, privileges: [read], columns: '*'}, scope: self, privileges: [read]}
                  - {name: parts, table: line, scope: parent, parent: ours, via: salesorder, privileges: [read, create]}
                  - {name: post, table: note, roles: [anonymous], public: {table: note, scope: global, privileges: [create], columns: '*'}, scope: global, privileges: [create]}
                """);

        assertThat(market.seenBy(Caller.ANONYMOUS, "salesorder")).isEmpty();
        assertThat(market.tables.may(Caller.ANONYMOUS, Privilege.CREATE, "salesorder")).isFalse();
        assertThat(market.tables.may(Caller.ANONYMOUS, Privilege.CREATE, "line")).isFalse();
        assertKind(ProblemKind.DENIED, () -> market.create(Caller.ANONYMOUS, "salesorder", Map.of("id", "9")));
        market.create(Caller.ANONYMOUS, "note", Map.of("id", "posted"));
        assertThat(market.seenBy(HOUSE, "note")).contains("posted");
    }

    @Test
    void case16TheFullUnionCountsWhateverOneComesFrom() {
        var market = new Market("""
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                  - {name: open, table: line, roles: [buyer], scope: global, where: salesorder.account = 'B', privileges: [read]}
                """);

        assertThat(market.seenBy(JANE, "line")).containsExactly("1a", "3a");
    }

    @Test
    void case19ARowThatSeveralRulesReachIsThereOnce() {
        var market = new Market("""
                permissions:
                  - {name: mine, table: salesorder, roles: [authenticated], scope: contact, via: contact, privileges: [read]}
                  - {name: ours, table: salesorder, roles: [authenticated], scope: account, via: account, privileges: [read]}
                  - {name: blocked, table: salesorder, roles: [rep], scope: global, where: account.blocked, privileges: [read]}
                """);

        var rows = market.tables.query(REP, Query.of("salesorder", "id").counted());
        assertThat(rows.rows()).extracting(row -> row.key()).containsExactly("1", "2", "3");
        assertThat(rows.total()).hasValue(3);
    }

    @Test
    void case20OthersReadWhatOnlyItsAuthorChanges() {
        var market = new Market("""
                permissions:
                  - {name: orders, table: salesorder, roles: [authenticated], scope: account, via: account, privileges: [read]}
                  - {name: own, table: salesorder, roles: [authenticated], scope: contact, via: contact, privileges: [write, delete]}
                """);
        assertThat(market.seenBy(REP, "salesorder")).containsExactly("1", "2");
        market.update(REP, "salesorder", "2", Map.of("urgent", true));
        assertKind(ProblemKind.DENIED, () -> market.update(REP, "salesorder", "1", Map.of("urgent", true)));
        assertKind(ProblemKind.DENIED, () -> market.tables.write(REP, Write.of(new Change.Delete("salesorder", "1"))));
    }

    @Test
    void case27NobodyWhoIsNotSignedInGetsAnything() {
        var rules = "permissions: [{name: x, table: line, roles: [anonymous, authenticated], public: {table: line, scope: global, privileges: [read, create, write, delete], columns: '*'}, scope: global, privileges: [read, create, write, delete]}]";
        var open = new Market(rules);
        assertThat(open.seenBy(Caller.ANONYMOUS, "line")).hasSize(4);
        open.delete(Caller.ANONYMOUS, "line", "free");

        var closed = new Market(rules);
        closed.sites.swap(Market.source(rules).setting("anonymous-rows", "none"));
        assertThat(closed.seenBy(Caller.ANONYMOUS, "line")).isEmpty();
        assertKind(ProblemKind.DENIED, () -> closed.create(Caller.ANONYMOUS, "line", Map.of("id", "new")));
        assertKind(ProblemKind.NOT_FOUND, () -> closed.update(Caller.ANONYMOUS, "line", "free", Map.of()));
        assertKind(ProblemKind.NOT_FOUND, () -> closed.delete(Caller.ANONYMOUS, "line", "free"));
        assertThat(closed.seenBy(JANE, "line")).as("who is signed in").hasSize(4);
        var mistaken = Market.source(rules).setting("anonymous-rows", "nothing");
        mistaken.compile(new TableDocuments());
        assertThat(mistaken.problems(new PermissionCompiler())).extracting(SiteProblem::code).contains("permissions.unknown-word");
    }

    @Test
    void case21TotalsCountOnlyWhatIsSeen() {
        var market = new Market(OWN_ORDERS);

        assertThat(market.tables.query(JANE, Query.of("salesorder").top(1).counted()).total()).hasValue(1);
    }

    @Test
    void case22ALinkIsAlwaysChecked() {
        var market = new Market("""
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: global, privileges: [read, write]}
                  - {name: accounts, table: account, roles: [buyer], scope: global, privileges: [read, append-to]}
                """);

        assertKind(ProblemKind.DENIED, () -> market.update(JANE, "salesorder", "1", Map.of("account", "B")));
        market.update(JANE, "salesorder", "1", Map.of("urgent", true));
    }

    @Test
    void case23AppendIsForTheRowWithTheLinkAndAppendToForTheOther() {
        var other = """
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: global, privileges: [read, write, append-to]}
                  - {name: accounts, table: account, roles: [buyer], scope: global, privileges: [read, append]}
                """;
        var market = new Market(other);

        assertKind(ProblemKind.DENIED, () -> market.update(JANE, "salesorder", "1", Map.of("account", "B")));
        market.edit(other.replace("write, append-to", "write, append").replace("read, append]", "read, append-to]"));
        market.update(JANE, "salesorder", "1", Map.of("account", "B"));
    }

    @Test
    void case24ThereIsNoSwitchThatTurnsRightsOff() {
        assertFatal("permissions: [{name: x, table: line, roles: [buyer], scope: global, enforce: false, privileges: [read]}]", "site.unknown-key");
    }

    @Test
    void case25AnEditedRuleHoldsFromTheNextCallOn() {
        var market = new Market(OWN_ORDERS);
        assertThat(market.seenBy(JANE, "salesorder")).containsExactly("1");

        market.edit("permissions: [{name: x, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [read]}]");
        assertThat(market.seenBy(JANE, "salesorder")).containsExactly("1", "2");

        assertThatThrownBy(() -> market.edit("permissions: [{name: x, table: nosuch, roles: [buyer], scope: global, privileges: [read]}]"));
        assertThat(market.seenBy(JANE, "salesorder")).as("an edit that is refused changes nothing").containsExactly("1", "2");

        market.edit("""
                permissions:
                  - {name: x, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [read]}
                  - {name: y, table: salesorder, roles: [authenticated], deny: true, scope: global, where: state = 'hidden', privileges: [read]}
                columns:
                  - {name: c, table: salesorder, roles: [buyer], columns: [state], privileges: [read]}
                """);
        assertThat(market.seenBy(JANE, "salesorder")).as("a denial").containsExactly("1");
        assertThat(market.tables.mayUse(JANE, ColumnPrivilege.READ, "salesorder", "total")).as("a list of columns").isFalse();
        var promoted = Caller.contact("A-1", "Jane", List.of("A"), List.of("rep"));
        assertThat(market.seenBy(promoted, "salesorder")).as("another role").isEmpty();

        market.edit("permissions: []");
        assertThat(market.seenBy(JANE, "salesorder")).isEmpty();
    }

    @Test
    void case26WhatNobodyKnowsIsRefusedNotDropped() {
        assertFatal("permissions: [{name: x, table: line, rolls: [buyer], scope: global, privileges: [read]}]", "site.unknown-key");
        assertFatal("permissions: [{name: x, table: line, roles: [byer], scope: global, privileges: [read]}]", "permissions.unknown-web-role");
        assertFatal("permissions: [{name: x, table: lines, roles: [buyer], scope: global, privileges: [read]}]", "permissions.unknown-table");
        assertFatal("permissions: [{name: x, table: line, roles: [buyer], scope: global, privileges: [see]}]", "permissions.unknown-privilege");
        assertFatal("permissions: [{name: x, table: salesorder, roles: [buyer], scope: global, where: state = 'closed', privileges: [read]}]", "permissions.wrong-condition");
    }

    @Test
    void anEmptiedDocumentIsRefusedForItMayHaveHeldADenial() {
        for (var emptied : java.util.List.of("", "# nothing", "permissions: []\nother: x")) assertFatal(emptied, emptied.contains("other") ? "site.unknown-key" : "permissions.empty");
    }

    @Test
    void aMistakeInAParentIsToldOnceAndNoOtherParentIsSuggested() {
        assertThat(Market.problems("""
                permissions:
                  - {name: own-orders, table: salesorder, roles: [bouyer], scope: contact, via: contact, privileges: [read]}
                  - {name: all-orders, table: salesorder, roles: [rep], scope: global, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: own-orders, via: salesorder, privileges: [read]}
                """)).filteredOn(torg.api.site.SiteProblem::fatal).singleElement().satisfies(problem -> assertThat(problem.code()).isEqualTo("permissions.unknown-web-role"));
    }

    @Test
    void case28ARoleWithoutColumnRuleContributesAllColumns() {
        var market = new Market("""
                permissions:
                  - {name: people, table: contact, roles: [buyer, rep], scope: account, via: account, privileges: [read, write]}
                columns:
                  - {name: phones, table: contact, roles: [buyer], columns: [phone], privileges: [read]}
                """);
        var both = Caller.contact("A-1", "Jane", List.of("A"), List.of("buyer", "rep"));

        assertThat(market.tables.mayUse(JANE, ColumnPrivilege.READ, "contact", "phone")).isTrue();
        assertThat(market.tables.mayUse(JANE, ColumnPrivilege.READ, "contact", "salary")).isFalse();
        assertThat(market.tables.mayUse(JANE, ColumnPrivilege.UPDATE, "contact", "phone")).isFalse();
        assertThat(market.tables.mayUse(REP, ColumnPrivilege.READ, "contact", "salary")).isTrue();
        assertThat(market.tables.mayUse(both, ColumnPrivilege.READ, "contact", "salary")).isTrue();
        assertThat(market.tables.mayUse(MAY, ColumnPrivilege.READ, "contact", "phone")).isFalse();
    }

    private static void assertFatal(String permissions, String code) {
        assertThat(Market.problems(permissions)).filteredOn(SiteProblem::fatal).extracting(SiteProblem::code).contains(code);
    }

    private static void assertKind(ProblemKind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    /** What would be granted if somebody went on with rules that do not hold. */
    private static List<Rule> grantedDespiteProblems(String permissions) {
        var draft = Market.source(permissions);
        draft.compile(new TableDocuments());
        return new PermissionCompiler().compile(draft, new Problems()).rules();
    }
}
