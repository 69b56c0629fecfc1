package torg.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What modules are built against changes only when somebody means it to: the whole surface stands in {@code api.txt}, and a change to it is seen by whoever reads the commit. */
class SurfaceTest {
    private static final Path WRITTEN_DOWN = Path.of("api.txt");
    private static final Path NOW = Path.of("target/api.txt");

    @Test
    void theSurfaceIsTheOneThatIsWrittenDown() throws IOException, ReflectiveOperationException {
        var now = Surface.of(Path.of("target/classes"));
        Files.writeString(NOW, now);
        assertThat(now.lines()).as("If the change is meant, take it over: cp platform/api/target/api.txt platform/api/api.txt")
                .containsExactlyElementsOf(Files.readAllLines(WRITTEN_DOWN));
    }
}
