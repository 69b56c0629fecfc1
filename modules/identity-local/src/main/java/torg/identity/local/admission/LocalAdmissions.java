package torg.identity.local.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.identity.local.LocalIdentity;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.password.Credentials;
import torg.identity.local.password.Passwords;
import torg.spi.identity.Admissions;
import torg.spi.identity.WayIn;

/** Lets contacts in by giving them a password, and keeps them out. */
@Component(service = Admissions.class)
public final class LocalAdmissions implements Admissions {
    private static final Caller HOUSE = Caller.service("identity-local");
    private final LocalIdentity identity;
    private final Tables tables;
    private final Credentials credentials;
    private final Passwords passwords = new Passwords();

    /** Those of other modules, beside the password. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<WayIn> ways = List.of();

    @Activate
    public LocalAdmissions(@Reference LocalIdentity identity, @Reference Tables tables) {
        this.identity = identity;
        this.tables = tables;
        this.credentials = new Credentials(tables);
    }

    @Override
    public Standing standing(String contact) {
        return tables.find(HOUSE, IdentityTables.CREDENTIAL, contact, "locked").map(row -> row.is("locked") ? Standing.LOCKED : Standing.IN)
                .orElse(Standing.OUT);
    }

    @Override
    public boolean isRemoved(String contact) {
        return standing(contact) == Standing.OUT && tables.find(HOUSE, IdentityTables.REMOVAL, contact, "removed").isPresent();
    }

    @Override
    public Optional<String> holder(String email) {
        return credentials.holder(email);
    }

    @Override
    public Change admitted(String contact, String email, String password) {
        return Credentials.first(contact, email, passwords.hash(password));
    }

    @Override
    public Optional<Change> stays(Caller by, String csrf) {
        return identity.stays(by, csrf);
    }

    @Override
    public boolean lock(Caller by, String csrf, String contact, boolean locked, List<Change> with) {
        return standing(contact) == (locked ? Standing.IN : Standing.LOCKED) && done(by, csrf, with, all -> credentials.lock(contact, locked, all));
    }

    @Override
    public boolean remove(Caller by, String csrf, String contact, List<Change> with) {
        var all = new ArrayList<>(with);
        // Whoever comes in anew has another password and, for all that is known, another telephone, other passkeys and other identities elsewhere.
        ways.forEach(way -> all.addAll(way.taken(contact)));
        tables.find(HOUSE, IdentityTables.FACTOR, contact, "confirmed").ifPresent(_ -> all.add(new Change.Delete(IdentityTables.FACTOR, contact)));
        all.add(new Change.Put(IdentityTables.REMOVAL, contact, Map.of("removed", Instant.now())));
        return standing(contact) != Standing.OUT && done(by, csrf, all, changes -> credentials.remove(contact, changes));
    }

    /** Together with what holds only while the session is there. */
    private boolean done(Caller by, String csrf, List<Change> with, Consumer<List<Change>> deed) {
        var stays = stays(by, csrf);
        if (stays.isEmpty()) return false;
        var all = new ArrayList<>(with);
        all.addFirst(stays.get());
        try {
            deed.accept(all);
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND && e.kind() != ProblemKind.STALE) throw e;
            return false;
        }
    }
}
