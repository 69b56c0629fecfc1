package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.password.Credentials;
import torg.identity.local.password.PasswordDesk.Changed;
import torg.identity.local.password.Passwords;
import torg.identity.local.session.Device;
import torg.identity.local.session.Sessions.Known;
import torg.identity.local.session.Tokens;
import torg.identity.local.token.TokenDesk;
import torg.spi.identity.Identity.Client;
import torg.spi.identity.Identity.Entry;
import torg.testkit.Requests;

/** Everything that ends sessions and tokens, by every kind of them: two of Jane's browsers, her program, and those of somebody else. */
class SessionEndsTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String NEXT = "another correct horse";
    private static final Map<String, String> HASHES = Map.of(Portal.PASSWORD, new Passwords().hash(Portal.PASSWORD), NEXT, new Passwords().hash(NEXT));
    private final Portal portal = new Portal();
    private final Map<String, String> sessions = new TreeMap<>();
    private final Map<String, String> programs = new TreeMap<>();

    /** What happens, and who is still in with the next request. */
    enum Event {
        NOTHING("here nancy there + feed jane's"),
        LOCKED("nancy + feed"),
        INACTIVE("nancy + feed"),
        CREDENTIAL_TAKEN("nancy + feed"),
        CONTACT_GONE("nancy + feed"),
        PASSWORD_CHANGED("here nancy + feed"),
        PASSWORD_SET("nancy + feed"),
        SIGNED_OUT("nancy there + feed jane's"),
        OTHER_ENDED("here nancy + feed jane's"),
        OTHERS_ENDED("here nancy + feed jane's"),
        ENDED_BY_AN_ADMINISTRATOR("nancy + feed jane's"),
        TOKEN_REVOKED("here nancy there + feed"),
        IDLE_FOR_LONG("+ feed jane's"),
        ACCOUNT_LEFT("here nancy there + feed");

        private final String left;

        Event(String left) {
            this.left = left;
        }
    }

    @BeforeEach
    void twoBrowsersAndTwoPrograms() {
        portal.put("account", "A", Map.of("name", "Company A"));
        portal.put("account", "B", Map.of("name", "Company B"));
        portal.contact("N-1", Map.of("fullname", "Nancy", "email", "nancy@n.example"));
        portal.put(IdentityTables.CREDENTIAL, "N-1", Map.of("email", "nancy@n.example", "hash", HASHES.get(Portal.PASSWORD)));
        portal.roles.assign("A-1", Set.of("buyer"));
        portal.roles.assign("N-1", Set.of("administrator"));
        sessions.put("here", in("jane@a.example", FIREFOX));
        sessions.put("there", in("jane@a.example", ""));
        sessions.put("nancy", in("nancy@n.example", ""));
        programs.put("jane's", portal.identity.desk().issue(request("here"), new TokenDesk.Wish("jane's", false, "", Set.of(), Set.of(), true, 30)));
        programs.put("feed", portal.identity.desk().issue(administrator(), new TokenDesk.Wish("feed", true, "", Set.of("viewer"), Set.of(), true, 30)));
        assertThat(left()).isEqualTo(Event.NOTHING.left);
    }

    @ParameterizedTest
    @EnumSource
    void whatEndsWithIt(Event event) {
        switch (event) {
            case NOTHING -> { }
            case LOCKED -> portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("locked", true));
            case INACTIVE -> portal.contact("A-1", Map.of("inactive", true));
            case CREDENTIAL_TAKEN -> new Credentials(portal.tables).remove("A-1");
            case CONTACT_GONE -> portal.tables.write(Portal.HOUSE, Write.of(new Change.Delete("contact", "A-1")));
            case PASSWORD_CHANGED -> assertThat(portal.identity.passwordDesk().change(caller("here"), csrf("here"), Portal.PASSWORD, NEXT, Portal.HERE)).isEqualTo(new Changed.Done());
            case PASSWORD_SET -> new Credentials(portal.tables).set("A-1", "jane@a.example", HASHES.get(NEXT));
            case SIGNED_OUT -> portal.identity.signOut(sessions.get("here"));
            case OTHER_ENDED -> assertThat(portal.identity.sessionDesk().end(request("here"), Optional.empty(), Tokens.hash(sessions.get("there")))).isTrue();
            case OTHERS_ENDED -> assertThat(portal.identity.sessionDesk().endOthers(request("here"), Optional.empty())).isEqualTo(1);
            case ENDED_BY_AN_ADMINISTRATOR -> assertThat(portal.identity.sessionDesk().endOthers(administrator(), Optional.of("A-1"))).isEqualTo(2);
            case TOKEN_REVOKED -> assertThat(portal.identity.desk().revoke(request("here"), Tokens.hash(programs.get("jane's")))).isTrue();
            case IDLE_FOR_LONG -> portal.clock.pass(Duration.ofHours(3));
            case ACCOUNT_LEFT -> portal.contact("A-1", Map.of("account", "B"));
        }

        assertThat(left()).isEqualTo(event.left);
    }

    @Test
    void aRoleThatIsTakenIsTakenFromAllOfThem() {
        portal.roles.assign("A-1", Set.of());

        assertThat(left()).isEqualTo(Event.NOTHING.left);
        assertThat(caller("here").roles()).containsExactly("authenticated");
        assertThat(caller("there").roles()).containsExactly("authenticated");
        assertThat(portal.identity.client(programs.get("jane's"), Portal.HERE)).isInstanceOfSatisfying(Client.Known.class, known -> assertThat(known.caller().roles()).containsExactly("authenticated"));
    }

    @Test
    void peopleSeeTheirOwnSessionsAndNobodyElses() {
        var seen = portal.identity.sessionDesk().seen(request("here"), Optional.empty());

        assertThat(seen).extracting(Known::id).containsExactlyInAnyOrder(Tokens.hash(sessions.get("here")), Tokens.hash(sessions.get("there")));
        var own = seen.stream().filter(Known::own).toList();
        assertThat(own).singleElement().satisfies(session -> {
            assertThat(session.id()).isEqualTo(Tokens.hash(sessions.get("here")));
            assertThat(Device.of(session.agent())).isEqualTo(new Device("Firefox", "Linux"));
            assertThat(session.address()).isEqualTo(Portal.HERE);
        });
        assertThat(seen.toString()).doesNotContain(sessions.get("here"), csrf("here"));
        assertThat(portal.identity.sessionDesk().seen(administrator(), Optional.of("A-1"))).hasSize(2).noneMatch(Known::own);
    }

    @Test
    void nobodyEndsWhatIsNotTheirs() {
        var desk = portal.identity.sessionDesk();
        var nancys = Tokens.hash(sessions.get("nancy"));

        assertThat(desk.seen(request("here"), Optional.of("N-1"))).isEmpty();
        assertThat(desk.end(request("here"), Optional.empty(), nancys)).isFalse();
        assertThat(desk.end(request("here"), Optional.of("N-1"), nancys)).isFalse();
        assertThat(desk.endOthers(request("here"), Optional.of("N-1"))).isZero();
        var program = Requests.get(portal.sites.current(), "/profile").as(Caller.client("feed", List.of(), Set.of("administrator"))).request();
        assertThat(desk.seen(program, Optional.of("A-1"))).as("no person").isEmpty();
        assertThat(desk.end(administrator(), Optional.of("A-1"), nancys)).as("hers is none of Jane's").isFalse();
        assertThat(left()).isEqualTo(Event.NOTHING.left);
    }

    @Test
    void whateverABrowserSaysThatItIsLetsItIn() {
        for (var odd : List.of("x".repeat(20_000), "\uD83D\uDE00".repeat(3_000), "a\0b\uD800")) assertThat(in("jane@a.example", odd)).isNotEmpty();
    }

    private String in(String email, String agent) {
        return new Trace(Optional.of(Caller.ANONYMOUS), Portal.HERE, "r-1", agent).in(() -> ((Entry.Granted) portal.identity.signIn(email, Portal.PASSWORD, Portal.HERE)).token());
    }

    private Caller caller(String session) {
        return portal.identity.whoIs(sessions.get(session), Portal.HERE).orElseThrow().caller();
    }

    private String csrf(String session) {
        return portal.identity.whoIs(sessions.get(session), Portal.HERE).orElseThrow().csrf();
    }

    private Request request(String session) {
        var plain = Requests.get(portal.sites.current(), "/profile").as(caller(session)).request();
        return new Request(plain.id(), plain.method(), plain.path(), plain.locale(), plain.query(), plain.form(), plain.headers(), plain.caller(), Optional.of(csrf(session)), plain.address(), plain.site());
    }

    private Request administrator() {
        var plain = request("nancy");
        return new Request(plain.id(), plain.method(), plain.path(), plain.locale(), plain.query(), plain.form(), plain.headers(),
                Caller.contact("N-1", "Nancy", List.of(), Set.of("administrator")), plain.csrf(), plain.address(), plain.site());
    }

    private String left() {
        var in = sessions.entrySet().stream().filter(session -> portal.identity.whoIs(session.getValue(), Portal.HERE).isPresent()).map(Map.Entry::getKey).toList();
        var good = programs.entrySet().stream().filter(program -> portal.identity.client(program.getValue(), Portal.HERE) instanceof Client.Known).map(Map.Entry::getKey).toList();
        return (String.join(" ", in) + " + " + String.join(" ", good)).strip();
    }
}
