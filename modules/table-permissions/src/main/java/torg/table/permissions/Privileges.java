package torg.table.permissions;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.access.Reason;
import torg.api.identity.RoleGrant;
import torg.api.site.Problems;
import torg.api.site.Reader;

/** What documents call privileges, and findings about rules. */
public final class Privileges {
    public static final Map<String, Privilege> ROWS = Map.of("read", Privilege.READ, "create", Privilege.CREATE, "write", Privilege.WRITE,
            "delete", Privilege.DELETE, "append", Privilege.APPEND, "append-to", Privilege.APPEND_TO);
    static final Map<String, ColumnPrivilege> COLUMNS =
            Map.of("read", ColumnPrivilege.READ, "create", ColumnPrivilege.CREATE, "update", ColumnPrivilege.UPDATE);

    private Privileges() {}

    /** The privileges of a rule; at least one has to be there. */
    static <P> Set<P> privileges(Reader reader, Map<String, P> known, Problems problems) {
        if (reader.texts("privileges").isEmpty()) {
            problems.error(reader.at("privileges"), "permissions.no-privilege", "this permission names no privilege", "add 'privileges:' with some of " + list(known));
        }
        return named(reader, "privileges", known, problems);
    }

    /** The privileges that a key of a rule lists; none without it. */
    static <P> Set<P> named(Reader reader, String key, Map<String, P> known, Problems problems) {
        var privileges = new LinkedHashSet<P>();
        for (var word : reader.texts(key)) {
            var privilege = known.get(word);
            if (privilege != null) privileges.add(privilege);
            else problems.error(reader.at(key), "permissions.unknown-privilege", "there is no privilege '" + word + "'", "use " + list(known));
        }
        return privileges;
    }

    public static String of(Privilege privilege) {
        return ROWS.entrySet().stream().filter(entry -> entry.getValue() == privilege).findFirst().orElseThrow().getKey();
    }

    public static String of(Reason.Finding finding) {
        return finding.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static String of(RoleGrant.From from) {
        return from.name().toLowerCase(Locale.ROOT);
    }

    private static String list(Map<String, ?> known) {
        return String.join(", ", known.keySet().stream().sorted().toList());
    }
}
