package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;

class YamlReaderTest {
    private final Problems problems = new Problems();

    @Test
    void everyValueKnowsItsLineAndColumn() {
        var root = read("""
                title: Orders
                columns:
                  - name: total
                    hidden: 'no'
                """);

        assertThat(root.get("title")).contains(new Node.Scalar(new Position("a.yml", 1, 8), "Orders"));
        var column = (Node.Mapping) ((Node.Sequence) root.get("columns").orElseThrow()).items().getFirst();
        assertThat(column.at()).isEqualTo(new Position("a.yml", 3, 5));
        assertThat(column.get("hidden")).contains(new Node.Scalar(new Position("a.yml", 4, 13), "no"));
    }

    @Test
    void valuesStayAsTheyAreWritten() {
        var root = read("number: 007\nflag: yes\nnothing:\nquoted: \"a\\tb\"\nblock: |\n  two\n  lines\n");

        assertThat(root.entries().values()).extracting(node -> ((Node.Scalar) node).value()).containsExactly("007", "yes", "", "a\tb", "two\nlines\n");
    }

    @Test
    void anEmptyTextIsAnEmptyMapping() {
        assertThat(read("").entries()).isEmpty();
        assertThat(read("# only a comment\n").entries()).isEmpty();
        assertThat(problems.found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a: &x 1                | site.no-alias          | 1 | 4",
        "a: *x                  | site.no-alias          | 1 | 4",
        "a: !!int 1             | site.no-tag            | 1 | 4",
        "a: !run {}             | site.no-tag            | 1 | 4",
        "a: 1\\na: 2            | site.twice             | 2 | 1",
        "? [a]\\n: 1            | site.no-key            | 1 | 3",
        "- a                    | site.no-mapping        | 1 | 1",
        "a: 1\\n---\\nb: 2      | site.several-documents | 2 | 1",
        "a: [1, 2               | site.no-yaml           | 1 | 4",
        "a: b: c                | site.no-yaml           | 1 | 5",
        "a: 1\\n\\tb: 2         | site.no-yaml           | 2 | 1",
        "b: 1\\na: \"open\\nc: 2 | site.no-yaml           | 2 | 4",
    })
    void whatDocumentsHaveNoUseForIsRefusedAtItsPlace(String text, String code, int line, int column) {
        YamlReader.read("a.yml", text.replace("\\n", "\n").replace("\\t", "\t") + "\n", problems);

        assertThat(problems.found()).extracting(SiteProblem::code, SiteProblem::at).contains(org.assertj.core.groups.Tuple.tuple(code, new Position("a.yml", line, column)));
        assertThat(problems.found()).allSatisfy(problem -> {
            assertThat(problem.fatal()).isTrue();
            assertThat(problem.message()).doesNotContain("\n").doesNotContain("snakeyaml");
            assertThat(problem.help()).isNotEmpty();
        });
    }

    @Test
    void depthIsBounded() {
        assertThat(YamlReader.read("a.yml", "a: " + "[".repeat(200_000), problems)).isEmpty();
        assertThat(problems.found()).extracting(SiteProblem::code).containsExactly("site.too-complex");
    }

    @Test
    void theNumberOfValuesIsBounded() {
        assertThat(YamlReader.read("a.yml", "a: [" + "1,".repeat(YamlReader.MAX_NODES) + "]", problems)).isEmpty();
        assertThat(problems.found()).extracting(SiteProblem::code).containsExactly("site.too-complex");
    }

    @Test
    void controlCharactersAreRefused() {
        assertThat(YamlReader.read("a.yml", "a: \u0001", problems)).isEmpty();
        assertThat(problems.found()).extracting(SiteProblem::code).containsExactly("site.no-yaml");
    }

    private Node.Mapping read(String text) {
        return YamlReader.read("a.yml", text, problems).orElseThrow();
    }
}
