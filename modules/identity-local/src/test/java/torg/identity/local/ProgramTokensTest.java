package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.identity.local.component.TokensComponent;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.password.Credentials;
import torg.identity.local.password.Passwords;
import torg.identity.local.session.Tokens;
import torg.identity.local.settings.SessionRules;
import torg.identity.local.token.ProgramTokens;
import torg.identity.local.token.TokenDesk;
import torg.spi.identity.Identity.Client;
import torg.spi.view.Component.Filled;
import torg.testkit.Requests;

/** Programs that come with a token: in the name of Jane, who buys and represents A, or for themselves. */
class ProgramTokensTest {
    private static final String HERE = "192.0.2.1";
    private final Portal portal = new Portal();
    private final TokenDesk desk = portal.identity.desk();

    @BeforeEach
    void janeHasTwoRoles() {
        portal.put("account", "A", Map.of("name", "Company A"));
        portal.put("account", "B", Map.of("name", "Company B"));
        portal.roles.assign("A-1", Set.of("buyer", "rep"));
        portal.session("of Jane", "A-1", "csrf-of-Jane");
        portal.session("of Nancy", "N-1", "csrf-of-Nancy");
    }

    @Test
    void aProgramIsAsMuchAsItsOwner() {
        var token = desk.issue(jane(), wish(Set.of(), Set.of(), false));

        assertThat(token).startsWith("torg_").hasSize(48);
        var caller = caller(token);
        assertThat(caller).isEqualTo(portal.identity.callerOf("A-1").orElseThrow());
        assertThat(caller.limits()).isEqualTo(Limits.NONE);
    }

    @Test
    void aProgramIsLessThanItsOwnerIfItsOwnerSaysSo() {
        var caller = caller(desk.issue(jane(), new TokenDesk.Wish("shop", false, "", Set.of("buyer"), Set.of(), true, 30)));

        assertThat(caller.roles()).containsExactly("authenticated", "buyer");
        assertThat(caller.limits().readOnly()).isTrue();
        assertThat(caller.limits().withheld()).containsExactly("rep");
        assertThat(caller.contact()).contains("A-1");
        assertThat(caller.accounts()).containsExactly("A");
    }

    @Test
    void whoNamesOnlyTheRoleThatEverybodyHasGivesNoOther() {
        var caller = caller(desk.issue(jane(), wish(Set.of("authenticated"), Set.of(), false)));
        var itself = caller(desk.issue(as(admin()), new TokenDesk.Wish("feed", true, "", Set.of("authenticated"), Set.of(), true, 30)));

        assertThat(caller.roles()).containsExactly("authenticated");
        assertThat(caller.limits().withheld()).containsExactly("buyer", "rep");
        assertThat(itself.roles()).containsExactly("authenticated");
    }

