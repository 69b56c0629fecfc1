package torg.mustache;

import java.util.Collection;
import torg.api.site.Problems;

/** Helps with names that nobody knows. */
final class Names {
    /** Longer is no misspelt name, and slow to compare. */
    private static final int LONGEST = 100;

    private Names() {}

    /** Did the author mean this one? Otherwise what else to do. */
    static String near(String name, Collection<String> known, String otherwise) {
        if (name.length() > LONGEST) return otherwise;
        return Problems.nearest(name, known).map(near -> "did you mean '" + near + "'?").orElse(otherwise);
    }
}
