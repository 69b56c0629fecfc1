package torg.launcher;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** The one line a person waits for: where the portal is, how long it took, and how to get in. */
record Welcome(URI portal, Duration took, boolean demo, URI erp) {
    private static final String SIGN_INS = """
            ; sign in with password northwind as admin@northwind.example (administrator), \
            maria.anders@alfki.example or ana.trujillo@anatr.example (representatives), \
            jane@alfki.example or sam@alfki.example (authorized users), may@anatr.example (unauthorized)""";

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Torg is ready at %s after %.1f s%s; ERP at %s",
                portal, took.toMillis() / 1000.0, demo ? SIGN_INS : "", erp);
    }
}
