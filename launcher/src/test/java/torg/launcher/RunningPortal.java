package torg.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A portal that runs in a process of its own, started by the packed script as a person starts it. For house tests: they speak HTTP with it,
 * stop it or kill it. What it prints is kept, and shown when it does not become ready.
 */
public final class RunningPortal implements AutoCloseable {
    private static final Path HOME = Path.of("target/torg").toAbsolutePath();
    private static final Pattern READY = Pattern.compile("Torg is ready at (\\S+) after .*; ERP at (\\S+)");
    private static final int SECONDS_TO_START = 300;
    private static final int SECONDS_TO_STOP = 120;

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private RunningPortal(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    /** Start on free ports, wait until it is ready; options given later win. */
    public static RunningPortal start(Path data, String... options) throws IOException {
        return ready(launch(data, options));
    }

    /** The same with variables of the environment. */
    public static RunningPortal startIn(Map<String, String> environment, Path data, String... options) throws IOException {
        return ready(launchFrom(HOME, environment, data, options));
    }

    /** Start another distribution than the one just packed, and wait until it is ready. */
    public static RunningPortal startFrom(Path home, Path data, String... options) throws IOException {
        return ready(launchFrom(home, Map.of(), data, options));
    }

    // Whoever asked for a ready portal gets nothing to close when there is none, so it must not be left running.
    private static RunningPortal ready(RunningPortal portal) {
        try {
            portal.awaitReady();
            return portal;
        } catch (AssertionError e) {
            portal.process.destroy();
            throw e;
        }
    }

    /** Start on free ports without waiting for anything. */
    public static RunningPortal launch(Path data, String... options) throws IOException {
        return launchFrom(HOME, Map.of(), data, options);
    }

    private static RunningPortal launchFrom(Path home, Map<String, String> environment, Path data, String... options) throws IOException {
        var command = new ArrayList<>(List.of(home.resolve("bin/torg").toString(), "run", "--port", "0", "--erp-port", "0", "--data", data.toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new RunningPortal(builder.start());
    }

    /** Bring back an ERP whose portal goes on without it, as {@code torg erp} does. */
    public static Process erp(int port, Path data) throws IOException {
        return new ProcessBuilder(HOME.resolve("bin/torg").toString(), "erp", "--port", String.valueOf(port), "--data", data.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (READY.matcher(line).matches()) {
                    ready.complete(line);
                }
            }
            ready.completeExceptionally(new IllegalStateException("the portal ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    public void awaitReady() {
        word(1);
    }

    /** Such as {@code http://127.0.0.1:40123}. */
    public URI address() {
        return URI.create(word(1));
    }

    /** The ERP that this portal works with; its OData service is at {@code /data} below it. */
    public URI erp() {
        return URI.create(word(2));
    }

    private String word(int group) {
        try {
            var matcher = READY.matcher(ready.get(SECONDS_TO_START, TimeUnit.SECONDS));
            return matcher.matches() ? matcher.group(group) : "";
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the portal did not become ready; it said:\n" + String.join("\n", lines), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the portal", e);
        }
    }

    /** Everything printed so far, standard error included. */
    public String output() {
        return String.join("\n", lines);
    }

    /** The portal's own process: the script has given way to it. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Wait for the end and say how it ended. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS_TO_START, TimeUnit.SECONDS)) {
            throw new AssertionError("the portal did not end; it said:\n" + output());
        }
        return process.exitValue();
    }

    /** As kill -9, or the power cord: nothing is stopped, nothing is written. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        var all = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
            kill();
            all.forEach(ProcessHandle::destroyForcibly); // its ERP must not write on while the folder is removed
        }
    }
}
