package torg.launcher.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A table that representatives may do everything with, as far as its rows are their account's, but for columns that administrators alone see, and a table of its parts,
 * with pages, lists, a chart, a form and a place in
 * the search. The demo's own tables take no writes but by forms.
 */
final class Wishes implements AutoCloseable {
    private static final Map<String, String> DOCUMENTS = Map.ofEntries(
            Map.entry("tables/wish.yml", """
                    table: wish
                    key: number
                    title: name
                    columns:
                      number: {type: text, length: 20}
                      account: {type: lookup, to: account, required: true}
                      name: {type: text, length: 40, search: true}
                      pieces: {type: integer}
                      price: {type: decimal, scale: 2}
                      wanted: {type: date}
                      noted: {type: datetime}
                      done: {type: boolean}
                      currency: {type: lookup, to: currency}
                      secret: {type: text, search: true}
                      cost: {type: money, scale: 2, currency: currency}
                      due: {type: date}
                      grade: {type: choice, choices: {zirconium: {en: Zirconium, nb: Sirkonium}, palladium: {en: Palladium, nb: Palladium}}}
                      scan: {type: file, max-size: 6 MB, media-types: [application/pdf]}
                      regarding: {type: lookup, to: [account, wish]}
                    relationships:
                      labels: {to: wishlabel, inverse: wishes}
                    """),
            Map.entry("tables/wishlabel.yml", "{table: wishlabel, key: number, columns: {number: {type: text, length: 20}}}"),
            Map.entry("tables/wishpart.yml", """
                    table: wishpart
                    key: number
                    columns:
                      number: {type: autonumber, format: P0000}
                      wish: {type: lookup, to: wish, part: true}
                      product: {type: lookup, to: product}
                      pieces: {type: integer}
                    """),
            Map.entry("permissions/wishes.yml", """
                    permissions:
                      - {name: all-wishes, table: wish, with: [wishpart], roles: [administrator], scope: global, privileges: [read, write]}
                      - {name: all-labels, table: wishlabel, roles: [administrator], scope: global, privileges: [read]}
                      - {name: wishes, table: wish, roles: [customer-representative], scope: account, via: account, privileges: [read, create, write, delete, append, append-to]}
                      - {name: labels, table: wishlabel, roles: [customer-representative], scope: global, where: number != 'hidden', privileges: [read, create, append, append-to]}
                      - {name: parts-of-wishes, table: wishpart, scope: parent, parent: wishes, via: wish, privileges: [read, create, write, delete, append]}
                    columns:
                      - {name: wishes-without-secret, table: wish, roles: [customer-representative], columns: [account, name, pieces, price, wanted, noted, done, regarding, scan, currency],
                         privileges: [read, create, update]}
                      - {name: labels-are-read, table: wishlabel, roles: [customer-representative], columns: "*", privileges: [read, create]}
                      - {name: parts-are-read, table: wishpart, roles: [customer-representative], columns: "*", privileges: [read, create, update]}
                    """),
            Map.entry("lists/wishes.yml", """
                    list: wishes
                    table: wish
                    columns: [{column: number, link: "/wishes/{number}"}, name, account, pieces, price, wanted, noted, account.name, cost, due, grade, secret]
                    search: [name]
                    filters: [done, grade]
                    sort: -pieces
                    export: true
                    page-size: 2
                    """),
            Map.entry("lists/wish-parts.yml", "{list: wish-parts, table: wishpart, columns: [wish, product, pieces]}"),
            Map.entry("records/wish.yml", """
                    record: wish
                    table: wish
                    row: "{number}"
                    sections: [{title: {en: Wish, nb: Ønske}, columns: [name, account, pieces, price, wanted, noted, regarding, cost, due, grade, secret]}]
                    lists: [{list: wish-parts, by: wish}]
                    """),
            Map.entry("charts/wishes.yml", "{chart: wishes, table: wish, by: account, sum: pieces}"),
            Map.entry("charts/wishes-by-grade.yml", "{chart: wishes-by-grade, table: wish, by: grade, sum: cost}"),
            Map.entry("forms/wish-part.yml", "{form: wish-part, table: wishpart, fields: [wish, product, pieces]}"),
            Map.entry("pages/wishes.md", """
                    ---
                    title: {en: Wishes, nb: Ønsker}
                    access: [customer-representative]
                    components: [{component: list, list: wishes, live: true}, {component: chart, chart: wishes}, {component: chart, chart: wishes-by-grade}]
                    ---
                    """),
            Map.entry("pages/wishes/new.md", """
                    ---
                    title: {en: A part, nb: En del}
                    components: [{component: form, form: wish-part}]
                    ---
                    """),
            Map.entry("pages/wishes/[number].md", """
                    ---
                    title: {en: Wish, nb: Ønske}
                    components:
                      - component: record
                        record: wish
                        live: true
                    ---
                    """));

    private static final String SEARCHED = "  - {table: wish, columns: {number: 8, name: 5, secret: 3}, link: \"/wishes/{number}\", facets: [account, grade]}\n";

    private final Path site;
    private final String search;

    private Wishes(Path site, String search) {
        this.site = site;
        this.search = search;
    }

    /** The tables, as soon as the portal has them. */
    static Wishes in(Portal portal) {
        var site = portal.site();
        var search = read(site.resolve("search.yml"));
        DOCUMENTS.forEach((path, text) -> write(site.resolve(path), text));
        write(site.resolve("search.yml"), search.replace("tables:\n", "tables:\n" + SEARCHED));
        var maria = portal.signIn("maria.anders@alfki.example");
        Eventually.holds("wishes", () -> maria.get("/api/tables/wishpart").statusCode() == 200 && maria.get("/wishes").statusCode() == 200);
        return new Wishes(site, search);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        write(site.resolve("search.yml"), search);
        for (var path : DOCUMENTS.keySet()) {
            try {
                Files.deleteIfExists(site.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
