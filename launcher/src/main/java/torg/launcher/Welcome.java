package torg.launcher;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * The one line a person waits for: where the portal is, how long it took, and how to get in.
 *
 * @param signIns what the portal says of its demo sign-ins; empty when it says nothing
 */
record Welcome(URI portal, Duration took, String signIns, URI erp) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Torg is ready at %s after %.1f s%s; ERP at %s", portal, took.toMillis() / 1000.0, signIns.isEmpty() ? "" : "; " + withinALine(signIns), erp);
    }

    private static String withinALine(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1).replaceFirst("\\.$", "");
    }
}
