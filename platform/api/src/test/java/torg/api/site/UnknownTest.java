package torg.api.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownTest {
    @Test
    void helpIsTheNearestNameElseWhatToDo() {
        assertThat(new Unknown("orderz", List.of("orders", "products")).help("add it")).contains("'orders'");
        assertThat(new Unknown("something", List.of("orders")).help("add it")).isEqualTo("add it");
    }

    @Test
    void whoAsksIsToldWhatCouldStandThereAndNobodyElse() {
        var problems = new Problems();
        for (var name : List.of("orderz", Unknown.ASKED, "/" + Unknown.ASKED)) problems.error(Position.start("a.yml"), "test.unknown", "there is no '" + name + "'", new Unknown(name, List.of("orders", "products", "orders")), "add it");
        assertThat(problems.found()).extracting(SiteProblem::choices).containsExactly(List.of(), List.of("orders", "products"), List.of("orders", "products"));
    }

    @Test
    void aKeyThatStandsThereIsNotWantedAgain() {
        var problems = new Problems();
        var reader = new Reader(new Node.Mapping(Position.start("a.yml"), Map.of("title", new Node.Scalar(Position.start("a.yml"), "A"), Unknown.ASKED, new Node.Scalar(Position.start("a.yml"), ""))), problems);
        reader.text("title");
        reader.text("sort");
        reader.done();
        assertThat(problems.found().getFirst().choices()).containsExactly("sort");
    }
}
