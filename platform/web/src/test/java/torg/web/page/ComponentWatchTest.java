package torg.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Text;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.web.SmallSite;

@Timeout(60)
class ComponentWatchTest {
    private static final Request REQUEST = new Request("r-1", "GET", "/slow", Locale.ENGLISH, Map.of(), Map.of(), Map.of(), Caller.ANONYMOUS, Optional.empty(),
            "127.0.0.1", SmallSite.version(1, ""));

    private final ComponentWatch watch = new ComponentWatch(Duration.ofMillis(100), Duration.ofMillis(10));
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        ((Logger) LoggerFactory.getLogger(ComponentWatch.class)).addAppender(lines);
    }

    @AfterEach
    void stop() {
        watch.stop();
        ((Logger) LoggerFactory.getLogger(ComponentWatch.class)).detachAppender(lines);
    }

    @Test
    void whatDoesNotEndIsNamedOnceInTheLogAndAsLongAsItRunsInHealth() throws Exception {
        assertThat(watch.check().level()).isEqualTo(Status.Level.OK);
        try (var _ = watch.begin(new Endless(), REQUEST)) {
            while (said().isEmpty()) Thread.sleep(10);
            Thread.sleep(100);
            assertThat(said()).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.WARN);
                assertThat(event.getFormattedMessage()).contains("'endless'", "request=r-1", "path=/slow", "at=");
            });
            assertThat(watch.check().level()).isEqualTo(Status.Level.WARN);
            assertThat(watch.check().message()).contains("'endless'");
            assertThat(watch.check().next()).isNotEmpty();
        }
        assertThat(watch.check().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void whatEndsInTimeIsNotSpokenOf() throws Exception {
        var patience = Duration.ofSeconds(1);
        var patient = new ComponentWatch(patience, Duration.ofMillis(10));
        try {
            for (var i = 0; i < 20; i++) patient.begin(new Endless(), REQUEST).close();
            Thread.sleep(patience.plusMillis(200));
            assertThat(said()).isEmpty();
            assertThat(patient.check().level()).isEqualTo(Status.Level.OK);
        } finally {
            patient.stop();
        }
    }

    @Test
    void whatFailsEachTimeIsNamedUntilItAnswers() {
        var component = new Endless();
        var page = new Page("/broken", Text.of("Broken"), Optional.empty(), "page", Map.of(), List.of(), true, List.of(), Optional.empty(), Map.of());
        watch.failed(component, page, new IllegalStateException("no"));
        watch.failed(component, page, new IllegalStateException("no"));
        watch.failed(component, page, TorgException.of(ProblemKind.UPSTREAM, "test.away", "somebody is away"));
        assertThat(watch.check().level()).as("may be an accident").isEqualTo(Status.Level.OK);

        watch.failed(component, page, TorgException.of(ProblemKind.CONFIG, "test.template", "cannot be painted"));
        assertThat(watch.check().level()).isEqualTo(Status.Level.WARN);
        assertThat(watch.check().message()).isEqualTo("component 'endless' failed the last 3 times, and is left out of page '/broken'");

        watch.answered(component);
        assertThat(watch.check().level()).isEqualTo(Status.Level.OK);
    }

    private List<ILoggingEvent> said() {
        return List.copyOf(lines.list);
    }

    /** Would not end, if it were asked. */
    private static final class Endless implements Component {
        @Override
        public String name() {
            return "endless";
        }

        @Override
        public Filled fill(Place place) {
            throw new AssertionError("nobody asks");
        }
    }
}
