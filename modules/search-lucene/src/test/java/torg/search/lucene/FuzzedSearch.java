package torg.search.lucene;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.search.Found;
import torg.api.search.Sought;

/** What Jazzer asks a shop: of a text of four lines the words, a facet with its value, an order, and the key of a page. It is answered or refused, with nothing that another may see. */
public final class FuzzedSearch {
    private static final int LINES = 4;
    private static ShopHouse shop;

    private FuzzedSearch() {}

    public static void fuzzerInitialize() throws IOException {
        shop = new ShopHouse(Files.createTempDirectory(Path.of("").toAbsolutePath(), "shop"));
        shop.find(ShopHouse.JANE, "chai");
    }

    public static void fuzzerTestOneInput(byte[] input) {
        var lines = List.of(new String(input, StandardCharsets.UTF_8).split("\n", LINES));
        var page = Optional.of(line(lines, 3)).filter(key -> !key.isEmpty());
        var sought = new Sought(lines.getFirst(), Wish.chosen(List.of(line(lines, 1))), Wish.sort(line(lines, 2)), 5, page);
        for (var caller : List.of(ShopHouse.JANE, Caller.ANONYMOUS)) ask(caller, sought);
    }

    private static String line(List<String> lines, int number) {
        return number < lines.size() ? lines.get(number) : "";
    }

    private static void ask(Caller caller, Sought sought) {
        try {
            check(shop.search.find(shop.request(caller, sought.text().length() % 2 == 0 ? "en" : "nb"), sought));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.MALFORMED) throw e;
        }
    }

    private static void check(Found found) {
        for (var hit : found.hits()) {
            if (hit.key().equals("10249") || hit.key().equals("ANATR")) throw new AssertionError("Ana's '" + hit.key() + "' is found by others");
        }
        if (found.hits().size() > found.total()) throw new AssertionError(found.hits().size() + " hits of " + found.total());
    }
}
