package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who remembers the last site makes of the files of an edited one what somebody makes of them for the first time, and says the same of it. */
class IncrementalTest {
    private static final int EDITS = 200;
    private static final List<String> PATHS = List.of("a.md", "a.nb.md", "a-b.md", "a/index.md", "a/b.html", "b.md", "b.de.md", "z/z.md", "README.md");
    private static final List<String> FOLDERS = List.of("pages", "pages-old", "snippets", "files", "");
    private static final List<String> TEXTS = List.of("One", "Two", "---\ntitle: One\n---\nOne", "---\ntitle: {en: One, sv: En}\n---\n");
    /** In the place of another page, or an error where that is not there. */
    private static final String EDITION = "content/test/pages/a@2020-01-01.md";
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
            for (var files = random.nextInt(3); files >= 0; files--) remembering.changed(Set.of(edit(store, random)));
            if (random.nextInt(5) == 0) {
                var proposed = store.files();
                var path = proposed.keySet().stream().skip(random.nextInt(proposed.size())).findFirst().orElseThrow();
                proposed.remove(path);
                remembering.propose(proposed, Set.of(path), List.of(), Map.of(), Optional.empty());
            }
            if (random.nextInt(20) == 0) remembering.changed(Set.of());
            var made = remembering.remake(store.files(), List.of(), Map.of());
            assertThat(made).as("seed %d, edit %d", seed, edit).isEqualTo(new SiteMaker("test").make(store.files(), List.of(), Map.of()));
            if (made.site().isPresent()) taken++;
        }
        assertThat(taken).isGreaterThan(EDITS / 10);
    }

    /** The path of the file that is another. */
    private static String edit(MemoryStore store, Random random) {
        var folder = one(FOLDERS, random);
        var path = "content/test/" + folder + (folder.isEmpty() ? "" : "/") + one(PATHS, random);
        if (store.files().containsKey(EDITION) ? random.nextInt(4) == 0 : random.nextInt(20) == 0) path = EDITION;
        switch (path.equals(EDITION) && store.files().containsKey(path) ? 0 : random.nextInt(8)) {
            case 0, 1 -> store.remove(path);
            case 2 -> {
                path = "content/test/site.yml";
                store.put(path, "name: Test\ntheme: plain\nlanguages: [en, " + one(List.of("nb", "de"), random) + "]\n");
            }
            default -> store.put(path, one(random.nextInt(20) == 0 ? ODD : TEXTS, random));
        }
        return path;
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
