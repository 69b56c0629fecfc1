package torg.launcher;

import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the log goes; said once, before the first logger is made, because logback reads it once. What logs through java.util.logging is led there too. */
final class Logs {
    private Logs() {}

    /** Everything into this folder, what a person should know to the console too. */
    static void to(Path folder) {
        System.setProperty("torg.logs", folder.toString());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** As {@link #to}, and nothing to the console: for a program whose console lines are its answer. */
    static void onlyTo(Path folder) {
        System.setProperty("torg.console", "OFF");
        to(folder);
    }

    /** Last but the lock of the data folder: what the rooms still had to say is written. */
    static void end() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            log.stop();
        }
    }
}
