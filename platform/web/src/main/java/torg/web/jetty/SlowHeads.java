package torg.web.jetty;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections on which the head of a request trickles: bytes came for a while, and no request. Jetty knows only how long a connection is silent, so a byte now
 * and then would keep one for ever. A body that still arrives has a deadline of its own, a shorter one.
 */
final class SlowHeads implements Connection.Listener {
    static final Duration LONGEST = Duration.ofMinutes(1);
    private final Scheduler scheduler;
    private final Map<Connection, Scheduler.Task> looks = new ConcurrentHashMap<>();

    SlowHeads(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void onOpened(Connection connection) {
        lookLater(connection);
    }

    @Override
    public void onClosed(Connection connection) {
        var look = looks.remove(connection);
        if (look != null) look.cancel();
    }

    private void lookLater(Connection connection) {
        var bytes = connection.getBytesIn();
        var requests = connection.getMessagesIn();
        looks.put(connection, scheduler.schedule(() -> look(connection, bytes, requests), LONGEST));
        if (!connection.getEndPoint().isOpen()) onClosed(connection); // it was closed before there was anything to cancel
    }

    private void look(Connection connection, long bytes, long requests) {
        if (connection.getBytesIn() > bytes && connection.getMessagesIn() == requests) connection.getEndPoint().close();
        else if (connection.getEndPoint().isOpen()) lookLater(connection);
    }
}
