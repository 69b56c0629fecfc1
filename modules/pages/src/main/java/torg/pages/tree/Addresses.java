package torg.pages.tree;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import torg.api.site.SiteSettings;

/** Arithmetic of addresses. Paths are decoded and begin with a slash; what a browser is told to follow is encoded. */
public final class Addresses {
    /** First names of addresses that the house itself serves. */
    public static final Set<String> TAKEN = Set.of("api", "assets", "files", "health", "metrics");

    private Addresses() {}

    /** Whether a browser can follow what an author wrote: a path of the site, or a whole address of a kind that leads to a page, a mailbox or a telephone. */
    public static boolean isLink(String link) {
        return link.matches("/(?![/\\\\]).*|#.*|(?i)https?://[^/\\s].*|mailto:.+|tel:.+");
    }

    static List<String> segments(String path) {
        return path.equals("/") ? List.of() : Arrays.asList(path.substring(1).split("/", -1));
    }

    /** The path with its variables filled in: {@code /orders/{number}} to {@code /orders/10248}. */
    public static String fill(String path, Map<String, String> variables) {
        var filled = path;
        for (var variable : variables.entrySet()) filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
        return filled;
    }

    public static String encode(String path) {
        if (path.chars().allMatch(c -> c == '/' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z')) return path;
        var encoded = new StringJoiner("/");
        for (var segment : path.split("/", -1)) encoded.add(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
        return encoded.toString();
    }

    /** The encoded address of a path in a language. */
    public static String in(SiteSettings settings, Locale locale, String path) {
        var prefix = settings.prefix(locale);
        return prefix.isEmpty() ? encode(path) : path.equals("/") ? prefix : prefix + encode(path);
    }

    /** The query as it was asked, with its question mark; empty when there is none. */
    public static String query(Map<String, List<String>> query) {
        if (query.isEmpty()) return "";
        var asked = new StringJoiner("&", "?", "");
        query.forEach((name, values) -> values.forEach(value ->
                asked.add(value(name) + "=" + value(value))));
        return asked.toString();
    }

    /** As it is written in a query. */
    public static String value(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
