package torg.identity.local;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who may sign in to the demo.
 *
 * @param email in the form in which it is compared
 * @param roles web roles
 * @param contact cells of a contact to make, by column, because the ERP brings none; empty when it does
 */
record DemoPerson(String email, Set<String> roles, Map<String, Object> contact) {
    DemoPerson {
        roles = Set.copyOf(roles);
        contact = Map.copyOf(contact);
    }

    /** A role for contacts that need not sign in to the demo, so that they are what their colleagues see them to be. */
    record Bystanders(String role, List<String> contacts) {
        Bystanders {
            contacts = List.copyOf(contacts);
        }
    }
}
