package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failure leaves in {@code torg.log}: each of its causes with the code that it is about, not everything that called it. */
class TraceTest {
    @Test
    void theFramesOfWhatCallsEverythingAreLeftOut(@TempDir Path logs) throws Exception {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("torg.logs", logs.toString());
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(TraceTest.class.getResource("/logback.xml"));
        try {
            TraceTest.class.getDeclaredMethod("fail").invoke(null);
        } catch (InvocationTargetException e) {
            var failure = new IllegalStateException("no start", e);
            failure.setStackTrace(new StackTraceElement[] {new StackTraceElement("org.apache.felix.scr.Manager", "start", "Manager.java", 1), new StackTraceElement("torg.weather.Greeter", "new", "Greeter.java", 7)});
            context.getLogger("torg.test").info("failed", failure);
        }
        context.stop();

        assertThat(Files.readString(logs.resolve("torg.log"))).contains("no start", "Greeter.java:7", "Caused by: java.lang.IllegalArgumentException: the cause", "TraceTest.fail(")
                .doesNotContain("org.apache.felix").doesNotContain("jdk.internal");
    }

    static void fail() {
        throw new IllegalArgumentException("the cause");
    }
}
