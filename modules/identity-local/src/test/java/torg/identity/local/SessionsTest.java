package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import torg.api.table.Query;

class SessionsTest {
    private static final int PEOPLE = 8;
    private final Portal portal = new Portal();
    private final Sessions sessions = new Sessions(portal.tables, new SessionRules(Duration.ofHours(12), Duration.ofHours(2), false), portal.clock);

    @Test
    void whoSignsInAtOnceIsInWhoeverTakesAwayWhatRanOut() throws Exception {
        for (var round = 0; round < 20; round++) {
            for (var i = 0; i < PEOPLE; i++) sessions.begin("A-1");
            portal.clock.pass(Duration.ofHours(13));

            for (var begun : atOnce(() -> sessions.begin("A-1"))) assertThat(sessions.find(begun.get().token())).isPresent();
        }
    }

    @Test
    void whatRanOutIsGoneInTheEnd() throws Exception {
        for (var i = 0; i < PEOPLE; i++) sessions.begin("A-1");
        portal.clock.pass(Duration.ofHours(13));

        for (var begun : atOnce(() -> sessions.begin("A-1"))) begun.get();

        assertThat(portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.SESSION)).rows()).hasSize(PEOPLE);
    }

    @Test
    void ofSomebodyWhoSignsInWithoutEndTheOldestSessionsGo() {
        var somebodys = sessions.begin("B-1").token();
        var first = sessions.begin("A-1").token();
        for (var i = 1; i < Sessions.MOST_OF_A_CONTACT; i++) {
            portal.clock.pass(Duration.ofSeconds(1));
            sessions.begin("A-1");
        }
        assertThat(sessions.find(first)).isPresent();
        sessions.forget(Tokens.hash(first));

        var last = sessions.begin("A-1").token();

        assertThat(sessions.find(first)).isEmpty();
        assertThat(sessions.find(last)).isPresent();
        assertThat(sessions.find(somebodys)).isPresent();
        assertThat(portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.SESSION)).rows()).hasSize(Sessions.MOST_OF_A_CONTACT + 1);
    }

    @Test
    void aSessionMayBeEndedTwiceAtOnce() throws Exception {
        for (var round = 0; round < 20; round++) {
            var token = sessions.begin("A-1").token();
            var ended = atOnce(() -> {
                sessions.end(token);
                return token;
            });
            for (var end : ended) assertThatCode(end::get).doesNotThrowAnyException();
            assertThat(sessions.find(token)).isEmpty();
        }
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
}
