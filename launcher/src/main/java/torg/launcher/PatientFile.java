package torg.launcher;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;

/**
 * A log file that is written a tenth of a second late at most, for what comes by the thousands: to write each line by itself costs more than all the rest
 * of it. A clean end writes everything; a killed process loses the last tenth of a second. Named in {@code logback.xml}, with {@code immediateFlush} false.
 */
public final class PatientFile extends RollingFileAppender<ILoggingEvent> {
    private static final int PAUSE_MILLIS = 100;

    @Override
    public void start() {
        super.start();
        if (isStarted()) {
            Thread.ofPlatform().name("torg-log-flush").daemon().start(this::flushNowAndThen);
        }
    }

    private void flushNowAndThen() {
        try {
            while (isStarted()) {
                Thread.sleep(PAUSE_MILLIS);
                flush();
            }
        } catch (InterruptedException e) {
            addInfo("the log is written when it ends");
        }
    }

    private void flush() {
        streamWriteLock.lock();
        try {
            var stream = getOutputStream();
            if (stream != null) {
                stream.flush();
            }
        } catch (IOException e) {
            addError("the log file " + getFile() + " cannot be written", e);
        } finally {
            streamWriteLock.unlock();
        }
    }
}
