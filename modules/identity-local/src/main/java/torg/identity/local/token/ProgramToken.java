package torg.identity.local.token;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import torg.api.table.Row;

/**
 * What is kept of a token with which a program comes; the token itself is nowhere.
 *
 * @param id hash of the token
 * @param name what its owner calls it; of a token of no contact also the name under which the program acts
 * @param contact in whose name it acts; empty for a program that acts for itself
 * @param account for which it acts
 * @param roles the only web roles it has; none means all that the contact has
 * @param tables the only tables it knows; none means all
 * @param strong whether whoever made it had proved a second factor, so that it gives roles that demand one
 * @param maker who made it: key of a contact, or {@code operator}
 * @param seen about when it was last used
 */
public record ProgramToken(String id, String name, Optional<String> contact, Optional<String> account, SortedSet<String> roles, SortedSet<String> tables, boolean readOnly,
        boolean strong, String maker, Instant created, Optional<Instant> seen, Instant expires) {
    private static final String BETWEEN = ",";

    public ProgramToken {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
    }

    static ProgramToken of(Row row) {
        return new ProgramToken(row.key(), row.text("name").orElseThrow(), row.text("contact"), row.text("account"), listed(row.text("roles")), listed(row.text("tables")),
                row.is("readonly"), row.is("strong"), row.text("maker").orElseThrow(), row.instant("created").orElseThrow(), row.instant("seen"), row.instant("expires").orElseThrow());
    }

    /** The same, made by somebody who had proved a second factor, or not. */
    ProgramToken by(boolean strong) {
        return new ProgramToken(id, name, contact, account, roles, tables, readOnly, strong, maker, created, seen, expires);
    }

    /** The cells of its row, the key apart. */
    Map<String, Object> cells() {
        var cells = new HashMap<String, Object>();
        cells.put("name", name);
        cells.put("contact", contact.orElse(null));
        cells.put("account", account.orElse(null));
        cells.put("roles", roles.isEmpty() ? null : String.join(BETWEEN, roles));
        cells.put("tables", tables.isEmpty() ? null : String.join(BETWEEN, tables));
        cells.put("readonly", readOnly);
        cells.put("strong", strong);
        cells.put("maker", maker);
        cells.put("created", created);
        cells.put("expires", expires);
        return cells;
    }

    private static SortedSet<String> listed(Optional<String> text) {
        return new TreeSet<>(text.map(names -> List.of(names.split(BETWEEN))).orElse(List.of()));
    }
}
