package torg.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.search.lucene.file.ReadingProcess;
import torg.search.lucene.index.SearchIndex;

/** Whether an answer is of the whole index tells when that is made, and nothing of what others write. */
class WholeIndexTest {
    @TempDir
    Path folder;

    private final CountDownLatch mayRead = new CountDownLatch(1);
    private volatile boolean away;
    private ShopHouse shop;
    private SearchIndex index;
    private SearchResource resource;

    /** The site, which can be away. */
    private final class Away implements Sites {
        @Override
        public Site current() {
            if (away) throw TorgException.of(ProblemKind.BUSY, "site.not-ready", "it is away").help("wait");
            return shop.sites.current();
        }

        @Override
        public List<SiteProblem> problems() {
            return List.of();
        }
    }

    /** An index of a site that is away now and then, so that nothing is taken in meanwhile, and whose files are read once they may be. */
    @BeforeEach
    void open() {
        shop = new ShopHouse(folder);
        shop.source.document("tables/letter.yml", "{table: letter, key: id, title: id, columns: {id: {type: text}, account: {type: lookup, to: account}, paper: {type: file, max-size: 1 MB, media-types: [text/plain]}}}");
        shop.rules.put("letter", new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts()));
        shop.sites.swap(shop.source.document("search.yml", ShopHouse.SEARCH + "  - {table: letter, columns: [paper, id], link: \"/letters/{id}\"}\n"));
        var programs = Indexes.READING.programs();
        index = new SearchIndex(new Away(), shop.tables, folder.resolve("whole"), new ReadingProcess(() -> {
            await();
            return programs.classPath();
        })).with(shop);
        shop.tables.listener(index);
        resource = new SearchResource(Indexes.search(index, shop.tables, shop), shop.tables);
    }

    private void await() throws IOException {
        try {
            mayRead.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @AfterEach
    void close() throws Exception {
        mayRead.countDown();
        index.close();
        shop.close();
    }

    private SearchResource.Answer asked(String text) {
        return resource.find(text, List.of(), "", "", "10", "", shop.request(ShopHouse.JANE, "en"));
    }

    private static void eventually(BooleanSupplier condition) {
        var end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void rowsAndFilesOfOthersThatAreNotInYetDoNotTell() {
        eventually(() -> index.isCurrent(shop.sites.current()));
        var before = List.of(asked("futterkiste"), asked("boat"), asked(""));
        assertThat(before).allMatch(SearchResource.Answer::complete);

        shop.put("letter", "b", Map.of("account", "ANATR", "paper", new Upload("notes.txt", "text/plain", Bytes.of("by boat".getBytes(StandardCharsets.UTF_8)))));
        eventually(() -> index.waiting() == 0);
        assertThat(index.filesWaiting()).as("her file is not read").isEqualTo(1);
        assertThat(List.of(asked("futterkiste"), asked("boat"), asked(""))).isEqualTo(before);

        away = true;
        shop.sites.swap(shop.source); // the index follows no more from now on, and takes in nothing
        shop.put("salesorder", "10249", Map.of("note", "by boat, to Futterkiste"));
        assertThat(index.waiting()).as("her order is not in").isEqualTo(1);
        assertThat(List.of(asked("futterkiste"), asked("boat"), asked(""))).isEqualTo(before);
    }

    @Test
    void aTableThatIsNotInAsTheSiteHasItDoes() {
        eventually(() -> index.isCurrent(shop.sites.current()));
        away = true;
        shop.sites.swap(shop.source.document("search.yml", "tables: [{table: product, columns: [description], link: \"/products/{number}\"}]"));
        assertThat(asked("tea").complete()).isFalse();
        away = false;
        eventually(() -> asked("tea").complete());
        assertThat(asked("tea").hits()).extracting(SearchResource.FoundHit::key).containsExactly("1");
    }

    @Test
    void anIndexThatIsMadeForTheFirstTimeDoes() throws Exception {
        index.close();
        away = true;
        try (var first = new Indexes(folder.resolve("first"))) {
            var made = first.index("index", new Away(), shop.tables, shop);
            assertThat(made.standing(shop.sites.current()).complete()).isFalse();
            away = false;
            eventually(() -> made.standing(shop.sites.current()).complete());
        }
    }
}
