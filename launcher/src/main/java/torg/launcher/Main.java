package torg.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.BundleException;
import torg.api.program.Refusal;

/** Starts the portal, says when it is ready, and stops what it started when it is told to. */
public final class Main {
    private final Home home;
    private final Options options;
    private final Started started;

    private Main(Home home, Options options, Started started) {
        this.home = home;
        this.options = options;
        this.started = started;
    }

    /** @param arguments the words after {@code torg run} */
    public static void main(String[] arguments) {
        var started = new Started();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
        try {
            var home = Home.ofThisProgram();
            new Main(home, Options.parse(List.of(arguments), home, stateFolder()), started).run();
        } catch (Refusal refusal) {
            end(started, Refusal.EXIT_CODE, refusal.getMessage());
        } catch (IOException | BundleException e) {
            end(started, 1, "the portal could not start (" + e.getMessage() + "); the log in the data folder tells more");
        } catch (InterruptedException e) {
            end(started, 1, "the start was interrupted");
        }
    }

    private void run() throws IOException, BundleException, InterruptedException {
        options.demandFolders();
        var data = started.add(DataFolder.open(options.data()));
        Logs.to(data.logs());
        started.add(Logs::end);
        int port = Port.free(options.bind(), options.port(), "--port");
        var portal = address(options.bind(), port);
        var erp = options.erpUrl().isPresent() ? options.erpUrl().get() : startErp(data, portal);

        var given = RoomSettings.of(options, data.folder(), erp);
        var house = started.add(House.start(home.bundles(), FrameworkProperties.of(options, port, data, given), given.overriddenBy(data.settings())));
        house.notStarted().forEach(bundle -> say("bundle " + bundle.name() + " did not start: " + bundle.reason()));

        var health = new Readiness(portal, this::say).await();
        var signIns = health.filter(_ -> options.demo()).map(told -> told.checks().get("demo-sign-ins")).map(Health.Check::message).orElse("");
        System.out.println(new Welcome(portal, sinceProcessStart(), signIns, erp));
        house.awaitStop();
    }

    private URI startErp(DataFolder data, URI portal) throws IOException {
        data.setLongLogsAside();
        var erp = started.add(DemoErp.start(options.erp(), home, data, options.erpPort(), portal));
        if (options.erp() == ErpKind.TRYTON) say("Tryton is prepared the first time, which takes some minutes; " + data.logs().resolve("erp.log") + " says how far it is");
        // The script finds in the note beside that folder on which port the portal looks for the ERP, and where it wants to hear from it.
        var back = options.erp() == ErpKind.DYNAMICS ? "torg erp --data '" + data.erp() + "'" : String.join(" ", options.erp().demo(home, data, erp.address().getPort(), portal));
        erp.whenEnded(() -> say("the demo ERP has ended; orders wait in the portal until it is back: " + back));
        return erp.address();
    }

    /** Where a browser on this machine finds it: nobody can visit "any address". */
    private static URI address(InetAddress bind, int port) {
        var host = bind.isAnyLocalAddress() ? "127.0.0.1" : bind.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    private static Duration sinceProcessStart() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    private static Path stateFolder() {
        var named = System.getenv("XDG_STATE_HOME");
        return named == null || named.isBlank() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(named);
    }

    // Once everything is being stopped, it is no news that something is not there.
    private void say(String line) {
        if (!started.isClosed()) {
            System.out.println("torg: " + line);
        }
    }

    // After a refusal or a failure everything is closed already, and has been told.
    private static void stop(Started started) {
        if (started.isClosed()) {
            return;
        }
        System.out.println("torg: stopping");
        started.close();
        System.out.println(archiveIsThere() ? "torg: stopped" : "torg: stopped; this once Java goes on to write what makes the next start faster");
    }

    private static boolean archiveIsThere() {
        var named = "-XX:SharedArchiveFile=";
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> option.startsWith(named)).allMatch(option -> Files.exists(Path.of(option.substring(named.length()))));
    }

    private static void end(Started started, int exitCode, String sentence) {
        System.err.println("torg: " + sentence);
        started.close();
        System.exit(exitCode);
    }
}
