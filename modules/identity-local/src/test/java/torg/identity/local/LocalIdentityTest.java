package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.demo.Awaited;
import torg.identity.local.settings.SessionRules;
import torg.spi.identity.Identity.Entry;

class LocalIdentityTest {
    private final Portal portal = new Portal();

    @Test
    void whoKnowsThePasswordIsIn() {
        portal.roles.assign("A-1", Set.of("buyer"));

        var granted = signIn();

        var session = portal.identity.whoIs(granted.token(), Portal.HERE).orElseThrow();
        assertThat(session).isEqualTo(granted.session());
        assertThat(session.caller().contact()).contains("A-1");
        assertThat(session.caller().name()).isEqualTo("Jane");
        assertThat(session.caller().accounts()).containsExactly("A");
        assertThat(session.caller().roles()).containsExactly("authenticated", "buyer");
        assertThat(session.language()).contains("nb");
    }

    @Test
    void theAddressMayBeTypedInAnyCase() {
        assertThat(portal.identity.signIn("  Jane@A.Example ", Portal.PASSWORD, "127.0.0.1")).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreTheSameAnswer() {
        assertThat(portal.identity.signIn("jane@a.example", "wrong", "127.0.0.1")).isEqualTo(new Entry.Refused());
        assertThat(portal.identity.signIn("nobody@a.example", Portal.PASSWORD, "127.0.0.1")).isEqualTo(new Entry.Refused());
        assertThat(portal.identity.signIn("jane@a.example", "x".repeat(1_001), "127.0.0.1")).isEqualTo(new Entry.Refused());
    }

    @Test
    void theStoreIsNotAskedForAnAddressThatItCannotKeep() {
        for (var odd : new String[] {"jane\u0000@a.example", "\ud800@a.example", "jane@a.example\u001b"}) {
            var unasked = new LocalIdentity(new SessionRules(Duration.ofHours(12), Duration.ofHours(2), true), portal.meanwhile(1, () -> fail("it was asked")), portal.clock, portal.awaited, portal.roles);
            assertThat(unasked.signIn(odd, Portal.PASSWORD, "127.0.0.1")).isEqualTo(new Entry.Refused());
        }
    }

    @Test
    void nothingThatIsKeptLetsAnybodyIn() {
        var granted = signIn();

        var kept = portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.SESSION, "csrf", "contact")).rows().getFirst();
        assertThat(kept.key()).isNotEqualTo(granted.token());
        assertThat(portal.identity.whoIs(kept.key(), Portal.HERE)).isEmpty();
        assertThat(portal.identity.whoIs("", Portal.HERE)).isEmpty();
    }

    @Test
    void whoIsInIsKnownWithoutTheStoreUntilSomethingChanges() {
        var asked = new AtomicInteger();
        var node = new LocalIdentity(new SessionRules(Duration.ofHours(12), Duration.ofHours(2), true), portal.meanwhile(_ -> asked.incrementAndGet()), portal.clock, portal.awaited, portal.roles);
        portal.tables.listener(node);
        var token = ((Entry.Granted) portal.identity.signIn("jane@a.example", Portal.PASSWORD, "127.0.0.1")).token();
        node.whoIs(token, "127.0.0.1");
        assertThat(asked).as("to learn who it is").hasPositiveValue();

        asked.set(0);
        for (var request = 0; request < 1_000; request++) assertThat(node.whoIs(token, "127.0.0.1")).isPresent();
        assertThat(asked).as("while nothing changes").hasValue(0);

        portal.contact("A-1", Map.of("fullname", "Jane Doe"));
        assertThat(node.whoIs(token, "127.0.0.1").orElseThrow().caller().name()).isEqualTo("Jane Doe");
        assertThat(asked).as("her contact changed").hasPositiveValue();
        asked.set(0);
        node.whoIs(token, "127.0.0.1");
        assertThat(asked).as("and that is known as well").hasValue(0);
    }

    @Test
    void whoSignsOutIsOut() {
        var granted = signIn();
        portal.identity.whoIs(granted.token(), Portal.HERE);

        portal.identity.signOut(granted.token());
        portal.identity.signOut(granted.token());

        assertThat(portal.identity.whoIs(granted.token(), Portal.HERE)).isEmpty();
    }

    @Test
    void aSessionOutlivesARestart() {
        var granted = signIn();

        assertThat(portal.identity(true).whoIs(granted.token(), Portal.HERE)).contains(granted.session());
    }

    @Test
    void aSessionEndsAfterSilenceAndAfterItsLongestTime() {
        var silent = signIn();
        portal.clock.pass(Duration.ofMinutes(119));
        assertThat(portal.identity.whoIs(silent.token(), Portal.HERE)).isPresent();
        portal.clock.pass(Duration.ofMinutes(121));
        assertThat(portal.identity.whoIs(silent.token(), Portal.HERE)).isEmpty();

        var left = signIn();
        portal.clock.pass(Duration.ofMinutes(119));
        assertThat(portal.identity.glimpse(left.token(), Portal.HERE)).isPresent();
        portal.clock.pass(Duration.ofMinutes(2));
        assertThat(portal.identity.glimpse(left.token(), Portal.HERE)).as("an open page is nobody who sits there").isEmpty();

        var busy = signIn();
        for (var hour = 1; hour < 12; hour++) {
            portal.clock.pass(Duration.ofHours(1));
            assertThat(portal.identity.whoIs(busy.token(), Portal.HERE)).isPresent();
        }
        portal.clock.pass(Duration.ofHours(1));
        assertThat(portal.identity.whoIs(busy.token(), Portal.HERE)).isEmpty();
    }

    @Test
    void sessionsThatRanOutAreTakenAwayByTheNextSignIn() {
        signIn();
        portal.clock.pass(Duration.ofHours(13));
        signIn();

        assertThat(portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.SESSION)).rows()).hasSize(1);
    }

    @Test
    void aChangedRoleAccountOrNameHoldsFromTheNextRequestOn() {
        var token = signIn().token();
        portal.identity.whoIs(token, Portal.HERE);

        portal.roles.assign("A-1", Set.of("rep"));
        portal.contact("A-1", Map.of("account", "B", "fullname", "Janet"));

        var caller = portal.identity.whoIs(token, Portal.HERE).orElseThrow().caller();
        assertThat(caller.roles()).containsExactly("authenticated", "rep");
        assertThat(caller.accounts()).containsExactly("B");
        assertThat(caller.name()).isEqualTo("Janet");
    }

    @Test
    void whoIsLockedInactiveOrGoneIsOutAtOnce() {
        var token = signIn().token();

        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("locked", true));
        assertThat(portal.identity.whoIs(token, Portal.HERE)).isEmpty();
        assertThat(portal.identity.signIn("jane@a.example", Portal.PASSWORD, "127.0.0.1")).isEqualTo(new Entry.Refused());
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("locked", false));
        assertThat(portal.identity.whoIs(token, Portal.HERE)).isPresent();

        portal.contact("A-1", Map.of("inactive", true));
        assertThat(portal.identity.whoIs(token, Portal.HERE)).isEmpty();
        portal.contact("A-1", Map.of("inactive", false));
        assertThat(portal.identity.whoIs(token, Portal.HERE)).isPresent();

        portal.tables.write(Portal.HOUSE, Write.of(new Change.Delete("contact", "A-1")));
        assertThat(portal.identity.whoIs(token, Portal.HERE)).isEmpty();
    }

    @Test
    void peopleOfTheDemoComeInOnlyWhereTheDemoRuns() {
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("demo", true));
        var token = signIn().token();

        var elsewhere = portal.identity(false);

        assertThat(elsewhere.signIn("jane@a.example", Portal.PASSWORD, "127.0.0.1")).isEqualTo(new Entry.Refused());
        assertThat(elsewhere.whoIs(token, Portal.HERE)).isEmpty();
    }

    @Test
    void peopleOfTheDemoComeInFromThisMachineOnly() {
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("demo", true));

        for (var here : new String[] {"127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "[::1]"}) {
            assertThat(portal.identity.signIn("jane@a.example", Portal.PASSWORD, here)).as(here).isInstanceOf(Entry.Granted.class);
        }
        for (var elsewhere : new String[] {"unknown", "", "10.0.0.1", "2001:db8::1", "localhost", "_hidden"}) {
            assertThat(portal.identity.signIn("jane@a.example", Portal.PASSWORD, elsewhere)).as(elsewhere).isEqualTo(new Entry.Refused());
        }
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("demo", false));
        assertThat(portal.identity.signIn("jane@a.example", Portal.PASSWORD, "unknown")).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void guessingEndsForANameWhetherItExistsOrNot() {
        for (var name : new String[] {"jane@a.example", "nobody@a.example"}) {
            for (var i = 0; i < 10; i++) assertThat(portal.identity.signIn(name, "wrong", "10.0.0.1")).isEqualTo(new Entry.Refused());
            assertThat(portal.identity.signIn(name, Portal.PASSWORD, "10.0.0.1")).isEqualTo(new Entry.TooMany(Duration.ofMinutes(10)));
        }
        portal.clock.pass(Duration.ofMinutes(10));
        assertThat(portal.identity.signIn("jane@a.example", Portal.PASSWORD, "10.0.0.1")).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whatFailsBecauseTheStoreIsAwayIsNoAttempt() {
        var away = new AtomicBoolean(true);
        var tables = (Tables) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            if (away.get()) throw TorgException.of(ProblemKind.BUSY, "store.away", "the store is away");
            return method.invoke(portal.tables, arguments);
        });
        var identity = new LocalIdentity(new SessionRules(Duration.ofHours(1), Duration.ofHours(1), true), tables, portal.clock, portal.awaited, portal.roles);

        for (var i = 0; i < 20; i++) assertThatThrownBy(() -> identity.signIn("jane@a.example", Portal.PASSWORD, "127.0.0.1")).isInstanceOf(TorgException.class);
        away.set(false);

        assertThat(identity.signIn("jane@a.example", Portal.PASSWORD, "127.0.0.1")).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void nobodyIsLockedOutByWhoeverGuessesElsewhere() {
        for (var i = 0; i < 11; i++) portal.identity.signIn("jane@a.example", "wrong", "10.0.0.1");

        assertThat(portal.identity.signIn("jane@a.example", Portal.PASSWORD, "10.0.0.2")).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void wherePeopleHaveComeInBeforeAGuessFromManyPlacesLocksNobodyOut() {
        portal.identity.signIn("jane@a.example", Portal.PASSWORD, "10.0.0.1");
        for (var i = 0; i < 100; i++) portal.identity.signIn("jane@a.example", "wrong", "10.0.1." + i);

        assertThat(portal.identity.signIn("jane@a.example", Portal.PASSWORD, "10.0.2.1")).isEqualTo(new Entry.TooMany(Duration.ofMinutes(10)));
        assertThat(portal.identity.signIn("jane@a.example", Portal.PASSWORD, "10.0.0.1")).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whoOfTheDemoHasNotComeYetIsToldToWait() {
        portal.awaited.are(Set.of("late@a.example"));

        for (var i = 0; i < 20; i++) assertStarting(() -> portal.identity.signIn(" Late@a.example", "northwind", "127.0.0.1"));
        assertThat(portal.identity.signIn("jane@a.example", "wrong", "127.0.0.1")).isEqualTo(new Entry.Refused());
        assertThat(portal.identity.signIn("nobody@a.example", "northwind", "127.0.0.1")).isEqualTo(new Entry.Refused());
        assertThat(portal.identity.signIn("late@a.example", "northwind", "10.0.0.1")).as("they never come in from elsewhere").isEqualTo(new Entry.Refused());
        assertThat(portal.identity(false).signIn("late@a.example", "northwind", "127.0.0.1")).as("there is no demo").isEqualTo(new Entry.Refused());
    }

    @Test
    void untilSomebodyHasLookedAnybodyMayBeOneOfTheDemo() {
        var starting = new LocalIdentity(new SessionRules(Duration.ofHours(1), Duration.ofHours(1), true), portal.tables, portal.clock, new Awaited(), portal.roles);

        assertStarting(() -> starting.signIn("late@a.example", "northwind", "127.0.0.1"));
        assertThat(starting.signIn("jane@a.example", "wrong", "127.0.0.1")).isEqualTo(new Entry.Refused());
    }

    private static void assertStarting(ThrowingCallable signIn) {
        assertThatThrownBy(signIn).isInstanceOfSatisfying(TorgException.class, problem -> {
            assertThat(problem.kind()).isEqualTo(ProblemKind.BUSY);
            assertThat(problem.help()).isEqualTo("try again in a moment");
        });
    }

    @Test
    void whenItIsStoppedNothingOfItIsAtWorkAndWhoIsInStaysIn() throws Exception {
        var work = new SlowWork(entry -> entry.columns().equals(Set.of("seen")));
        portal.tables.listener(work);
        var token = signIn().token();
        portal.clock.pass(Duration.ofMinutes(2));
        portal.identity.whoIs(token, Portal.HERE);
        while (!work.hasBegun()) Thread.sleep(1);

        portal.identity.stop();

        assertThat(work.isDone()).isTrue();
        portal.clock.pass(Duration.ofMinutes(2));
        assertThat(portal.identity.whoIs(token, Portal.HERE)).isPresent();
    }

    @Test
    void withoutWebRolesPeopleHaveTheImplicitOneOnly() {
        var alone = new LocalIdentity(new SessionRules(Duration.ofHours(1), Duration.ofHours(1), true), portal.tables, portal.clock, portal.awaited, null);

        assertThat(alone.whoIs(signIn().token(), Portal.HERE).orElseThrow().caller().roles()).containsExactly("authenticated");
    }

    private Entry.Granted signIn() {
        return (Entry.Granted) portal.identity.signIn("jane@a.example", Portal.PASSWORD, "127.0.0.1");
    }
}
