package torg.site;

import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import torg.api.site.Document;
import torg.api.site.Site;

/** Which documents that say who may do what are others on one site than on another. */
final class RuleChanges {
    private static final Set<String> RULES = Set.of("roles", "permissions", "tables");

    private RuleChanges() {}

    /** Their paths. */
    static SortedSet<String> between(Site before, Site after) {
        var old = rules(before);
        var now = rules(after);
        var paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        paths.removeIf(path -> Objects.equals(old.get(path), now.get(path)));
        return paths;
    }

    private static TreeMap<String, Document> rules(Site site) {
        var rules = new TreeMap<String, Document>();
        site.documents().stream().filter(document -> RULES.contains(document.folder())).forEach(document -> rules.put(document.path(), document));
        return rules;
    }
}
