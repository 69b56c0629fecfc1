package torg.invitations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.spi.access.WebRoles;
import torg.spi.identity.Identity;

/** Tells those who may decide that somebody waits to be let in: people of the account that is proposed, and the seller's. */
final class Deciders {
    /** So many contacts of an account, and of none, are looked at. */
    private static final int MOST_LOOKED_AT = 100;
    /** So many are written to. */
    private static final int MOST_TOLD = 10;
    private final Tables tables;
    private final Identity identity;
    private final WebRoles roles;
    private final Letters letters;

    Deciders(Tables tables, Identity identity, WebRoles roles, Letters letters) {
        this.tables = tables;
        this.identity = identity;
        this.roles = roles;
        this.letters = letters;
    }

    /** The mails, for the write after which it waits. Whom nobody can write to, or no more at this hour, sees it on the page alone. */
    List<Change> told(Site site, Optional<String> account) {
        if (tables.schema().table(Contacts.CONTACT).column("email").isEmpty()) return List.of();
        var theirs = account.map(key -> contacts(Condition.eq(Inviter.ACCOUNT, key))).orElse(List.of());
        var mails = new ArrayList<Change>();
        Stream.concat(theirs.stream(), contacts(new Condition.Empty(Inviter.ACCOUNT)).stream()).filter(row -> decides(site, row, account)).limit(MOST_TOLD)
                .forEach(row -> mail(site, row).ifPresent(mails::add));
        return mails;
    }

    private List<Row> contacts(Condition which) {
        var language = tables.schema().table(Contacts.CONTACT).column("language").isPresent();
        var query = language ? Query.of(Contacts.CONTACT, "email", Inviter.ACCOUNT, "language") : Query.of(Contacts.CONTACT, "email", Inviter.ACCOUNT);
        return tables.query(Deeds.HOUSE, query.where(which).top(MOST_LOOKED_AT)).rows();
    }

    private boolean decides(Site site, Row contact, Optional<String> account) {
        return contact.text("email").isPresent() && identity.callerOf(contact.key()).flatMap(caller -> Inviter.of(site, caller, roles))
                .filter(inviter -> inviter.mayAddTo(tables, account)).isPresent();
    }

    private Optional<Change> mail(Site site, Row contact) {
        var locale = language(contact).flatMap(site.settings()::offered).orElse(site.settings().defaultLocale());
        try {
            return Optional.of(letters.waits(site, contact.text("email").orElseThrow().toLowerCase(Locale.ROOT), locale, contact.text(Inviter.ACCOUNT).isEmpty()));
        } catch (TorgException e) {
            if (!e.code().startsWith("mail.")) throw e;
            return Optional.empty();
        }
    }

    private Optional<String> language(Row contact) {
        return tables.schema().table(Contacts.CONTACT).column("language").isPresent() ? contact.text("language") : Optional.empty();
    }
}
