package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import torg.api.site.SiteProblem;

class PermissionCompilerTest {
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
    void aWayLongerThanAPathIsRefused() {
        assertOnly("""
                permissions:
                  - {name: accounts, table: account, roles: [buyer], scope: global, where: blocked, privileges: [read]}
                  - {name: people, table: contact, scope: parent, parent: accounts, via: account, privileges: [read]}
                  - {name: orders, table: salesorder, scope: parent, parent: people, via: contact, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                  - {name: notes, table: note, scope: parent, parent: lines, via: line, privileges: [read]}
                """, "permissions.too-far");
    }

    @Test
    void columnsAreCheckedAgainstTheTable() {
        assertOnly("columns: [{name: x, table: contact, roles: [buyer], columns: [fone], privileges: [read]}]", "permissions.unknown-column");
        assertThat(Market.problems("columns: [{name: x, table: contact, roles: [buyer], columns: \"*\", privileges: [read]}]")).noneMatch(SiteProblem::fatal);
    }

    private static void assertOnly(String permissions, String code) {
        assertThat(Market.problems(permissions)).filteredOn(SiteProblem::fatal).extracting(SiteProblem::code).containsExactly(code);
    }
}
