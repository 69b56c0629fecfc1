package torg.api.health;

/**
 * How a part of the house is.
 *
 * @param level what it means for the machine in front of the house
 * @param message one sentence
 * @param next what a person should do, starting with a verb; empty when nothing
 */
public record Status(Level level, String message, String next) {
    public static Status ok(String message) {
        return new Status(Level.OK, message, "");
    }

    public static Status warn(String message, String next) {
        return new Status(Level.WARN, message, next);
    }

    public static Status notReady(String message, String next) {
        return new Status(Level.NOT_READY, message, next);
    }

    /** OK: send customers. WARN: send customers, and somebody should look. NOT_READY: do not send customers yet. */
    public enum Level { OK, WARN, NOT_READY }
}
