package torg.web.roles;

import java.util.Map;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.spi.access.WebRoles;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;
import torg.testkit.contract.WebRolesContract;

class AssignedRolesContractTest implements WebRolesContract {
    @Override
    public WebRoles roles() {
        var site = new TestSource()
                .document("tables/contact.yml", "{table: contact, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}, country: {type: text}}}")
                .document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}}}")
                .document("roles/buyer.yml", "{role: buyer, needs: [country]}")
                .document("roles/guest.yml", "role: guest");
        var sites = TestSites.of(site, new TableDocuments(), new RoleCompiler());
        var tables = new MemoryTables(sites::schema).with(new AssignmentTable());
        var roles = new AssignedRoles(tables, sites);
        tables.listener(roles);
        tables.write(Caller.service("test"), Write.of(new Change.Put("account", "A", Map.of()), new Change.Put("account", "B", Map.of()),
                new Change.Put("contact", "complete", Map.of("account", "A", "country", "NO")), new Change.Put("contact", "bare", Map.of("account", "A"))));
        return roles;
    }
}
