package torg.api.view;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The kinds of pages that a site declares, as the part of the {@link torg.api.site.Site}: for whoever helps people to write pages.
 *
 * @param byName sorted
 */
public record PageTypes(Map<String, PageType> byName) {
    public PageTypes {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }
}
