package torg.web.reply;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import torg.api.web.Reply;
import torg.web.door.Cookies;
import torg.web.door.Paths;

/** What stands above the bytes of an answer: the headers of every answer, and over them its own. */
final class Heading {
    private Heading() {}

    /** Each header once, in whatever case it is written. */
    static SortedMap<String, String> of(Reply reply) {
        var sent = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(Guard.HEADERS);
        // Before its own, so that a policy of its own counts wherever it stands among them.
        reply.headers().forEach((name, value) -> {
            if (name.equalsIgnoreCase("Content-Type") && Guard.isShutIn(value)) sent.put("Content-Security-Policy", Guard.SHUT_IN);
        });
        reply.headers().forEach((name, value) -> {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "location" -> sent.put(name, Paths.encodeStrays(value));
                case "set-cookie" -> {
                    if (!Cookies.isSession(value)) sent.put(name, value); // modules may have cookies of their own, but not the one that is the house's
                }
                // The server's own: when an answer is made and where it ends is not a module's to say.
                case "connection", "content-length", "date", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade" -> { }
                case "strict-transport-security", "x-request-id" -> { } // the house's own
                default -> sent.put(name, value);
            }
        });
        return sent;
    }
}
