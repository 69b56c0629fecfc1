package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.identity.Identity;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Place;
import torg.testkit.Requests;

/** Looking at rights with somebody else's eyes: what administrators are told, and that nobody else is told anything. */
class PermissionsResourceTest {
    private static final Caller ADMINISTRATOR = Caller.contact("A-9", "Ada", List.of(), List.of("administrator"));

    private final Market market = new Market("""
            permissions:
              - {name: own, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}
              - {name: all-of-account, table: salesorder, roles: [rep], scope: account, via: account, privileges: [read]}
            """);
    private final Glass glass = new Glass(market.tables, new Known());
    private final PermissionsResource resource = new PermissionsResource(glass);

    @Test
    void saysWhySomebodySeesARowOrNot() {
        var why = resource.why(as(ADMINISTRATOR), "A-1", "salesorder", "read", "3");
        assertThat(why.allowed()).isFalse();
        assertThat(why.person().roles()).containsExactly("authenticated", "buyer");
        assertThat(why.tried()).extracting(PermissionsResource.Rule::finding).containsExactly("other-rows", "other-roles");
        assertThat(resource.why(as(ADMINISTRATOR), "A-1", "salesorder", "read", "1").tried().getFirst().finding()).isEqualTo("reaches");
    }

    @Test
    void countsWhatSomebodyReaches() {
        assertThat(resource.reach(as(ADMINISTRATOR), "A-2").tables()).singleElement().satisfies(line -> {
            assertThat(line.table()).isEqualTo("salesorder");
            assertThat(line.rows()).containsEntry("read", 2L).containsEntry("write", 0L).hasSize(6);
        });
        assertThat(resource.reach(as(ADMINISTRATOR), "anonymous").tables()).isEmpty();
    }

    @Test
    void tellsAdministratorsOnly() {
        for (var caller : List.of(Market.JANE, Caller.ANONYMOUS)) {
            assertThatThrownBy(() -> resource.why(as(caller), "A-1", "salesorder", "read", "1")).isInstanceOf(TorgException.class);
            assertThatThrownBy(() -> resource.reach(as(caller), "A-1")).isInstanceOf(TorgException.class);
            assertThat(new WhyComponent(glass).fill(place(caller))).isEqualTo(new Filled.Hidden());
        }
        assertThat(new WhyComponent(glass).fill(place(ADMINISTRATOR))).isInstanceOf(Filled.Shown.class);
    }

    @Test
    void refusesWhoOrWhatIsNotThere() {
        assertThatThrownBy(() -> resource.reach(as(ADMINISTRATOR), "nobody")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.NOT_FOUND));
        assertThatThrownBy(() -> resource.why(as(ADMINISTRATOR), "A-1", "salesorder", "rule", "1")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
        assertThatThrownBy(() -> resource.why(as(ADMINISTRATOR), "A-1", "no-table", "read", "1")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.NOT_FOUND));
    }

    private torg.api.web.Request as(Caller caller) {
        return Requests.get(market.sites.current(), "/").as(caller).request();
    }

    private Place place(Caller caller) {
        return new Place("look", as(caller), null, null);
    }

    /** Everybody of the market may come in. */
    private static final class Known implements Identity {
        private static final Map<String, Caller> ALL = Map.of("A-1", Market.JANE, "A-2", Market.REP);

        @Override
        public Optional<Caller> callerOf(String contact) {
            return Optional.ofNullable(ALL.get(contact));
        }

        @Override
        public Entry signIn(String name, String password, String address) {
            return new Entry.Refused();
        }

        @Override
        public Optional<Session> whoIs(String token) {
            return Optional.empty();
        }

        @Override
        public void signOut(String token) {}
    }
}
