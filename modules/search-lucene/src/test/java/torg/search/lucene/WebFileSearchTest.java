package torg.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.search.Found;
import torg.api.search.Found.Excerpt;
import torg.api.search.Found.Facet;
import torg.api.search.Found.Piece;
import torg.api.search.Found.Value;
import torg.api.search.Sought;
import torg.api.site.ContentFile;
import torg.api.table.Write;
import torg.search.lucene.file.FileText.Words;
import torg.search.lucene.file.PlainProgram;
import torg.search.lucene.file.ReadingProcess;
import torg.spi.view.PageGuide.WebFile;

/** Words in web files. */
class WebFileSearchTest {
    private static final String TEXT = "text/plain;charset=utf-8";

    @TempDir
    Path folder;

    private static ReadingProcess plain;
    private ShopHouse shop;

    @BeforeAll
    static void compile(@TempDir Path programs) throws IOException {
        plain = PlainProgram.in(programs);
    }

    @BeforeEach
    void open() {
        shop = new ShopHouse(folder, plain);
        shop.page("/account", "Your account", "Invoices and terms.", "Din konto", "Fakturaer og vilkår.");
        put("/files/terms/freight-rates.txt", "/terms", TEXT, "Parcels of marzipan travel by boat.");
        put("/files/account/agreement.txt", "/account", TEXT, "The boat sails on Fridays.");
        put("/files/boat.png", "/terms", "image/png", "boat");
        shop.edited("en", "nb");
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private void put(String path, String page, String mediaType, String text) {
        shop.files.put(path, new WebFile(path, mediaType, new ContentFile(path.substring(1), "v" + text.hashCode(), text.getBytes(StandardCharsets.UTF_8)), shop.pages.get(page)));
    }

    @Test
    void whoMayReadThePageFindsItsFileByTheWordsInIt() {
        var found = shop.all(ShopHouse.JANE, Sought.of("boat", 10));
        assertThat(ShopHouse.keys(found)).containsExactlyInAnyOrder("file /files/terms/freight-rates.txt", "file /files/account/agreement.txt");
        assertThat(found.facets()).containsExactly(new Facet(Facet.KIND, List.of(new Value("file", 2))));
        shop.closedPages = Set.of("/account");
        var less = shop.all(ShopHouse.JANE, Sought.of("boat", 10));
        assertThat(ShopHouse.keys(less)).containsExactly("file /files/terms/freight-rates.txt");
        assertThat(less.total()).isEqualTo(1);
        assertThat(less.facets()).containsExactly(new Facet(Facet.KIND, List.of(new Value("file", 1))));
        assertThat(shop.all(ShopHouse.JANE, Sought.of("fridayss", 10)).total()).as("not by a slip either").isZero();
        assertThat(shop.find(ShopHouse.JANE, "agreement")).as("nor by its name").isEmpty();
    }

    @Test
    void aHitShowsTheNameThePageAndTheWords() {
        var hit = shop.all(ShopHouse.JANE, "nb", Sought.of("marzipan", 10)).hits().getFirst();
        assertThat(hit.path()).isEqualTo("/files/terms/freight-rates.txt");
        assertThat(hit.title()).containsExactly(new Piece("freight-rates.txt", false));
        assertThat(hit.excerpts()).containsExactly(new Excerpt(Optional.of("page"), List.of(new Piece("Salgsvilkår", false))),
                new Excerpt(Optional.empty(), List.of(new Piece("Parcels of ", false), new Piece("marzipan", true), new Piece(" travel by boat.", false))));
        assertThat(shop.find(ShopHouse.JANE, "freight")).as("by its name").containsExactly("file /files/terms/freight-rates.txt");
        assertThat(shop.find(ShopHouse.JANE, "\"freight rates\"")).containsExactly("file /files/terms/freight-rates.txt");
    }

    @Test
    void anotherFileInItsPlaceIsFoundByItsOwnWordsAloneAndOneThatIsGoneNotAtAll() {
        assertThat(shop.find(ShopHouse.JANE, "marzipan")).hasSize(1);
        put("/files/terms/freight-rates.txt", "/terms", TEXT, "Parcels of nougat.");
        assertThat(now("marzipan").total()).as("though the index has not heard of it").isZero();
        shop.edited("en", "nb");
        assertThat(now("marzipan").total()).isZero();
        assertThat(shop.find(ShopHouse.JANE, "nougat")).hasSize(1);
        shop.files.clear();
        assertThat(now("nougat").total()).isZero();
        shop.edited("en", "nb");
        assertThat(shop.find(ShopHouse.JANE, "nougat")).isEmpty();
        assertThat(shop.find(ShopHouse.JANE, "freight")).isEmpty();
    }

    private Found now(String text) {
        return shop.search.find(shop.request(ShopHouse.JANE, "en"), Sought.of(text, 10));
    }

    @Test
    void theTextOfAFileIsKeptAsLongAsItIsThere() throws Exception {
        assertThat(shop.find(ShopHouse.JANE, "marzipan")).hasSize(1);
        var digest = Write.Once.digestOf("Parcels of marzipan travel by boat.");
        assertThat(shop.index.texts().find(digest)).contains(new Words("Parcels of marzipan travel by boat."));
        shop.indexes.close();
        shop.again = shop.indexes.index("index", shop.sites, shop.tables, shop);
        var search = Indexes.search(shop.again, shop.tables, shop);
        var end = System.nanoTime() + 30_000_000_000L;
        while (search.find(shop.request(ShopHouse.JANE, "en"), Sought.of("marzipan", 5)).total() == 0) {
            assertThat(System.nanoTime()).as("it is found after the next start").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(shop.again.texts().find(digest)).isPresent();
    }
}
