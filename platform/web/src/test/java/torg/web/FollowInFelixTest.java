package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.table.Committed;
import torg.spi.identity.Identity;
import torg.spi.table.ChangeListener;
import torg.spi.view.Component;
import torg.spi.web.Turnstile;

/** Open pages that wait until what they follow is another, over real HTTP. */
class FollowInFelixTest {
    @TempDir
    static Path storage;

    static InFelix felix;
    static final Glimpsed identity = new Glimpsed();
    /** What each person's rows say. */
    static final Map<String, String> rows = new ConcurrentHashMap<>();
    static final Parts shown = Parts.of("rows", place -> Parts.shown(rows.getOrDefault(place.request().caller().name(), "nothing"), true, "order"));
    static String maria;
    static String kim;

    @BeforeAll
    static void start() throws Exception {
        felix = InFelix.withFewPages(storage);
        felix.offer(Identity.class, identity);
        felix.offer(Component.class, shown);
        felix.offer(Component.class, Parts.of("mine", place -> Parts.shown(place.request().id(), true)));
        maria = signIn("maria@example");
        kim = signIn("kim@example");
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @Test
    void theAnswerComesWhenWhatIsFollowedIsAnother() throws Exception {
        rows.put("Maria", "open");
        var first = ask(maria, "", 20).join();
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("open");
        var next = waiting(maria, tag(first));
        rows.put("Maria", "shipped");
        committed("order");
        assertThat(soon(next).body()).contains("shipped");
        assertThat(tag(next.join())).isNotEqualTo(tag(first));
    }

    @Test
    void nobodyHearsOfRowsThatOnlyOthersSee() throws Exception {
        rows.put("Kim", "theirs");
        var known = tag(ask(kim, "", 20).join());
        var next = waiting(kim, known);
        var looks = shown.filled.get();
        rows.put("Maria", "another of hers");
        committed("order");
        until(() -> shown.filled.get() > looks);
        assertThat(next).isNotDone();
        rows.put("Kim", "theirs, changed");
        committed("order");
        assertThat(soon(next).body()).contains("theirs, changed");
    }

    @Test
    void otherTablesAreNotLookedAt() throws Exception {
        rows.put("Kim", "hers");
        var known = tag(ask(kim, "", 20).join());
        var next = waiting(kim, known);
        var looks = shown.filled.get();
        for (var change = 0; change < 20; change++) committed("product");
        rows.put("Kim", "hers, changed");
        committed("order");
        assertThat(soon(next).body()).contains("hers, changed");
        assertThat(shown.filled.get()).isLessThanOrEqualTo(looks + 1);
    }

    @Test
    void whoSignsOutMeanwhileIsToldNothingMore() throws Exception {
        var session = signIn("maria@example");
        rows.put("Maria", "before");
        var next = waiting(session, tag(ask(session, "", 20).join()));
        identity.signOut(session.substring(session.indexOf('=') + 1));
        rows.put("Maria", "secret");
        committed("order");
        assertThat(soon(next).body()).doesNotContain("secret");
    }

    @Test
    void anOpenPageKeepsNoSessionFromRunningOut() throws Exception {
        var session = signIn("maria@example");
        var used = identity.used.get();
        ask(session, "", 20).join();
        assertThat(identity.used.get()).isEqualTo(used);
        felix.get("/followed", "Cookie", session);
        assertThat(identity.used.get()).isEqualTo(used + 1);
    }

    @Test
    void noModuleIsKeptFromBeingReplacedByWhoWaits() throws Exception {
        rows.put("Maria", "the same");
        var next = waiting(maria, tag(ask(maria, "", 20).join()));
        felix.service(Turnstile.class).whileEmpty(Duration.ofMinutes(1), () -> { });
        assertThat(next).as("it waits all the same").isNotDone();
        rows.put("Maria", "the end");
        committed("order");
        soon(next);
    }

    @Test
    void onePersonMayWaitWithAFewPagesOnly() throws Exception {
        rows.put("Kim", "many");
        var known = tag(ask(kim, "", 20).join());
        var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var page = 0; page < 8; page++) waiting.add(waiting(kim, known));
        waiting.add(waiting(kim, known));
        assertThat(soon(waiting.removeFirst()).statusCode()).as("the first makes room").isEqualTo(304);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        rows.put("Kim", "few");
        committed("order");
        for (var page : waiting) assertThat(soon(page).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverWaitsIsAnsweredWhenTheTimeIsOver() throws Exception {
        rows.put("Kim", "still");
        var known = tag(ask(kim, "", 1).join());
        var answer = soon(ask(kim, known, 1));
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(tag(answer)).isEqualTo(known);
    }

    @Test
    void whatFollowsNothingIsAnsweredAtOnce() throws Exception {
        assertThat(felix.get("/mine", "Cookie", maria, "Prefer", "wait=20", "If-None-Match", "\"x\"").headers().firstValue("ETag")).isEmpty();
        var anybody = felix.get("/followed", "Prefer", "wait=20");
        assertThat(anybody.statusCode()).isEqualTo(200);
        assertThat(anybody.headers().firstValue("ETag")).as("who is not signed in follows nothing").isEmpty();
    }

    private static String signIn(String email) throws Exception {
        var answer = felix.send("POST", "/api/session", "application/json", "{\"email\":\"" + email + "\",\"password\":\"right\"}");
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    private static CompletableFuture<HttpResponse<String>> ask(String session, String known, int seconds) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return felix.get("/followed", "Cookie", session, "Prefer", "wait=" + seconds, "If-None-Match", known);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, Thread::startVirtualThread);
    }

    /** A request that has been looked at once, and waits. */
    private static CompletableFuture<HttpResponse<String>> waiting(String session, String known) throws InterruptedException {
        var looks = shown.filled.get();
        var asked = ask(session, known, 25);
        until(() -> shown.filled.get() > looks);
        return asked;
    }

    private static HttpResponse<String> soon(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static void until(java.util.function.BooleanSupplier reached) throws InterruptedException {
        for (var end = System.nanoTime() + 30_000_000_000L; !reached.getAsBoolean(); Thread.sleep(5)) assertThat(System.nanoTime()).isLessThan(end);
    }

    private static void committed(String table) throws Exception {
        var change = new Committed(1, table, "1", Committed.Kind.UPDATED, Set.of("status"), "portal", "service:test");
        for (var listener : felix.services(ChangeListener.class)) listener.committed(List.of(change));
    }

    /** Counts how often a session was used. */
    private static final class Glimpsed implements Identity {
        private final OnePerson people = new OnePerson();
        private final AtomicInteger used = new AtomicInteger();

        @Override
        public Entry signIn(String name, String password, String address) {
            return people.signIn(name, password, address);
        }

        @Override
        public Optional<Session> whoIs(String token, String address) {
            used.incrementAndGet();
            return people.whoIs(token, address);
        }

        @Override
        public Optional<Session> glimpse(String token, String address) {
            return people.whoIs(token, address);
        }

        @Override
        public Optional<torg.api.identity.Caller> callerOf(String contact) {
            return people.callerOf(contact);
        }

        @Override
        public void signOut(String token) {
            people.signOut(token);
        }
    }
}
