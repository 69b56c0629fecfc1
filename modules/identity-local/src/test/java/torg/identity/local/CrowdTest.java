package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
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
                    return portal.identity.signIn("jane@a.example", Portal.PASSWORD, "10.0.0.1");
                }));
            }
            go.countDown();
            while (entries.stream().noneMatch(Future::isDone)) Thread.onSpinWait();
            assertThat(portal.identity.signIn("bo@b.example", Portal.PASSWORD, "10.0.0.1")).isInstanceOf(Entry.Granted.class);
        }
        var answers = new ArrayList<Entry>();
        for (var entry : entries) answers.add(entry.get());

        assertThat(answers).hasAtLeastOneElementOfType(Entry.Granted.class).contains(new Entry.TooMany(Crowd.WAIT));
        assertThat(portal.identity.signIn("jane@a.example", Portal.PASSWORD, "10.0.0.1")).as("there is room again").isInstanceOf(Entry.Granted.class);
    }
}
