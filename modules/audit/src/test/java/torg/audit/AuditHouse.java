package torg.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** A site with a contact who is called Jane, and two who ask: an administrator, who sees contacts, and a customer, who does not. */
final class AuditHouse {
    static final Caller ADMINISTRATOR = Caller.contact("NW-1", "Nancy", List.of(), Set.of("administrator"));
    static final Caller CUSTOMER = Caller.contact("A-1", "Jane", List.of("A"), Set.of("authorized-user"));
    private static final TestSites SITES = TestSites.of(new TestSource().languages("en", "nb")
            .document("tables/contact.yml", "{table: contact, key: id, title: fullname, columns: {id: {type: text}, fullname: {type: text, label: {en: Name, nb: Navn}}}}"), new TableDocuments());

    private AuditHouse() {}

    static Site site() {
        return SITES.current();
    }

    static Tables tables() {
        var tables = new MemoryTables(SITES::schema).rights(new AdministratorsSee());
        tables.write(Caller.service("test"), Write.of(new Change.Put("contact", "A-1", Map.of("fullname", "Jane"))));
        return tables;
    }

    private static final class AdministratorsSee implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return caller.hasRole("administrator") ? new Grant(new Condition.Everything(), List.of("administrators see everything")) : Grant.denied("others do not");
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return _ -> true;
        }

        @Override
        public Set<String> tables() {
            return Set.of("contact");
        }
    }
}
