package torg.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Site;
import torg.testkit.TestSites;

class MoveKeeperTest {
    private static final String PAGE = "---\ntitle: A\n---\nText\n";

    private final Site site = TestSites.of(Visit.site(), new PagesCompiler()).current();
    private final Map<String, ContentFile> before = new HashMap<>();
    private final TreeMap<String, Edit.Change> changes = new TreeMap<>();

    private void gone(String path, String text) {
        before.put(site.path(path), new ContentFile(site.path(path), "1", text.getBytes(UTF_8)));
        changes.put(site.path(path), new Edit.Change(Optional.of("1"), Optional.empty()));
    }

    private void written(String path, String text) {
        changes.put(site.path(path), new Edit.Change(Optional.empty(), Optional.of(text.getBytes(UTF_8))));
    }

    private Map<String, String> completed() {
        var texts = new TreeMap<String, String>();
        new MoveKeeper().complete(site, new Edit(new Edit.Author("c", "Kim"), "Move", changes), before).forEach((path, bytes) -> texts.put(path.substring(site.path("").length()), new String(bytes, UTF_8)));
        return texts;
    }

    @Test
    void aPageThatMovesSaysWhereItWas() {
        gone("pages/press.md", PAGE);
        gone("pages/press/teas.md", PAGE.replace("A", "B"));
        gone("pages/press/teas.nb.md", "---\ntitle: C\n---\n");
        written("pages/news/index.md", PAGE);
        written("pages/news/teas.md", PAGE.replace("A", "B"));
        written("pages/news/teas.nb.md", "---\ntitle: C\n---\n");

        assertThat(completed()).isEqualTo(Map.of("pages/news/index.md", "---\ntitle: A\nwas: [/press]\n---\nText\n", "pages/news/teas.md", "---\ntitle: B\nwas: [/press/teas]\n---\nText\n"));
    }

    @Test
    void eachEditionSaysItToo() {
        gone("pages/a.md", PAGE);
        gone("pages/a@2027-01-01.md", PAGE);
        gone("pages/a@2027-02-01.md", PAGE.replace("Text", "More"));
        written("pages/b.md", PAGE);
        written("pages/b@2027-01-01.md", PAGE);
        written("pages/b@2027-02-01.md", PAGE.replace("Text", "More"));

        assertThat(completed()).isEqualTo(Map.of("pages/b.md", "---\ntitle: A\nwas: [/a]\n---\nText\n", "pages/b@2027-01-01.md", "---\ntitle: A\nwas: [/a]\n---\nText\n",
                "pages/b@2027-02-01.md", "---\ntitle: A\nwas: [/a]\n---\nMore\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            was: [/b]            | was: [/b, /old]
            was: /b              | was: [/b, /old]
            was: [/b, '/c']  # x | was: [/b, '/c', /old]  # x
            was: [/new, /b]      | was: [/b, /old]
            was: [/old]          | was: [/old]
            was:~- /b            | was:~- /old~- /b
            was:~  - /b          | was:~  - /old~  - /b
            was: {a: b}          | was: {a: b}
            """)
    void keepsWhereItWasBefore(String said, String now) {
        var text = "---\ntitle: A\n" + said.replace('~', '\n') + "\ndraft: true\n---\nwas: [/in-the-text]\n";
        gone("pages/old.md", text);
        written("pages/new.md", text);

        assertThat(completed().get("pages/new.md")).isEqualTo("---\ntitle: A\n" + now.replace('~', '\n') + "\ndraft: true\n---\nwas: [/in-the-text]\n");
    }

    @Test
    void anythingElseIsNoMove() {
        gone("pages/a.md", PAGE);
        written("pages/b.md", PAGE + "More\n");
        assertThat(completed()).as("another text").isEmpty();

        written("snippets/b.md", PAGE);
        assertThat(completed()).as("no page").isEmpty();

        gone("pages/c.md", PAGE);
        written("pages/d.md", PAGE);
        assertThat(completed()).as("it may be either").isEmpty();
    }

    @Test
    void specialPagesAndThoseOfManyAddressesHaveNone() {
        gone("pages/special/denied.md", PAGE);
        written("pages/a.md", PAGE);
        gone("pages/x/[number].md", PAGE.replace("A", "B"));
        written("pages/y/[number].md", PAGE.replace("A", "B"));
        gone("pages/index.md", PAGE.replace("A", "C"));
        written("pages/z.md", PAGE.replace("A", "C"));

        assertThat(completed()).isEmpty();
    }
}
