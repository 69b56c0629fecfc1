package torg.store.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A PostgreSQL server for the tests of one run: a cluster of its own in a temporary folder, on a free port of the loopback address. PostgreSQL
 * refuses to run as root, so a root user runs it as {@code postgres}.
 */
public final class PostgresCluster {
    static final String WHY_NOT = "PostgreSQL's server programs (initdb, pg_ctl) are not installed here: install the package 'postgresql', or put them on the PATH";
    /** Nothing of it outlives the run; and it is not to go round hundreds of small databases in search of something to tidy, which takes as much as the tests. */
    private static final String FOR_NOTHING_TO_KEEP = " -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c checkpoint_timeout=1h -c max_wal_size=8GB -c autovacuum=off";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Optional<PostgresCluster> RUNNING = start();
    private final Path programs;
    private final Path folder;
    private final int port;
    private final boolean root = System.getProperty("user.name").equals("root");

    private PostgresCluster(Path programs) throws IOException {
        this.programs = programs;
        this.folder = Files.createTempDirectory("torg-pg-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        run("initdb", "-D", data(), "-U", user(), "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        run("pg_ctl", "-D", data(), "-w", "-t", "300", "-l", folder.resolve("log").toString(), "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c max_connections=300 -k " + folder + FOR_NOTHING_TO_KEEP, "start");
    }

    /** The server, started with the first question; empty, and said aloud, where there is none. */
    public static Optional<PostgresCluster> running() {
        return RUNNING;
    }

    public String user() {
        return "postgres";
    }

    /** The address of a database nobody else uses. */
    public String newDatabase() {
        var name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(address("postgres"), user(), ""); var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("the test's PostgreSQL made no database", e);
        }
        return address(name);
    }

    private String address(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static Optional<PostgresCluster> start() {
        var programs = programs();
        if (programs.isEmpty()) {
            System.err.println("WARNING: tests on PostgreSQL are skipped. " + WHY_NOT);
            return Optional.empty();
        }
        try {
            var cluster = new PostgresCluster(programs.get());
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop));
            return Optional.of(cluster);
        } catch (IOException e) {
            throw new IllegalStateException("the test's PostgreSQL did not start", e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void stop() {
        try {
            run("pg_ctl", "-D", data(), "-m", "immediate", "stop");
            run("rm", "-r", data());
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("the test's PostgreSQL was not cleaned up: " + e.getMessage());
        }
    }

    private void run(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (root) command.addAll(List.of("runuser", "-u", user(), "--"));
        command.add(Files.isExecutable(programs.resolve(program)) ? programs.resolve(program).toString() : program);
        command.addAll(List.of(arguments));
        var output = Files.createTempFile("torg-pg-", ".out");
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            if (process.waitFor() != 0) throw new IOException(program + " failed: " + Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " ran", e);
        } finally {
            Files.delete(output);
        }
    }

    private static Optional<Path> programs() {
        var onPath = Stream.of(System.getenv("PATH").split(":")).map(Path::of);
        try (var versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.<Path>empty()) {
            var debian = versions.sorted(Comparator.reverseOrder()).map(version -> version.resolve("bin")).toList();
            return Stream.concat(debian.stream(), onPath).filter(folder -> Files.isExecutable(folder.resolve("initdb"))).findFirst();
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + DEBIAN, e);
        }
    }
}
