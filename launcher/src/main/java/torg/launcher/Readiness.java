package torg.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits until the portal says that it is ready for customers, and passes on what it says until then. */
final class Readiness {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(2);
    /** A look asks every check of the house: it must not take more than a small part of the time that the house needs for itself. */
    private static final int REST_PER_LOOK = 10;
    private static final int LONGEST_ANSWER_BYTES = 1_000_000;
    private static final int MOST_MILLIS_FOR_AN_ANSWER = 2_000;

    private final URI health;
    private final Consumer<String> console;

    /** @param console takes a line, at most one every two seconds, while the portal is not ready and has something new to say */
    Readiness(URI portal, Consumer<String> console) {
        this.health = portal.resolve("/health");
        this.console = console;
    }

    /** What the portal says of itself then; empty when it cannot be understood. */
    Optional<Health> await() throws InterruptedException {
        var said = "";
        long quietUntil = System.nanoTime() + BETWEEN_WORDS.toNanos();
        long begun = System.nanoTime();
        var answer = look();
        for (; !answer.ready(); answer = look()) {
            long now = System.nanoTime();
            // Most starts are over before anything is said: only then the answer is read.
            var words = now - quietUntil > 0 ? answer.words() : said;
            if (!words.equals(said)) {
                said = words;
                quietUntil = now + BETWEEN_WORDS.toNanos();
                console.accept("starting: " + said);
            }
            Thread.sleep(rest(Duration.ofNanos(now - begun)));
            begun = System.nanoTime();
        }
        return Health.read(answer.body());
    }

    private static Duration rest(Duration look) {
        var rest = look.multipliedBy(REST_PER_LOOK);
        return rest.compareTo(BETWEEN_LOOKS) < 0 ? BETWEEN_LOOKS : rest.compareTo(BETWEEN_WORDS) > 0 ? BETWEEN_WORDS : rest;
    }

    private Answer look() {
        try {
            var connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(MOST_MILLIS_FOR_AN_ANSWER);
            connection.setReadTimeout(MOST_MILLIS_FOR_AN_ANSWER);
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) {
                return new Answer(true, body(connection.getInputStream()));
            }
            return new Answer(false, status == HttpURLConnection.HTTP_UNAVAILABLE ? body(connection.getErrorStream()) : health + " answers " + status);
        } catch (IOException e) {
            // The port is opened when somebody is there who answers, and may be for a moment only.
            return new Answer(false, "the portal does not answer yet");
        }
    }

    private static String body(InputStream answer) throws IOException {
        try (var stream = answer) {
            if (stream == null) {
                return "no reason given";
            }
            return new String(stream.readNBytes(LONGEST_ANSWER_BYTES), StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
        }
    }

    private record Answer(boolean ready, String body) {
        /** Of the checks that are not ready the shortest message, since much waits for little while a portal starts; what is no such answer is passed on as it is. */
        String words() {
            return Health.read(body).stream().flatMap(health -> health.checks().values().stream()).filter(check -> !check.isReady()).map(Health.Check::message)
                    .min(Comparator.comparing(String::length)).orElse(body);
        }
    }
}
