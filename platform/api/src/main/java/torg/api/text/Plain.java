package torg.api.text;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Letters as people type them when they look for something: small, without the marks that their keyboard or memory lacks. {@code Côte} is found by {@code cote},
 * {@code Ærøskøbing} by {@code aeroskobing}. For searching alone; never for keys or equality. What it does is a fixed table, so that a database can do the same.
 */
public final class Plain {
    /** The small letters of European languages in Latin script: a plain one, then those that are written with it. */
    private static final List<String> LETTERS = List.of("aàáâãäåāăą", "cçćĉċč", "dďđð", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľŀł", "nñńņňŉ", "oòóôõöøōŏő",
            "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűų", "wŵ", "yýÿŷ", "zźżž");
    /** Marks that stand after their letter as characters of their own, as some systems write them. */
    private static final String MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0326\u0327\u0328";

    /** Characters to be replaced, each by the one at the same place of {@link #TO}, or by nothing where that has ended. */
    public static final String FROM = LETTERS.stream().map(letters -> letters.substring(1)).collect(Collectors.joining()) + MARKS;

    /** What stands for the characters of {@link #FROM}. */
    public static final String TO = LETTERS.stream().map(letters -> letters.substring(0, 1).repeat(letters.length() - 1)).collect(Collectors.joining());

    /** Letters for which two are typed. */
    public static final Map<String, String> SPELLED = Collections.unmodifiableMap(new TreeMap<>(Map.of("æ", "ae", "œ", "oe", "ß", "ss", "þ", "th")));

    private Plain() {}

    /** The text in small plain letters: {@code String.toLowerCase}, then {@link #FROM} to {@link #TO}, then {@link #SPELLED}. */
    public static String of(String text) {
        var small = text.toLowerCase(Locale.ROOT);
        if (isAscii(small)) return small;
        var plain = new StringBuilder(small.length());
        for (var letter : small.toCharArray()) {
            var at = FROM.indexOf(letter);
            if (at < 0) plain.append(letter);
            else if (at < TO.length()) plain.append(TO.charAt(at));
        }
        var spelled = plain.toString();
        for (var letter : SPELLED.entrySet()) spelled = spelled.replace(letter.getKey(), letter.getValue());
        return spelled;
    }

    /** Most words are, and have no mark. */
    private static boolean isAscii(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return false;
        }
        return true;
    }
}
