package torg.identity.local.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who may sign in to the demo.
 *
 * @param email in the form in which it is compared
 * @param roles web roles
 * @param memberships other accounts it acts for, each with its web roles there
 * @param contact cells of a contact to make, by column, because the ERP brings none; empty when it does
 */
record DemoPerson(String email, Set<String> roles, List<Membership> memberships, Map<String, Object> contact) {
    DemoPerson {
        roles = Set.copyOf(roles);
        memberships = List.copyOf(memberships);
        contact = Map.copyOf(contact);
    }

    /** An account by key, and what the person is there. */
    record Membership(String account, List<String> roles) {
        Membership {
            roles = List.copyOf(roles);
        }
    }

    /** A role for contacts that need not sign in to the demo, so that they are what their colleagues see them to be. */
    record Bystanders(String role, List<String> contacts) {
        Bystanders {
            contacts = List.copyOf(contacts);
        }
    }
}
