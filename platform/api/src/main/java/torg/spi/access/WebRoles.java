package torg.spi.access;

import java.util.List;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ConsumerType;

/** Says which web roles a contact has. Called when a caller is made; thread-safe. Missing: a contact has {@code authenticated} only. */
@ConsumerType
public interface WebRoles {
    /**
     * The roles of a contact acting for accounts, without the implicit ones.
     *
     * @param contact key in table {@code contact}
     * @param accounts keys in table {@code account}
     * @return immutable and sorted; roles that no document defines are left out
     */
    SortedSet<String> rolesOf(String contact, List<String> accounts);

    /**
     * Give a contact exactly these roles, from the next request on.
     *
     * @throws torg.api.problem.TorgException INVALID {@code web-roles.contact-incomplete} when a role demands columns that the contact does not
     *     carry (each is a field problem), NOT_FOUND {@code web-roles.no-contact} or {@code web-roles.unknown-role}
     */
    void assign(String contact, java.util.Set<String> roles);
}
