package torg.web.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import torg.api.web.Reply;

final class HeadingTest {
    @Test
    void everyAnswerIsGuardedAndItsOwnWordCounts() {
        assertThat(heading(Map.of())).isEqualTo(new TreeMap<>(Guard.HEADERS));
        var beside = heading(Map.of("content-security-policy", Guard.BESIDE, "Content-Type", "text/html"));
        assertThat(beside).containsEntry("Content-Security-Policy", Guard.BESIDE).hasSize(Guard.HEADERS.size() + 1);
    }

    @Test
    void aPictureOrDataIsShutInUnlessItBringsAPolicyOfItsOwn() {
        assertThat(heading(Map.of("Content-Type", "image/svg+xml"))).containsEntry("Content-Security-Policy", Guard.SHUT_IN);
        assertThat(heading(Map.of("Content-Type", "image/svg+xml", "Content-Security-Policy", "sandbox"))).containsEntry("Content-Security-Policy", "sandbox");
    }

    @Test
    void whatIsTheServersOrTheHousesIsNotAModulesToSay() {
        for (var name : new String[] {"Connection", "content-length", "Date", "Transfer-Encoding", "Strict-Transport-Security", "x-request-id"}) {
            assertThat(heading(Map.of(name, "1"))).as(name).isEqualTo(new TreeMap<>(Guard.HEADERS));
        }
        assertThat(heading(Map.of("Set-Cookie", "torg-session=stolen"))).doesNotContainKey("Set-Cookie");
        assertThat(heading(Map.of("Set-Cookie", "colour=blue"))).containsEntry("Set-Cookie", "colour=blue");
    }

    @Test
    void aPlaceHoldsNothingThatAHeaderCannotCarry() {
        assertThat(heading(Map.of("Location", "/ørsted?a=b"))).containsEntry("Location", "/%C3%B8rsted?a=b");
    }

    @Test
    void whatIsSentManyTimesHasItsTagFromNobodyElse() {
        var stored = new Stored(new Reply(200, Map.of("etag", "\"mine\"", "vary", "Cookie"), new byte[0]));
        assertThat(stored.heading()).doesNotContainKeys("ETag", "etag", "vary").containsEntry("Vary", "Accept-Encoding, Authorization, Cookie");
    }

    private static Map<String, String> heading(Map<String, String> headers) {
        return Heading.of(new Reply(200, headers, new byte[0]));
    }
}
