package torg.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the packed script, given as a person gives it at the keyboard. */
public final class Command {
    private static final Path SCRIPT = Path.of("target/torg/bin/torg").toAbsolutePath();
    private static final int SECONDS_TO_END = 300;

    private Command() {}

    /**
     * Give a command, and a line when it asks for one.
     *
     * @param typed the line, or empty
     * @param words after {@code torg}
     * @return how it ended and, after a blank, everything it said
     */
    public static String torg(String typed, List<String> words) throws IOException, InterruptedException {
        return torg(typed, words, Map.of());
    }

    /** The same with more in the environment. */
    public static String torg(String typed, List<String> words, Map<String, String> environment) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(words);
        var said = Files.createTempFile("torg-said", ".txt");
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            type(typed, process);
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(words + " did not end; it said:\n" + Files.readString(said));
            }
            return process.exitValue() + " " + Files.readString(said).strip();
        } finally {
            Files.delete(said);
        }
    }

    private static void type(String line, Process process) {
        try (var input = process.outputWriter()) {
            if (!line.isEmpty()) input.write(line + "\n");
        } catch (IOException e) {
            // it has ended without asking for it
        }
    }
}
