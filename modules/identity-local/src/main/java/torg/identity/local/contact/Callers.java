package torg.identity.local.contact;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import torg.api.access.WebRole;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.identity.local.contact.People.Person;
import torg.spi.access.WebRoles;

/** Makes callers of people. Roles are asked for each time, so that whoever keeps them decides when they change. */
public final class Callers {
    private final Supplier<WebRoles> roles;

    /** @param roles null while nobody knows any: people have none then but the implicit one */
    public Callers(Supplier<WebRoles> roles) {
        this.roles = roles;
    }

    /**
     * A person as a caller.
     *
     * @param chosen the account to act for, empty for the main one
     */
    public Caller of(Person person, Optional<String> chosen) {
        var known = roles.get();
        var accounts = person.acting(chosen);
        var given = known == null ? List.<String>of() : known.rolesOf(person.contact(), accounts);
        return Caller.contact(person.contact(), person.name(), accounts, given);
    }

    /**
     * The same in a session, or of whom a program comes for: one whose roles demand a second factor that was not proved has none of them.
     *
     * @param strong whether it was proved
     */
    public Caller of(Person person, Optional<String> chosen, boolean strong) {
        var caller = of(person, chosen);
        if (strong || !demandSecondFactor(caller.roles())) return caller;
        var withheld = new TreeSet<>(caller.roles());
        withheld.remove("authenticated");
        return caller.within(new Limits(false, Set.of(), withheld));
    }

    /** Whether one of these web roles demands a second factor. */
    public boolean demandSecondFactor(Set<String> names) {
        var known = roles.get();
        return known != null && names.stream().flatMap(name -> known.role(name).stream()).anyMatch(WebRole::secondFactor);
    }

    /** The same of all that a person has, in whichever account it acts for. */
    public boolean demandSecondFactor(Person person) {
        var acting = person.accounts().isEmpty() ? Stream.of(Optional.<String>empty()) : person.accounts().stream().map(account -> Optional.of(account.key()));
        return acting.anyMatch(account -> demandSecondFactor(of(person, account).roles()));
    }

    /** The web roles there are. */
    public Set<String> defined() {
        var known = roles.get();
        return known == null ? Set.of() : known.defined();
    }
}
