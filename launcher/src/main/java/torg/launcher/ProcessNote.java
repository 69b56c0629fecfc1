package torg.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which process was started, and how, written down so that a later run finds it again.
 * A process number alone may by now belong to somebody else; together with its time of birth it cannot.
 */
record ProcessNote(long pid, Instant born, String command) {

    static ProcessNote of(Process process, List<String> command) {
        return new ProcessNote(process.pid(), born(process.toHandle()), String.join(" ", command));
    }

    /** Empty when there is no note, or half a one, which is what a machine that lost power leaves. */
    static Optional<ProcessNote> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        if (lines.size() != 3 || !lines.get(0).matches("\\d{1,18}") || !lines.get(1).matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new ProcessNote(Long.parseLong(lines.get(0)), Instant.ofEpochMilli(Long.parseLong(lines.get(1))), lines.get(2)));
    }

    void write(Path file) throws IOException {
        Files.write(file, List.of(String.valueOf(pid), String.valueOf(born.toEpochMilli()), command));
    }

    /** The process this note is about, while it lives. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> born(process).toEpochMilli() == born.toEpochMilli());
    }

    boolean startedBy(List<String> someCommand) {
        return command.equals(String.join(" ", someCommand));
    }

    private static Instant born(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
