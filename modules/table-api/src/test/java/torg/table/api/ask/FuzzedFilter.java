package torg.table.api.ask;

import java.nio.charset.StandardCharsets;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Query;
import torg.table.api.Shop;

/** What Jazzer makes of filters: one is read and asked of the rows, or refused. */
public final class FuzzedFilter {
    private static Shop shop;

    private FuzzedFilter() {}

    public static void fuzzerInitialize() {
        shop = new Shop();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        var table = input.length % 2 == 0 ? "salesorder" : "account";
        try {
            var condition = FilterParser.parse(new String(input, StandardCharsets.UTF_8), shop.paths(Shop.MARIA, table));
            shop.tables.query(Shop.MARIA, Query.of(table).where(condition));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.MALFORMED) throw e;
        }
    }
}
