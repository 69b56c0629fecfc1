package torg.identity.local.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.contact.Memberships;
import torg.identity.local.password.Passwords;
import torg.spi.access.WebRoles;

/** Gives people of the demo their roles and passwords, one by one, as far as their contacts are there. Whoever is set up is left alone. */
final class DemoSeed {
    private static final Caller HOUSE = Caller.service("identity-local-demo");
    private static final String ERASED = "erased";
    private final Tables tables;
    private final BooleanSupplier stopped;
    private final Passwords passwords = new Passwords();

    /** @param stopped whether to leave the rest for another time */
    DemoSeed(Tables tables, BooleanSupplier stopped) {
        this.tables = tables;
        this.stopped = stopped;
    }

    /** Set the person up; why not yet, if it cannot be done now. */
    Optional<String> settle(DemoPerson person, String password, WebRoles roles) {
        if (isErased(person)) return Optional.empty();
        var contact = contact(person);
        if (contact.isEmpty()) return Optional.of("the contact of " + person.email() + " has not come yet");
        if (tables.find(HOUSE, IdentityTables.CREDENTIAL, contact.get()).isPresent()) return Optional.empty();
        var lack = give(contact.get(), person.roles(), roles);
        if (lack.isPresent()) return lack.map(why -> person.email() + ": " + why);
        var absent = person.memberships().stream().map(DemoPerson.Membership::account).filter(account -> tables.find(HOUSE, Memberships.ACCOUNTS, account).isEmpty()).findFirst();
        if (absent.isPresent()) return absent.map(account -> person.email() + ": account '" + account + "' has not come yet");
        if (memberships(contact.get()) == 0) person.memberships().forEach(membership -> join(contact.get(), membership));
        // The credential comes last: where it is, everything before it is done.
        var hash = passwords.hash(password);
        tables.write(HOUSE, Write.of(new Change.Put(IdentityTables.CREDENTIAL, contact.get(), Map.of("email", person.email(), "hash", hash, "demo", true))));
        return Optional.empty();
    }

    /** Whoever was erased stays so: the document still has what the row no longer says. */
    private boolean isErased(DemoPerson person) {
        var table = tables.schema().table("contact");
        if (person.contact().isEmpty() || table.column(ERASED).isEmpty()) return false;
        return tables.find(HOUSE, "contact", (String) person.contact().get(table.key()), ERASED).filter(row -> row.is(ERASED)).isPresent();
    }

    private int memberships(String contact) {
        if (tables.schema().find(Memberships.TABLE).isEmpty()) return 0;
        return tables.query(HOUSE, Query.of(Memberships.TABLE).where(Condition.eq("contact", contact)).top(1)).rows().size();
    }

    private void join(String contact, DemoPerson.Membership membership) {
        tables.write(HOUSE, Write.of(new Change.Create(Memberships.TABLE, Map.of("account", membership.account(), "contact", contact, "roles", String.join(",", membership.roles())))));
    }

    /** Give those contacts the role that are there and have none; whether that was all of them. */
    boolean settle(DemoPerson.Bystanders bystanders, WebRoles roles) {
        var all = true;
        for (var contact : bystanders.contacts()) {
            if (stopped.getAsBoolean()) return false;
            if (!roles.rolesOf(contact, List.of()).isEmpty()) continue;
            all &= tables.find(HOUSE, "contact", contact).isPresent() && give(contact, Set.of(bystanders.role()), roles).isEmpty();
        }
        return all;
    }

    private Optional<String> contact(DemoPerson person) {
        var query = Query.of("contact").where(Condition.eq("email", person.email())).top(1);
        var there = tables.query(HOUSE, query).rows().stream().map(row -> row.key()).findFirst();
        if (there.isPresent() || person.contact().isEmpty()) return there;
        var key = tables.schema().table("contact").key();
        var cells = new HashMap<>(person.contact());
        cells.put("email", person.email());
        // Somebody of the seller is nobody whom the ERP should hear of.
        tables.write(HOUSE, Write.of(new Change.Put("contact", (String) cells.get(key), cells)).from("demo"));
        return Optional.of((String) cells.get(key));
    }

    /** A contact that lacks what a role needs may get it with the next change; an unknown role is a mistake in the document, told the same way. */
    private static Optional<String> give(String contact, Set<String> wanted, WebRoles roles) {
        try {
            roles.assign(contact, wanted);
            return Optional.empty();
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.NOT_FOUND) throw e;
            return Optional.of(e.getMessage());
        }
    }
}
