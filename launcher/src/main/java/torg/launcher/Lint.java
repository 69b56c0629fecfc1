package torg.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;

/**
 * {@code torg lint}: reads a site as the portal does, with every module that would check it, and says what is wrong. It starts the house in a data folder
 * that is gone afterwards, without an ERP and without people, so that it can run beside a portal and where there is none.
 */
public final class Lint {
    private static final int WRONG = 1;
    private static final Set<String> OPTIONS = Set.of("--content", "--themes", "--modules");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LONGEST_ANSWER_BYTES = 4_000_000;
    private static final int MILLIS_FOR_AN_ANSWER = 5_000;
    private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";

    // Flat objects of known shape are not worth a JSON library on the launcher's class path.
    private static final Pattern SITE = Pattern.compile("\"site\":\\{\"level\":\"([a-z-]+)\"");
    private static final Pattern PROBLEM = Pattern.compile("\\{\"at\":" + TEXT + ",\"code\":" + TEXT + ",\"message\":" + TEXT + ",\"help\":" + TEXT + ",\"fatal\":(true|false)}");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    private Lint() {}

    /** @param arguments the words after {@code torg lint} */
    public static void main(String[] arguments) {
        if (List.of(arguments).equals(List.of("--list"))) {
            LintList.print(Home.ofThisProgram(), System.out);
            return;
        }
        var started = new Started();
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop"));
        try {
            var found = problems(List.of(arguments), started);
            found.forEach(System.out::println);
            var errors = found.stream().filter(Finding::fatal).count();
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

    private static List<Finding> problems(List<String> given, Started started) throws IOException, BundleException, InterruptedException {
        var home = Home.ofThisProgram();
        var temporary = Files.createTempDirectory("torg-lint");
        started.add(() -> delete(temporary));
        var folder = temporary.resolve("data");
        var options = Options.parse(Stream.concat(Stream.of("--port", "0", "--no-demo", "--data", folder.toString(), "--erp-url", "http://127.0.0.1:1"), only(given)).toList(), home, folder);
        options.demandFolders();
        var data = started.add(DataFolder.open(options.data()));
        Logs.onlyTo(data.logs());
        started.add(Logs::end);
        int port = Port.free(InetAddress.getLoopbackAddress(), 0, "--port");
        var settings = RoomSettings.of(options, data.folder(), options.erpUrl().orElseThrow());
        started.add(House.start(home.bundles(), FrameworkProperties.of(options, port, data, settings), settings));
        return await(URI.create("http://127.0.0.1:" + port + "/health"));
    }

    /** Where it listens and what it remembers is no business of whoever wants a site read. */
    private static Stream<String> only(List<String> given) {
        given.stream().filter(word -> word.startsWith("--") && !OPTIONS.contains(word.split("=", 2)[0])).findFirst().ifPresent(word -> {
            throw new Refusal("option '" + word + "' is unknown; torg lint takes --content, --themes and --modules, or --list alone");
        });
        return given.stream();
    }

    private static List<Finding> await(URI health) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var found = look(health).flatMap(Lint::read);
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(100);
        }
        throw new Refusal("the site was not read within " + PATIENCE.toMinutes() + " minutes; torg run tells more");
    }

    /** What was found once the site is there or has been refused; empty before. */
    static Optional<List<Finding>> read(String json) {
        var found = new ArrayList<Finding>();
        for (var problem = PROBLEM.matcher(json); problem.find();) {
            found.add(new Finding(plain(problem.group(1)), plain(problem.group(2)), plain(problem.group(3)), plain(problem.group(4)), problem.group(5).equals("true")));
        }
        var site = SITE.matcher(json);
        var isThere = site.find() && !site.group(1).equals("not-ready");
        return isThere || found.stream().anyMatch(Finding::fatal) ? Optional.of(found) : Optional.empty();
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

    private static String plain(String json) {
        return ESCAPED.matcher(json).replaceAll(escaped -> Matcher.quoteReplacement(escaped.group(1) != null
                ? String.valueOf((char) Integer.parseInt(escaped.group(1), 16)) : escaped.group(2).replace('n', ' ').replace('t', ' ').replace('r', ' ')));
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

    /**
     * What is wrong with a document.
     *
     * @param at file, line and column
     * @param fatal whether the portal would not take the edit
     */
    record Finding(String at, String code, String message, String help, boolean fatal) {
        @Override
        public String toString() {
            return at + " " + (fatal ? "error " : "warning ") + code + ": " + message + (help.isEmpty() ? "" : " (" + help + ")");
        }
    }
}
