package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.site.SiteProblem;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.testkit.TableDocuments;

class PermissionCompilerTest {
    /** From an account so far up that a cell there is ten names away from a line, and eleven from a note. */
    private static final String UP = "parent.".repeat(6);

    @Test
    void aMistakeIsToldWithPlaceAndRemedy() {
        assertThat(Market.problems("""
                permissions:
                  - name: orders
                    table: salesorder
                    roles: [buyer]
                    scope: account
                    via: acount
                    privileges: [read]
                """)).singleElement().satisfies(problem -> {
                    assertThat(problem.at()).hasToString("site/permissions/test.yml:6:10");
                    assertThat(problem.message()).isEqualTo("'acount' is no lookup of table 'salesorder' to table 'account'");
                    assertThat(problem.help()).isEqualTo("use account");
                });
    }

    @Test
    void selfIsForContactsOnly() {
        assertOnly("permissions: [{name: x, table: line, roles: [buyer], scope: self, privileges: [read]}]", "permissions.self-elsewhere");
    }

    @Test
    void aRuleForNobodyIsRefused() {
        assertOnly("permissions: [{name: x, table: line, scope: global, privileges: [read]}]", "permissions.no-role");
        assertOnly("columns: [{name: x, table: line, columns: [id], privileges: [read]}]", "permissions.no-role");
    }

    @Test
    void aRuleThatGivesNothingInParticularIsRefused() {
        assertOnly("permissions: [{name: x, table: line, roles: [buyer], scope: global}]", "permissions.no-privilege");
        assertOnly("columns: [{name: x, table: line, roles: [buyer], columns: [id]}]", "permissions.no-privilege");
        assertThat(Market.problems("columns: [{name: x, table: line, roles: [buyer], columns: [id], privileges: [write]}]")).filteredOn(SiteProblem::fatal).extracting(SiteProblem::help).first().isEqualTo("use create, read, update");
    }

    /** Without the tables no rule could be checked, and an edit of a rule would pass by. */
    @Test
    void rulesAreReadAfterTables() {
        assertThat(new PermissionCompiler().folders()).containsExactly("permissions");
        assertThat(new PermissionCompiler().needs()).containsExactly(Schema.class);
    }

    @Test
    void twoRulesOfOneNameAreRefused() {
        assertOnly("""
                permissions:
                  - {name: x, table: line, roles: [buyer], scope: global, privileges: [read]}
                  - {name: x, table: note, roles: [buyer], scope: global, privileges: [read]}
                """, "permissions.name-twice");
    }

    @Test
    void whatDeniesHasNothingToPassOn() {
        assertOnly("""
                permissions:
                  - {name: never, table: salesorder, roles: [buyer], deny: true, scope: global, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: never, via: salesorder, privileges: [read]}
                """, "permissions.denying-parent");
    }

    @Test
    void aRuleStandsBelowAnotherAsOftenAsAPathHasNames() {
        assertThat(Market.problems("""
                permissions:
                  - {name: accounts, table: account, roles: [buyer], scope: global, where: parent.parent.parent.parent.parent.blocked, privileges: [read]}
                  - {name: people, table: contact, scope: parent, parent: accounts, via: account, privileges: [read]}
                  - {name: orders, table: salesorder, scope: parent, parent: people, via: contact, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                  - {name: notes, table: note, scope: parent, parent: lines, via: line, privileges: [read]}
                """)).noneMatch(SiteProblem::fatal);
    }

    @Test
    void aWayLongerThanAPathIsRefused() {
        assertOnly("""
                permissions:
                  - {name: accounts, table: account, roles: [buyer], scope: global, where: parent.parent.parent.parent.parent.parent.blocked, privileges: [read]}
                  - {name: people, table: contact, scope: parent, parent: accounts, via: account, privileges: [read]}
                  - {name: orders, table: salesorder, scope: parent, parent: people, via: contact, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                  - {name: notes, table: note, scope: parent, parent: lines, via: line, privileges: [read]}
                """, "permissions.too-far");
    }

    @ParameterizedTest
    @ValueSource(strings = {"account.blocked", "not account.blocked", "account.id is empty", "account.id contains 'x'", "account.id starts with 'x'", "phone = '1' or account.blocked", "phone = '1' and account.blocked"})
    void aWayGrowsByWhatIsAskedOfItsEnd(String where) {
        var chain = """
                permissions:
                  - {name: people, table: contact, roles: [buyer], scope: global, where: "%s", privileges: [read]}
                  - {name: orders, table: salesorder, scope: parent, parent: people, via: contact, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                """.formatted(where.replace("account.", "account." + UP));
        assertThat(Market.problems(chain)).noneMatch(SiteProblem::fatal);
        assertOnly(chain + "  - {name: notes, table: note, scope: parent, parent: lines, via: line, privileges: [read]}\n", "permissions.too-far");
    }

