package torg.testkit.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads conditions of a document the way they are said: comparisons with {@code and} between. One that says more is not judged, and fails. */
final class WhereText {
    private static final Pattern IS = Pattern.compile("(?<path>[a-z_.]+) (?<sign>!?=) (?<value>'[^']*'|\\d+|true|false)");
    private static final Pattern ONE_OF = Pattern.compile("(?<path>[a-z_.]+) in \\((?<values>'[^']*'(, '[^']*')*)\\)");
    private static final Pattern MINE = Pattern.compile("(?<path>[a-z_.]+) = caller\\.(?<whose>account-tree|account|contact)");
    private static final Pattern EMPTY = Pattern.compile("(?<path>[a-z_.]+) is (?<not>not )?empty");
    private static final Pattern FLAG = Pattern.compile("(?<not>not )?(?<path>[a-z_.]+)");

    private WhereText() {}

    static Where of(String text) {
        return Arrays.stream(text.strip().split("\\s+and\\s+")).map(WhereText::test).reduce((one, two) -> new Where.Both(one, two, false)).orElseThrow();
    }

    private static Where test(String text) {
        var is = IS.matcher(text);
        if (is.matches()) return new Where.Is(path(is.group("path")), value(is.group("value")), is.group("sign").equals("!="));
        var oneOf = ONE_OF.matcher(text);
        if (oneOf.matches()) return oneOf(path(oneOf.group("path")), oneOf.group("values"));
        var mine = MINE.matcher(text);
        if (mine.matches()) return new Where.Mine(path(mine.group("path")), Scope.of(mine.group("whose")));
        var empty = EMPTY.matcher(text);
        if (empty.matches()) return unless(empty.group("not") == null, new Where.Empty(path(empty.group("path"))));
        var flag = FLAG.matcher(text);
        if (flag.matches()) return unless(flag.group("not") == null, new Where.Is(path(flag.group("path")), true, false));
        throw new IllegalArgumentException("the oracle does not read the condition '" + text + "'; teach it, from what permissions.md says of it");
    }

    private static Where oneOf(List<String> path, String values) {
        return Arrays.stream(values.split(", ")).<Where>map(one -> new Where.Is(path, value(one), false)).reduce((one, two) -> new Where.Both(one, two, true)).orElseThrow();
    }

    private static Where unless(boolean plain, Where where) {
        return plain ? where : new Where.Not(where);
    }

    private static Object value(String text) {
        if (text.startsWith("'")) return text.substring(1, text.length() - 1);
        return text.matches("\\d+") ? Long.valueOf(text) : (Object) Boolean.valueOf(text);
    }

    private static List<String> path(String text) {
        return List.of(text.split("\\."));
    }
}
