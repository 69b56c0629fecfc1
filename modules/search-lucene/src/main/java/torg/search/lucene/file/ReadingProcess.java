package torg.search.lucene.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import torg.api.file.Bytes;
import torg.search.lucene.file.FileText.Reason;
import torg.search.lucene.file.FileText.Unread;
import torg.search.lucene.file.FileText.Words;
import torg.search.lucene.process.ReadFile;

/**
 * Reads a file in a process of its own, one for each file: what a hostile file does to it, by time, memory or otherwise, neither the portal nor the next file feels. It gets a
 * folder with that file in it and none of the portal's environment.
 *
 * @param programs what the process runs from
 * @param patience how long it may take
 * @param megabytes of memory for its heap
 */
public record ReadingProcess(Programs programs, Duration patience, int megabytes) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MEGABYTES = 256;
    /** More than as many characters of any text take. */
    private static final int LONGEST = ReadFile.LONGEST * 4;

    /** Where its own classes and Tika are. */
    @FunctionalInterface
    public interface Programs {
        /** Folders and jars. */
        List<Path> classPath() throws IOException;
    }

    /** With the usual bounds. */
    public ReadingProcess(Programs programs) {
        this(programs, PATIENCE, MEGABYTES);
    }

    /** The same, with so much time for a file. */
    ReadingProcess within(Duration time) {
        return new ReadingProcess(programs, time.compareTo(patience) < 0 ? time : patience, megabytes);
    }

    /**
     * The words of a file.
     *
     * @throws IOException when the bytes cannot be read, or no process be started
     */
    public FileText read(String mediaType, Bytes bytes) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("torg-file");
        var file = folder.resolve("file");
        var text = folder.resolve("text");
        try {
            try (var in = bytes.open(); var out = Files.newOutputStream(file)) {
                in.transferTo(out);
            }
            return read(start(mediaType, folder, text), text);
        } finally {
            delete(folder);
        }
    }

    /** With what the process laid down for itself: one that was ended took nothing away. */
    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    private Process start(String mediaType, Path folder, Path text) throws IOException {
        var classPath = String.join(java.io.File.pathSeparator, programs.classPath().stream().map(Path::toString).toList());
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djava.awt.headless=true", "-Djava.io.tmpdir=" + folder, "-cp", classPath, ReadFile.class.getName(), mediaType)
                .directory(folder.toFile()).redirectOutput(text.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        return builder.start();
    }

    private FileText read(Process process, Path text) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) return new Unread(Reason.SLOW);
        } finally {
            process.destroyForcibly().waitFor();
        }
        return switch (process.exitValue()) {
            case ReadFile.READ -> new Words(beginning(text));
            case ReadFile.LOCKED -> new Unread(Reason.LOCKED);
            case ReadFile.DAMAGED -> new Unread(Reason.DAMAGED);
            default -> new Unread(Reason.HEAVY);
        };
    }

    private static String beginning(Path text) throws IOException {
        try (InputStream in = Files.newInputStream(text)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        }
    }
}
