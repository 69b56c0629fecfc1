package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.site.SiteProblem;

/** What is legal but hardly meant is told; what shows rows to everybody has to say so itself. */
class LintsTest {
    private static final String READS = "  - {name: reads, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}\n";

    @Test
    void whatEverybodyMaySeeSaysSoItself() {
        var rule = "{name: open, table: note, roles: [anonymous], scope: global, privileges: [read]}";
        assertThat(Market.problems("permissions:\n  - " + rule)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("permissions.public-undeclared");
            assertThat(problem.fatal()).isTrue();
            assertThat(problem.help()).contains("public: true");
        });
        assertThat(Market.problems("permissions:\n  - " + rule.replace("scope", "public: true, scope") + "\ncolumns:\n  - {name: c, table: note, roles: [anonymous], columns: [line], privileges: [read]}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "anonymous-own | {name: x, table: salesorder, roles: [anonymous], scope: contact, via: contact, privileges: [read]}",
        "anonymous-changes | {name: x, table: note, roles: [anonymous], public: true, scope: global, privileges: [read, create]}",
        "anonymous-personal | {name: x, table: contact, roles: [anonymous], public: true, scope: global, privileges: [read]}",
        "anonymous-all-columns | {name: x, table: note, roles: [anonymous], public: true, scope: global, privileges: [read]}",
        "public-unneeded | {name: x, table: note, roles: [rep], public: true, scope: global, privileges: [read]}",
        "every-customer | {name: x, table: salesorder, roles: [authenticated], scope: global, privileges: [read]}",
        "same-twice | {name: x, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: urgent or not urgent, privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: urgent and not urgent, privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: account = 'A' and account = 'B', privileges: [read]}",
        "denies-nothing | {name: x, table: salesorder, roles: [rep], deny: true, scope: global, privileges: [read]}",
        "changed-unseen | {name: x, table: salesorder, roles: [rep], scope: account, via: account, privileges: [write]}",
        "links-to-nothing | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [append]}",
    })
    void aRuleThatIsHardlyMeantIsToldAtItsPlace(String code, String rule) {
        assertThat(Market.problems("permissions:\n" + READS + "  - " + rule)).filteredOn(problem -> problem.code().equals("permissions." + code)).singleElement().satisfies(problem -> {
            assertThat(problem.fatal()).isFalse();
            assertThat(problem.at().line()).isEqualTo(3);
            assertThat(problem.help()).isNotBlank();
        });
    }

    @Test
    void columnsOfRowsThatNobodyReachesAreTold() {
        assertThat(Market.problems("permissions:\n" + READS + "columns:\n  - {name: c, table: contact, roles: [rep], columns: [phone], privileges: [read]}"))
                .extracting(SiteProblem::code).containsExactly("permissions.columns-unreached");
    }

    @Test
    void whatIsMeantIsNotTold() {
        assertThat(Market.problems("permissions:\n" + READS)).isEmpty();
    }
}
