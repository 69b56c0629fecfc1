package torg.api.health;

/**
 * How a part of the house is.
 *
 * @param level what it means for the machine in front of the house
 * @param message one sentence
 * @param next what a person should do, starting with a verb; empty when nothing
 */
public record Status(Level level, String message, String next) {
    /** All is well; nothing is to be done. */
    public static Status ok(String message) {
        return new Status(Level.OK, message, "");
    }

    /** It works, and somebody should look. */
    public static Status warn(String message, String next) {
        return new Status(Level.WARN, message, next);
    }

    /** It does not work yet, or no more: the whole house counts as not ready. */
    public static Status notReady(String message, String next) {
        return new Status(Level.NOT_READY, message, next);
    }

    /** What it means for the machine in front of the house, the gravest last. */
    public enum Level {
        /** Send customers. */
        OK,
        /** Send customers, and somebody should look. */
        WARN,
        /** Do not send customers now. */
        NOT_READY
    }
}
