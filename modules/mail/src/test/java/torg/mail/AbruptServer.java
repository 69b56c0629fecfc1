package torg.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that takes whatever comes, lets something happen while it does, and cuts the connection with the answer, as one does that is going down. */
final class AbruptServer implements AutoCloseable {
    private static final String ANSWER = "250 taken\r\n";
    /** So long that whoever reads the answer is at it still when the connection is cut. */
    private static final String LONG = "250-taking\r\n".repeat(3_000) + ANSWER;
    final AtomicInteger taken = new AtomicInteger();
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Runnable meanwhile;

    AbruptServer(Runnable meanwhile) throws IOException {
        this.meanwhile = meanwhile;
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (true) {
            try (var client = socket.accept()) {
                take(client);
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void take(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        say(client, "220 here\r\n");
        for (var asked = in.readLine(); asked != null && !asked.equals("DATA"); asked = in.readLine()) say(client, ANSWER);
        say(client, "354 go on\r\n");
        var line = in.readLine();
        while (line != null && !line.equals(".")) line = in.readLine();
        taken.incrementAndGet();
        meanwhile.run();
        client.setSoLinger(true, 0);
        say(client, LONG);
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
