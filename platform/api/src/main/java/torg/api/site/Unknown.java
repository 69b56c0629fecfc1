package torg.api.site;

import java.util.Collection;
import java.util.List;

/**
 * A name that a document says where nobody knows it.
 *
 * @param name as it is written
 * @param known those that could stand in its place
 */
public record Unknown(String name, Collection<String> known) {
    /** A name that no site has: whoever writes it, or it behind a slash, asks what could stand there, and is answered with the problem that it is ({@link SiteProblem#choices}). */
    public static final String ASKED = "whatmaystandhere";

    private static final int MOST = 5_000;

    /** The nearest of those that are known, if any is close; else what to do. */
    public String help(String otherwise) {
        return Problems.nearest(name, known).map(near -> "did you mean '" + near + "'?").orElse(otherwise);
    }

    /** What could stand there, for who asked; nothing is kept of it for anybody else. */
    public List<String> choices() {
        return name.equals(ASKED) || name.equals("/" + ASKED) ? known.stream().distinct().limit(MOST).toList() : List.of();
    }
}
