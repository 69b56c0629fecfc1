package torg.demo.erp.odata;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.olingo.server.api.ODataRequest;

/** How long and how nested an address may be. Olingo reads it by recursion, so one that is nested deep enough ends the thread that reads it. */
final class Bounds {
    private static final int LONGEST = 16_000;
    private static final int DEEPEST = 50;
    /** Each is one level more. Chains of 'and' and 'or' are not: they may be long. */
    private static final Pattern LEVEL = Pattern.compile("(?i)\\b(?:not|add|sub|mul|div|mod)\\b|-(?=[\\s(]*-)");
    private static final Pattern QUOTED = Pattern.compile("'[^']*+'");

    private Bounds() {}

    static void check(List<ODataRequest> requests) throws ClientError {
        for (var request : requests) {
            check(request);
        }
    }

    static void check(ODataRequest request) throws ClientError {
        var address = decoded(request.getRawODataPath() + "?" + (request.getRawQueryPath() == null ? "" : request.getRawQueryPath()));
        if (address.length() > LONGEST) {
            throw ClientError.badRequest("the address has more than %d characters; ask in several requests".formatted(LONGEST));
        }
        var expression = QUOTED.matcher(address).replaceAll("''");
        if (depth(expression) + LEVEL.matcher(expression).results().count() > DEEPEST) {
            throw ClientError.badRequest("the address is nested more than %d levels deep".formatted(DEEPEST));
        }
    }

    /** What is badly encoded is Olingo's to refuse. */
    private static String decoded(String address) {
        try {
            return URLDecoder.decode(address, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return address;
        }
    }

    private static int depth(String expression) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < expression.length(); i++) {
            switch (expression.charAt(i)) {
                case '(' -> deepest = Math.max(deepest, ++depth);
                case ')' -> depth--;
                default -> { }
            }
        }
        return deepest;
    }
}
