package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who remembers the last site makes of the files of an edited one what somebody makes of them for the first time, and says the same of it. */
class IncrementalTest {
    private static final int EDITS = 200;
    private static final List<String> PATHS = List.of("a.md", "a.nb.md", "a-b.md", "a/index.md", "a/b.html", "b.md", "b.de.md", "z/z.md", "README.md");
    private static final List<String> FOLDERS = List.of("pages", "pages-old", "snippets", "files", "");
    private static final List<String> TEXTS = List.of("One", "Two", "---\ntitle: One\n---\nOne", "---\ntitle: {en: One, sv: En}\n---\n");
    /** What is an error mostly, or as soon as it stands twice. */
    private static final List<String> ODD = List.of("---\nmarker: one\n---\n", "[one](marker:one)", "---\nopen: ", "");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void afterAnyEditsItIsTheSameAsForTheFirstTime(long seed) {
        var random = new Random(seed);
        var store = MemoryStore.withSite();
        var remembering = new SiteMaker("test");
        var taken = 0;
        for (var edit = 0; edit < EDITS; edit++) {
            edit(store, random);
            if (random.nextInt(5) == 0) {
                var proposed = store.files();
                proposed.remove(proposed.firstKey());
                remembering.propose(proposed, List.of(), Map.of(), Optional.empty());
            }
            var made = remembering.make(store.files(), List.of(), Map.of());
            assertThat(made).as("seed %d, edit %d", seed, edit).isEqualTo(new SiteMaker("test").make(store.files(), List.of(), Map.of()));
            if (made.site().isPresent()) taken++;
        }
        assertThat(taken).isGreaterThan(EDITS / 10);
    }

    private static void edit(MemoryStore store, Random random) {
        var folder = one(FOLDERS, random);
        var path = "content/test/" + folder + (folder.isEmpty() ? "" : "/") + one(PATHS, random);
        switch (random.nextInt(8)) {
            case 0, 1 -> store.remove(path);
            case 2 -> store.put("content/test/site.yml", "name: Test\ntheme: plain\nlanguages: [en, " + one(List.of("nb", "de"), random) + "]\n");
            default -> store.put(path, one(random.nextInt(20) == 0 ? ODD : TEXTS, random));
        }
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
