package torg.mail;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.identity.PersonalData;
import torg.spi.table.TableSource;

/** Where mails wait, and where it stands what became of them. A mail may hold a link with which somebody comes in: its text goes when it is sent. */
@Component
public final class MailTable implements TableSource, PersonalData {
    static final String NAME = "mail_outgoing";
    static final String WAITING = "waiting";
    static final String SENT = "sent";
    static final String PARKED = "parked";
    /** What is longer does not do as a line of a mail's head. */
    static final int LONGEST_ADDRESS = 900;
    /** What the postman needs of one. */
    static final String[] COLUMNS = {"kind", "recipient", "subject", "plain", "html", "unsubscribe", "state", "attempts", "created", "reason"};

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(NAME, List.of(List.of("state", "due"), List.of("recipient", "created"), List.of("created")),
                Column.of("id", ColumnType.TEXT).sized(64),
                Column.of("kind", ColumnType.TEXT).sized(40).asRequired(),
                Column.of("recipient", ColumnType.TEXT).sized(254).asRequired(),
                Column.of("subject", ColumnType.TEXT).asRequired(),
                Column.of("plain", ColumnType.LONG_TEXT),
                Column.of("html", ColumnType.LONG_TEXT),
                Column.of("unsubscribe", ColumnType.TEXT).sized(LONGEST_ADDRESS),
                Column.of("state", ColumnType.TEXT).sized(10).asRequired(),
                Column.of("attempts", ColumnType.INTEGER).asRequired(),
                Column.of("due", ColumnType.DATE_TIME).asRequired(),
                Column.of("created", ColumnType.DATE_TIME).asRequired(),
                Column.of("ended", ColumnType.DATE_TIME),
                Column.of("reason", ColumnType.TEXT)));
    }

    /** Not its text: there a link may stand. */
    @Override
    public List<Kept> kept() {
        return List.of(new Kept(NAME, "recipient", Named.BY_ADDRESS, List.of("kind", "recipient", "subject", "state", "created", "ended")));
    }
}
