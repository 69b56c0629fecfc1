package torg.api.site;

/**
 * What is wrong with a document.
 *
 * @param at where
 * @param code stable, {@code room.kebab-case}
 * @param message one sentence: the thing, what is wrong
 * @param help what to do, starting with a verb; may name the nearest known name
 * @param fatal whether the edit is refused as a whole; else it is a warning
 */
public record SiteProblem(Position at, String code, String message, String help, boolean fatal) {
    @Override
    public String toString() {
        return at + " " + message + (help.isEmpty() ? "" : " (" + help + ")");
    }
}
