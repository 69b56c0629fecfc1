package torg.launcher.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A table that representatives may do everything with, as far as its rows are their account's, and a table of its parts. The demo's own tables take no writes but by forms. */
final class Wishes implements AutoCloseable {
    private static final Map<String, String> DOCUMENTS = Map.of(
            "tables/wish.yml", """
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
                      secret: {type: text}
                      scan: {type: file, max-size: 6 MB, media-types: [application/pdf]}
                      regarding: {type: lookup, to: [account, wish]}
                    relationships:
                      labels: {to: wishlabel, inverse: wishes}
                    """,
            "tables/wishlabel.yml", "{table: wishlabel, key: number, columns: {number: {type: text, length: 20}}}",
            "tables/wishpart.yml", """
                    table: wishpart
                    key: number
                    columns:
                      number: {type: autonumber, format: P0000}
                      wish: {type: lookup, to: wish, part: true}
                      product: {type: lookup, to: product}
                      pieces: {type: integer}
                    """,
            "permissions/wishes.yml", """
                    permissions:
                      - {name: wishes, table: wish, roles: [customer-representative], scope: account, via: account, privileges: [read, create, write, delete, append, append-to]}
                      - {name: labels, table: wishlabel, roles: [customer-representative], scope: global, where: number != 'hidden', privileges: [read, create, append, append-to]}
                      - {name: parts-of-wishes, table: wishpart, scope: parent, parent: wishes, via: wish, privileges: [read, create, write, delete, append]}
                    columns:
                      - {name: wishes-without-secret, table: wish, roles: [customer-representative], columns: [account, name, pieces, price, wanted, noted, done, regarding, scan], privileges: [read, create, update]}
                    """);

    private final Path site;

    private Wishes(Path site) {
        this.site = site;
    }

    /** The tables, as soon as the portal has them. */
    static Wishes in(Portal portal) {
        DOCUMENTS.forEach((path, text) -> write(portal.site().resolve(path), text));
        Eventually.holds("wishes", () -> portal.signIn("maria.anders@alfki.example").get("/api/tables/wishpart").statusCode() == 200);
        return new Wishes(portal.site());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (var path : DOCUMENTS.keySet()) {
            try {
                Files.deleteIfExists(site.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
