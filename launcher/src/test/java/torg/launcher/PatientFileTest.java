package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log as shipped: lines of requests in a file of their own, soon there, and all there after a clean end. */
@Timeout(120)
class PatientFileTest {
    @TempDir
    Path logs;

    private final LoggerContext log = new LoggerContext();

    @BeforeEach
    void start() throws Exception {
        log.setMDCAdapter(new LogbackMDCAdapter());
        log.putProperty("torg.logs", logs.toString());
        var configurator = new JoranConfigurator();
        configurator.setContext(log);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    }

    @Test
    void aLineIsThereSoonAndInTheOneFileOnly() throws Exception {
        log.getLogger("torg.web.access").info("request=1 path=/{}");
        log.getLogger("torg.web").info("life of the house");

        while (!text("access.log").endsWith(" request=1 path=/{}\n")) Thread.sleep(10);
        assertThat(text("torg.log")).contains("life of the house").doesNotContain("request=1");
        log.stop();
    }

    @Test
    void aCleanEndWritesAll() throws IOException {
        for (var i = 0; i < 1_000; i++) log.getLogger("torg.web.access").info("request=" + i);
        log.stop();

        assertThat(text("access.log").lines()).hasSize(1_000);
    }

    @Test
    void whatACallerSentIsOneLineThatNoTerminalObeys() throws IOException {
        log.getLogger("torg.web").warn("from a caller: a\r\nb\u001b[2Jc\u009b31md\u007fe\u0000f\tg \u00e6");
        log.stop();

        assertThat(text("torg.log").lines()).singleElement().asString().endsWith("from a caller: a | b | [2Jc | 31md | e | f\tg \u00e6");
    }

    @Test
    void bytesThatAreNoRequestFillNoLog() throws IOException {
        for (var name : List.of("org.eclipse.jetty.http.HttpParser", "org.eclipse.jetty.util.HostPort")) log.getLogger(name).warn("URI is too large >8192");
        log.stop();

        assertThat(text("torg.log")).isEmpty();
    }

    private String text(String file) throws IOException {
        return Files.readString(logs.resolve(file));
    }
}
