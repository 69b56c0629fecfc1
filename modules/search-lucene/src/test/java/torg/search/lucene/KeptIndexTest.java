package torg.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.search.Sought;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;

/** An index that was there before. */
class KeptIndexTest {
    @TempDir
    Path folder;

    @Test
    void whatWasWrittenWhileItWasAwayIsTakenIn() throws Exception {
        try (var shop = new ShopHouse(folder)) {
            assertThat(shop.find(ShopHouse.JANE, "chai")).contains("product 1");
            shop.indexes.close();
            shop.put("product", "1", Map.of("name", "Darjeeling"));
            reopen(shop);
            assertThat(again(shop, "darjeeling")).isEqualTo(1);
            assertThat(again(shop, "chai")).isZero();
            assertThat(again(shop, "blaye")).isEqualTo(1);
        }
    }

    @Test
    void aDamagedOneIsMadeAgain() throws Exception {
        try (var shop = new ShopHouse(folder)) {
            assertThat(shop.find(ShopHouse.JANE, "chai")).contains("product 1");
            shop.indexes.close();
            try (var files = Files.list(folder.resolve("index"))) {
                for (var file : files.filter(one -> !one.endsWith("write.lock")).toList()) {
                    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.write(ByteBuffer.wrap(new byte[(int) Math.min(64, channel.size())]));
                    }
                }
            }
            reopen(shop);
            assertThat(again(shop, "blaye")).isEqualTo(1);
        }
    }

    @Test
    void oneThatSomebodyElseHasOpenIsWaitedFor() throws Exception {
        try (var shop = new ShopHouse(folder)) {
            assertThat(shop.find(ShopHouse.JANE, "chai")).contains("product 1");
            try (var others = new Indexes(folder)) {
                var late = others.index("index", shop.sites, shop.tables, shop);
                assertThat(late.trouble()).contains("somebody else");
                assertThat(shop.find(ShopHouse.JANE, "blaye")).as("it is still whole").contains("product 2");
                shop.indexes.close();
                shop.again = late;
                assertThat(again(shop, "blaye")).isEqualTo(1);
                assertThat(late.trouble()).isEmpty();
            }
        }
    }

    @Test
    void aMomentWithoutMemoryIsNotItsEnd() throws Exception {
        try (var shop = new ShopHouse(folder)) {
            shop.indexes.close();
            var full = new AtomicBoolean(true);
            shop.again = shop.indexes.index("index", new Sites() {
                @Override
                public Site current() {
                    if (full.getAndSet(false)) throw new OutOfMemoryError("for a moment");
                    return shop.sites.current();
                }

                @Override
                public List<SiteProblem> problems() {
                    return shop.sites.problems();
                }
            }, shop.tables, shop);
            assertThat(again(shop, "blaye")).isEqualTo(1);
            assertThat(full).as("memory was short").isFalse();
            assertThat(shop.again.trouble()).isEmpty();
        }
    }

    private static void reopen(ShopHouse shop) {
        shop.again = shop.indexes.index("index", shop.sites, shop.tables, shop);
    }

    /** How many hits the new index has, once everything is in it. */
    private static long again(ShopHouse shop, String text) {
        var search = Indexes.search(shop.again, shop.tables, shop);
        var end = System.nanoTime() + 30_000_000_000L;
        while (!shop.again.isCurrent(shop.sites.current())) {
            if (System.nanoTime() > end) throw new AssertionError("the index is not made in time");
            LockSupport.parkNanos(1_000_000);
        }
        return search.find(shop.request(ShopHouse.HOUSE, "en"), Sought.of(text, 10)).hits().stream().filter(hit -> hit.kind().equals("product")).count();
    }
}
