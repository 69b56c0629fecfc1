package torg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.Amendment.Insert;
import torg.api.site.Amendment.Move;
import torg.api.site.Amendment.Put;
import torg.api.site.Amendment.Remove;
import torg.api.site.Node;
import torg.api.site.Position;

/** A document is changed at places, and every byte around them stays; held with all documents that ship. */
class DocumentTextTest {
    private static final Position NOWHERE = Position.start("");
    private static final Pattern COMMENT = Pattern.compile("\\s+# .*$");
    private static final List<String> ODD = List.of("plain", "a: b", "# no comment", "- no item", "{brace", "it's \"said\"", "", " ", "true", "#aabbcc", "one\ntwo", "one\n\n  two\n", "\tx", "æøå 😀", "a,b]", "&a", "*a", "!a", "|", "x #y", "x:", "\\n", "'", "~");

    static Stream<Path> shipped() throws IOException {
        var found = new ArrayList<Path>();
        for (var root : List.of("../../content", "../../themes", "../docs/examples")) {
            try (var files = Files.walk(Path.of(root))) {
                files.filter(path -> path.toString().matches(".*/[a-z0-9-]+/.*\\.(yml|md)") && !path.endsWith("README.md")).forEach(found::add);
            }
        }
        assertThat(found).hasSizeGreaterThan(80);
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aValueIsReplacedAndNothingElse(Path file) throws IOException {
        var text = of(file);
        some(text, (at, node) -> {
            if (!(node instanceof Node.Scalar)) return;
            var odd = ODD.get(Math.floorMod(at.hashCode() + file.hashCode(), ODD.size()));
            var changed = amended(text, new Put(at, scalar(odd)));
            var comment = comment(text, (Node.Scalar) node);
            // behind the first line of a text of several lines it is no part of what is the same at the end
            var moved = odd.contains("\n") ? comment.length() : 0;
            assertThat(common(text.text(), changed)).as(at + " of " + file + "\n" + changed).isGreaterThanOrEqualTo(text.text().length() - width(text, (Node.Scalar) node) - moved);
            assertThat(changed).contains(comment);
            assertThat(value(changed(text, changed), at)).isEqualTo(odd);
        });
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whatIsAddedAndTakenAwayLeavesNoTrace(Path file) throws IOException {
        var text = of(file);
        var fields = text.read().fields();
        some(text, (at, node) -> {
            var value = at.size() % 2 == 0 ? scalar("new") : new Node.Mapping(NOWHERE, Map.of("en", scalar("New: one")));
            switch (node) {
                case Node.Mapping mapping when !mapping.entries().isEmpty() -> comesAndGoes(text, new Put(with(at, "brand-new"), value), with(at, "brand-new"));
                case Node.Sequence(_, var items) when !items.isEmpty() && !isWrapped(text, items) -> {
                    for (var index = 0; index <= items.size(); index += Math.max(1, items.size() / 4)) comesAndGoes(text, new Insert(with(at, String.valueOf(index)), value), with(at, String.valueOf(index)));
                }
                default -> {}
            }
        });
        if (text.read().bodyLine() > 1 && !fields.entries().isEmpty()) comesAndGoes(text, new Put(List.of("brand-new"), scalar("new")), List.of("brand-new"));
    }

    private static void comesAndGoes(DocumentText text, Amendment comes, List<String> at) {
        var there = amended(text, comes);
        assertThat(amended(changed(text, there), new Remove(at))).as(comes + " in\n" + there).isEqualTo(text.text());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void anItemThatGoesAndComesBackIsAsItWas(Path file) throws IOException {
        var text = of(file);
        some(text, (at, node) -> {
            if (!(node instanceof Node.Sequence(_, var items)) || items.size() < 2 || isWrapped(text, items)) return;
            for (var index = 1; index < items.size(); index += Math.max(1, items.size() / 4)) {
                var here = with(at, String.valueOf(index));
                var there = with(at, String.valueOf((index + 1) % items.size()));
                var away = amended(text, new Move(here, there));
                assertThat(lines(away)).as(away).containsExactlyInAnyOrderElementsOf(lines(text.text()));
                assertThat(amended(changed(text, away), new Move(there, here))).as(here + " to " + there + "\n" + away).isEqualTo(text.text());
            }
        });
    }

    /** In brackets over several lines, of which nobody can say where an item is to go. */
    private static boolean isWrapped(DocumentText text, List<Node> items) {
        var last = items.getLast().at();
        var line = text.text().lines().skip(last.line() - 1L).findFirst().orElseThrow();
        return items.getFirst().at().line() < last.line() && !line.substring(0, last.column() - 1).strip().endsWith("-");
    }

    private static List<String> lines(String text) {
        return text.lines().flatMap(line -> Stream.of(line.split(", |[\\[\\]]"))).toList();
    }

    @Test
    void anItemKeepsItsNotesWhereverItGoes() {
        var text = yaml("""
                main:
                  # all of them
                  - page: /orders
                  # since March
                  - page: /products   # loved
                    title: {en: Products}
                  - {title: More, items: [{title: Blog, link: "https://example.com/"}]}
                footer: []
                """);
        assertThat(amended(text, new Move(List.of("main", "1"), List.of("main", "0", "items", "0")))).isEqualTo("""
                main:
                  # all of them
                  - page: /orders
                    items:
                      # since March
                      - page: /products   # loved
                        title: {en: Products}
                  - {title: More, items: [{title: Blog, link: "https://example.com/"}]}
                footer: []
                """);
        assertThat(amended(text, new Move(List.of("main", "1"), List.of("main", "1", "items", "0")))).isEqualTo("""
                main:
                  # all of them
                  - page: /orders
                  - {title: More, items: [{page: /products, title: {en: Products}}, {title: Blog, link: "https://example.com/"}]}
                footer: []
                """);
        assertThat(amended(text, new Move(List.of("main", "2", "items", "0"), List.of("main", "0")))).startsWith("""
                main:
                  # all of them
                  - {title: Blog, link: "https://example.com/"}
                  - page: /orders
                """).contains("- {title: More, items: []}");
        assertThat(amended(text, new Insert(List.of("footer", "0"), mapping("page", "/terms")), new Insert(List.of("legal", "0"), mapping("page", "/terms")))).endsWith("""
                footer:
                  - page: /terms
                legal:
                  - page: /terms
                """);
    }

    @Test
    void whatIsNotThereIsMadeOnTheWay() {
        assertThat(amended(yaml(""), new Put(List.of("settings", "time-zone"), scalar("Europe/Oslo")))).isEqualTo("settings: {time-zone: Europe/Oslo}\n");
        assertThat(amended(yaml("# ours\n"), new Put(List.of("brand", "light"), scalar("#aabbcc")))).isEqualTo("# ours\nbrand: {light: \"#aabbcc\"}\n");
        assertThat(amended(yaml("a: 1\nsettings:   # none yet\nb: 2"), new Put(List.of("settings", "x"), scalar("1")))).isEqualTo("a: 1\nsettings: {x: 1}   # none yet\nb: 2");
        assertThat(amended(yaml("a: {b: 1}\n"), new Remove(List.of("a", "b")), new Remove(List.of("c")))).isEqualTo("a: {}\n");
        assertThat(amended(yaml("a:\n  b: 1   # one\n"), new Remove(List.of("a", "b")))).isEqualTo("a: {}   # one\n");
    }

    @Test
    void aCommentBehindAValueStaysOneWhateverTakesItsPlace() {
        var text = yaml("a: 1   # one\nb:\n  - x # two\n  - y\n");
        assertThat(amended(text, new Put(List.of("a"), scalar("one\ntwo")))).isEqualTo("a: |-   # one\n  one\n  two\nb:\n  - x # two\n  - y\n");
        assertThat(amended(text, new Put(List.of("b", "0"), scalar("one\ntwo\n")))).isEqualTo("a: 1   # one\nb:\n  - | # two\n    one\n    two\n  - y\n");
        assertThat(amended(text, new Put(List.of("a"), mapping("c", "one\n" + "x".repeat(100))))).isEqualTo("a:   # one\n  c: |-\n    one\n    " + "x".repeat(100) + "\nb:\n  - x # two\n  - y\n");
        assertThat(amended(yaml("a: 'x' # one\r\nb: 2\r\n"), new Put(List.of("a"), scalar("one\ntwo")))).isEqualTo("a: |- # one\r\n  one\r\n  two\r\nb: 2\r\n");
    }

    @Test
    void aLongTextIsWrittenWhole() {
        for (var text : List.of("long words ".repeat(5_000).strip(), "one line\n".repeat(5_000), "\ud83d\ude00: ".repeat(5_000))) {
            var amended = amended(yaml("a: 1\nb: 2\n"), new Put(List.of("a"), scalar(text)), new Put(List.of("c", "0"), scalar(text)));
            assertThat(value(yaml(amended), List.of("a"))).isEqualTo(text);
            assertThat(value(yaml(amended), List.of("c", "0"))).isEqualTo(text);
        }
    }

    @Test
    void frontMatterIsChangedAndTheTextBelowStays() {
        var page = new DocumentText("content/site/pages/a.md", DocumentName.of("pages/a.md", Set.of()).orElseThrow(), "---\r\ntitle: A # short\r\n---\r\n\r\n# Text\r\n---\r\n");
        assertThat(amended(page, new Put(List.of("title"), scalar("B")), new Put(List.of("order"), scalar("3")))).isEqualTo("---\r\ntitle: B # short\r\norder: 3\r\n---\r\n\r\n# Text\r\n---\r\n");
        var bare = new DocumentText("content/site/pages/a.md", DocumentName.of("pages/a.md", Set.of()).orElseThrow(), "# Text\n");
        assertThat(amended(bare, new Put(List.of("title"), scalar("B")))).isEqualTo("---\ntitle: B\n---\n# Text\n");
        assertThat(amended(new DocumentText("content/site/pages/a.md", page.name(), "\uFEFF---\n---\nx"), new Put(List.of("title"), scalar("B")))).isEqualTo("\uFEFF---\ntitle: B\n---\nx");
    }

    @Test
    void whatCannotBeFollowedIsRefusedAndNeverWrong() {
        for (var text : List.of("? a\n: b\n", "a: &x 1\n", "a: 1\na: 2\n", "a: [1\n", "- a\n", "a: !t 1\n")) {
            assertThatThrownBy(() -> amended(yaml(text), new Put(List.of("a"), scalar("2")))).as(text).isInstanceOf(TorgException.class);
        }
        assertThatThrownBy(() -> amended(yaml("a: [1, 2]\n"), new Put(List.of("a", "7"), scalar("2")))).isInstanceOf(TorgException.class);
        assertThatThrownBy(() -> amended(yaml("a: [1, 2]\n"), new Move(List.of("a", "7"), List.of("a", "0")))).isInstanceOf(TorgException.class);
        assertThatThrownBy(() -> amended(yaml("a: text\n"), new Put(List.of("a", "b"), scalar("2")))).isInstanceOf(TorgException.class);
    }

    private static DocumentText of(Path file) throws IOException {
        var path = file.toString().replaceFirst("^(\\.\\./)+", "");
        return new DocumentText(path, DocumentName.of(path.endsWith(".md") ? "pages/a.md" : "a.yml", Set.of()).orElseThrow(), Files.readString(file));
    }

    private static DocumentText yaml(String text) {
        return new DocumentText("content/site/a.yml", DocumentName.of("a.yml", Set.of()).orElseThrow(), text);
    }

    private static DocumentText changed(DocumentText before, String text) {
        return new DocumentText(before.path(), before.name(), text);
    }

    private static String amended(DocumentText text, Amendment... amendments) {
        return text.amended(List.of(amendments));
    }

    private static Node.Scalar scalar(String value) {
        return new Node.Scalar(NOWHERE, value);
    }

    private static Node.Mapping mapping(String key, String value) {
        return new Node.Mapping(NOWHERE, Map.of(key, scalar(value)));
    }

    private static List<String> with(List<String> at, String key) {
        return Stream.concat(at.stream(), Stream.of(key)).toList();
    }

    /** Places all over the document, not more than take a moment. */
    private static void some(DocumentText text, BiConsumer<List<String>, Node> look) {
        var all = new ArrayList<Map.Entry<List<String>, Node>>();
        each(text.read().fields(), List.of(), (at, node) -> all.add(Map.entry(at, node)));
        for (var index = 0; index < all.size(); index += 1 + all.size() / 30) look.accept(all.get(index).getKey(), all.get(index).getValue());
    }

    private static void each(Node node, List<String> at, BiConsumer<List<String>, Node> look) {
        if (!at.isEmpty()) look.accept(at, node);
        switch (node) {
            case Node.Mapping(_, var entries) -> entries.forEach((key, value) -> each(value, with(at, key), look));
            case Node.Sequence(_, var items) -> {
                for (var index = 0; index < items.size(); index++) each(items.get(index), with(at, String.valueOf(index)), look);
            }
            case Node.Scalar _ -> {}
        }
    }

    private static String value(DocumentText text, List<String> at) {
        var found = new ArrayList<String>();
        each(text.read().fields(), List.of(), (place, node) -> {
            if (place.equals(at)) found.add(((Node.Scalar) node).value());
        });
        return found.getFirst();
    }

    /** How many characters are the same from the beginning and from the end. */
    private static int common(String one, String other) {
        var shorter = Math.min(one.length(), other.length());
        var start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) start++;
        var end = 0;
        while (end < shorter - start && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) end++;
        return start + end;
    }

    /** Behind a value, with the space before it; empty where there is none. */
    private static String comment(DocumentText text, Node.Scalar node) {
        var line = text.text().lines().skip(node.at().line() - 1L).findFirst().orElseThrow();
        var found = COMMENT.matcher(line);
        return !node.value().contains("#") && found.find(Math.min(node.at().column() - 1, line.length())) ? found.group() : "";
    }

    /** At most as many characters as a value takes, with its quotes and over its lines. */
    private static int width(DocumentText text, Node.Scalar node) {
        var lines = text.text().lines().skip(node.at().line() - 1L).toList();
        var wide = node.value().length() + 2 + (int) node.value().chars().filter(letter -> letter == '"' || letter == '\\' || letter == '\'').count();
        var folded = node.value().length() > lines.getFirst().length() || lines.getFirst().strip().endsWith("|") || lines.getFirst().strip().endsWith(">") || lines.getFirst().strip().endsWith("-");
        return folded ? wide + 40 * (2 + (int) node.value().lines().count()) : wide;
    }
}
