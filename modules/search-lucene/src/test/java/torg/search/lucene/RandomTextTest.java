package torg.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.search.Sought;

/** Any text at all is answered, or refused as too long: texts at random, of pieces that mean something to somebody. */
class RandomTextTest {
    private static final List<String> PIECES = List.of("chai", "CÔTE", "px-49", "10248", "2026-08-25", "25.08.", "august",
            "\"", "\"", " ", " ", "\t", "\n", "-", "*", "?", "~2", "^", ":", "/.*/", "[a TO z]", "{!x}", "(", ")",
            "AND", "NOT", "\\",
            "\0", "\u001b", "\u00a0", "\u200d", "\u202e", "\ufeff", "\ufffe",
            "\ud800", "\udc00", "😀", "𝔠𝔥", "é", "e\u0301", "ß", "İ", "ﬀ", "東京", "ありがとう", "العربية", "'s", "_", ".", ",", "%", "<b>", "&amp;",
            "maxilakku", "shippingg", "the", "of", "grape juice", "lakris", "a".repeat(50), "z\u0301\u0302\u0303\u0304".repeat(8));
    private static final int TEXTS = Integer.getInteger("cases", Boolean.getBoolean("torg.full") ? 60_000 : 400);
    private static final long SEED = Long.getLong("torg.seed", Boolean.getBoolean("torg.full") ? new Random().nextLong(1_000_000) : 1);
    private static final int MOST_PIECES = 30;

    @TempDir
    Path folder;

    @Test
    void anyTextIsAnsweredOrRefused() throws Exception {
        System.out.println("texts at random from seed " + SEED);
        var dice = new Random(SEED);
        try (var shop = new ShopHouse(folder)) {
            assertThat(shop.find(ShopHouse.JANE, "chai")).isNotEmpty();
            var found = 0;
            for (var number = 0; number < TEXTS; number++) found += ask(shop, dice) ? 1 : 0;
            assertThat(found).as("texts that find something").isGreaterThan(TEXTS / 50);
        }
    }

    /** Whether something was found. */
    private static boolean ask(ShopHouse shop, Random dice) {
        var text = text(dice);
        var caller = dice.nextBoolean() ? ShopHouse.JANE : Caller.ANONYMOUS;
        try {
            var found = shop.search.find(shop.request(caller, dice.nextBoolean() ? "en" : "nb"), Sought.of(text, 5));
            assertThat(found.hits().size()).isEqualTo((int) Math.min(5, found.total()));
            return found.total() > 0;
        } catch (TorgException e) {
            assertThat(e.code()).as(text).isEqualTo("search.too-long");
            return false;
        } catch (RuntimeException e) {
            return fail("'" + text + "' is answered by a failure", e);
        }
    }

    /** Mostly short, as people type, sometimes far too long; a piece is at times cut within a character. */
    private static String text(Random dice) {
        var text = new StringBuilder();
        for (var left = 1 + dice.nextInt(dice.nextInt(4) == 0 ? MOST_PIECES : 4); left > 0; left--) {
            var piece = PIECES.get(dice.nextInt(PIECES.size()));
            text.append(dice.nextInt(8) == 0 ? piece.substring(0, dice.nextInt(piece.length() + 1)) : piece);
            if (dice.nextInt(3) == 0) text.append((char) dice.nextInt(0x10000));
            if (dice.nextInt(3) == 0) text.append(' ');
        }
        return text.toString();
    }
}
