package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;

/** What there is to be read only takes nothing, and does not tell who guesses what is hidden there. */
class ReadOnlyInFelixTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    static Path storage;

    static InFelix felix;

    @BeforeAll
    static void start() throws Exception {
        felix = InFelix.withFewPages(storage);
        felix.offer(Component.class, Parts.of("broken", _ -> Parts.shown("shown", true)));
        felix.offer(Component.class, new Parts("greeting", _ -> new Filled.Hidden(), _ -> new Outcome.Show(405, new Filled.Hidden())));
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @ParameterizedTest
    @CsvSource({"/health, DELETE", "/health, POST", "/health, OPTIONS", "/metrics, PUT", "/metrics, PATCH", "/assets/any/styles.css, POST", "/files/a.txt, POST"})
    void whatIsReadTakesNothing(String path, String method) throws Exception {
        var answer = felix.send(method, path, FORM, "a=b");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(felix.get(path).headers().firstValue("Allow")).isEmpty();
    }

    @Test
    void aGuessedPartIsAnsweredAsAHiddenOne() throws Exception {
        var hidden = felix.send("POST", "/broken", FORM, "_component=c1");
        var guessed = felix.send("POST", "/broken", FORM, "_component=c2");
        assertThat(hidden.statusCode()).isEqualTo(405);
        assertThat(guessed.statusCode()).isEqualTo(405);
        assertThat(guessed.body()).isEqualTo(hidden.body()).contains("shown");
        assertThat(ResourcesInFelixTest.headers(guessed)).isEqualTo(ResourcesInFelixTest.headers(hidden));
        assertThat(felix.send("POST", "/broken", FORM, "a=b").statusCode()).as("no part at all").isEqualTo(405);
    }

    @Test
    void scriptInAPictureDoesNotRunAsTheSite() throws Exception {
        var picture = felix.get("/files/a.svg");
        assertThat(picture.headers().allValues("Content-Security-Policy")).singleElement().asString().startsWith("default-src 'none'").endsWith("; sandbox").doesNotContain("script-src");
        assertThat(felix.get("/files/a.svg", "If-None-Match", picture.headers().firstValue("ETag").orElseThrow()).headers().allValues("Content-Security-Policy")).as("304").singleElement().asString().endsWith("; sandbox");
        assertThat(felix.get("/files/a.txt").headers().allValues("Content-Security-Policy")).singleElement().asString().startsWith("default-src 'self'");
    }
}
