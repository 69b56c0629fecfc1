package torg.demo.erp;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * What the ERP writes down of what goes wrong: one line each, and so few a minute that whoever makes it fail on purpose cannot fill the disk. It ends in
 * a file that nobody rotates while the program runs.
 */
final class LogLines extends Formatter implements Filter {
    private static final int MOST_A_MINUTE = 20;
    private static final int MOST_FRAMES = 6;
    private static final int LONGEST = 1_000;

    private Instant minute = Instant.EPOCH;
    private int written;
    private int leftOut;

    /** Puts this in the place of how the JDK would write. */
    static void use() {
        for (var handler : Logger.getLogger("").getHandlers()) {
            var lines = new LogLines();
            handler.setFormatter(lines);
            handler.setFilter(lines);
        }
    }

    @Override
    public synchronized boolean isLoggable(LogRecord line) {
        var now = line.getInstant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(minute)) {
            minute = now;
            written = 0;
        }
        if (written == MOST_A_MINUTE) {
            leftOut++;
            return false;
        }
        written++;
        return true;
    }

    @Override
    public synchronized String format(LogRecord line) {
        var text = line.getInstant().truncatedTo(ChronoUnit.MILLIS) + " " + line.getLevel() + " " + formatMessage(line) + reason(line.getThrown());
        var shown = text.replaceAll("\\p{Cntrl}+", " ");
        var gap = leftOut == 0 ? "" : " (before this, " + leftOut + " lines were left out)";
        leftOut = 0;
        return (shown.length() > LONGEST ? shown.substring(0, LONGEST) + " ..." : shown) + gap + System.lineSeparator();
    }

    private static String reason(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        return " reason=\"" + thrown + "\" at " + Arrays.stream(thrown.getStackTrace()).limit(MOST_FRAMES).map(StackTraceElement::toString).collect(Collectors.joining(" < "));
    }
}
