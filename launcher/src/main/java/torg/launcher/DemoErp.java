package torg.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
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

    private DemoErp(ProcessHandle process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * @param wanted the port on loopback where it shall listen, or 0 for any free one
     * @param portal the portal's address: the ERP may call it when something changed
     */
    static DemoErp start(ErpKind kind, Home home, DataFolder data, int wanted, URI portal) throws IOException {
        var note = data.folder().resolve("erp.process");
        var old = ProcessNote.read(note);
        var left = old.flatMap(ProcessNote::alive);
        if (left.isPresent() && old.orElseThrow().startedBy(kind.demo(home, data, wanted, portal))) {
            return new DemoErp(left.get(), kind.demoAddress(wanted));
        }
        left.ifPresent(DemoErp::stop);
        int port = Port.free(InetAddress.getLoopbackAddress(), wanted, "--erp-port, or name an ERP that runs already with --erp-url");
        var command = kind.demo(home, data, port, portal);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(Files.createDirectories(data.logs()).resolve("erp.log").toFile()))
                .start();
        ProcessNote.of(process, command).write(note);
        return new DemoErp(process.toHandle(), kind.demoAddress(port));
    }

    /** Where its connector finds it. */
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
