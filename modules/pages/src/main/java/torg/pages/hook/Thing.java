package torg.pages.hook;

import java.util.Comparator;

/**
 * Something on a site that may change.
 *
 * @param path of a page or web file its address, without language; else a name that is its kind's own
 */
record Thing(Kind kind, String path) implements Comparable<Thing> {
    private static final Comparator<Thing> ORDER = Comparator.comparing(Thing::kind).thenComparing(Thing::path);

    /** What it is, as {@code /api/content} has it; {@code SITE} is everything else that is edited. */
    enum Kind { PAGE, FILE, SNIPPET, MENUS, SITE }

    @Override
    public int compareTo(Thing other) {
        return ORDER.compare(this, other);
    }
}
