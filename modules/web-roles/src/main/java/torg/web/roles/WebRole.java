package torg.web.roles;

import java.util.List;
import torg.api.text.Text;

/**
 * A named set of rights, as {@code roles/*.yml} defines it.
 *
 * @param label for people
 * @param description one sentence for people who give roles; may be empty
 * @param needs columns of table {@code contact} that must have a value before a contact is given the role
 */
record WebRole(String name, Text label, Text description, List<String> needs) {
    WebRole {
        needs = List.copyOf(needs);
    }
}
