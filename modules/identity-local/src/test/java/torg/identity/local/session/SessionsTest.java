package torg.identity.local.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.limit.Strangers;
import torg.identity.local.settings.SessionRules;
import torg.spi.identity.Entrance.Proof;

class SessionsTest {
    private static final int PEOPLE = 8;
    private final Portal portal = new Portal();
    private final Sessions sessions = sessions(portal.tables);

    @Test
    void whoSignsInAtOnceIsInWhoeverTakesAwayWhatRanOut() throws Exception {
        for (var round = 0; round < 20; round++) {
            for (var i = 0; i < PEOPLE; i++) begin("A-1");
            portal.clock.pass(Duration.ofHours(13));

            for (var begun : atOnce(() -> begin("A-1"))) assertThat(sessions.find(begun.get().token(), Portal.HERE)).isPresent();
        }
    }

    @Test
    void whatRanOutIsGoneInTheEnd() throws Exception {
        for (var i = 0; i < PEOPLE; i++) begin("A-1");
        portal.clock.pass(Duration.ofHours(13));

        for (var begun : atOnce(() -> begin("A-1"))) begun.get();

        assertThat(portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.SESSION)).rows()).hasSize(PEOPLE);
    }

    @Test
    void ofSomebodyWhoSignsInWithoutEndTheOldestSessionsGo() {
        var somebodys = begin("B-1").token();
        var first = begin("A-1").token();
        for (var i = 1; i < Sessions.MOST_OF_A_CONTACT; i++) {
            portal.clock.pass(Duration.ofSeconds(1));
            begin("A-1");
        }
        assertThat(sessions.find(first, Portal.HERE)).isPresent();
        sessions.forget(Tokens.hash(first));

        var last = begin("A-1").token();

        assertThat(sessions.find(first, Portal.HERE)).isEmpty();
        assertThat(sessions.find(last, Portal.HERE)).isPresent();
        assertThat(sessions.find(somebodys, Portal.HERE)).isPresent();
        assertThat(portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.SESSION)).rows()).hasSize(Sessions.MOST_OF_A_CONTACT + 1);
    }

    @Test
    void aSessionMayBeEndedTwiceAtOnce() throws Exception {
        for (var round = 0; round < 20; round++) {
            var token = begin("A-1").token();
            var ended = atOnce(() -> {
                sessions.end(token);
                return token;
            });
            for (var end : ended) assertThatCode(end::get).doesNotThrowAnyException();
            assertThat(sessions.find(token, Portal.HERE)).isEmpty();
        }
    }

    @Test
    void aHouseFullOfBrowsersWhoseSessionsHaveRunOutIsLookedAtOnce() {
        var asked = new AtomicInteger();
        var counted = sessions(portal.meanwhile(_ -> asked.incrementAndGet()));

        for (var round = 0; round < 3; round++) {
            for (var i = 0; i < Strangers.AT_ONCE; i++) assertThat(counted.find(madeUp(i), Portal.HERE)).isEmpty();
        }

        assertThat(asked).hasValue(Strangers.AT_ONCE);
    }

    @Test
    void whoMakesTokensUpIsLookedAtNowAndThenAndKeepsOutNobody() {
        var inUse = begin("A-1").token();
        var ofAnotherNode = begin("A-1").token();
        sessions.find(inUse, Portal.HERE);
        for (var i = 0; i < Strangers.AT_ONCE; i++) sessions.find(madeUp(i), Portal.HERE);

        assertThatThrownBy(() -> sessions.find(madeUp(-1), Portal.HERE)).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.TOO_MANY));
        assertThat(sessions.find(inUse, Portal.HERE)).isPresent();
        assertThatThrownBy(() -> sessions.find(ofAnotherNode, Portal.HERE)).as("not told that it is over").isInstanceOf(TorgException.class);
        assertThat(sessions.find(ofAnotherNode, "198.51.100.1")).isPresent();
        portal.clock.pass(Strangers.EACH);
        assertThat(sessions.find(madeUp(-1), Portal.HERE)).isEmpty();
        assertThatThrownBy(() -> sessions.find(madeUp(-2), Portal.HERE)).isInstanceOf(TorgException.class);
        portal.clock.pass(Strangers.EACH.multipliedBy(Strangers.AT_ONCE));
        for (var i = 0; i < Strangers.AT_ONCE; i++) assertThat(sessions.find(madeUp(-3 - i), Portal.HERE)).isEmpty();
    }

    @Test
    void whatChangedWhileItWasLookedUpIsNotRemembered() {
        var token = begin("A-1").token();
        var key = Tokens.hash(token);
        var others = new AtomicReference<Sessions>();
        others.set(sessions(portal.meanwhile(name -> {
            if (name.equals("find")) others.get().forget(key);
        })));
        assertThat(others.get().find(token, Portal.HERE)).isPresent();

        sessions.end(token);

        assertThat(others.get().find(token, Portal.HERE)).isEmpty();
    }

    private Sessions sessions(Tables tables) {
        return new Sessions(tables, new SessionRules(Duration.ofHours(12), Duration.ofHours(2), false), portal.clock);
    }

    private static String madeUp(int number) {
        return "%043d".formatted(number);
    }

    private static <T> List<Future<T>> atOnce(Callable<T> deed) throws InterruptedException {
        var go = new CountDownLatch(1);
        var done = new ArrayList<Future<T>>();
        try (var threads = Executors.newFixedThreadPool(PEOPLE)) {
            for (var i = 0; i < PEOPLE; i++) {
                done.add(threads.submit(() -> {
                    go.await();
                    return deed.call();
                }));
            }
            go.countDown();
        }
        return done;
    }

    private Sessions.Begun begin(String contact) {
        return sessions.begin(Proof.of(contact, "password", portal.clock.instant()));
    }
}
