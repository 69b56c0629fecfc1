package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.problem.Deadline;
import torg.spi.access.PageAccess;
import torg.spi.access.TableAccess;
import torg.spi.view.Component;
import torg.spi.web.RestResource;

/** A request has its time, whatever it is for; what is left unfinished then is answered with 503. */
class DeadlineInFelixTest {
    @TempDir
    Path storage;

    @Test
    void whatTakesTooLongIsEnded() throws Exception {
        try (var felix = InFelix.withFewPages(storage)) {
            felix.offer(PageAccess.class, (_, page) -> page.open());
            felix.offer(TableAccess.class, new NoRights());
            felix.offer(RestResource.class, new EchoResource());
            felix.offer(Component.class, Parts.of("rows", place -> {
                if (place.request().query("slow").isPresent()) waitForTheEnd();
                return Parts.shown("in time", true);
            }));
            assertThat(felix.get("/api/echo/left").body()).as("what a portal gives").matches("[1-3]?\\d|40");
            felix.configure(Map.of("answer-seconds", "1"));
            // The parts of the room take up a setting one by one.
            while (!felix.get("/api/echo/left").body().matches("[01]")) Thread.onSpinWait();
            assertThat(felix.get("/rows").body()).contains("in time");
            assertThat(felix.get("/rows?slow=1").statusCode()).isEqualTo(503);
            assertThat(felix.get("/api/echo/slow").statusCode()).isEqualTo(503);
            assertThat(felix.get("/api/echo/slow").body()).contains("request.too-long");
        }
    }

    static void waitForTheEnd() {
        while (!Deadline.left().orElseThrow().isZero()) Thread.onSpinWait();
    }
}
