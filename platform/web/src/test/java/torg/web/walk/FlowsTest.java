package torg.web.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.file.Bytes;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Reply;
import torg.api.web.Stream;
import torg.web.reply.Answer;

class FlowsTest {
    private final Flows flows = new Flows();

    @Test
    void whoReadsSlowlyKeepsOutNobodyElse() throws IOException {
        var open = new ArrayList<InputStream>();
        for (var i = 0; i < Flows.OF_ONE; i++) open.add(open("jane"));
        refused("jane", ProblemKind.TOO_MANY);
        for (var reader = 0; open.size() < Flows.OF_ALL; reader++) open.add(open("reader " + reader));
        refused("sam", ProblemKind.BUSY);
        refused(null, ProblemKind.BUSY);
        assertThat(new String(open.getFirst().readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("file");

        for (var again = 0; again < 2; again++) open.getFirst().close();
        open.set(0, open("jane"));
        refused("sam", ProblemKind.BUSY);
        for (var one : open) one.close();
        assertThat(flows.isIdle()).isTrue();
    }

    @Test
    void whatCannotBeOpenedGivesItsPlaceBack() {
        for (var problem : List.of(new IOException("gone"), new IllegalStateException("broken"))) {
            var counted = counted("jane", () -> {
                if (problem instanceof IOException gone) throw gone;
                throw (RuntimeException) problem;
            });
            for (var i = 0; i <= Flows.OF_ALL; i++) assertThatThrownBy(counted.bytes()::open).isSameAs(problem);
        }
        assertThat(flows.isIdle()).isTrue();
    }

    @Test
    void whatIsWholeIsNotCounted() {
        var whole = new Answer.Fresh(Reply.redirect(303, "/"));
        assertThat(flows.counted(whole, Optional.of("jane"))).isSameAs(whole);
    }

    private void refused(String who, ProblemKind kind) {
        assertThatThrownBy(() -> open(who)).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    private InputStream open(String who) throws IOException {
        return counted(who, Bytes.of("file".getBytes(StandardCharsets.US_ASCII))).bytes().open();
    }

    private Stream counted(String who, Bytes bytes) {
        var answer = new Answer.Fresh(new Reply(200, Map.of(), new byte[0]), List.of(), Optional.empty(), Optional.of(new Stream(4, bytes)));
        return ((Answer.Fresh) flows.counted(answer, Optional.ofNullable(who))).stream().orElseThrow();
    }
}
