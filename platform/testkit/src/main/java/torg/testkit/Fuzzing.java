package torg.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for texts that end something as nobody meant it to end. Jazzer makes them up in a process of its own, led by which branches of the code each reaches; it has to be on the class
 * path of the tests.
 *
 * @param target a public class with {@code public static void fuzzerTestOneInput(byte[])}, which lets through only what must not happen
 * @param watched classes whose branches lead the search: {@code torg.search.lucene.**}
 * @param seeds texts to begin with, which reach far into the code
 * @param time how long it goes on
 */
public record Fuzzing(Class<?> target, String watched, List<String> seeds, Duration time) {
    /** For a reader of texts: seconds in every run of the tests, ten minutes in the full ones. */
    public static final Duration USUAL = Boolean.getBoolean("torg.full") ? Duration.ofMinutes(10) : Duration.ofSeconds(5);
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final String MEMORY = "-Xmx512m";
    private static final int LONGEST_INPUT = 1_000;
    private static final int SLOWEST_SECONDS = 25;
    private static final int LONGEST_TOLD = 10_000;
    private static final Pattern RUNS = Pattern.compile("Done (\\d+) runs");

    public Fuzzing {
        seeds = List.copyOf(seeds);
    }

    /**
     * Go on until the time is over, and fail with the input and the reason when one was found.
     *
     * @param folder for what Jazzer writes
     * @return how many texts were tried
     */
    public long run(Path folder) throws IOException, InterruptedException {
        var corpus = Files.createDirectories(folder.resolve("corpus"));
        for (var number = 0; number < seeds.size(); number++) Files.writeString(corpus.resolve("seed-" + number), seeds.get(number));
        var said = folder.resolve("jazzer.txt");
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), MEMORY, "--enable-native-access=ALL-UNNAMED", "-cp", classPath(), JAZZER,
                "--target_class=" + target.getName(), "--instrumentation_includes=" + watched, "--reproducer_path=" + folder, "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + time.toSeconds(), "-max_len=" + LONGEST_INPUT, "-timeout=" + SLOWEST_SECONDS, "-rss_limit_mb=0", corpus.toString())
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            var ended = process.waitFor();
            var text = Files.readString(said, StandardCharsets.ISO_8859_1);
            assertThat(ended).as("what Jazzer found in %s: %s", target.getName(), text.substring(Math.max(0, text.length() - LONGEST_TOLD))).isZero();
            var runs = RUNS.matcher(text);
            assertThat(runs.find()).as("Jazzer says how many texts it tried: %s", text).isTrue();
            return Long.parseLong(runs.group(1));
        } finally {
            process.destroyForcibly();
        }
    }

    /** It runs in another folder. */
    private static String classPath() {
        var entries = System.getProperty("java.class.path").split(File.pathSeparator);
        return Stream.of(entries).map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
    }
}
