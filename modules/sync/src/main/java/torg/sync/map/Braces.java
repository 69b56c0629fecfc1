package torg.sync.map;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with names in braces. */
public final class Braces {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.]*)}");

    private Braces() {}

    /** The names a text mentions, in order. */
    public static List<String> names(String text) {
        var names = new ArrayList<String>();
        var found = NAME.matcher(text);
        while (found.find()) names.add(found.group(1));
        return names;
    }

    /** The text with each name replaced by its value. */
    public static String fill(String text, Function<String, String> value) {
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1))));
    }
}
