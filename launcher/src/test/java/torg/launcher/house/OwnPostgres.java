package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server of one test, which may kill it. It refuses to run as root, so a root user runs it as {@code postgres}. */
final class OwnPostgres implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String WHY_NOT = "PostgreSQL's server programs (initdb, postgres) are not installed here: install the package 'postgresql', or put them on the PATH";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private final Path programs;
    private final Path folder;
    private final int port;
    private Process server;

    private OwnPostgres(Path programs) throws IOException, InterruptedException {
        this.programs = programs;
        this.folder = Files.createTempDirectory("torg-own-pg-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        this.port = freePort();
        var made = command("initdb", "-D", data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync").start();
        if (made.waitFor() != 0) throw new IOException("initdb failed: " + Files.readString(log()));
        launch();
    }

    /** Started, and answering soon; the test is skipped where there is none to start, but not where everything has to be proved. */
    static OwnPostgres start() throws IOException, InterruptedException {
        var programs = programs();
        if (System.getenv("CI") != null) assertThat(programs).as(WHY_NOT).isPresent();
        Assumptions.assumeTrue(programs.isPresent(), WHY_NOT);
        return new OwnPostgres(programs.get());
    }

    /** What a portal's store is told, so that its rows are here. */
    String settings() {
        return "url=jdbc:postgresql://127.0.0.1:" + port + "/postgres\nuser=" + USER + "\npassword=\n";
    }

    /**
     * The server and all of its processes are gone in the middle of what they do; then it is started again, on what the disk holds. What a process wrote is the system's to keep, so
     * that a disk that is not waited for ({@code fsync=off}) hides nothing here: only a computer that loses power would lose more.
     */
    void killAndBringBack() throws IOException, InterruptedException {
        kill();
        launch();
    }

    private void kill() {
        var all = Stream.concat(Stream.of(server.toHandle()), server.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    private void launch() throws IOException {
        server = command("postgres", "-D", data(), "-p", String.valueOf(port), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-k", folder.toString()).start();
    }

    @Override
    public void close() throws IOException {
        kill();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private ProcessBuilder command(String program, String... arguments) {
        var command = new ArrayList<String>();
        // It gives way to what it runs, so that what is killed is the server itself.
        if (System.getProperty("user.name").equals("root")) command.addAll(List.of("setpriv", "--reuid", USER, "--regid", USER, "--init-groups", "--"));
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path log() {
        return folder.resolve("log");
    }

    /** One that the system gives to nobody who connects while the server is away. */
    private static int freePort() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException e) {
                // taken
            }
        }
    }

    private static Optional<Path> programs() throws IOException {
        var onPath = Stream.of(System.getenv("PATH").split(":")).map(Path::of);
        try (var versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.<Path>empty()) {
            var debian = versions.sorted(Comparator.reverseOrder()).map(version -> version.resolve("bin")).toList();
            return Stream.concat(debian.stream(), onPath).filter(bin -> Files.isExecutable(bin.resolve("initdb"))).findFirst();
        }
    }
}
