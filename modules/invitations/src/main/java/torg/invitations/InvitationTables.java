package torg.invitations;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.identity.PersonalData;
import torg.spi.table.TableSource;

/** Where invitations are kept, and what was done about people. Nobody comes in with what stands there. */
@Component
public final class InvitationTables implements TableSource, PersonalData {
    /** One row an invitation; its key is the hash of the code, which only the mail has. */
    static final String INVITATION = "invitations_invitation";
    /** One row a deed; nothing is changed there any more. */
    static final String DEED = "invitations_deed";
    /** One row somebody who asks to be let in, until it is decided; its key is the hash of the code, which only the mail has. */
    static final String REGISTRATION = "invitations_registration";
    /** Characters of a text of one line, as long as a site lets a contact's name be. */
    private static final int LONGEST_NAME = 4_000;
    /** What an invitation says of whom it invites. */
    private static final List<String> INVITED = List.of("email", "firstname", "lastname", "account", "roles", "language", "created", "expires", "redeemed", "revoked");

    @Override
    public List<Table> tables() {
        return List.of(
                Table.internal(INVITATION, List.of(List.of("account", "created"), List.of("inviter", "created"), List.of("expires")),
                        Column.of("code", ColumnType.TEXT).sized(64),
                        Column.of("email", ColumnType.TEXT).sized(254),
                        Column.of("firstname", ColumnType.TEXT).sized(60),
                        Column.of("lastname", ColumnType.TEXT).sized(60),
                        Column.of("contact", ColumnType.TEXT).sized(64),
                        Column.of("account", ColumnType.TEXT).sized(64),
                        Column.of("roles", ColumnType.LONG_TEXT).asRequired(),
                        Column.of("language", ColumnType.TEXT).sized(20).asRequired(),
                        Column.of("inviter", ColumnType.TEXT).sized(64).asRequired(),
                        Column.of("invitername", ColumnType.TEXT).sized(LONGEST_NAME).asRequired(),
                        Column.of("acting", ColumnType.TEXT).sized(64),
                        Column.of("most", ColumnType.INTEGER).asRequired(),
                        Column.of("redeemed", ColumnType.INTEGER).asRequired(),
                        Column.of("revoked", ColumnType.BOOLEAN),
                        Column.of("joined", ColumnType.TEXT).sized(64),
                        Column.of("created", ColumnType.DATE_TIME).asRequired(),
                        Column.of("expires", ColumnType.DATE_TIME).asRequired()),
                Table.internal(REGISTRATION, List.of(List.of("expires"), List.of("account", "created"), List.of("created"), List.of("email")),
                        Column.of("code", ColumnType.TEXT).sized(64),
                        Column.of("email", ColumnType.TEXT).sized(254).asRequired(),
                        Column.of("firstname", ColumnType.TEXT).sized(60),
                        Column.of("lastname", ColumnType.TEXT).sized(60),
                        Column.of("company", ColumnType.TEXT).sized(160),
                        Column.of("number", ColumnType.TEXT).sized(64),
                        Column.of("account", ColumnType.TEXT).sized(64),
                        Column.of("language", ColumnType.TEXT).sized(20).asRequired(),
                        Column.of("created", ColumnType.DATE_TIME).asRequired(),
                        Column.of("confirmed", ColumnType.DATE_TIME),
                        Column.of("expires", ColumnType.DATE_TIME).asRequired()),
                Table.internal(DEED, List.of(List.of("account", "at"), List.of("at")),
                        Column.of("deed", ColumnType.TEXT).sized(64),
                        Column.of("at", ColumnType.DATE_TIME).asRequired(),
                        Column.of("did", ColumnType.TEXT).sized(20).asRequired(),
                        Column.of("doer", ColumnType.TEXT).sized(64),
                        Column.of("doername", ColumnType.TEXT).sized(LONGEST_NAME),
                        Column.of("contact", ColumnType.TEXT).sized(64),
                        Column.of("name", ColumnType.TEXT).sized(LONGEST_NAME),
                        Column.of("account", ColumnType.TEXT).sized(64),
                        Column.of("invitation", ColumnType.TEXT).sized(64),
                        Column.of("roles", ColumnType.LONG_TEXT),
                        Column.of("place", ColumnType.TEXT).sized(64)));
    }

    /** Whoever invited or did something is told that, and not about whom. What was done stays when somebody is erased, without their name and from where they came. */
    @Override
    public List<Kept> kept() {
        return List.of(new Kept(INVITATION, "email", Named.BY_ADDRESS, INVITED), new Kept(INVITATION, "contact", Named.BY_KEY, INVITED),
                Kept.of(INVITATION, "inviter", "account", "roles", "created", "expires", "redeemed", "revoked").emptied("invitername"),
                Kept.of(DEED, "contact", "at", "did", "name", "account", "roles").emptied("name", "place"),
                Kept.of(DEED, "doer", "at", "did", "account", "roles").emptied("doername", "place"),
                new Kept(REGISTRATION, "email", Named.BY_ADDRESS, List.of("email", "firstname", "lastname", "company", "number", "language", "created", "confirmed", "expires")),
                // whoever has no contact yet stands there by the address to which the invitation went
                new Kept(DEED, "name", Named.BY_ADDRESS, List.of("at", "did", "name", "account", "roles")).emptied("name", "place"));
    }
}
