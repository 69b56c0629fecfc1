package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.site.Problems;
import torg.pages.tree.SitePages;
import torg.testkit.TestSource;

/** A compiler that remembers the last site makes of an edited one what a new compiler makes of it, and says the same of it. */
class IncrementalTest {
    private static final int EDITS = 200;
    private static final List<String> NAMES = List.of("a", "b", "a/one", "a/two", "a/[key]", "news/x", "news/y", "special/denied", "Bad");
    private static final List<String> FRONTS = List.of("title: One", "title: {en: One, nb: En}", "title: 'About {key}'", "titel: One", "title: One\ntemplate: nothing", "title: One\naccess: [buyer]",
            "title: One\naccess: public", "title: One\ntype: news\nfields: {date: 2027-01-05}", "title: One\ntype: news", "title: One\nwas: [/old]", "title: One\npublish: 2027-01-01T08:00",
            "title: One\ncomponents: [{component: snippet, snippet: s}]", "title: One\ncomponents: [{component: list, slot: nowhere}]");
    private static final List<String> BODIES = List.of("Text", "See {{snippet:s}}", "See {{snippet:gone}}", "See [a](/a) and [gone](/gone)", "<script>x</script>", "");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void afterAnyEditsItIsTheSameAsForTheFirstTime(long seed) {
        var random = new Random(seed);
        var source = Visit.site().languages("en", "nb");
        var remembering = new PagesCompiler();
        var fronts = new TreeMap<String, String>();
        for (var edit = 0; edit < EDITS; edit++) {
            edit(source, fronts, random);
            assertThat(made(remembering, source)).as("seed %d, edit %d", seed, edit).isEqualTo(made(new PagesCompiler(), source));
        }
    }

    @Test
    void anEditOfATextLeavesAllOtherPagesAsTheyWere() {
        var source = Visit.site();
        var compiler = new PagesCompiler();
        var before = compiler.compile(source, new Problems()).tree();

        var after = compiler.compile(source.document("pages/terms.nb.md", "---\ntitle: Vilkår\n---\nNye vilkår.\n"), new Problems()).tree();

        assertThat(after.entries()).filteredOn(entry -> before.entries().stream().noneMatch(old -> old == entry)).singleElement()
                .satisfies(entry -> assertThat(entry.page().body().get("nb").markup()).isEqualToIgnoringNewLines("<p>Nye vilkår.</p>"));
    }

    /** With the front matter of what is there, so that a text can be another below the same. */
    private static void edit(TestSource source, Map<String, String> fronts, Random random) {
        switch (random.nextInt(20)) {
            case 0 -> source.document("snippets/s.md", (random.nextBoolean() ? "---\ncomponents: [{component: list}]\n---\n" : "") + one(BODIES, random));
            case 1 -> source.without("snippets/s.md");
            case 2 -> source.document("page-types/news.yml", "type: news\ntemplate: " + one(List.of("page", "article"), random) + "\nfields: {date: date, place: {type: text, default: " + random.nextInt(2) + "}}");
            case 3 -> source.without("page-types/news.yml");
            case 4 -> source.languages("en", one(List.of("nb", "de"), random));
            case 5 -> source.setting("time-zone", one(List.of("Europe/Oslo", "UTC"), random));
            case 6 -> {
                var path = "pages/" + one(NAMES, random) + one(List.of(".md", ".nb.md"), random);
                source.without(path);
                fronts.remove(path);
            }
            case 7 -> source.document("navigation.yml", "main: [{page: /, children: true}, {title: There, link: " + one(List.of("/a", "/gone"), random) + "}]");
            case 8, 9, 10, 11, 12, 13 -> fronts.keySet().stream().skip(random.nextInt(fronts.size() + 1)).limit(1 + random.nextInt(2)).forEach(path -> source.document(path, document(fronts.get(path), random)));
            default -> {
                var path = "pages/" + one(NAMES, random) + one(List.of(".md", ".md", ".nb.md"), random);
                fronts.put(path, one(FRONTS, random));
                source.document(path, document(fronts.get(path), random));
            }
        }
    }

    private static String document(String front, Random random) {
        return "---\n" + front + "\n---\n" + one(BODIES, random);
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    /** All that there is to compare of it. */
    private static List<Object> made(PagesCompiler compiler, TestSource source) {
        var problems = new Problems(Set.of("en", "nb"));
        SitePages pages = compiler.compile(source, problems);
        return List.of(List.copyOf(pages.tree().entries()), pages.special(), pages.menus(), pages.redirects().all(), pages.tree().children("/"), pages.carrierOf("list"), pages.snippets(), pages.around(), pages.types(), problems.found());
    }
}