    @Test
    void whatIsDeniedAboveIsAWayToo() {
        var chain = """
                permissions:
                  - {name: people, table: contact, roles: [buyer], scope: global, privileges: [read]}
                  - {name: orders, table: salesorder, scope: parent, parent: people, via: contact, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                  - {name: notes, table: note, scope: parent, parent: lines, via: line, privileges: [read]}
                """;
        assertThat(Market.problems(chain)).noneMatch(SiteProblem::fatal);
        assertOnly(chain + "  - {name: closed, table: contact, roles: [rep], deny: true, scope: global, where: account." + UP + "blocked, privileges: [read]}\n", "permissions.too-far");
    }

    @Test
    void aWayOverManyToManyIsMeasuredOnBothSides() {
        var chain = """
                permissions:
                  - {name: people, table: contact, roles: [buyer], scope: global, where: some watched (salesorder.account.blocked), privileges: [read]}
                  - {name: orders, table: salesorder, scope: parent, parent: people, via: contact, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                  - {name: notes, table: note, scope: parent, parent: lines, via: line, privileges: [read]}
                """;
        assertThat(Market.problems(chain)).noneMatch(SiteProblem::fatal);
        for (var i = 1; i <= 7; i++) chain += "  - {name: remarks%d, table: remark%d, scope: parent, parent: %s, via: to, privileges: [read]}\n"
                .formatted(i, i, i == 1 ? "notes" : "remarks" + (i - 1));
        var remarks = Market.source(chain);
        for (var i = 1; i <= 7; i++) remarks.document("tables/remark" + i + ".yml",
                "{table: remark%d, key: id, columns: {id: {type: text}, to: {type: lookup, to: %s}}}".formatted(i, i == 1 ? "note" : "remark" + (i - 1)));
        remarks.compile(new TableDocuments());
        assertThat(remarks.problems(new PermissionCompiler())).filteredOn(SiteProblem::fatal).extracting(SiteProblem::message)
                .containsExactly("the way 'to.to.to.to.to.to.to.line.salesorder.contact.watched' from table 'remark7' has more hops than a path may have");

        var beyond = Market.source("""
                permissions:
                  - {name: accounts, table: account, roles: [buyer], scope: global, where: parent.parent.parent.parent.parent.parent.parent.parent.parent.blocked, privileges: [read]}
                  - {name: people, table: contact, scope: parent, parent: accounts, via: account, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: people, via: watchers, privileges: [read]}
                """);
        beyond.compile(new TableDocuments());
        assertThat(beyond.problems(new PermissionCompiler())).filteredOn(SiteProblem::fatal).extracting(problem -> problem.at().line()).as("where it grows, and on the other side of the relationship").containsExactly(3, 4);
    }

    /** For somebody with all roles the second denial hides everything, and no way is left to be too long. */
    @Test
    void aWayThatIsTooLongForSomeIsTooLong() {
        var text = """
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: global, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                  - {name: notes, table: note, scope: parent, parent: lines, via: line, privileges: [read]}
                  - {name: not-blocked, table: salesorder, roles: [buyer], deny: true, scope: global, where: account.parent.parent.parent.parent.parent.parent.parent.parent.blocked, privileges: [read]}
                  - {name: nothing, table: salesorder, roles: [rep], deny: true, scope: global, privileges: [read]}
                """;
        assertThat(Market.problems(text)).filteredOn(SiteProblem::fatal).extracting(SiteProblem::code).contains("permissions.too-far").containsOnly("permissions.too-far");
    }

    @Test
    void aWayEndsAtTheTableOfTheScope() {
        for (var way : List.of("topics", "line", "id", "line.salesorder.contact.id", "line.salesorder.state")) {
            assertOnly("permissions: [{name: x, table: note, roles: [buyer], scope: account, via: %s, privileges: [read]}]".formatted(way), "permissions.wrong-via");
        }
        for (var way : List.of("line.salesorder.account", "line.salesorder.account.id")) {
            assertThat(Market.problemsOfRows("permissions: [{name: x, table: note, roles: [buyer], scope: account, via: %s, privileges: [read]}]".formatted(way))).as(way).isEmpty();
        }
        assertThat(Market.problemsOfRows("""
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}
                  - {name: notes, table: note, scope: parent, parent: orders, via: line, privileges: [read]}
                """)).singleElement().satisfies(problem -> assertThat(problem.help()).isEqualTo("use topics"));
    }

    @Test
    void aParentOfAnotherFormIsRefused() {
        var placed = "permissions:\n  - {name: placed, table: salesorder, roles: [buyer], form: order, scope: contact, via: contact, privileges: [create, read]}\n";
        assertThat(Market.problems(placed + "  - {name: lines, table: line, form: order, scope: parent, parent: placed, via: salesorder, privileges: [read]}")).noneMatch(SiteProblem::fatal);
        var other = Market.source(placed + "  - {name: lines, table: line, form: other, scope: parent, parent: placed, via: salesorder, privileges: [read]}").document("forms/other.yml", "form: other");
        other.compile(new TableDocuments());
        assertThat(other.problems(new PermissionCompiler())).filteredOn(SiteProblem::fatal).extracting(SiteProblem::code).containsExactly("permissions.two-forms");
    }

