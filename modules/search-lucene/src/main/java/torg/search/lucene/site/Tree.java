package torg.search.lucene.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How values lie within others: texts by a sign between their parts ({@code Drinks > Tea} within {@code Drinks}), days within their month and year.
 *
 * @param sign between the parts
 * @param depth most levels; what a text says beyond them is left out
 */
public record Tree(String sign, int depth) {
    /** Of days, by what is written in {@code search.yml}: down to months, or to days. */
    public static final Map<String, Tree> OF_DAYS = Map.of("month", new Tree("-", 2), "day", new Tree("-", 3));
    private static final int DEEPEST = 5;

    /** Of texts whose parts have this sign between them. */
    static Tree of(String sign) {
        return new Tree(sign.strip(), DEEPEST);
    }

    /** The value of each level, the widest first; none of a text without any part. */
    public List<String> levels(String text) {
        var parts = Arrays.stream(text.split(Pattern.quote(sign))).map(String::strip).filter(part -> !part.isEmpty()).limit(depth).toList();
        var levels = new ArrayList<String>();
        for (var level = 1; level <= parts.size(); level++) levels.add(String.join(sign, parts.subList(0, level)));
        return levels;
    }

    /** The value that this one lies within; empty for one of the widest. */
    public Optional<String> above(String value) {
        var end = value.lastIndexOf(sign);
        return end < 0 ? Optional.empty() : Optional.of(value.substring(0, end));
    }

    /** What it adds to the one that it lies within. */
    public String last(String value) {
        return above(value).map(above -> value.substring(above.length() + sign.length())).orElse(value);
    }

    /** Whether one of the two lies within the other, or both are the same. */
    public boolean inLine(String one, String other) {
        return levels(one).contains(other) || levels(other).contains(one);
    }
}
