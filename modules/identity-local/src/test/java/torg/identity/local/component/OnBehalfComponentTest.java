package torg.identity.local.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.view.Model;
import torg.identity.local.Portal;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;

/** The page on which a deputy looks for a contact. */
class OnBehalfComponentTest {
    private final Portal portal = new Portal();
    private final OnBehalfComponent component = new OnBehalfComponent(portal.identity, portal.tables);
    private final Caller nancy = Caller.contact("N-1", "Nancy", List.of(), Set.of("viewer"));

    @BeforeEach
    void theSalesDesk() {
        portal.roles.deputy("viewer", "buyer");
        portal.put("account", "A", Map.of("name", "Company A"));
        portal.sites.swap(Portal.source("password: northwind").document("tables/contact.yml",
                "{table: contact, key: id, title: fullname, columns: {id: {type: text}, fullname: {type: text}, email: {type: text}, "
                        + "account: {type: lookup, to: account}, inactive: {type: boolean}}}"));
        portal.contact("A-2", Map.of("fullname", "Janet", "account", "A"));
        portal.tables.rights(new Readers("email"));
        portal.session("s-1", "N-1", "csrf-of-Nancy");
    }

    @Test
    void whoProvedItLongAgoProvesItFirst() {
        portal.clock.pass(Duration.ofMinutes(15));

        assertThat(component.act(Requests.post(portal.sites.current(), "/on-behalf").as(nancy).form("who", "A-1").place(""))).isEqualTo(new Outcome.Redirect("/prove?return=%2Fon-behalf"));
    }

    @Test
    void contactsAreFoundAndWhoCannotBeStoodInForIsShownAsSuch() {
        var people = people(Requests.get(portal.sites.current(), "/on-behalf").as(nancy).query("q", "jan"));

        assertThat(people).extracting(person -> person.get("name")).containsExactly("Jane", "Janet");
        assertThat(people).extracting(person -> person.get("may")).as("Janet has nothing to come in with").containsExactly(true, false);
        assertThat(people(Requests.get(portal.sites.current(), "/on-behalf").as(nancy))).isEmpty();
    }

    @Test
    void contactsAreFoundByTheCompanyThatACallerSays() {
        portal.put("account", "B", Map.of("name", "Büro Company"));
        portal.contact("B-1", Map.of("fullname", "Bill", "account", "B"));

        var people = people(Requests.get(portal.sites.current(), "/on-behalf").as(nancy).query("q", "buro"));
        assertThat(people).singleElement().satisfies(person -> {
            assertThat(person.get("name")).isEqualTo("Bill");
            assertThat(person.get("account")).as("its name and not its key").isEqualTo("Büro Company");
        });

        portal.tables.rights(new Readers("email", Set.of("contact")));
        assertThat(people(Requests.get(portal.sites.current(), "/on-behalf").as(nancy).query("q", "buro"))).as("who reads no account seeks none").isEmpty();
        assertThat(people(Requests.get(portal.sites.current(), "/on-behalf").as(nancy).query("q", "bill"))).singleElement().satisfies(person -> assertThat(person.get("account")).isEqualTo(""));
    }

    @Test
    void whatMayNotBeReadIsNotSearched() {
        assertThat(people(Requests.get(portal.sites.current(), "/on-behalf").as(nancy).query("q", "jane@a"))).hasSize(1);
        portal.tables.rights(new Readers("fullname"));

        assertThat(people(Requests.get(portal.sites.current(), "/on-behalf").as(nancy).query("q", "jane@a"))).isEmpty();
    }

    @Test
    void thereIsNothingForOthersAndNobodyBecomesWhoTheyMayNot() {
        var customer = Caller.contact("A-1", "Jane", List.of("A"), Set.of("buyer"));
        assertThat(component.fill(Requests.get(portal.sites.current(), "/on-behalf").as(customer).place(""))).isInstanceOf(Filled.Hidden.class);
        assertThat(component.act(Requests.post(portal.sites.current(), "/on-behalf").as(customer).form("who", "A-2").place(""))).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(405));

        for (var who : List.of("A-2", "N-1", "", "x".repeat(100_000))) {
            assertThat(component.act(Requests.post(portal.sites.current(), "/on-behalf").as(nancy).form("who", who).place(""))).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        }
    }

    @SuppressWarnings("unchecked")
    private List<Model> people(Requests request) {
        return (List<Model>) ((Filled.Shown) component.fill(request.place(""))).model().get("people");
    }

    /** Desks read every row of these tables, of a contact this, its name and its account. */
    private record Readers(String column, Set<String> tables) implements TableAccess {
        private Readers(String column) {
            this(column, Set.of("contact", "account"));
        }

        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return tables.contains(table) && caller.hasRole("viewer") ? new Grant(new Condition.Everything(), List.of("the desk")) : Grant.denied("others do not");
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return name -> table.equals("account") || name.equals(column) || name.equals("fullname") || name.equals("account");
        }
    }
}
