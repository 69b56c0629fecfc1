package torg.web.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A server that was taken hold of, and whoever does not finish what they say. */
class JettyHoldTest {
    private static final String HALF = "GET / HTTP/1.1\r\nHost: localhost\r\nA: b";
    private final Server server = new Server();
    private final ByHand minutes = new ByHand();
    private final ServerConnector connector = new ServerConnector(server);
    private final Logger log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void start() throws Exception {
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        new JettyHold().createConnector(server);
        server.start();
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
    }

    @AfterEach
    void stop() throws Exception {
        log.detachAppender(lines);
        log.setLevel(Level.DEBUG);
        server.stop();
    }

    @Test
    void whoGoesInTheMiddleOfAHeadIsNoFault() throws Exception {
        try (var socket = say(HALF)) {
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)).doesNotContain(" 500 ");
        }
        assertNothingIsComplainedOf();
    }

    @Test
    void whoFallsSilentInTheMiddleOfAHeadIsNoFault() throws Exception {
        connector.setIdleTimeout(50);
        try (var socket = say(HALF)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)).doesNotContain(" 500 ");
        }
        assertNothingIsComplainedOf();
    }

    /** Once the connection is gone, and whatever is at work has ended. */
    private void assertNothingIsComplainedOf() throws Exception {
        while (!connector.getConnectedEndPoints().isEmpty()) Thread.sleep(5);
        server.stop();
        assertThat(lines.list).filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN)).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }

    @Test
    void whatIsNoRequestIsToldThatTheConnectionEnds() throws Exception {
        try (var socket = say("GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 400 ").containsIgnoringCase("\r\nConnection: close\r\n");
        }
    }

    @Test
    void aHeadThatTricklesEnds() throws Exception {
        try (var socket = say(HALF)) {
            var connection = connection();
            new SlowHeads(minutes).onOpened(connection);
            var come = connection.getBytesIn();
            socket.getOutputStream().write('c');
            while (connection.getBytesIn() == come) Thread.sleep(5);

            minutes.pass();

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            assertThat(minutes.tasks).isEmpty();
        }
    }

    @Test
    void whoAsksAndWhoIsSilentStays() throws Exception {
        try (var socket = say("")) {
            var connection = connection();
            new SlowHeads(minutes).onOpened(connection);
            socket.getOutputStream().write((HALF + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.getInputStream().read()).isEqualTo('H');

            minutes.pass();
            minutes.pass();

            assertThat(connection.getEndPoint().isOpen()).isTrue();
            assertThat(minutes.tasks).as("looked at again").hasSize(1);
        }
    }

    @Test
    void onlySoManyConnectionsAreTaken() {
        assertThat(connector.getBean(ConnectionLimit.class).getMaxConnections()).isEqualTo(JettyHold.MOST_CONNECTIONS);
        assertThat(connector.getBean(ConnectionLimit.class).getIdleTimeout()).isPositive();
        assertThat(connector.getBean(SlowHeads.class)).isNotNull();
    }

    /** A clock that goes when it is told to. */
    private static final class ByHand extends AbstractLifeCycle implements Scheduler {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public synchronized Task schedule(Runnable task, long delay, TimeUnit units) {
            tasks.add(task);
            return () -> remove(task);
        }

        private synchronized boolean remove(Runnable task) {
            return tasks.remove(task);
        }

        /** What is waited for happens. */
        synchronized void pass() {
            for (var left = tasks.size(); left > 0 && !tasks.isEmpty(); left--) tasks.remove().run();
        }
    }

    private Connection connection() throws InterruptedException {
        while (connector.getConnectedEndPoints().stream().noneMatch(peer -> peer.getConnection() != null)) Thread.sleep(5);
        return connector.getConnectedEndPoints().iterator().next().getConnection();
    }

    private Socket say(String bytes) throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
