package torg.identity.local.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.password.Passwords;
import torg.spi.identity.Identity.Entry;

class CrowdTest {
    private final Crowd crowd = new Crowd();

    @Test
    void aNameHasRoomForFewAndLeavesSomeToItsPlace() {
        for (var i = 0; i < Crowd.MOST_OF_A_NAME; i++) assertThat(crowd.enter("jane", "10.0.0.1")).isTrue();

        assertThat(crowd.enter("jane", "10.0.0.2")).isFalse();
        for (var i = Crowd.MOST_OF_A_NAME; i < Crowd.MOST_OF_A_PLACE; i++) assertThat(crowd.enter("bo-" + i, "10.0.0.1")).isTrue();
        assertThat(crowd.enter("eve", "10.0.0.1")).isFalse();
        assertThat(crowd.enter("eve", "10.0.0.2")).isTrue();
    }

    @Test
    void aPlaceIsANetwork() {
        for (var i = 0; i < Crowd.MOST_OF_A_PLACE; i++) assertThat(crowd.enter("name-" + i, "2001:db8:0:" + i + "::1")).isTrue();

        assertThat(crowd.enter("one more", "2001:db8::1")).isFalse();
        assertThat(crowd.enter("one more", "2001:db8:1::1")).isTrue();
    }

    @Test
    void whoLeavesMakesRoomAndWhoWasNotLetInTakesNone() {
        for (var i = 0; i < 2 * Crowd.MOST_OF_A_NAME; i++) crowd.enter("jane", "10.0.0.1");
        for (var i = 0; i < Crowd.MOST_OF_A_NAME; i++) crowd.leave("jane", "10.0.0.1");

        for (var i = 0; i < Crowd.MOST_OF_A_NAME; i++) assertThat(crowd.enter("jane", "10.0.0.1")).isTrue();
    }

    @Test
    void whoSignsInHoweverOftenAtOnceKeepsNobodyElseOut() throws Exception {
        var portal = new Portal();
        portal.contact("B-1", Map.of("fullname", "Bo"));
        portal.put(IdentityTables.CREDENTIAL, "B-1", Map.of("email", "bo@b.example", "hash", new Passwords().hash(Portal.PASSWORD)));
        var go = new CountDownLatch(1);
        var entries = new ArrayList<Future<Entry>>();
        try (var threads = Executors.newFixedThreadPool(140)) {
            for (var i = 0; i < 140; i++) {
                entries.add(threads.submit(() -> {
                    go.await();
                    return signIn(portal, "jane@a.example");
                }));
            }
            go.countDown();
            while (entries.stream().noneMatch(Future::isDone)) Thread.sleep(1);
            assertThat(signIn(portal, "bo@b.example")).isInstanceOf(Entry.Granted.class);
        }
        var answers = new ArrayList<Entry>();
        for (var entry : entries) answers.add(entry.get());

        assertThat(answers).hasAtLeastOneElementOfType(Entry.Granted.class).contains(new Entry.TooMany(Crowd.WAIT));
        assertThat(signIn(portal, "jane@a.example")).as("there is room again").isInstanceOf(Entry.Granted.class);
    }

    /** Whose password is not looked at in time, because this machine is slow, is told to come again, and does. */
    private static Entry signIn(Portal portal, String email) {
        while (true) {
            try {
                return portal.identity.signIn(email, Portal.PASSWORD, "10.0.0.1");
            } catch (TorgException e) {
                if (e.kind() != ProblemKind.BUSY) throw e;
            }
        }
    }
}
