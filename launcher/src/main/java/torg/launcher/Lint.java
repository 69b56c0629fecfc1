package torg.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;
import torg.api.program.Refusal;
import torg.api.program.Usage;

/**
 * {@code torg lint}: reads a site as the portal does, with every module that would check it, those too that administrators added to the portal, and says what is wrong. It starts the house
 * in a data folder that is gone afterwards, without an ERP and without people, so that it can run beside a portal and where there is none.
 */
public final class Lint {
    private static final int WRONG = 1;
    private static final String DATA = "--data";
    private static final String MODULES = "--modules";
    /** The file of the data folder that says which modules are stopped. */
    private static final String STOPPED = "modules.properties";
    /** All that is taken, and what help says of it. */
    static final Usage USAGE = Usage.of("torg lint", "", "say what is wrong with a site, as the portal would; ends with 1 when there are errors")
            .takes("--content", "FOLDER", "").takes("--site", "NAME", "").takes("--themes", "FOLDER", "").takes(MODULES, "FOLDER,...", "").takes(DATA, "FOLDER", "")
                    .flag("--list", "say what is looked for, and no more");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LONGEST_ANSWER_BYTES = 4_000_000;
    private static final int MILLIS_FOR_AN_ANSWER = 5_000;

    private Lint() {}

    /** @param arguments the words after {@code torg lint} */
    public static void main(String[] arguments) {
        var started = new Started();
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop"));
        try {
            var given = USAGE.read(List.of(arguments));
            if (given.has("--list")) {
                LintList.print(Home.ofThisProgram(), System.out);
                return;
            }
            var found = problems(given, started);
            found.forEach(System.out::println);
            var errors = found.stream().filter(Health.Problem::fatal).count();
            System.out.println("torg: " + counted(errors, "error") + ", " + counted(found.size() - errors, "warning"));
            end(started, errors == 0 ? 0 : WRONG);
        } catch (Refusal refusal) {
            System.err.println("torg: " + refusal.getMessage());
            end(started, Refusal.EXIT_CODE);
        } catch (IOException | BundleException e) {
            System.err.println("torg: the site could not be read (" + e.getMessage() + ")");
            end(started, Refusal.EXIT_CODE);
        } catch (InterruptedException e) {
            end(started, Refusal.EXIT_CODE);
        }
    }

    private static List<Health.Problem> problems(Usage.Given given, Started started) throws IOException, BundleException, InterruptedException {
        var home = Home.ofThisProgram();
        var temporary = Files.createTempDirectory("torg-lint");
        started.add(() -> delete(temporary));
        var folder = temporary.resolve("data");
        // Where it listens and what it remembers is no business of whoever wants a site read.
        var options = Options.parse(Stream.concat(Stream.of("--port", "0", "--no-demo", "--data", folder.toString(), "--erp-url", "http://127.0.0.1:1"), options(given)).toList(), home, folder);
        options.demandFolders();
        var data = started.add(DataFolder.open(options.data()));
        var stopped = given.value(DATA).map(portal -> Path.of(portal, STOPPED)).filter(Files::isRegularFile);
        if (stopped.isPresent()) Files.copy(stopped.get(), data.folder().resolve(STOPPED));
        Logs.onlyTo(data.logs());
        started.add(Logs::end);
        int port = Port.free(InetAddress.getLoopbackAddress(), 0, "--port");
        var settings = RoomSettings.of(options, data.folder(), options.erpUrl().orElseThrow());
        started.add(House.start(home.bundles(), FrameworkProperties.of(options, port, data, settings), settings));
        return await(URI.create("http://127.0.0.1:" + port + "/health"));
    }

    /** What is given for the site, and with the modules that are given those that administrators added to the portal of this data folder. */
    private static Stream<String> options(Usage.Given given) {
        var added = given.value(DATA).map(portal -> Path.of(portal, "modules")).filter(Files::isDirectory).map(Path::toString);
        var modules = Stream.concat(added.stream(), given.value(MODULES).stream()).collect(Collectors.joining(","));
        var others = given.values().entrySet().stream().filter(option -> !Set.of(DATA, MODULES).contains(option.getKey())).map(option -> option.getKey() + "=" + option.getValue());
        return modules.isEmpty() ? others : Stream.concat(others, Stream.of(MODULES + "=" + modules));
    }

    private static List<Health.Problem> await(URI health) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var found = look(health).flatMap(Health::read).flatMap(Lint::found);
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(100);
        }
        throw new Refusal("the site was not read within " + PATIENCE.toMinutes() + " minutes; torg run tells more");
    }

    /** What was found once the site is there or has been refused; empty before. */
    private static Optional<List<Health.Problem>> found(Health health) {
        var isThere = Optional.ofNullable(health.checks().get("site")).filter(Health.Check::isReady).isPresent();
        return isThere || health.problems().stream().anyMatch(Health.Problem::fatal) ? Optional.of(health.problems()) : Optional.empty();
    }

    private static Optional<String> look(URI health) {
        try {
            var connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(MILLIS_FOR_AN_ANSWER);
            connection.setReadTimeout(MILLIS_FOR_AN_ANSWER);
            try (var stream = connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return Optional.ofNullable(stream == null ? null : new String(stream.readNBytes(LONGEST_ANSWER_BYTES), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // The port opens when the rooms are there.
            return Optional.empty();
        }
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private static void end(Started started, int exitCode) {
        started.close();
        System.exit(exitCode);
    }
}
