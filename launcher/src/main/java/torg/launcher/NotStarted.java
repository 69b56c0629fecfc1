package torg.launcher;

import java.util.regex.Pattern;

/** A bundle that should run and does not, with a reason a person can act on. */
record NotStarted(String name, String reason) {
    private static final Pattern MISSING = Pattern.compile("missing requirement \\[(\\S+) [^;]*\\] (\\S+); (.*?)(?= \\[caused by| Unresolved requirements|$)", Pattern.DOTALL);
    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([\\w.]+)");
    private static final Pattern FROM = Pattern.compile("\\(version>=([\\w.]+)\\)");

    /** @param failure what was thrown when it should have started; null when nobody tried */
    static NotStarted because(String bundle, Throwable failure) {
        return new NotStarted(bundle, failure == null ? "nobody started it" : readable(deepest(failure).getMessage(), failure));
    }

    private static Throwable deepest(Throwable failure) {
        return failure.getCause() == null ? failure : deepest(failure.getCause());
    }

    // The resolver tells the whole chain from the bundle asked for down to the one requirement that nobody meets; only the last link helps.
    private static String readable(String message, Throwable failure) {
        if (message == null) {
            return deepest(failure).getClass().getSimpleName();
        }
        String last = null;
        for (var missing = MISSING.matcher(message); missing.find();) {
            last = missing.group(1) + " needs " + requirement(missing.group(2), missing.group(3)) + ", which no bundle provides";
        }
        return last == null ? message.lines().findFirst().orElse(message) : last;
    }

    private static String requirement(String namespace, String filter) {
        var named = PACKAGE.matcher(filter);
        if (!named.find()) {
            return namespace + " " + filter;
        }
        var from = FROM.matcher(filter);
        return "package " + named.group(1) + (from.find() ? " from version " + from.group(1) : "");
    }
}
