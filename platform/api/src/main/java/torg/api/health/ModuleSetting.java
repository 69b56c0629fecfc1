package torg.api.health;

import java.util.List;
import java.util.Optional;

/**
 * A setting of a module, as the module declares it, and what it is now.
 *
 * @param file the file in the folder of settings in which people write it: {@code torg.mail.properties}
 * @param name its key there
 * @param kind what fits into it
 * @param least of a number, where it is bounded so
 * @param most of a number, where it is bounded so
 * @param options the only texts that fit; empty for any
 * @param usual what holds where nobody says anything; empty where that is the empty text, or where it has to be said
 * @param description what it means, and in which unit, in English
 * @param origin who says what it is now
 * @param value what it is now; empty for a secret, and where there is none. What an address holds of a user is left out
 */
public record ModuleSetting(String file, String name, Kind kind, Optional<String> least, Optional<String> most, List<String> options, String usual, String description,
        Origin origin, Optional<String> value) {
    /** Keeps a copy. */
    public ModuleSetting {
        options = List.copyOf(options);
    }

    /** What fits into a setting. */
    public enum Kind {
        /** Any text, or one of its options. */
        TEXT,
        /** A whole number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        YES_NO,
        /** A text that is shown to nobody. */
        SECRET
    }

    /** Who says what a setting is. */
    public enum Origin {
        /** Nobody: it is as the module has it. */
        USUAL,
        /** Whoever started the portal, by the command line. */
        START,
        /** The file of the folder of settings. */
        FILE
    }
}
