package torg.studio.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.studio.People;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class AccessComponentTest implements ComponentContract {
    private final TestSites sites = TestSites.of(new TestSource().document("roles/clerk.yml", "role: clerk\nlabel: Clerk\n").document("roles/idle.yml", "role: idle\n").document("tables/line.yml", "table: line\nlabel: {en: Line}\nplural: {en: Lines}\ntitle: name\n").document("permissions/orders.yml", """
            permissions:
              - {name: own, table: order, roles: [clerk], scope: account, via: account, privileges: [read, create]}
              - {name: lines, table: line, scope: parent, parent: own, via: order, privileges: [read]}
              - {name: never, table: order, roles: [authenticated], deny: true, scope: global, where: "status = 'hidden'", privileges: [read]}
            columns:
              - {name: contact, table: order, roles: clerk, columns: [phone, email], privileges: [update]}
            """));
    private final AccessComponent component = new AccessComponent(sites);

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Test
    void eachRoleHasItsRulesThoseOfAParentWithThem() {
        assertThat(rules("clerk")).containsExactly("own order see, make Rows of the account that somebody acts for",
                "lines Lines see Rows that belong to rows which another rule reaches", "contact order change phone, email");
        assertThat(rules("authenticated")).containsExactly("never order see All rows status = 'hidden' deny");
        assertThat(rules("idle")).isEmpty();
    }

    @Test
    void aRoleIsCalledWhatPeopleCallItThoughNoDocumentDefinesIt() {
        assertThat(roles().map(role -> role.get("label"))).containsExactly("Everybody who signed in", "Clerk", "idle");
    }

    @Test
    void onlyAdministratorsFindIt() {
        assertThat(component.fill(Requests.get(site(), Room.ACCESS.address()).as(People.CUSTOMER).place(""))).isEqualTo(new Filled.Absent());
    }

    private Stream<Model> roles() {
        var model = ((Filled.Shown) component.fill(Requests.get(site(), Room.ACCESS.address()).as(People.ADMINISTRATOR).place(""))).model();
        return ((List<?>) model.get("roles")).stream().map(Model.class::cast);
    }

    private List<String> rules(String role) {
        return roles().filter(one -> one.get("name").equals(role)).flatMap(one -> ((List<?>) one.get("rules")).stream()).map(Model.class::cast).map(rule ->
                String.join(" ", List.of("rule", "table", "privileges", "scope", "columns", "where").stream().filter(rule::has).map(key -> rule.get(key).toString()).toList()) + (Boolean.TRUE.equals(rule.get("deny")) ? " deny" : "")).toList();
    }
}
