package torg.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.api.table.Committed;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.spi.view.PageGuide;
import torg.web.SmallSite;
import torg.web.house.House;
import torg.web.reply.Stored;

class PageCacheTest {
    private Instant now = Instant.parse("2027-01-15T08:00:00Z");
    private final PageCache cache = new PageCache(() -> now);
    private final House house = House.of(List.of());
    private final Site site = SmallSite.version(1, "body {}");

    @Test
    void keepsAPageForItsAddress() {
        var page = keep("/", Set.of());
        assertThat(cache.find("/", house, site)).isSameAs(page);
        assertThat(cache.find("/?a=b", house, site)).isNull();
    }

    @Test
    void anotherSiteOrHouseHasOtherPages() {
        keep("/", Set.of());
        assertThat(cache.find("/", house, SmallSite.version(2, "body {}"))).isNull();
        assertThat(cache.find("/", House.of(List.of()), site)).isNull();
    }

    @Test
    void nothingOfAnotherSiteOrHouseIsHeld() {
        keep("/", Set.of());
        var one = cache.size();
        keep("/terms", Set.of());

        cache.keep("/", cache.begin(house, SmallSite.version(2, "body {}")), page(10), Set.of(), "/page");
        assertThat(cache.size()).isEqualTo(one);
        cache.keep("/terms", cache.begin(House.of(List.of()), site), page(10), Set.of(), "/page");
        assertThat(cache.size()).isEqualTo(one);
    }

    @Test
    void anEditThatIsKnownToBeAboutOnePageDropsThatOne() {
        var guided = House.of(List.of(new Knowing("/edited")));
        cache.keep("/edited?a=1", cache.begin(guided, site), page(10), Set.of(), "/edited");
        cache.keep("/nb/products", cache.begin(guided, site), page(10), Set.of("product"), "/products");
        var later = SmallSite.version(2, "body {}");

        assertThat(cache.find("/edited?a=1", guided, later)).isNull();
        var kept = cache.find("/nb/products", guided, later);
        assertThat(kept).isNotNull();
        assertThat(cache.find("/nb/products", guided, site)).as("for a request that began before").isNull();
        cache.keep("/nb/products", cache.begin(guided, site), page(10), Set.of(), "/products");
        assertThat(cache.find("/nb/products", guided, later)).as("what was made of the older site comes too late").isSameAs(kept);
        change("product");
        assertThat(cache.find("/nb/products", guided, later)).as("is still dropped by its table").isNull();

        cache.keep("/terms", cache.begin(guided, later), page(10), Set.of(), "/terms");
        assertThat(cache.find("/terms", House.of(List.of(new Knowing("/edited"))), SmallSite.version(3, "body {}"))).as("another house").isNull();
    }

    /** A guide that knows every edit to be about one page. */
    private record Knowing(String path) implements PageGuide {
        @Override
        public Optional<Set<String>> touched(Site before, Site now) {
            return Optional.of(Set.of(path));
        }

        @Override
        public Found find(Request request) {
            return new Found.Nothing();
        }

        @Override
        public Page special(Request request, String name) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public Optional<String> signIn(Request request) {
            return Optional.empty();
        }

        @Override
        public Model frame(Request request, Page page) {
            return Model.EMPTY;
        }
    }

    @Test
    void dropsExactlyThePagesThatReadAChangedTable() {
        keep("/products", Set.of("product", "price"));
        keep("/terms", Set.of());
        keep("/team", Set.of("contact"));
        change("product");
        assertThat(cache.find("/products", house, site)).isNull();
        assertThat(cache.find("/terms", house, site)).isNotNull();
        assertThat(cache.find("/team", house, site)).isNotNull();
    }

    @Test
    void doesNotKeepAPageWhoseTableChangedWhileItWasMade() {
        var before = cache.begin(house, site);
        change("product");
        cache.keep("/products", before, page(10), Set.of("product"), "/page");
        assertThat(cache.find("/products", house, site)).isNull();
        cache.keep("/products", cache.begin(house, site), page(10), Set.of("product"), "/page");
        assertThat(cache.find("/products", house, site)).isNotNull();
    }

    @Test
    void dropsAPageAtTheMomentUpToWhichItHolds() {
        cache.keep("/offer", new PageCache.Beginning(house, site, 0, now.plusSeconds(60)), page(10), Set.of(), "/page");
        keep("/terms", Set.of());
        now = now.plusMillis(59_999);
        assertThat(cache.find("/offer", house, site)).isNotNull();
        now = now.plusMillis(1);
        assertThat(cache.find("/offer", house, site)).isNull();
        assertThat(cache.find("/terms", house, site)).isNotNull();
    }

    @Test
    void makesRoomByDroppingWhatWasNotUsedForLongest() {
        var favourite = keep("/favourite", Set.of());
        for (var i = 0; i < 3_000; i++) {
            cache.keep("/" + i, cache.begin(house, site), page(i % 50 == 0 ? 400_000 : 1_000), Set.of(), "/page");
            assertThat(cache.find("/favourite", house, site)).isSameAs(favourite);
        }
        assertThat(cache.size()).isLessThanOrEqualTo(16L * 1024 * 1024);
        assertThat(cache.find("/0", house, site)).isNull();
        assertThat(cache.find("/2999", house, site)).isNotNull();
    }

    @Test
    void aPageTooLargeIsNotKept() {
        cache.keep("/large", cache.begin(house, site), page(1_000_000), Set.of(), "/page");
        assertThat(cache.find("/large", house, site)).isNull();
    }

    private Stored keep(String target, Set<String> tables) {
        var page = page(10);
        cache.keep(target, cache.begin(house, site), page, tables, target);
        return page;
    }

    private void change(String table) {
        cache.committed(List.of(new Committed(1, table, "1", Committed.Kind.UPDATED, Set.of("name"), "portal", "service:test")));
    }

    private static Stored page(int size) {
        return Stored.page(new byte[size]);
    }
}
