package torg.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import torg.api.program.Refusal;

/** Looks before Jetty leaps: a taken port is told at once and in a sentence, not by a stack trace from inside a server. */
final class Port {
    private Port() {}

    /**
     * @param wanted a port, or 0 for any free one
     * @param option the option that a person changes when the port is taken
     * @return the port to use
     */
    static int free(InetAddress bind, int wanted, String option) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(bind, wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Refusal("port " + wanted + " on " + bind.getHostAddress() + " cannot be used (" + e.getMessage()
                    + "); stop what listens there, or choose another with " + option, e);
        }
    }
}
