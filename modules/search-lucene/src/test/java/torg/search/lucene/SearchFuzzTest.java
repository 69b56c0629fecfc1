package torg.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.search.Sought;
import torg.testkit.Fuzzing;

/** Whatever is asked of the search is answered or refused: texts, facets, orders and keys of pages that Jazzer makes up, led by the code they reach. */
class SearchFuzzTest {
    @TempDir
    Path folder;

    @Test
    void whateverIsAskedIsAnsweredOrRefused() throws Exception {
        var seeds = List.of("chai", "\"tea bags\" cote", "W000017\nkind:salesorder", "futterkiste\nsalesorder.status:open\n-salesorder.placed",
                "wine 2026-08-25\nsalesorder.placed:2026\nsalesorder.placed",
                "maxilakku shippingg", "futterkiste\n\n\n" + key());
        var texts = new Fuzzing(FuzzedSearch.class, "torg.search.lucene.**", seeds, Fuzzing.USUAL).run(folder);
        System.out.println("texts that the search was asked: " + texts);
        assertThat(texts).isGreaterThan(seeds.size());
    }

    /** Of a page that there is. */
    private String key() throws Exception {
        try (var shop = new ShopHouse(folder.resolve("shop"))) {
            return shop.all(ShopHouse.JANE, "en", Sought.of("futterkiste", 1)).next().orElseThrow();
        }
    }

    @Test
    void oneThatEndsBadlyIsFound() {
        var fuzzing = new Fuzzing(Planted.class, Planted.class.getName(), List.of("chap"), Duration.ofMinutes(2));
        assertThatThrownBy(() -> fuzzing.run(folder)).isInstanceOf(AssertionError.class).hasMessageContaining("a planted mistake");
    }

    /** Ends badly by a text that is like a seed, and none. */
    public static final class Planted {
        private Planted() {}

        public static void fuzzerTestOneInput(byte[] input) {
            if (input.length > 3 && input[0] == 'c' && input[1] == 'h' && input[2] == 'a' && input[3] == 'i') throw new IllegalStateException("a planted mistake");
        }
    }
}
