package torg.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a client and a server on this machine and hands on what they say to each other, until it is told to lose an answer: then the server gets
 * the request and does it, and the client's connection ends instead.
 */
public final class LossyWire implements AutoCloseable {
    private final ServerSocket door;
    private final InetSocketAddress server;
    private final AtomicReference<String> loses = new AtomicReference<>();
    /** The client that waits for the answer that gets lost. */
    private final AtomicReference<Socket> waits = new AtomicReference<>();

    /** @param server where the server answers; its path is not looked at */
    public LossyWire(URI server) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where a client finds the server by way of this wire. */
    public int port() {
        return door.getLocalPort();
    }

    /** Lose the answer to the next request that has this text in it, once. */
    public void loseAnswerTo(String text) {
        loses.set(text);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client; var far = new Socket()) {
            far.connect(server);
            var there = Thread.ofVirtual().start(() -> carry(client, far));
            back(far.getInputStream(), client);
            client.close();
            there.join();
        } catch (IOException e) {
            // One of them has ended; so does this connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Socket client, Socket far) {
        var bytes = new byte[64 * 1024];
        try {
            for (var count = client.getInputStream().read(bytes); count >= 0; count = client.getInputStream().read(bytes)) {
                var wanted = loses.get();
                var lost = wanted != null && new String(bytes, 0, count, StandardCharsets.UTF_8).contains(wanted) && loses.compareAndSet(wanted, null);
                if (lost) waits.set(client);
                far.getOutputStream().write(bytes, 0, count);
            }
            far.close();
        } catch (IOException e) {
            // as above
        }
    }

    private void back(InputStream from, Socket client) throws IOException {
        var bytes = new byte[64 * 1024];
        for (var count = from.read(bytes); count >= 0; count = from.read(bytes)) {
            // It answers, so it is done.
            if (waits.compareAndSet(client, null)) return;
            client.getOutputStream().write(bytes, 0, count);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