    @Test
    void aFormThatNobodyDescribesIsRefused() {
        assertThat(Market.problems("permissions: [{name: x, table: line, roles: [buyer], form: ordre, scope: global, privileges: [read]}]")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("permissions.unknown-form");
            assertThat(problem.help()).isEqualTo("did you mean 'order'?");
        });
        assertOnly("columns: [{name: x, table: line, roles: [buyer], form: ordre, columns: [id], privileges: [read]}]", "permissions.unknown-form");
    }

    @Test
    void aParentIsFoundByANameThatIsNearlyRight() {
        assertThat(Market.problemsOfRows("""
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: order, via: salesorder, privileges: [read]}
                """)).singleElement().satisfies(problem -> assertThat(problem.help()).isEqualTo("did you mean 'orders'?"));
    }

    /** Modules keep tables that no site describes; no document opens them. */
    @Test
    void aTableOfAModuleIsNobodysToGive() {
        var draft = Market.source("permissions: [{name: x, table: webroles_assignment, roles: [buyer], scope: global, privileges: [read]}]");
        var tables = new ArrayList<>(draft.compile(new TableDocuments()).tables().values());
        tables.add(Table.internal("webroles_assignment", List.of(), Column.of("id", ColumnType.TEXT)));
        draft.part(Schema.class, Schema.of(tables));
        assertThat(draft.problems(new PermissionCompiler())).extracting(SiteProblem::code).containsExactly("permissions.unknown-table");
    }

    @Test
    void columnsAreCheckedAgainstTheTable() {
        assertOnly("columns: [{name: x, table: contact, roles: [buyer], columns: [fone], privileges: [read]}]", "permissions.unknown-column");
        assertOnly("columns: [{name: x, table: contact, roles: [buyer], privileges: [read]}]", "permissions.no-column");
        assertOnly("columns: [{name: x, table: contact, roles: [buyer], columns: [phone], privileges: [read], where: phone is empty}]", "site.unknown-key");
        assertOnly("columns: [{name: x, table: quote, roles: [buyer], columns: [customer_account], privileges: [read]}]", "permissions.one-target");
        assertThat(Market.problems("columns: [{name: x, table: quote, roles: [buyer], columns: [customer, customer_account], privileges: [read]}]")).noneMatch(SiteProblem::fatal);
        assertThat(Market.problems("columns: [{name: x, table: contact, roles: [buyer], columns: \"*\", privileges: [read]}]")).noneMatch(SiteProblem::fatal);
    }

    @Test
    void whatGoesWithARuleIsNamedSoThatItCannotBeMistaken() {
        var orders = "permissions: [{name: orders, table: salesorder, with: [%s], roles: [buyer], scope: global, privileges: [read]}]";
        assertThat(Market.problemsOfRows(orders.formatted("line, note.line"))).isEmpty();
        assertOnly(orders.formatted("lines"), "permissions.unknown-table");
        assertOnly(orders.formatted("note"), "permissions.not-with");
        assertOnly(orders.formatted("line.account"), "permissions.not-with");
        assertOnly(orders.formatted("line, line"), "permissions.with-twice");
        var both = "permissions: [{name: theirs, table: [account, contact], with: [%s], roles: [buyer], scope: global, privileges: [read]}]";
        assertThat(Market.problemsOfRows(both.formatted("salesorder"))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("permissions.which-lookup");
            assertThat(problem.help()).isEqualTo("say by which: salesorder.account or salesorder.contact");
        });
        assertThat(Market.problemsOfRows(both.formatted("salesorder.contact"))).isEmpty();
    }

    @Test
    void eachTableOfARuleHasToBeOne() {
        assertOnly("permissions: [{name: x, table: [line, lines], roles: [buyer], scope: global, privileges: [read]}]", "permissions.unknown-table");
        assertOnly("permissions: [{name: x, table: [line, line], roles: [buyer], scope: global, privileges: [read]}]", "permissions.name-twice");
        assertOnly("permissions: [{name: x, table: [], roles: [buyer], scope: global, privileges: [read]}]", "site.missing");
        assertOnly("permissions: [{name: x, table: [account, line], roles: [buyer], scope: global, where: blocked, privileges: [read]}]", "permissions.wrong-condition");
        assertOnly("columns: [{name: x, table: [contact, line], roles: [buyer], columns: [phone], privileges: [read]}]", "permissions.unknown-column");
    }

    private static void assertOnly(String permissions, String code) {
        assertThat(Market.problems(permissions)).filteredOn(SiteProblem::fatal).extracting(SiteProblem::code).containsExactly(code);
    }
}
