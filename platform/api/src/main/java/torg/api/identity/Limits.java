package torg.api.identity;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a caller may not do although its owner may: a program that comes with a token is given less than whoever made the token has, and somebody whose roles
 * demand a second factor has none of them until it is proved. Kept by whoever answers for rows, beside the rules.
 *
 * @param readOnly whether it changes nothing
 * @param tables the only tables it knows; none means all
 * @param withheld web roles that its owner has and it may not use: what they give is not given, what they deny stays denied
 */
public record Limits(boolean readOnly, Set<String> tables, SortedSet<String> withheld) {
    /** Nothing is kept from the caller. */
    public static final Limits NONE = new Limits(false, Set.of(), new TreeSet<>());

    public Limits {
        tables = Set.copyOf(tables);
        withheld = Collections.unmodifiableSortedSet(new TreeSet<>(withheld));
    }

    /** Whether a table is kept from the caller, for reading or for changing. */
    public boolean exclude(String table, boolean changing) {
        return changing && readOnly || !tables.isEmpty() && !tables.contains(table);
    }
}
