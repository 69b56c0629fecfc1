package torg.identity.local;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.identity.local.contact.IdentityTables;
import torg.spi.identity.PersonalData;

/** What is kept of whoever signs in, and handed out to them: never a hash, a secret or what a browser comes with. */
@Component
public final class PersonalIdentity implements PersonalData {
    private static final String CONTACT = "contact";

    @Override
    public List<Kept> kept() {
        return List.of(Kept.of(IdentityTables.CREDENTIAL, CONTACT, "email", "locked"), Kept.of(IdentityTables.REMOVAL, CONTACT, "removed"),
                Kept.of(IdentityTables.FACTOR, CONTACT, "confirmed", "since"),
                Kept.of(IdentityTables.SESSION, CONTACT, "account", "behalf", "address", "agent", "way", "created", "seen", "expires"), Kept.of(IdentityTables.DEVICE, CONTACT, "seen"),
                // of a deputy's session that works in the person's place only that goes
                Kept.of(IdentityTables.SESSION, "behalf", "behalf_until").emptied("behalf", "behalf_account", "behalf_csrf", "behalf_until"),
                // programs of their own go on when whoever made their token is erased
                Kept.of(IdentityTables.TOKEN, "maker", "name", "created").staying(Fate.Why.RECORD),
                Kept.of(IdentityTables.TOKEN, CONTACT, "name", "account", "roles", "tables", "readonly", "created", "seen", "expires"),
                Kept.of(IdentityTables.RESET, CONTACT, "email", "expires"),
                Kept.of(IdentityTables.ADDRESS, CONTACT, "email", "former", "confirmed", "expires"));
    }
}
