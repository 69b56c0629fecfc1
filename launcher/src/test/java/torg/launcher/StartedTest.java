package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was started is stopped, latest first, whatever happens on the way. */
class StartedTest {
    private final List<String> stopped = new ArrayList<>();
    private final Started started = new Started();

    @Test
    void stopsTheLatestFirst() {
        started.add(() -> stopped.add("data"));
        started.add(() -> stopped.add("erp"));
        started.close();

        assertThat(stopped).containsExactly("erp", "data");
    }

    @Test
    void stopsOnce() {
        started.add(() -> stopped.add("data"));
        started.close();
        started.close();

        assertThat(stopped).containsExactly("data");
    }

    @Test
    void stopsTheRestWhenOneCannotStop() {
        started.add(() -> stopped.add("data"));
        started.add(() -> {
            throw new IllegalStateException("stuck");
        });
        started.close();

        assertThat(stopped).containsExactly("data");
    }

    @Test
    void stopsAtOnceWhatComesTooLate() {
        started.close();
        started.add(() -> stopped.add("late"));

        assertThat(stopped).containsExactly("late");
    }
}
