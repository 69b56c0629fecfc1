package torg.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with names in braces. */
final class Templates {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private Templates() {}

    /** The names a text mentions, in order. */
    static List<String> names(String text) {
        var names = new ArrayList<String>();
        var found = NAME.matcher(text);
        while (found.find()) names.add(found.group(1));
        return names;
    }

    /** The text with each name replaced by its value. */
    static String fill(String text, Function<String, String> value) {
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1))));
    }
}
