package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.testkit.TableDocuments;

/** What one rule says of several tables is what a rule for each would say, to the letter. */
class ShortRulesTest {
    private static final List<Caller> CALLERS = List.of(Caller.ANONYMOUS, Market.JANE, Market.REP, Market.MAY, Market.JANE.through("order"));

    @Test
    void rowsThatGoWithOthersAreReachedAsByRulesOfTheirOwn() {
        assertSame("""
                permissions:
                  - {name: orders, table: salesorder, with: [line, note.line], roles: [buyer], scope: contact, via: contact, where: state = 'open', privileges: [read, write]}
                  - {name: placed, table: salesorder, with: [line], roles: [rep], form: order, scope: account, via: account, privileges: [create]}
                  - {name: topics, table: salesorder, scope: parent, parent: orders/note, via: notes, privileges: [read]}
                  - {name: hidden, table: salesorder, with: [line], deny: true, roles: [authenticated], scope: global, where: urgent, privileges: [read]}
                """, """
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: contact, via: contact, where: state = 'open', privileges: [read, write]}
                  - {name: orders/line, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read, write]}
                  - {name: orders/note, table: note, scope: parent, parent: orders/line, via: line, privileges: [read, write]}
                  - {name: placed, table: salesorder, roles: [rep], form: order, scope: account, via: account, privileges: [create]}
                  - {name: placed/line, table: line, scope: parent, parent: placed, via: salesorder, privileges: [create]}
                  - {name: topics, table: salesorder, scope: parent, parent: orders/note, via: notes, privileges: [read]}
                  - {name: hidden, table: salesorder, deny: true, roles: [authenticated], scope: global, where: urgent, privileges: [read]}
                  - {name: hidden/line, table: line, deny: true, scope: parent, parent: hidden, via: salesorder, privileges: [read]}
                """);
    }

    @Test
    void severalTablesAreARuleForEach() {
        assertSame("""
                permissions:
                  - {name: all, table: [line, note], roles: [buyer], scope: global, privileges: [read]}
                  - {name: theirs, table: [contact, salesorder], with: [line], roles: [rep], scope: account, via: account, privileges: [read, append-to]}
                columns:
                  - {name: seen, table: [line, note], roles: [buyer], columns: [id], privileges: [read]}
                  - {name: whole, table: [contact, salesorder], roles: [rep], columns: "*", privileges: [read]}
                """, """
                permissions:
                  - {name: all/line, table: line, roles: [buyer], scope: global, privileges: [read]}
                  - {name: all/note, table: note, roles: [buyer], scope: global, privileges: [read]}
                  - {name: theirs/contact, table: contact, roles: [rep], scope: account, via: account, privileges: [read, append-to]}
                  - {name: theirs/salesorder, table: salesorder, roles: [rep], scope: account, via: account, privileges: [read, append-to]}
                  - {name: theirs/line, table: line, scope: parent, parent: theirs/salesorder, via: salesorder, privileges: [read, append-to]}
                columns:
                  - {name: seen/line, table: line, roles: [buyer], columns: [id], privileges: [read]}
                  - {name: seen/note, table: note, roles: [buyer], columns: [id], privileges: [read]}
                  - {name: whole/contact, table: contact, roles: [rep], columns: "*", privileges: [read]}
                  - {name: whole/salesorder, table: salesorder, roles: [rep], columns: "*", privileges: [read]}
                """);
    }

    /** What everybody is given by the way is said as what they are given outright. */
    @Test
    void whatGoesWithAPublicRuleIsPublic() {
        var market = new Market("permissions: [{name: orders, table: salesorder, with: [line], roles: [anonymous], public: {table: salesorder, with: [line], scope: global, privileges: [read], where: state = 'open', columns: '*'}, scope: global, where: state = 'open', privileges: [read]}]");
        assertThat(market.seenBy(Caller.ANONYMOUS, "line")).containsExactly("1a", "3a");
        assertThat(Market.problems("permissions: [{name: orders, table: salesorder, with: [line], roles: [anonymous], scope: global, privileges: [read]}]")).extracting(problem -> problem.code()).contains("permissions.public-undeclared");
    }

    private static void assertSame(String brief, String full) {
        var one = compiled(brief);
        var other = compiled(full);
        assertThat(one.rules()).containsExactlyInAnyOrderElementsOf(other.rules());
        for (var caller : CALLERS) {
            for (var table : List.of("salesorder", "line", "note", "contact")) {
                for (var privilege : Privilege.values()) assertThat(of(one, caller).grant(table, privilege).rows()).as(caller + " " + privilege + " " + table).isEqualTo(of(other, caller).grant(table, privilege).rows());
                for (var privilege : ColumnPrivilege.values()) {
                    for (var column : List.of("id", "line", "phone", "total")) assertThat(of(one, caller).columns(table, privilege).test(column)).as(caller + " " + table + "." + column).isEqualTo(of(other, caller).columns(table, privilege).test(column));
                }
            }
        }
    }

    private static RoleSet of(Permissions permissions, Caller caller) {
        return new RoleSet(permissions, caller.roles(), caller.limits().withheld(), caller.isAnonymous(), caller.form());
    }

    private static Permissions compiled(String text) {
        var source = Market.source(text);
        source.compile(new TableDocuments());
        assertThat(new ArrayList<>(source.problems(new PermissionCompiler()))).as(text).noneMatch(problem -> problem.fatal());
        return source.compile(new PermissionCompiler());
    }
}
