package torg.spi.access;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.access.WebRole;
import torg.api.identity.RoleGrant;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;

/** Says which web roles a contact has. Called when a caller is made; thread-safe. Missing: a contact has {@code authenticated} only. */
@ConsumerType
public interface WebRoles {
    /**
     * Every way by which a contact that acts for an account has web roles, the implicit ones left out. What it was given itself counts for its main account;
     * what the account or its membership there gives counts while it acts for that account, and nowhere else.
     *
     * @param contact key in table {@code contact}
     * @param accounts keys in table {@code account}: the one it acts for; none asks for what the contact was given itself
     * @return immutable, sorted by role; roles that no document defines are left out
     */
    List<RoleGrant> given(String contact, List<String> accounts);

    /** The same as names of roles, sorted and immutable. */
    default SortedSet<String> rolesOf(String contact, List<String> accounts) {
        var roles = new TreeSet<String>();
        given(contact, accounts).forEach(grant -> roles.add(grant.role()));
        return Collections.unmodifiableSortedSet(roles);
    }

    /** The same names, with those among them that no document defines just now: they count again once one does. Sorted and immutable. */
    default SortedSet<String> keptOf(String contact, List<String> accounts) {
        return rolesOf(contact, accounts);
    }

    /** Names of all roles that documents define, sorted and immutable. */
    SortedSet<String> defined();

    /** What the document says of a role; empty when none defines it. */
    default Optional<WebRole> role(String name) {
        return Optional.empty();
    }

    /**
     * The changes by which a contact has exactly these roles, for a write of a service that makes more than that. They hold only while the contact has
     * what it has now: STALE, CONFLICT or NOT_FOUND else. Nothing is checked: neither that the roles are defined nor what the contact carries for them.
     *
     * @param roles none takes all away
     * @return none where nothing is to change
     */
    default List<Change> giving(String contact, Set<String> roles) {
        throw TorgException.of(ProblemKind.BUSY, "web-roles.not-given", "whoever knows the web roles does not give them");
    }

    /**
     * Give a contact exactly these roles, from the next request on.
     *
     * @throws torg.api.problem.TorgException INVALID {@code web-roles.contact-incomplete} when a role demands columns that the contact does not
     *     carry (each is a field problem), NOT_FOUND {@code web-roles.no-contact} or {@code web-roles.unknown-role}
     */
    void assign(String contact, Set<String> roles);

    /**
     * Take roles from a contact and give it others, from the next request on. What else it has stays, also what no document defines just now, and what
     * somebody else gives or takes at the same moment counts as well.
     *
     * @param take what it does not have is passed over
     * @param give wins over {@code take}
     * @throws torg.api.problem.TorgException as {@link #assign}, for roles that it does not have yet; STALE when others change its roles again and again.
     *     Nothing is changed then
     */
    default void exchange(String contact, Set<String> take, Set<String> give) {
        throw TorgException.of(ProblemKind.BUSY, "web-roles.not-given", "whoever knows the web roles does not give them");
    }

    /**
     * Give an account exactly these roles, from the next request on: everybody who acts for it has them.
     *
     * @throws torg.api.problem.TorgException NOT_FOUND {@code web-roles.no-account} or {@code web-roles.unknown-role}
     */
    void assignToAccount(String account, Set<String> roles);
}
