package torg.invitations;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import torg.api.table.Change;
import torg.api.table.Row;

/**
 * An invitation as it is kept.
 *
 * @param email of whoever is invited; empty for a group, whose people each name their own and are written to there
 * @param contact key of the contact that the ERP has already; empty where one is made
 * @param account to which; empty for the seller's own people
 * @param acting the account that the inviter acted for
 * @param joined hash of the invitation of a group by whose code somebody came to this one
 * @param most how often it may be redeemed: more than once for a group
 */
record Invitation(String hash, long version, Optional<String> email, String firstName, String lastName, Optional<String> contact, Optional<String> account,
        SortedSet<String> roles, Locale locale, String inviter, String inviterName, Optional<String> acting, long most, long redeemed, boolean revoked,
        Optional<String> joined, Instant created, Instant expires) {
    static final String[] COLUMNS = {"email", "firstname", "lastname", "contact", "account", "roles", "language", "inviter", "invitername", "acting", "most",
            "redeemed", "revoked", "joined", "created", "expires"};

    static Invitation of(Row row) {
        return new Invitation(row.key(), row.version(), row.text("email"), row.text("firstname").orElse(""), row.text("lastname").orElse(""),
                row.text("contact"), row.text("account"), roles(row.text("roles").orElse("")), Locale.forLanguageTag(row.text("language").orElse("")),
                row.text("inviter").orElse(""), row.text("invitername").orElse(""), row.text("acting"), row.integer("most"), row.integer("redeemed"),
                row.is("revoked"), row.text("joined"), row.instant("created").orElseThrow(), row.instant("expires").orElseThrow());
    }

    static SortedSet<String> roles(String listed) {
        var roles = new TreeSet<>(List.of(listed.split(",")));
        roles.remove("");
        return roles;
    }

    static String listed(Set<String> roles) {
        return String.join(",", new TreeSet<>(roles));
    }

    boolean isGroup() {
        return email.isEmpty();
    }

    boolean isOpen(Instant now) {
        return !revoked && redeemed < most && now.isBefore(expires);
    }

    /** The change that redeems it once more, if it is as it was read: of two that redeem it for the last time one comes too late (STALE). */
    Change once() {
        return changed(Map.of("redeemed", redeemed + 1));
    }

    Change revoke() {
        return changed(Map.of("revoked", true));
    }

    private Change changed(Map<String, Object> values) {
        return new Change.Update(InvitationTables.INVITATION, hash, OptionalLong.of(version), values);
    }
}
