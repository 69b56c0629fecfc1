package torg.order.notifications;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.identity.PersonalData;
import torg.spi.table.TableSource;

/** What people were told, what they want to be told, and how far the change feed was read. */
@Component
public final class NotificationTables implements TableSource, PersonalData {
    /**
     * A row for each time somebody is told: {@code id} is the place in the feed and the event, so one thing is told once. It holds no text: that is made of the row
     * whenever it is read, as whoever reads it. {@code due} is when a mail has to be written; empty when none has to.
     */
    static final String TOLD = "notifications_told";
    /** A row for each event of which a contact said how it wants to be told; the key is {@link #wish}. */
    static final String WISH = "notifications_wish";
    /** One row, {@link #HERE}: the place in the feed up to which everything is told. */
    static final String PLACE = "notifications_place";
    static final String HERE = "feed";
    /** One row, {@link #HERE} too: what proves the addresses by which people say that they want no more mails. */
    static final String SECRET = "notifications_secret";
    static final int LONGEST_KEY = 200;

    @Override
    public List<Table> tables() {
        return List.of(
                Table.internal(TOLD, List.of(List.of("contact", "created"), List.of("due"), List.of("created")), text("id"), text("contact"), text("account"), text("event"), text("row"),
                        Column.of("created", ColumnType.DATE_TIME).asRequired(), Column.of("read", ColumnType.BOOLEAN),
                        Column.of("shown", ColumnType.BOOLEAN), Column.of("due", ColumnType.DATE_TIME)),
                Table.internal(WISH, List.of(List.of("contact")),
                        text("id").sized(LONGEST_KEY + Event.LONGEST_NAME + 1), text("contact"), text("event"), text("mail"), Column.of("shown", ColumnType.BOOLEAN)),
                Table.internal(PLACE, List.of(), text("id"), Column.of("sequence", ColumnType.INTEGER)),
                Table.internal(SECRET, List.of(), text("id"), text("secret")));
    }

    /** What was told, without its text: that is made of rows, which are handed out themselves as far as the person may read them. */
    @Override
    public List<Kept> kept() {
        return List.of(Kept.of(TOLD, "contact", "account", "event", "row", "created", "read", "shown", "due"), Kept.of(WISH, "contact", "event", "mail", "shown"));
    }

    /** Key of what this contact wants of this event. */
    static String wish(String contact, String event) {
        return event + "/" + contact;
    }

    private static Column text(String name) {
        return Column.of(name, ColumnType.TEXT).sized(LONGEST_KEY).asRequired();
    }
}
