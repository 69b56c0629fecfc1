package torg.identity.local.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.view.Model;
import torg.identity.local.LocalIdentity;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.password.Credentials;
import torg.identity.local.password.PasswordDesk.Changed;
import torg.identity.local.password.Passwords;
import torg.identity.local.settings.SessionRules;
import torg.spi.identity.Identity.Entry;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;

class ChangePasswordTest {
    private static final Caller JANE = Caller.contact("A-1", "Jane", List.of("A"), List.of());
    private static final String NEXT = "four words and more";
    private static final SessionRules RULES = new SessionRules(Duration.ofHours(1), Duration.ofHours(1), true);
    private final Portal portal = new Portal();
    private final ChangePassword change = new ChangePassword(portal.identity);

    @Test
    void theNewPasswordHoldsAndTheOldOneNoLonger() {
        assertThat(post(Portal.PASSWORD, NEXT, NEXT)).isEqualTo(new Outcome.Redirect("/profile?password=changed#c1"));

        assertThat(signIn(NEXT)).isInstanceOf(Entry.Granted.class);
        assertThat(signIn(Portal.PASSWORD)).isEqualTo(new Entry.Refused());
        assertThat(model(change.fill(get().query("password", "changed").place(""))).get("done")).isEqualTo(true);
    }

    @Test
    void everySessionButThisOneEnds() {
        var here = (Entry.Granted) signIn(Portal.PASSWORD);
        var elsewhere = (Entry.Granted) signIn(Portal.PASSWORD);
        portal.put("contact", "B-1", Map.of("fullname", "Bo", "email", "bo@b.example"));
        portal.put(IdentityTables.CREDENTIAL, "B-1", Map.of("email", "bo@b.example", "hash", new Passwords().hash(NEXT)));
        var somebody = (Entry.Granted) portal.identity.signIn("bo@b.example", NEXT, "127.0.0.1");

        portal.identity.passwordDesk().change(JANE, here.session().csrf(), Portal.PASSWORD, NEXT, "127.0.0.1");

        assertThat(portal.identity.whoIs(here.token(), Portal.HERE)).isPresent();
        assertThat(portal.identity.whoIs(elsewhere.token(), Portal.HERE)).isEmpty();
        assertThat(portal.identity.whoIs(somebody.token(), Portal.HERE)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void whoIsGivenAnotherPasswordMeanwhileCannotUndoItWithTheOldOne(int call) {
        var here = (Entry.Granted) signIn(Portal.PASSWORD);
        var hash = new Passwords().hash("set by somebody else");
        var race = new LocalIdentity(RULES, portal.meanwhile(call, () -> new Credentials(portal.tables).set("A-1", "jane@a.example", hash)), portal.clock, portal.awaited, portal.roles);

        assertThat(race.passwordDesk().change(JANE, here.session().csrf(), Portal.PASSWORD, NEXT, "127.0.0.1")).isEqualTo(new Changed.Refused());
        assertThat(signIn(NEXT)).isEqualTo(new Entry.Refused());
        assertThat(signIn("set by somebody else")).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whoIsOutMeanwhileChangesNothing() {
        var here = (Entry.Granted) signIn(Portal.PASSWORD);
        for (var call = 2; call <= 4; call++) {
            var token = ((Entry.Granted) signIn(Portal.PASSWORD)).token();
            var session = portal.identity.whoIs(token, Portal.HERE).orElseThrow();
            var race = new LocalIdentity(RULES, portal.meanwhile(call, () -> portal.identity.signOut(token)), portal.clock, portal.awaited, portal.roles);

            assertThat(race.passwordDesk().change(JANE, session.csrf(), Portal.PASSWORD, NEXT, "127.0.0.1")).as("before call %s", call).isEqualTo(new Changed.Refused());
        }
        assertThat(portal.identity.whoIs(here.token(), Portal.HERE)).isPresent();
        assertThat(signIn(Portal.PASSWORD)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void aSessionThatEndsByItselfMeanwhileIsInNobodysWay() {
        var here = (Entry.Granted) signIn(Portal.PASSWORD);
        var there = (Entry.Granted) signIn(Portal.PASSWORD);
        var elsewhere = (Entry.Granted) signIn(Portal.PASSWORD);
        var race = new LocalIdentity(RULES, portal.meanwhile(4, () -> portal.identity.signOut(there.token())), portal.clock, portal.awaited, portal.roles);

        assertThat(race.passwordDesk().change(JANE, here.session().csrf(), Portal.PASSWORD, NEXT, "127.0.0.1")).isEqualTo(new Changed.Done());
        assertThat(portal.identity.whoIs(here.token(), Portal.HERE)).isPresent();
        assertThat(portal.identity.whoIs(elsewhere.token(), Portal.HERE)).isEmpty();
    }

    @Test
    void whatIsWrongIsToldBesideItsField() {
        assertThat(problem(post("", NEXT, NEXT), "oldProblem")).isEqualTo("Please fill this in.");
        assertThat(problem(post(Portal.PASSWORD, "", ""), "newProblem")).isEqualTo("Please fill this in.");
        assertThat(problem(post(Portal.PASSWORD, "eleven char", "eleven char"), "newProblem")).isEqualTo("Enter at least 12 characters.");
        assertThat(problem(post(Portal.PASSWORD, "x".repeat(129), "x".repeat(129)), "newProblem")).isEqualTo("Enter at most 128 characters.");
        assertThat(problem(post(Portal.PASSWORD, "Jane@A.example", "Jane@A.example"), "newProblem")).isEqualTo("Choose something else than your e-mail address.");
        assertThat(problem(post(Portal.PASSWORD, NEXT, NEXT + "s"), "repeatedProblem")).isEqualTo("This is not the same as the new password.");
        assertThat(problem(post("wrong", NEXT, NEXT), "oldProblem")).isEqualTo("This is not your current password.");
        assertThat(signIn(Portal.PASSWORD)).as("nothing was changed").isInstanceOf(Entry.Granted.class);
    }

    @Test
    void wordsOfTheHouseMakeNoPassword() {
        assertThat(post(Portal.PASSWORD, "Nordvindheim1", "Nordvindheim1")).isInstanceOf(Outcome.Redirect.class);
        portal.sites.swap(Portal.source("password: northwind").setting("password-words", "Fjordheim, Nordvindheim"));

        assertThat(problem(post("Nordvindheim1", "Nordvindheim2", "Nordvindheim2"), "newProblem")).asString().contains("guessed first");
        assertThat(problem(post("Nordvindheim1", "fjordheim2026", "fjordheim2026"), "newProblem")).asString().contains("guessed first");
    }

    @Test
    void aWrongOldPasswordIsAnAttemptLikeAnyOther() {
        for (var i = 0; i < 10; i++) post("wrong", NEXT, NEXT);

        var late = (Outcome.Show) post(Portal.PASSWORD, NEXT, NEXT);
        assertThat(late.status()).isEqualTo(429);
        assertThat(problem(late, "problem")).isEqualTo("There were too many attempts. Please try again in 10 min.");
        assertThat(signIn(Portal.PASSWORD)).isInstanceOf(Entry.TooMany.class);
    }

    @Test
    void thePasswordOfTheDemoStays() {
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("demo", true));

        assertThat(model(change.fill(get().place(""))).get("possible")).isEqualTo(false);
        assertThat(((Outcome.Show) post(Portal.PASSWORD, NEXT, NEXT)).status()).isEqualTo(405);
        assertThat(portal.identity.passwordDesk().change(JANE, "", Portal.PASSWORD, NEXT, "127.0.0.1")).isEqualTo(new Changed.Refused());
        assertThat(signIn(Portal.PASSWORD)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whoHasNoPasswordHereIsNotAskedForOne() {
        assertThat(change.fill(Requests.get(portal.sites.current(), "/profile").place(""))).isEqualTo(new Filled.Hidden());
        assertThat(change.fill(get().as(Caller.contact("B-1", "Bo", List.of(), List.of())).place(""))).isEqualTo(new Filled.Hidden());
    }

    private Outcome post(String old, String next, String repeated) {
        if (portal.tables.find(Portal.HOUSE, IdentityTables.SESSION, "asking").isEmpty()) portal.session("asking", "A-1", "csrf-of-Jane");
        return change.act(Requests.post(portal.sites.current(), "/profile").as(JANE).form("old", old).form("new", next).form("repeated", repeated).place(""));
    }

    private Requests get() {
        return Requests.get(portal.sites.current(), "/profile").as(JANE);
    }

    private Entry signIn(String password) {
        return portal.identity.signIn("jane@a.example", password, "127.0.0.1");
    }

    private static Object problem(Outcome outcome, String name) {
        return model(((Outcome.Show) outcome).filled()).get(name);
    }

    private static Model model(Filled filled) {
        return ((Filled.Shown) filled).model();
    }
}
