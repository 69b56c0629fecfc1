package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.web.Reply;
import torg.api.web.Request;
import torg.spi.identity.Identity;
import torg.spi.view.Component;
import torg.spi.web.RequestFilter;

/** Whom a filter concerns, and what that costs everybody else. */
class FiltersInFelixTest {
    @TempDir
    static Path storage;

    static InFelix felix;

    @BeforeAll
    static void start() throws Exception {
        felix = InFelix.withFewPages(storage);
        felix.offer(Identity.class, new OnePerson());
        felix.offer(Component.class, Parts.of("greeting", _ -> Parts.shown("hello", false)));
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @Test
    void aFilterForThoseWhoSignedInIsNotAskedForAPageForEverybodyThatIsStillGood() throws Exception {
        var asked = new AtomicInteger();
        felix.offer(RequestFilter.class, new RequestFilter() {
            @Override
            public Optional<Reply> pass(Request request) {
                asked.incrementAndGet();
                return Optional.empty();
            }

            @Override
            public boolean concernsEverybody() {
                return false;
            }
        });
        assertThat(felix.get("/").statusCode()).isEqualTo(200);
        var before = asked.get();
        assertThat(felix.get("/").statusCode()).isEqualTo(200);
        assertThat(asked).hasValue(before);
        felix.get("/", "Cookie", signIn());
        assertThat(asked).hasValueGreaterThan(before);
    }

    private static String signIn() throws Exception {
        var answer = felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}");
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
