package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.spi.access.TableAccess;
import torg.testkit.TestSource;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** Whoever checks documents against the rules is answered as the portal will answer; here with the documents that ship. */
class AccessCompilerTest {
    private static final List<Caller> CALLERS = List.of(Caller.ANONYMOUS, Caller.contact("c", "C", List.of("a"), List.of()), Caller.contact("c", "C", List.of("a"), List.of("authorized-user")),
            Caller.contact("c", "C", List.of("a"), List.of("administrator")), Caller.contact("c", "C", List.of("a"), List.of("authorized-user")).through("order"));

    @Test
    void aSiteInTheMakingAnswersAsTheSiteInForce() {
        var source = new TestSource().folder(Path.of("../../content/customer-portal"), "tables", "roles", "permissions", "forms");
        var inForce = new CompiledAccess(TestSites.of(source, new TableDocuments(), new PermissionCompiler()));
        source.compile(new PermissionCompiler());
        var inDraft = source.compile(new AccessCompiler());

        assertThat(inDraft.tables()).isEqualTo(inForce.tables()).contains("salesorder");
        for (var caller : CALLERS) {
            for (var table : List.of("salesorder", "salesorderdetail", "contact", "product", "nowhere")) {
                for (var privilege : Privilege.values()) assertThat(inDraft.grant(caller, table, privilege).rows()).isEqualTo(inForce.grant(caller, table, privilege).rows());
                for (var privilege : ColumnPrivilege.values()) {
                    for (var column : List.of("status", "total", "phone", "email", "quantity"))
                        assertThat(inDraft.columns(caller, table, privilege).test(column)).as("%s %s.%s", privilege, table, column).isEqualTo(inForce.columns(caller, table, privilege).test(column));
                }
            }
        }
    }

    @Test
    void theRulesAreCompiledFirst() {
        assertThat(new AccessCompiler().part()).isEqualTo(TableAccess.class);
        assertThat(new AccessCompiler().needs()).containsExactly(Permissions.class);
    }

    /** Two rules reach them, and the database is asked for what both have in common: it has an index for that. */
    @Test
    void aRepresentativesOrdersAreThoseOfTheAccount() {
        var source = new TestSource().folder(Path.of("../../content/customer-portal"), "tables", "roles", "permissions", "forms");
        var access = new CompiledAccess(TestSites.of(source, new TableDocuments(), new PermissionCompiler()));
        var representative = Caller.contact("c", "C", List.of("a"), List.of("customer-representative"));
        assertThat(access.grant(representative, "salesorder", Privilege.READ).rows()).isEqualTo(new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts()));
        assertThat(access.grant(representative, "salesorderdetail", Privilege.READ).rows()).isEqualTo(new Condition.Compare("salesorder.account", Condition.Operator.EQ, new Operand.MyAccounts()));
    }
}
