package torg.identity.local.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.table.Query;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.factor.Factors.Answer;

/** What a second factor takes and how often; Jane has one. */
class FactorsTest {
    private static final String NOBODYS = "ABCDEFGHIJKLMNOP";
    private final Portal portal = new Portal();
    private final Factors factors = new Factors(portal.tables, portal.clock);
    private String secret;
    private List<String> recovery;

    @BeforeEach
    void begin() {
        factors.begin("A-1");
        secret = factors.begun("A-1").orElseThrow();
        assertThat(factors.has("A-1")).as("it does not count yet").isFalse();
        assertThat(factors.confirm("A-1", "000000".equals(now()) ? "000001" : "000000")).isEmpty();
        assertThat(factors.has("A-1")).isFalse();
        recovery = factors.confirm("A-1", now()).orElseThrow();
        portal.clock.pass(Totp.STEP);
    }

    @Test
    void whoBeginsInAnotherTabTakesNothingBackThatWasConfirmedMeanwhile() {
        for (var begun : List.of(true, false)) {
            factors.remove("A-1");
            if (begun) factors.begin("A-1");
            var late = new Factors(portal.meanwhile(2, () -> {
                factors.begin("A-1");
                factors.confirm("A-1", Codes.of(factors.begun("A-1").orElseThrow(), portal.clock.instant())).orElseThrow();
            }), portal.clock);

            late.begin("A-1");

            assertThat(factors.has("A-1")).isTrue();
            assertThat(factors.recoveryLeft("A-1")).isEqualTo(Factors.RECOVERY_CODES);
        }
    }

    @Test
    void aCodeCountsOnce() {
        var code = now();
        assertThat(factors.use("A-1", code)).isEqualTo(new Answer.Right());
        assertThat(factors.use("A-1", code)).as("replayed").isEqualTo(new Answer.Wrong());
        portal.clock.pass(Totp.STEP);
        assertThat(factors.use("A-1", code)).as("replayed while the clock still tolerates it").isEqualTo(new Answer.Wrong());
        assertThat(factors.use("A-1", now())).isEqualTo(new Answer.Right());
    }

    @Test
    void ofThoseWhoUseACodeAtTheSameTimeOneIsIn() throws Exception {
        var code = now();
        try (var threads = Executors.newFixedThreadPool(6)) {
            var answers = new ArrayList<Answer>();
            for (var answer : threads.invokeAll(List.<Callable<Answer>>of(() -> factors.use("A-1", code), () -> factors.use("A-1", code), () -> factors.use("A-1", code), () -> factors.use("A-1", code)))) answers.add(answer.get());
            assertThat(answers).filteredOn(new Answer.Right()::equals).hasSize(1);
        }
    }

    @Test
    void aRecoveryCodeCountsOnceHoweverItIsWritten() {
        assertThat(recovery).hasSize(Factors.RECOVERY_CODES).doesNotHaveDuplicates().allMatch(code -> code.matches("[A-Z2-7]{16}"));
        var written = recovery.getFirst().toLowerCase(Locale.ROOT).replaceAll("(.{4})", "$1 - ");
        assertThat(factors.use("A-1", written)).isEqualTo(new Answer.Right());
        assertThat(factors.use("A-1", recovery.getFirst())).isEqualTo(new Answer.Wrong());
        assertThat(factors.recoveryLeft("A-1")).isEqualTo(Factors.RECOVERY_CODES - 1);
        for (var code : recovery.subList(1, recovery.size())) assertThat(factors.use("A-1", code)).isEqualTo(new Answer.Right());
        assertThat(factors.use("A-1", "")).as("none are left, and nothing is none").isEqualTo(new Answer.Wrong());
    }

    @Test
    void whoeverGuessesHasToWaitAndTheRightCodeToo() {
        for (var guess = 0; guess < Factors.MOST_WRONG; guess++) {
            assertThat(factors.use("A-1", NOBODYS)).isEqualTo(new Answer.Wrong());
            portal.clock.pass(Duration.ofMinutes(1));
        }
        assertThat(factors.use("A-1", now())).isEqualTo(new Answer.TooMany(Factors.WINDOW.minusMinutes(Factors.MOST_WRONG)));
        assertThat(new Factors(portal.tables, portal.clock).use("A-1", now())).as("on another node").isInstanceOf(Answer.TooMany.class);
        portal.clock.pass(Factors.WINDOW);
        assertThat(factors.use("A-1", now())).isEqualTo(new Answer.Right());
        assertThat(factors.use("A-1", NOBODYS)).as("counted anew").isEqualTo(new Answer.Wrong());
    }

    @Test
    void nothingThatIsKeptIsARecoveryCode() {
        var kept = portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.FACTOR, "codes")).rows().getFirst().text("codes").orElseThrow();

        for (var part : kept.split(",")) assertThat(factors.use("A-1", part)).isNotEqualTo(new Answer.Right());
        assertThat(kept).doesNotContain(recovery.getFirst());
    }

    @Test
    void whoBeginsAnewKeepsTheOneThatCounts() {
        factors.begin("A-1");

        assertThat(factors.begun("A-1")).isEmpty();
        assertThat(factors.use("A-1", now())).isEqualTo(new Answer.Right());
        assertThat(factors.use("B-1", now())).as("who has none").isEqualTo(new Answer.Wrong());
    }

    private String now() {
        return Totp.code(Base32.read(secret), Totp.step(portal.clock.instant()));
    }
}
