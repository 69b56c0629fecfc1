package torg.identity.passkeys;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.spi.identity.WayIn;

/** Whoever is removed loses their passkeys. It stands apart from {@link PasskeyDesk}, which itself asks who lets people in and keeps them out. */
@Component
public final class PasskeyWay implements WayIn {
    private final Passkeys passkeys;

    @Activate
    public PasskeyWay(@Reference Tables tables) {
        this.passkeys = new Passkeys(tables);
    }

    /** A device asks for a finger, a face or a PIN. */
    @Override
    public boolean isStrong(String contact) {
        return !passkeys.of(contact).isEmpty();
    }

    @Override
    public Set<String> paths() {
        return Set.of("/api/passkeys");
    }

    @Override
    public List<Change> taken(String contact) {
        return passkeys.of(contact).stream().<Change>map(passkey -> new Change.Delete(PasskeyTable.NAME, passkey.id())).toList();
    }
}
