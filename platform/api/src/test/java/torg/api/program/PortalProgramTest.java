package torg.api.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortalProgramTest {
    private static final Usage GREET = PortalProgram.asking(Usage.of("torg greet", "", "say hello"));
    private static final Usage WAVE = PortalProgram.mayAsk(Usage.of("torg wave", "", "say nothing"));

    @Test
    void whatItDoesIsHowItEnds() {
        assertThat(ended(words -> words.size())).isEqualTo("2 ");
    }

    @Test
    void saysInASentenceWhyItDoesNot() {
        assertThat(ended(_ -> {
            throw new Refusal("nobody is greeted");
        })).isEqualTo("2 torg: nobody is greeted");
        assertThat(ended(_ -> {
            throw new IOException("refused");
        })).isEqualTo("1 torg: no portal answers (refused); start it, or say with --url where it runs");
        assertThat(ended(_ -> {
            throw new IOException();
        })).startsWith("1 torg: no portal answers; start it");
    }

    @Test
    void nobodyComesInUnnamed() {
        assertThat(GREET.line()).isEqualTo("torg greet --as EMAIL [--url http://127.0.0.1:8080]");
        assertThat(WAVE.line()).isEqualTo("torg wave [--as EMAIL] [--url http://127.0.0.1:8080]");
        assertThatThrownBy(() -> PortalProgram.call(WAVE, WAVE.read(List.of()))).isInstanceOf(Refusal.class).hasMessageStartingWith("option '--as' is missing: torg wave");
    }

    @Test
    void comesInWhereItIsSaid() {
        assertThatThrownBy(() -> PortalProgram.call(GREET, GREET.read(List.of("--as", "ann@seller.example", "--url", "nowhere")))).isInstanceOf(Refusal.class)
                .hasMessageStartingWith("'nowhere' is no address of a portal");
    }

    private static String ended(PortalProgram.Act act) {
        var said = new ByteArrayOutputStream();
        return PortalProgram.run(List.of("Ana", "Bo"), act, new PrintStream(said, true, StandardCharsets.UTF_8)) + " " + said.toString(StandardCharsets.UTF_8).strip();
    }
}
