package torg.launcher.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive HTTP/1.1 connection that knows just enough to count answers: a client must not cost more than what it measures. */
final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Connection(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
    }

    /** Send a request as it is and read its answer to the end. Returns the status. */
    int exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var status = Integer.parseInt(line().split(" ")[1]);
        var length = 0L;
        var chunked = false;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) length = Long.parseLong(lower.substring(15).strip());
            if (lower.startsWith("transfer-encoding:")) chunked = lower.contains("chunked");
        }
        if (chunked) skipChunks();
        else if (status != 204 && status != 304) in.skipNBytes(length);
        return status;
    }

    private void skipChunks() throws IOException {
        for (var size = Integer.parseInt(line().strip(), 16); size > 0; size = Integer.parseInt(line().strip(), 16)) {
            in.skipNBytes(size);
            line();
        }
        line();
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) throw new EOFException("the server closed the connection");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }

    static byte[] get(String path, String... headers) {
        return request("GET", path, "", headers);
    }

    static byte[] request(String method, String path, String body, String... headers) {
        var text = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (var header : headers) text.append(header).append("\r\n");
        if (!body.isEmpty()) text.append("Content-Type: application/json\r\nContent-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
