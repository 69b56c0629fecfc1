package torg.identity.local.session;

import java.time.Instant;
import java.util.Optional;
import torg.api.table.Row;

/**
 * On behalf of whom a session is, whether or not it still may be.
 *
 * @param account the one chosen of that contact's
 * @param csrf what writes carry instead of the session's own
 */
public record Behalf(String contact, Optional<String> account, String csrf, Instant until) {
    static Optional<Behalf> of(Row row) {
        return row.text("behalf").map(contact -> new Behalf(contact, row.text("behalf_account"), row.text("behalf_csrf").orElseThrow(), row.instant("behalf_until").orElseThrow()));
    }
}
