package torg.web.roles;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import torg.api.access.WebRole;

/** All web roles of a site by name, sorted; a part of the site. */
record DefinedRoles(SortedMap<String, WebRole> byName) {
    DefinedRoles {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    static DefinedRoles of(Map<String, WebRole> byName) {
        return new DefinedRoles(new TreeMap<>(byName));
    }
}
