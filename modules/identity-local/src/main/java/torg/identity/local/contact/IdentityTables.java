package torg.identity.local.contact;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.table.TableSource;

/** Where passwords, second factors, sessions, tokens and links for who forgot the password are kept. None of the tables holds anything with which alone one could come in. */
@Component
public final class IdentityTables implements TableSource {
    /** One row a contact that may sign in. */
    public static final String CREDENTIAL = "identity_credential";
    /** One row a session; its key is the hash of the token, which only the browser has. */
    public static final String SESSION = "identity_session";

    /** One row a contact that has, or begins with, a second factor. Its secret has to be kept as it is: beside the password's hash it is the one thing with which a thief of the database gets further. */
    public static final String FACTOR = "identity_factor";
    /** One row a program's token; its key is the hash of the token, which only the program has. */
    public static final String TOKEN = "identity_token";
    /** One row a link by which somebody chooses another password; its key is the hash of the code, which only the mail has. */
    public static final String RESET = "identity_reset";
    /** One row an address with which somebody wants to sign in; its key is the hash of the code that the mail to it has, {@code stop} that of the one to the former. */
    public static final String ADDRESS = "identity_address";
    /** One row a browser from which a contact signed in; its key is a hash of both. */
    public static final String DEVICE = "identity_device";
    /** One row a contact from which somebody took what it came in with. It stays when the contact is let in again: who has a credential is in. */
    public static final String REMOVAL = "identity_removal";
    /** Characters of the name that a program's token is given. */
    public static final int LONGEST_TOKEN_NAME = 60;

    /** Characters of the network address from which somebody signed in. */
    public static final int LONGEST_ADDRESS = 64;
    /** Characters of what a browser says that it is. */
    public static final int LONGEST_AGENT = 500;

    @Override
    public List<Table> tables() {
        return List.of(
                Table.internal(CREDENTIAL, List.of(),
                        Column.of("contact", ColumnType.TEXT).sized(64),
                        Column.of("email", ColumnType.TEXT).sized(254).asRequired().asUnique(),
                        Column.of("hash", ColumnType.TEXT).asRequired(),
                        Column.of("locked", ColumnType.BOOLEAN),
                        Column.of("demo", ColumnType.BOOLEAN)),
                Table.internal(REMOVAL, List.of(),
                        Column.of("contact", ColumnType.TEXT).sized(64),
                        Column.of("removed", ColumnType.DATE_TIME).asRequired()),
                Table.internal(SESSION, List.of(List.of("expires"), List.of("contact"), List.of("subject"), List.of("elsewhere")),
                        Column.of("token", ColumnType.TEXT).sized(64),
                        Column.of("contact", ColumnType.TEXT).sized(64).asRequired(),
                        Column.of("account", ColumnType.TEXT).sized(64),
                        Column.of("csrf", ColumnType.TEXT).sized(64).asRequired(),
                        // While it is on behalf of a contact.
                        Column.of("behalf", ColumnType.TEXT).sized(64),
                        Column.of("behalf_account", ColumnType.TEXT).sized(64),
                        Column.of("behalf_csrf", ColumnType.TEXT).sized(64),
                        Column.of("behalf_until", ColumnType.DATE_TIME),
                        Column.of("address", ColumnType.TEXT).sized(LONGEST_ADDRESS),
                        Column.of("agent", ColumnType.TEXT).sized(LONGEST_AGENT),
                        Column.of("way", ColumnType.TEXT).sized(64),
                        Column.of("subject", ColumnType.TEXT).sized(255),
                        Column.of("elsewhere", ColumnType.TEXT).sized(255),
                        Column.of("note", ColumnType.LONG_TEXT),
                        Column.of("strong", ColumnType.BOOLEAN),
                        Column.of("proved", ColumnType.DATE_TIME),
                        Column.of("until", ColumnType.DATE_TIME),
                        Column.of("created", ColumnType.DATE_TIME).asRequired(),
                        Column.of("seen", ColumnType.DATE_TIME).asRequired(),
                        Column.of("expires", ColumnType.DATE_TIME).asRequired()),
                Table.internal(FACTOR, List.of(),
                        Column.of("contact", ColumnType.TEXT).sized(64),
                        Column.of("secret", ColumnType.TEXT).sized(64).asRequired(),
                        Column.of("confirmed", ColumnType.BOOLEAN).asRequired(),
                        Column.of("step", ColumnType.INTEGER),
                        Column.of("codes", ColumnType.LONG_TEXT),
                        Column.of("wrong", ColumnType.INTEGER),
                        Column.of("since", ColumnType.DATE_TIME)),
                Table.internal(TOKEN, List.of(List.of("expires"), List.of("contact")),
                        Column.of("token", ColumnType.TEXT).sized(64),
                        Column.of("name", ColumnType.TEXT).sized(LONGEST_TOKEN_NAME).asRequired(),
                        Column.of("contact", ColumnType.TEXT).sized(64),
                        Column.of("account", ColumnType.TEXT).sized(64),
                        Column.of("roles", ColumnType.LONG_TEXT),
                        Column.of("tables", ColumnType.LONG_TEXT),
                        Column.of("readonly", ColumnType.BOOLEAN).asRequired(),
                        Column.of("strong", ColumnType.BOOLEAN),
                        Column.of("maker", ColumnType.TEXT).sized(64).asRequired(),
                        Column.of("created", ColumnType.DATE_TIME).asRequired(),
                        Column.of("seen", ColumnType.DATE_TIME),
                        Column.of("expires", ColumnType.DATE_TIME).asRequired()),
                Table.internal(DEVICE, List.of(List.of("contact")),
                        Column.of("device", ColumnType.TEXT).sized(64),
                        Column.of("contact", ColumnType.TEXT).sized(64).asRequired(),
                        Column.of("seen", ColumnType.DATE_TIME).asRequired()),
                Table.internal(ADDRESS, List.of(List.of("contact"), List.of("stop"), List.of("until")),
                        Column.of("code", ColumnType.TEXT).sized(64),
                        Column.of("stop", ColumnType.TEXT).sized(64).asRequired(),
                        Column.of("contact", ColumnType.TEXT).sized(64).asRequired(),
                        Column.of("email", ColumnType.TEXT).sized(254).asRequired(),
                        Column.of("former", ColumnType.TEXT).sized(254).asRequired(),
                        Column.of("version", ColumnType.INTEGER).asRequired(),
                        Column.of("confirmed", ColumnType.BOOLEAN).asRequired(),
                        Column.of("expires", ColumnType.DATE_TIME).asRequired(),
                        Column.of("until", ColumnType.DATE_TIME).asRequired()),
                Table.internal(RESET, List.of(List.of("contact"), List.of("expires")),
                        Column.of("code", ColumnType.TEXT).sized(64),
                        Column.of("contact", ColumnType.TEXT).sized(64).asRequired(),
                        Column.of("email", ColumnType.TEXT).sized(254).asRequired(),
                        Column.of("expires", ColumnType.DATE_TIME).asRequired()));
    }
}