    @Test
    void nothingThatIsKeptLetsAProgramIn() {
        var token = desk.issue(jane(), wish(Set.of(), Set.of(), false));

        var kept = portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.TOKEN, "name", "contact", "roles", "tables", "maker")).rows().getFirst();
        assertThat(kept.key() + kept.cells()).doesNotContain(token.substring(5));
        assertThat(portal.identity.client(kept.key(), HERE)).isEqualTo(new Client.Unknown());
        assertThat(portal.identity.whoIs(token, Portal.HERE)).as("no session").isEmpty();
    }

    @Test
    void itEndsWithItsTimeAndWhenItIsRevoked() {
        var token = desk.issue(jane(), wish(Set.of(), Set.of(), false));
        var other = desk.issue(jane(), wish(Set.of(), Set.of(), false));
        portal.clock.pass(Duration.ofDays(29));
        assertThat(portal.identity.client(token, HERE)).isInstanceOf(Client.Known.class);
        assertThat(desk.revoke(jane(), Tokens.hash(other))).isTrue();
        assertThat(portal.identity.client(other, HERE)).isEqualTo(new Client.Unknown());
        assertThat(desk.revoke(jane(), Tokens.hash(other))).isFalse();

        portal.clock.pass(Duration.ofDays(2));

        assertThat(portal.identity.client(token, HERE)).isEqualTo(new Client.Unknown());
        assertThat(desk.seen(jane())).isEmpty();
    }

    @Test
    void itsLastUseIsKnownToTheMinute() {
        var token = desk.issue(jane(), wish(Set.of(), Set.of(), false));
        assertThat(desk.seen(jane()).getFirst().seen()).isEmpty();
        var first = portal.clock.instant();

        portal.identity.client(token, HERE);
        portal.clock.pass(Duration.ofSeconds(30));
        portal.identity.client(token, HERE);
        assertThat(desk.seen(jane()).getFirst().seen()).contains(first);
        portal.clock.pass(Duration.ofSeconds(40));
        portal.identity.client(token, HERE);
        assertThat(desk.seen(jane()).getFirst().seen()).contains(portal.clock.instant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "locked", "inactive", "moved", "removed", "password"})
    void whatIsTakenFromTheOwnerIsTakenFromTheProgramWithTheNextRequest(String what) {
        var token = desk.issue(jane(), new TokenDesk.Wish("shop", false, "", Set.of("buyer", "rep"), Set.of(), false, 30));
        assertThat(caller(token).roles()).contains("buyer", "rep");

        switch (what) {
            case "role" -> portal.roles.assign("A-1", Set.of("rep", "viewer"));
            case "locked" -> portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("locked", true));
            case "inactive" -> portal.contact("A-1", Map.of("inactive", true));
            case "moved" -> portal.contact("A-1", Map.of("account", "B"));
            case "removed" -> new Credentials(portal.tables).remove("A-1");
            default -> new Credentials(portal.tables).set("A-1", "jane@a.example", new Passwords().hash("another password"));
        }

        if (what.equals("role")) assertThat(caller(token).roles()).as("nor does it gain one").containsExactly("authenticated", "rep");
        else assertThat(portal.identity.client(token, HERE)).isEqualTo(new Client.Unknown());
    }

    @Test
    void noTokenOutlivesAPasswordThatIsSetWhileItIsBeingMade() {
        var ran = new AtomicBoolean(true);
        for (var call = 1; ran.getAndSet(false); call++) {
            portal.session("of Jane", "A-1", "csrf-of-Jane");
            var race = racing(call, () -> {
                new Credentials(portal.tables).set("A-1", "jane@a.example", new Passwords().hash("another password"));
                ran.set(true);
            });

            tried(race);

            if (ran.get()) assertThat(desk.everybodys()).as("before call %s", call).isEmpty();
            else assertThat(call).isGreaterThan(3);
        }
    }

    @Test
    void noneIsMadeBeyondTheMostHoweverManyComeAtATime() {
        for (var i = 1; i < ProgramTokens.MOST; i++) desk.issue(jane(), wish(Set.of(), Set.of(), true));
        var ran = new AtomicBoolean(true);
        for (var call = 1; ran.getAndSet(false); call++) {
            tried(racing(call, () -> {
                desk.issue(jane(), wish(Set.of(), Set.of(), true));
                ran.set(true);
            }));

            var all = desk.seen(jane());
            assertThat(all).as("before call %s", call).hasSizeLessThanOrEqualTo(ProgramTokens.MOST);
            all.stream().skip(ProgramTokens.MOST - 1).forEach(token -> desk.revoke(jane(), token.id()));
        }
    }

    @Test
    void aSessionThatIsOverMakesNone() {
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Delete(IdentityTables.SESSION, "of Jane")));

        assertThatThrownBy(() -> desk.issue(jane(), wish(Set.of(), Set.of(), true))).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.SIGN_IN));
    }

    /** The desk of somebody to whom something happens right before a call. */
    private TokenDesk racing(int call, Runnable deed) {
        return new LocalIdentity(new SessionRules(Duration.ofHours(12), Duration.ofHours(2), true), portal.meanwhile(call, deed), portal.clock, portal.awaited, portal.roles).desk();
    }

    private void tried(TokenDesk race) {
        try {
            race.issue(jane(), wish(Set.of(), Set.of(), true));
        } catch (TorgException e) {
            assertThat(e.kind()).isIn(ProblemKind.SIGN_IN, ProblemKind.INVALID);
        }
    }

    @Test
    void aMembershipThatEndsEndsTheProgramsThatActForThatAccount() {
        portal.put("membership", "M", Map.of("account", "B", "contact", "A-1"));
        var elsewhere = Requests.post(portal.sites.current(), "/").as(portal.identity.callerOf("A-1", "B").orElseThrow()).request();
        var token = desk.issue(elsewhere, wish(Set.of(), Set.of(), false));
        assertThat(caller(token).accounts()).containsExactly("B");

        portal.tables.write(Portal.HOUSE, Write.of(new Change.Delete("membership", "M")));

        assertThat(portal.identity.client(token, HERE)).isEqualTo(new Client.Unknown());
    }

    @Test
    void administratorsMakeProgramsThatActForThemselves() {
        var token = desk.issue(as(admin()), new TokenDesk.Wish("stock feed", true, "B", Set.of("viewer", "payer"), Set.of("account"), true, 365));

        var caller = caller(token);
        assertThat(caller.kind()).isEqualTo(Caller.Kind.CLIENT);
        assertThat(caller.name()).isEqualTo("stock feed");
        assertThat(caller.contact()).isEmpty();
        assertThat(caller.accounts()).containsExactly("B");
        assertThat(caller.roles()).containsExactly("authenticated", "payer", "viewer");
        assertThat(caller.limits()).isEqualTo(new Limits(true, Set.of("account"), new java.util.TreeSet<>()));
        assertThat(desk.everybodys(as(admin()), Optional.empty()).tokens()).hasSize(1);
        assertThat(desk.everybodys(jane(), Optional.empty()).tokens()).as("not for others").isEmpty();
        assertThat(desk.revoke(jane(), Tokens.hash(token))).isFalse();
        assertThat(desk.revoke(as(admin()), Tokens.hash(token))).isTrue();
    }

    @Test
    void aProgramHasItsNameForItself() {
        var feed = new TokenDesk.Wish("feed", true, "", Set.of("viewer"), Set.of(), true, 30);
        var first = desk.issue(as(admin()), feed);

        refused(as(admin()), feed, "name");
        assertThat(desk.everybodys(as(admin()), Optional.empty()).tokens()).hasSize(1);
        desk.revoke(as(admin()), Tokens.hash(first));
        assertThat(caller(desk.issue(as(admin()), feed)).name()).isEqualTo("feed");
        desk.issue(jane(), new TokenDesk.Wish("feed", false, "", Set.of(), Set.of(), true, 30));
        desk.issue(jane(), new TokenDesk.Wish("feed", false, "", Set.of(), Set.of(), true, 30));
    }

    @Test
    void nobodyGivesMoreThanTheyHave() {
        refused(jane(), new TokenDesk.Wish("shop", false, "", Set.of("administrator"), Set.of(), true, 30), "roles");
        refused(jane(), new TokenDesk.Wish("shop", false, "", Set.of(), Set.of("identity_credential"), true, 30), "tables");
        refused(jane(), new TokenDesk.Wish(" ", false, "", Set.of(), Set.of(), true, 30), "name");
        for (var name : List.of("\u00a0", "\ufeff", "a\u001b[2J", "a\nb", "a\u202eb")) refused(jane(), new TokenDesk.Wish(name, false, "", Set.of(), Set.of(), true, 30), "name");
        refused(jane(), new TokenDesk.Wish("shop", false, "B", Set.of(), Set.of(), true, 30), "account");
        desk.revoke(jane(), Tokens.hash(desk.issue(jane(), new TokenDesk.Wish("shop", false, "A", Set.of(), Set.of(), true, 30))));
        refused(jane(), new TokenDesk.Wish("x".repeat(61), false, "", Set.of(), Set.of(), true, 0), "name", "days");
        refused(jane(), new TokenDesk.Wish("shop", false, "", Set.of(), Set.of(), true, 367), "days");
        refused(as(admin()), new TokenDesk.Wish("shop", true, "nosuch", Set.of(), Set.of(), true, 30), "roles", "account");
        assertThatThrownBy(() -> desk.issue(jane(), new TokenDesk.Wish("shop", true, "", Set.of("viewer"), Set.of(), true, 30)))
                .isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.DENIED));
        for (var i = 0; i < ProgramTokens.MOST; i++) desk.issue(jane(), wish(Set.of(), Set.of(), true));
        refused(jane(), wish(Set.of(), Set.of(), true), "name");
    }

    @Test
    void oneThatManyCameAfterIsShownAndRevokedLikeEveryOther() {
        var leaked = desk.issue(jane(), wish(Set.of(), Set.of(), false));
        for (var i = 0; i < 2 * ProgramTokens.AT_A_TIME; i++) {
            portal.clock.pass(Duration.ofSeconds(1));
            desk.register(wish(Set.of(), Set.of(), false), Optional.of(Caller.contact("C-" + i, "Somebody", List.of(), List.of())), Tokens.hash("token" + i));
        }
        var shown = new HashSet<String>();
        var resource = new TokensResource(portal.identity);
        var page = resource.all(as(admin()), "everybody", null);
        for (; page.next() != null; page = resource.all(as(admin()), "everybody", page.next())) {
            assertThat(page.tokens()).hasSize(ProgramTokens.AT_A_TIME);
            page.tokens().forEach(token -> shown.add(token.id()));
        }
        page.tokens().forEach(token -> shown.add(token.id()));

        assertThat(shown).hasSize(2 * ProgramTokens.AT_A_TIME + 1).contains(Tokens.hash(leaked));
        assertThat(desk.everybodys()).hasSameSizeAs(shown);
        assertThat(desk.revoke(as(admin()), Tokens.hash(leaked))).isTrue();
        assertThat(portal.identity.client(leaked, HERE)).isEqualTo(new Client.Unknown());
        assertThat(desk.revoke(Tokens.hash("token0"))).isTrue();
        assertThat(desk.revoke(as(admin()), "no id")).isFalse();
    }

    @Test
    void olderOnesAreALinkAway() {
        for (var i = 0; i < ProgramTokens.AT_A_TIME + 1; i++) {
            desk.register(wish(Set.of(), Set.of(), false), Optional.of(Caller.contact("C-" + i, "Somebody", List.of(), List.of())), Tokens.hash("token" + i));
        }
        var first = tokens("");
        assertThat((List<?>) first.values().get("tokens")).hasSize(ProgramTokens.AT_A_TIME);
        var link = first.values().get("older").toString();
        assertThat(link).startsWith("/admin/tokens?older=").endsWith("#c1");

        var last = tokens(link.substring(link.indexOf('=') + 1, link.indexOf('#')));

        assertThat((List<?>) last.values().get("tokens")).hasSize(1);
        assertThat(last.has("older")).isFalse();
        assertThat((List<?>) tokens("nonsense").values().get("tokens")).hasSize(ProgramTokens.AT_A_TIME);
    }

    @Test
    void aTokenMakesNoTokens() {
        var program = caller(desk.issue(jane(), wish(Set.of(), Set.of(), false)));
        var request = jane();
        var withoutSession = new Request("r", "POST", "/api/tokens", request.locale(), Map.of(), Map.of(), Map.of(), program, Optional.empty(), HERE, request.site());

        assertThatThrownBy(() -> desk.issue(withoutSession, wish(Set.of(), Set.of(), false))).isInstanceOf(TorgException.class);
        assertThat(desk.everybodys(withoutSession, Optional.empty()).tokens()).isEmpty();
        assertThatThrownBy(() -> new TokensResource(portal.identity).all(withoutSession, "", null)).isInstanceOf(TorgException.class);
    }

    @Test
    void whoGuessesIsStoppedAndKeepsOutNobodyWhoIsIn() {
        var token = desk.issue(jane(), wish(Set.of(), Set.of(), false));
        caller(token);

        for (var i = 0; i < 100; i++) assertThat(portal.identity.client("torg_" + "x".repeat(43), HERE)).isEqualTo(new Client.Unknown());

        assertThat(portal.identity.client("torg_" + "y".repeat(43), HERE)).isInstanceOf(Client.TooMany.class);
        assertThat(portal.identity.client("", HERE)).isInstanceOf(Client.TooMany.class);
        assertThat(portal.identity.client(token, HERE)).isInstanceOf(Client.Known.class);
        assertThat(portal.identity.client("", "192.0.2.2")).isEqualTo(new Client.Unknown());
        portal.clock.pass(Duration.ofMinutes(11));
        assertThat(portal.identity.client("", HERE)).isEqualTo(new Client.Unknown());
    }

    private Model tokens(String older) {
        var place = Requests.get(portal.sites.current(), "/admin/tokens").as(admin()).query("older", older).place("of: everybody");
        return ((Filled.Shown) new TokensComponent(portal.identity).fill(place)).model();
    }

    private void refused(Request request, TokenDesk.Wish wish, String... fields) {
        assertThatThrownBy(() -> desk.issue(request, wish))
                .isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.fields()).extracting(FieldProblem::field).containsExactlyInAnyOrder(fields));
    }

    @Test
    void peopleReadOfWebRolesWhatTheyCallThem() {
        desk.issue(jane(), wish(Set.of("buyer", "rep"), Set.of(), true));
        var page = Requests.post(portal.sites.current(), "/profile").as(portal.identity.callerOf("A-1").orElseThrow()).in("nb").place("");
        var model = ((Filled.Shown) new TokensComponent(portal.identity).fill(page)).model();

        assertThat(((Model) ((List<?>) model.get("tokens")).getFirst()).get("may").toString()).endsWith("; Innkjøper, rep");
        assertThat((List<?>) model.get("roles")).extracting(box -> ((Model) box).get("words")).containsExactly("Innkjøper", "rep");
    }

    private static TokenDesk.Wish wish(Set<String> roles, Set<String> tables, boolean readOnly) {
        return new TokenDesk.Wish("shop", false, "", roles, tables, readOnly, 30);
    }

    private Caller caller(String token) {
        return ((Client.Known) portal.identity.client(token, HERE)).caller();
    }

    private Request jane() {
        return as(portal.identity.callerOf("A-1").orElseThrow());
    }

    private static Caller admin() {
        return Caller.contact("N-1", "Nancy", List.of(), List.of("administrator"));
    }

    private Request as(Caller caller) {
        return Requests.post(portal.sites.current(), "/profile").as(caller).request();
    }
}
