package torg.identity.local.contact;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;

/**
 * The rows of codes that were sent to the mailboxes of contacts, each of which is good for some time.
 *
 * @param table whose rows have a {@code contact}
 * @param end the column that says until when a row is of use
 */
public record MailedCodes(Tables tables, InstantSource clock, String table, String end) {
    private static final Caller HOUSE = Caller.service("identity-local");
    /** So many go with each new one, so that none of them takes long. */
    private static final int MOST_SWEPT = 100;

    /** The changes by which rows go that are of no use any more. */
    public List<Change> swept() {
        var over = new Condition.Compare(end, Condition.Operator.LE, new Operand.Literal(clock.instant()));
        return tables.query(HOUSE, Query.of(table).where(over).top(MOST_SWEPT)).rows().stream().<Change>map(row -> new Change.Delete(table, row.key())).toList();
    }

    /** A contact's rows. */
    public List<Row> of(String contact, String... columns) {
        return tables.query(HOUSE, Query.of(table, columns).where(Condition.eq("contact", contact))).rows();
    }

    /** Whether the moment in this column of a row is still to come. */
    public boolean isBefore(Row row, String column) {
        return row.instant(column).filter(clock.instant()::isBefore).isPresent();
    }

    /** In which language a contact is written to: its own where the site has that, else this one. */
    public Locale spoken(Site site, Locale locale, String contact) {
        return tables.find(HOUSE, "contact", contact).flatMap(row -> row.text("language")).flatMap(site.settings()::offered).orElse(locale);
    }
}
