package torg.launcher.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process to compare with, run by the same Java with the same flags. */
final class Peer implements AutoCloseable {
    private final Process process;
    private final URI address;
    private final long readyCpuMillis;
    private final long readyMillis;

    private Peer(Process process, URI address, long readyCpuMillis, long readyMillis) {
        this.process = process;
        this.address = address;
        this.readyCpuMillis = readyCpuMillis;
        this.readyMillis = readyMillis;
    }

    static Peer bareJetty(Path home, Path work, Path bytes) throws IOException, InterruptedException {
        var process = java(home, work.resolve("jetty.jsa"), List.of(), BareJetty.class, bytes.toString());
        try (var lines = process.inputReader()) {
            var port = lines.readLine().replace("port ", "");
            return new Peer(process, URI.create("http://127.0.0.1:" + port), 0, 0);
        }
    }

    static Peer emptyHouse(Path home, Path work, Path bytes) throws IOException, InterruptedException {
        var port = freePort();
        var start = System.nanoTime();
        var process = java(home, work.resolve("empty.jsa"), List.of("-Dtorg.bench.bytes=" + bytes), EmptyHouse.class, home.resolve("bundles").toString(), work.toString(), String.valueOf(port));
        var address = URI.create("http://127.0.0.1:" + port);
        while (!answers(address)) Thread.sleep(4);
        return new Peer(process, address, ProcessFigures.cpuMillis(process.pid()), (System.nanoTime() - start) / 1_000_000);
    }

    private static Process java(Path home, Path archive, List<String> properties, Class<?> program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + home.resolve("jvm.options"), "-XX:SharedArchiveFile=" + archive));
        command.addAll(properties);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static boolean answers(URI address) {
        try (var connection = new Connection(address)) {
            return connection.exchange(Connection.get("/")) == 200;
        } catch (IOException e) {
            // Not there yet.
            return false;
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    long readyCpuMillis() {
        return readyCpuMillis;
    }

    long readyMillis() {
        return readyMillis;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
