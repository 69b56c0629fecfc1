package torg.web.door;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** Reads the parameters of an address or of a posted form. */
final class Parameters {
    private static final int MOST = 1_000;

    private Parameters() {}

    /** Names to values, both in the order they came; unmodifiable. */
    static Map<String, List<String>> parse(String raw) {
        if (raw == null || raw.isEmpty()) return Map.of();
        var all = new LinkedHashMap<String, List<String>>();
        var count = 0;
        for (var start = 0; start <= raw.length(); ) {
            var end = raw.indexOf('&', start);
            if (end < 0) end = raw.length();
            if (end > start) {
                if (++count > MOST) throw TorgException.of(ProblemKind.TOO_LARGE, "web.parameters", "there are more than " + MOST + " parameters");
                add(all, raw.substring(start, end));
            }
            start = end + 1;
        }
        all.replaceAll((_, values) -> Collections.unmodifiableList(values));
        return Collections.unmodifiableMap(all);
    }

    private static void add(Map<String, List<String>> all, String pair) {
        var equals = pair.indexOf('=');
        var name = text(equals < 0 ? pair : pair.substring(0, equals));
        var value = equals < 0 ? "" : text(pair.substring(equals + 1));
        all.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    }

    private static String text(String raw) {
        return plain(Percent.decode(raw, true));
    }

    /** The text, if no sign in it is one that no text has. */
    static String plain(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') throw Problem.malformed("web.control-character", "a parameter holds a control character");
        }
        return text;
    }
}
