package torg.api.site;

import java.util.List;

/**
 * What is wrong with a document.
 *
 * @param at where
 * @param code stable, {@code room.kebab-case}
 * @param message one sentence: the thing, what is wrong
 * @param help what to do, starting with a verb; may name the nearest known name
 * @param fatal whether the edit is refused as a whole; else it is a warning
 * @param choices what could stand there, where a document asks for it by {@link Unknown#ASKED}; else empty
 */
public record SiteProblem(Position at, String code, String message, String help, boolean fatal, List<String> choices) {
    public SiteProblem {
        choices = List.copyOf(choices);
    }

    /** One that nobody asked about. */
    public SiteProblem(Position at, String code, String message, String help, boolean fatal) {
        this(at, code, message, help, fatal, List.of());
    }

    @Override
    public String toString() {
        return at + " " + message + (help.isEmpty() ? "" : " (" + help + ")");
    }
}
