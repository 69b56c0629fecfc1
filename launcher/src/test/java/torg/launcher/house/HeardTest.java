package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torg.launcher.house.Answering.Answer;

/** What compares two worlds in {@link HiddenRowsHouseTest} hears whatever differs by a hidden row, and nothing that differs by itself. */
class HeardTest {
    private static final String BODY = "{\"@odata.count\": 1, \"value\": [{\"number\": \"mine\", \"@odata.etag\": \"W/\\\"1\\\"\"}]}";
    private static final Map<String, String> HEADERS = Map.of("X-Request-Id", "7Q-9", "ETag", "\"a\"", "Set-Cookie", "torg-device=abc; Path=/; HttpOnly", "Date", "Mon, 30 Nov 2026 06:00:00 GMT");
    private final Answering server = new Answering();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> leaks() {
        return Stream.of(
                Arguments.of("a count", answer(200, BODY.replace("count\": 1", "count\": 2"))),
                Arguments.of("a row", answer(200, BODY.replace("}]", "}, {\"number\": \"hers\"}]"))),
                Arguments.of("a version", answer(200, BODY.replace("W/\\\"1", "W/\\\"2"))),
                Arguments.of("a space", answer(200, BODY + " ")),
                Arguments.of("a status", answer(404, BODY)),
                Arguments.of("an entity tag", answer(200, BODY, "ETag", "\"b\"")),
                Arguments.of("a header more", answer(200, BODY, "Retry-After", "1")),
                Arguments.of("a cookie's path", answer(200, BODY, "Set-Cookie", "torg-device=abc; Path=/hers; HttpOnly")),
                Arguments.of("a cookie of another name", answer(200, BODY, "Set-Cookie", "torg-wish=abc; Path=/; HttpOnly")),
                Arguments.of("an error text", answer(200, BODY.replace("mine", "mine, hers"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void leaks(String leak, Answer told) {
        assertThat(heard(told)).as(leak).isNotEqualTo(heard(answer(200, BODY)));
    }

    @Test
    void whatIsAnotherEachTimeIsNotHeard() {
        var form = "<input name=\"_once\" value=\"%s\"><p>Request %s</p>";
        var other = answer(200, form.formatted("n5x", "7Q-10"), "X-Request-Id", "7Q-10", "Set-Cookie", "torg-device=xyz; Path=/; HttpOnly");

        assertThat(heard(other)).isEqualTo(heard(answer(200, form.formatted("abc", "7Q-9")))).contains("name=\"_once\" value=\"\"").doesNotContain("7Q");
    }

    private String heard(Answer answer) {
        return Heard.of(server.says("/path", answer).visitor().get("/path"));
    }

    /** @param other a header and what it says instead, and so on */
    private static Answer answer(int status, String body, String... other) {
        var headers = new HashMap<>(HEADERS);
        for (var i = 0; i < other.length; i += 2) headers.put(other[i], other[i + 1]);
        return new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
