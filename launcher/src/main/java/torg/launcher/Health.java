package torg.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the portal says of itself at {@code /health}, to who may know.
 *
 * @param checks by name
 * @param problems of the site's documents
 */
record Health(Map<String, Check> checks, List<Problem> problems) {
    /** Token by token: a start does not pay for what binds JSON to classes. */
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * What one check says.
     *
     * @param level {@code ok}, {@code warn} or {@code not-ready}
     */
    record Check(String level, String message) {
        boolean isReady() {
            return !level.equals("not-ready");
        }
    }

    /**
     * What is wrong with a document.
     *
     * @param at file, line and column
     * @param fatal whether the portal would not take the edit
     */
    record Problem(String at, String code, String message, String help, boolean fatal) {
        @Override
        public String toString() {
            return at + " " + (fatal ? "error " : "warning ") + code + ": " + inOneLine(message) + (help.isEmpty() ? "" : " (" + inOneLine(help) + ")");
        }

        private static String inOneLine(String text) {
            return text.replaceAll("[\\t\\r\\n]", " ");
        }
    }

    /** Reads an answer; empty when it is none, or was cut short. */
    static Optional<Health> read(String answer) {
        try (var parser = JSON.createParser(answer)) {
            parser.nextToken();
            if (!(value(parser) instanceof Map<?, ?> told)) return Optional.empty();
            var checks = new LinkedHashMap<String, Check>();
            if (told.get("checks") instanceof Map<?, ?> all) all.forEach((name, check) -> checks.put(name.toString(), new Check(text(check, "level"), text(check, "message"))));
            var problems = new ArrayList<Problem>();
            if (told.get("problems") instanceof List<?> all) all.forEach(problem -> problems.add(new Problem(text(problem, "at"), text(problem, "code"), text(problem, "message"), text(problem, "help"),
                    text(problem, "fatal").equals("true"))));
            return Optional.of(new Health(checks, problems));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String text(Object of, String name) {
        return of instanceof Map<?, ?> map && map.get(name) instanceof String text ? text : "";
    }

    /** Maps, lists, and everything else as it is written; the parser stands on the value's first token and then on its last. */
    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            var map = new LinkedHashMap<String, Object>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                map.put(name, value(parser));
            }
            return map;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            var list = new ArrayList<Object>();
            while (parser.nextToken() != JsonToken.END_ARRAY) list.add(value(parser));
            return list;
        }
        return parser.getValueAsString("");
    }
}
