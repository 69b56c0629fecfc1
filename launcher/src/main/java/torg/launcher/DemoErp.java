package torg.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The demo ERP: a process of its own beside the portal, stopped together with it.
 * A portal that is killed leaves its ERP running; the next start on the same data folder takes over that one, or stops it when other settings are wanted.
 */
final class DemoErp implements AutoCloseable {
    private static final long SECONDS_TO_STOP = 10;

    private final ProcessHandle process;
    private final URI address;

    private DemoErp(ProcessHandle process, int port) {
        this.process = process;
        this.address = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * @param wanted the port on loopback where it shall listen, or 0 for any free one
     * @param wake the portal's address that the ERP calls when something changed in it
     */
    static DemoErp start(Home home, DataFolder data, int wanted, URI wake) throws IOException {
        var note = data.folder().resolve("erp.process");
        var old = ProcessNote.read(note);
        var left = old.flatMap(ProcessNote::alive);
        if (left.isPresent() && old.orElseThrow().startedBy(command(home, data, wanted, wake))) {
            return new DemoErp(left.get(), wanted);
        }
        left.ifPresent(DemoErp::stop);
        int port = Port.free(InetAddress.getLoopbackAddress(), wanted, "--erp-port, or name an ERP that runs already with --erp-url");
        var command = command(home, data, port, wake);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(Files.createDirectories(data.logs()).resolve("erp.log").toFile()))
                .start();
        ProcessNote.of(process, command).write(note);
        return new DemoErp(process.toHandle(), port);
    }

    private static List<String> command(Home home, DataFolder data, int port, URI wake) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + home.erpOptions(),
                home.erpArchive(),
                "-cp", home.erpLibraries() + "/*",
                "torg.demo.erp.Main",
                "--port", String.valueOf(port),
                "--data", data.erp().toString(),
                "--notify", wake.toString());
    }

    /** Its page for people; its OData service is at {@code /data} below it. */
    URI address() {
        return address;
    }

    /** Run something once the ERP has ended, for whatever reason. */
    void whenEnded(Runnable action) {
        process.onExit().thenRun(action);
    }

    @Override
    public void close() {
        stop(process);
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
