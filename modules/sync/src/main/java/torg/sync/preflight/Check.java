package torg.sync.preflight;

import java.util.Locale;

/**
 * What a look at an ERP found out about one thing.
 *
 * @param about {@code connection}, {@code clock}, or the name of a map
 * @param found what is so, a sentence for people
 * @param remedy what to do about it; empty when nothing is
 */
public record Check(String about, Verdict verdict, String found, String remedy) {
    /** How it is. */
    public enum Verdict {
        /** As it has to be. */
        WELL,
        /** It may be meant so, or could not be seen; a person should look. */
        DOUBTFUL,
        /** Nothing will go like this. */
        BAD;

        /** For people and JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check well(String about, String found) {
        return new Check(about, Verdict.WELL, found, "");
    }

    static Check doubtful(String about, String found, String remedy) {
        return new Check(about, Verdict.DOUBTFUL, found, remedy);
    }

    static Check bad(String about, String found, String remedy) {
        return new Check(about, Verdict.BAD, found, remedy);
    }
}
