package torg.table.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import torg.table.api.ask.Malformed;

/**
 * A request within a batch.
 *
 * @param id the sender's name for it
 * @param group the change set it belongs to; empty when it is judged by itself
 * @param after ids of requests and change sets that must have gone well, unless it says itself when it is to be tried
 * @param when whether it is to be tried
 * @param first of its address: a table, or {@code $id} for the row another part was about
 * @param key of a row, still encoded; empty for a table, or behind {@code $id}
 * @param end of its address: {@code $ref}, {@code $count}, or nothing
 * @param headers by lower-case name
 */
record Part(String id, String method, Optional<String> group, List<String> after, Optional<Precondition> when, String first, Optional<String> key, Optional<String> way, String end,
        Map<String, List<String>> query, Map<String, String> headers, Map<String, Object> body) {
    static final int MOST = 100;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ADDRESS = 8_000;
    private static final Pattern PATH = Pattern.compile("(?:https?://[^/]+)?(?:/api/tables/|/)?(\\$?[A-Za-z0-9_.-]+)(?:\\(([^/]+)\\))?(?:/([A-Za-z0-9_]+))?(?:/(\\$ref|\\$count))?");

    /** The parts of a batch, in order. */
    static List<Part> read(Map<String, Object> batch) {
        if (!(batch.get("requests") instanceof List<?> requests) || requests.isEmpty()) throw Malformed.body("a batch is a JSON object with a list 'requests' that is not empty");
        if (requests.size() > MOST) throw Malformed.body("a batch has at most " + MOST + " requests");
        var parts = requests.stream().map(Part::read).toList();
        check(parts);
        return parts;
    }

    boolean reads() {
        return method.equals("GET");
    }

    boolean links() {
        return end.equals("$ref");
    }

    boolean counts() {
        return end.equals("$count");
    }

    private static Part read(Object request) {
        if (!(request instanceof Map<?, ?> members)) throw Malformed.body("a request of a batch is no JSON object");
        var id = name(members, "id").orElseThrow(() -> Malformed.body("a request of a batch has no 'id' of 1 to " + LONGEST_NAME + " characters"));
        var url = members.get("url") instanceof String text && text.length() <= LONGEST_ADDRESS ? text : "";
        var question = url.indexOf('?');
        var path = PATH.matcher(question < 0 ? url : url.substring(0, question));
        if (!path.matches()) throw Malformed.body("the 'url' of request '" + Malformed.shown(id) + "' leads to no table, row or way");
        if (members.get("body") != null && !(members.get("body") instanceof Map)) throw Malformed.body("the 'body' of request '" + Malformed.shown(id) + "' is no JSON object");
        return new Part(id, method(members, id), name(members, "atomicityGroup"), texts(members.get("dependsOn")), when(members.get("if")), path.group(1), Optional.ofNullable(path.group(2)).map(Part::decoded),
                Optional.ofNullable(path.group(3)), Objects.requireNonNullElse(path.group(4), ""), question < 0 ? Map.of() : query(url.substring(question + 1)), headers(members.get("headers")), object(members.get("body")));
    }

    private static void check(List<Part> parts) {
        var known = new LinkedHashSet<String>();
        var open = Optional.<String>empty();
        var ids = new LinkedHashSet<String>();
        var done = Set.<String>of();
        for (var part : parts) {
            // what belongs together happens together: none of it asks what came of another
            if (part.group.isEmpty() || !part.group.equals(open)) done = Set.copyOf(ids);
            if (!part.group.equals(open)) {
                open.ifPresent(known::add);
                if (part.group.filter(known::contains).isPresent()) throw Malformed.body("'" + Malformed.shown(part.group.get()) + "' is named twice, or its requests do not follow each other");
                open = part.group;
            }
            for (var id : part.after) if (!known.contains(id)) throw Malformed.body("request '" + Malformed.shown(part.id) + "' depends on one that does not come before it");
            if (!done.containsAll(part.when.map(Precondition::about).orElse(Set.of()))) throw Malformed.body("the 'if' of request '" + Malformed.shown(part.id) + "' asks about one that is not done before it");
            if (part.group.isPresent() && part.reads()) throw Malformed.body("request '" + Malformed.shown(part.id) + "' reads, and a change set only changes");
            if (!known.add(part.id)) throw Malformed.body("'" + Malformed.shown(part.id) + "' is named twice");
            ids.add(part.id);
        }
    }

    private static String method(Map<?, ?> members, String id) {
        var method = members.get("method") instanceof String text ? text.toUpperCase(Locale.ROOT) : "";
        if (List.of("GET", "POST", "PATCH", "PUT", "DELETE").contains(method)) return method;
        throw Malformed.body("the 'method' of request '" + Malformed.shown(id) + "' is none of get, post, patch, put, delete");
    }

    private static Optional<String> name(Map<?, ?> members, String member) {
        return members.get(member) instanceof String text && !text.isEmpty() && text.length() <= LONGEST_NAME ? Optional.of(text) : Optional.empty();
    }

    private static List<String> texts(Object json) {
        if (json == null) return List.of();
        if (json instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) return list.stream().map(String.class::cast).toList();
        throw Malformed.body("'dependsOn' is no list of ids");
    }

    private static Optional<Precondition> when(Object json) {
        if (json == null) return Optional.empty();
        if (json instanceof String text) return Optional.of(Precondition.read(text));
        throw Malformed.body("an 'if' is no text");
    }

    private static Map<String, String> headers(Object json) {
        var headers = new LinkedHashMap<String, String>();
        if (json instanceof Map<?, ?> members) members.forEach((name, value) -> headers.put(name.toString().toLowerCase(Locale.ROOT), String.valueOf(value)));
        return headers;
    }

    @SuppressWarnings("unchecked") // an object of JSON has texts for names
    private static Map<String, Object> object(Object json) {
        return json == null ? Map.of() : (Map<String, Object>) json;
    }

    private static Map<String, List<String>> query(String text) {
        var all = new LinkedHashMap<String, List<String>>();
        for (var pair : text.split("&")) {
            var parts = pair.split("=", 2);
            if (!pair.isEmpty()) all.computeIfAbsent(unplussed(parts[0]), _ -> new ArrayList<>()).add(parts.length < 2 ? "" : unplussed(parts[1]));
        }
        return all;
    }

    private static String unplussed(String text) {
        return decoded(text.replace('+', ' '));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Malformed.body("a 'url' has a percent sign without two hexadecimal digits behind it").causedBy(e);
        }
    }
}
