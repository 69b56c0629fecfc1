package torg.lists.forms.record;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The views of single rows a site has, by name: a part of the {@link torg.api.site.Site}. */
public record Records(Map<String, RecordView> byName) {
    public Records {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }
}
