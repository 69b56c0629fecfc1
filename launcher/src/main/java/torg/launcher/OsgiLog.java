package torg.launcher;

import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Leads what OSGi's own services log, such as why SCR could not make a component, to where everything else is logged. */
final class OsgiLog implements LogListener {

    @Override
    public void logged(LogEntry entry) {
        LoggerFactory.getLogger(entry.getLoggerName()).atLevel(levelOf(entry)).setCause(entry.getException())
                .log("bundle={} {}", entry.getBundle().getSymbolicName(), entry.getMessage());
    }

    // That a service came or went is news to nobody but the one who debugs.
    private static Level levelOf(LogEntry entry) {
        return switch (entry.getLogLevel()) {
            case AUDIT, ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO, DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
