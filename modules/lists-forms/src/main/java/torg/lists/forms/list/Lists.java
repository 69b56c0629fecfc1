package torg.lists.forms.list;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The lists of a site, by name: a part of the {@link torg.api.site.Site}. */
public record Lists(Map<String, ListView> byName) {
    public Lists {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }
}
