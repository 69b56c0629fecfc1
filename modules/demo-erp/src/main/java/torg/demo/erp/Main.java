package torg.demo.erp;

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
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(WRONG_USAGE);
        } catch (IllegalStateException e) {
            System.err.println("The demo ERP cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Options options) {
        var started = Instant.now();
        // Without this, small answers wait for the acknowledgement of their own header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var erp = DemoErp.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(erp::close, "stop"));
        System.out.printf("Demo ERP ready at %s/ (OData: %s/data) in %d ms%n", erp.address(), erp.address(), Duration.between(started, Instant.now()).toMillis());
    }
}
