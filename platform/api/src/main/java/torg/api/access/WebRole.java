package torg.api.access;

import java.util.List;
import java.util.Set;
import torg.api.text.Text;

/**
 * A named set of rights, as a site's document defines it.
 *
 * @param name lower case letters, digits and {@code -}
 * @param label for people
 * @param description one sentence for people who give roles; may be empty
 * @param needs columns of table {@code contact} that must have a value before a contact is given the role
 * @param invites names of the roles that whoever has this one may give to people of the accounts it may add people to
 * @param deputyFor names of the roles, one or all of which a contact may have in whose place whoever has this one may work; none where it may not
 * @param secondFactor whether whoever has it proves a second factor before anything else
 */
public record WebRole(String name, Text label, Text description, List<String> needs, Set<String> invites, Set<String> deputyFor, boolean secondFactor) {
    /** One that demands no second factor. */
    public WebRole(String name, Text label, Text description, List<String> needs, Set<String> invites, Set<String> deputyFor) {
        this(name, label, description, needs, invites, deputyFor, false);
    }

    public WebRole {
        needs = List.copyOf(needs);
        invites = Set.copyOf(invites);
        deputyFor = Set.copyOf(deputyFor);
    }
}
