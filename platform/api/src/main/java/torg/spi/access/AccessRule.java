package torg.spi.access;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import torg.api.access.Reason;
import torg.api.access.Reason.Finding;
import torg.api.identity.Caller;
import torg.api.table.Condition;

/**
 * One of the rules a {@link Grant} is made of, for explaining it.
 *
 * @param name as the documents say it
 * @param roles the web roles it is for
 * @param denies whether it takes away instead of giving
 * @param form the form by way of which alone it counts
 * @param words which rows it means, for people who write rules
 * @param rows the same as a condition, for whoever has one of its roles
 */
public record AccessRule(String name, SortedSet<String> roles, boolean denies, Optional<String> form, String words, Condition rows) {
    public AccessRule {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /** How the rule stands to this caller and a row. */
    public Reason about(Caller caller, boolean meansTheRow) {
        var finding = roles.stream().noneMatch(caller::hasRole) ? Finding.OTHER_ROLES
                : form.isPresent() && !form.equals(caller.form()) ? Finding.FORM_ONLY
                : meansTheRow ? Finding.REACHES : Finding.OTHER_ROWS;
        return new Reason(name, roles, denies, words, finding);
    }
}
