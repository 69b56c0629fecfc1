package torg.web.door;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import torg.api.problem.TorgException;

/** What a header says behind its first value, as {@code Content-Disposition} and {@code Content-Type} do: names and values (RFC 6266, RFC 8187). */
final class Disposition {
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([A-Za-z0-9*!#$&+.^_|~-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\"]*+))");

    private Disposition() {}

    /** By name in lower case, the first of each. */
    static Map<String, String> parameters(String header) {
        var all = new HashMap<String, String>();
        for (var found = PARAMETER.matcher(header); found.find(); ) {
            // A folder before a name, as some send it, is no escape.
            var value = found.group(2) == null ? found.group(3).strip() : found.group(2).replaceAll("\\\\([\"\\\\])", "$1");
            all.putIfAbsent(found.group(1).toLowerCase(Locale.ROOT), value);
        }
        return all;
    }

    /** The name of the file that is the body of a request; empty when it has none. */
    static String filename(String header) {
        var all = parameters(header);
        var extended = all.getOrDefault("filename*", "").split("'", 3);
        if (extended.length == 3 && extended[0].equalsIgnoreCase("utf-8")) {
            try {
                return Percent.decode(extended[2], false);
            } catch (TorgException e) {
                // the plain one then
            }
        }
        return letters(all.getOrDefault("filename", ""));
    }

    /** Programs send what is not ASCII as UTF-8, and the server hands it over byte by byte. */
    private static String letters(String name) {
        try {
            return Percent.utf8(StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(name)));
        } catch (CharacterCodingException | TorgException e) {
            return name;
        }
    }

    /** A name in a form, where browsers write three signs in another way. */
    static String undone(String name) {
        return name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }
}
