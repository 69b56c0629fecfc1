package torg.api.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong with documents while a site is compiled. For one thread. */
public final class Problems {
    private final Set<String> languages;
    private final List<SiteProblem> found = new ArrayList<>();

    /** For documents whose texts may be in any language. */
    public Problems() {
        this(Set.of());
    }

    /** @param languages tags of the site's languages; texts in others are wrong, unless it is empty */
    public Problems(Set<String> languages) {
        this.languages = Set.copyOf(languages);
    }

    /** Tags of the languages that texts may be in; empty when every language will do. Unmodifiable. */
    public Set<String> languages() {
        return languages;
    }

    /** The edit cannot be taken. */
    public void error(Position at, String code, String message, String help) {
        found.add(new SiteProblem(at, code, message, help, true));
    }

    /** The edit is taken, and somebody should look. */
    public void warning(Position at, String code, String message, String help) {
        found.add(new SiteProblem(at, code, message, help, false));
    }

    /** The edit cannot be taken, for a name is not known. */
    public void error(Position at, String code, String message, Unknown unknown, String otherwise) {
        found.add(new SiteProblem(at, code, message, unknown.help(otherwise), true, unknown.choices()));
    }

    /** The edit is taken, and somebody should look at a name that is not known. */
    public void warning(Position at, String code, String message, Unknown unknown, String otherwise) {
        found.add(new SiteProblem(at, code, message, unknown.help(otherwise), false, unknown.choices()));
    }

    /** Pass on what was found elsewhere. */
    public void add(SiteProblem problem) {
        found.add(problem);
    }

    /** What was found so far, in order; a copy. */
    public List<SiteProblem> found() {
        return List.copyOf(found);
    }

    /** Whether an error is among them, so that the edit is not taken. */
    public boolean fatal() {
        return found.stream().anyMatch(SiteProblem::fatal);
    }

    /** The known name that is written most alike, if any is close. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String best = null;
        var least = Math.max(2, name.length() / 3) + 1;
        for (var candidate : known) {
            var distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Edit distance; names are short. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) row[j] = j;
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var cost = Math.min(diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1), Math.min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = cost;
            }
        }
        return row[b.length()];
    }
}
