package torg.demo.erp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Starts the demo ERP and stops it cleanly on SIGTERM. */
public final class Main {
    private static final int WRONG_USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            run(Options.parse(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("torg erp: " + e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(WRONG_USAGE);
        } catch (IllegalStateException e) {
            System.err.println("The demo ERP cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Options options) {
        var started = Instant.now();
        LogLines.use();
        // Without this, small answers wait for the acknowledgement of their own header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var erp = DemoErp.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(erp::close, "stop"));
        options.note().ifPresent(Main::write);
        System.out.printf("Demo ERP ready at %s/ (OData: %s/data) in %d ms%n", erp.address(), erp.address(), Duration.between(started, Instant.now()).toMillis());
    }

    /** In the form in which the portal's launcher notes an ERP that it started itself: number, time of birth, command. */
    private static void write(Path note) {
        var self = ProcessHandle.current();
        var born = self.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
        try {
            Files.write(note, List.of(String.valueOf(self.pid()), String.valueOf(born), self.info().commandLine().orElse("torg erp")));
        } catch (IOException e) {
            System.err.println("torg erp: the portal will not find this ERP at its next start, because '" + note + "' cannot be written (" + e.getMessage() + ")");
        }
    }
}
