package torg.invitations;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import torg.api.table.Change;
import torg.api.table.Row;

/**
 * Somebody asked to be let in, as it is kept until somebody decides.
 *
 * @param hash of the code that went to the address
 * @param company as it was typed
 * @param number of the customer, as it was typed; empty when it was not
 * @param account that the number, or the ERP's contact with this address, names; empty when none does
 * @param confirmed when the code came back: before that nobody else learns of it
 */
record Registration(String hash, long version, String email, String firstName, String lastName, String company, String number, Optional<String> account, Locale locale,
        Instant created, Optional<Instant> confirmed, Instant expires) {
    static final String[] COLUMNS = {"email", "firstname", "lastname", "company", "number", "account", "language", "created", "confirmed", "expires"};

    static Registration of(Row row) {
        return new Registration(row.key(), row.version(), row.text("email").orElseThrow(), row.text("firstname").orElse(""), row.text("lastname").orElse(""),
                row.text("company").orElse(""), row.text("number").orElse(""), row.text("account"), Locale.forLanguageTag(row.text("language").orElse("")),
                row.instant("created").orElseThrow(), row.instant("confirmed"), row.instant("expires").orElseThrow());
    }

    String name() {
        return (firstName + " " + lastName).strip();
    }

    /** The change after which people who decide see it, until then; of two one comes too late (STALE). */
    Change confirm(Instant now, Instant until) {
        return new Change.Update(InvitationTables.REGISTRATION, hash, OptionalLong.of(version), Map.of("confirmed", now, "expires", until));
    }

    /** The change by which it is over; of two who decide one comes too late (STALE, or NOT_FOUND). */
    Change over() {
        return new Change.Delete(InvitationTables.REGISTRATION, hash, OptionalLong.of(version));
    }
}
