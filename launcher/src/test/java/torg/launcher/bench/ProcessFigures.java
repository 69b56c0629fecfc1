package torg.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux accounts to a process: see proc(5). A tick is a hundredth of a second on every Linux this runs on. */
final class ProcessFigures {
    private static final int MILLIS_PER_TICK = 10;

    private ProcessFigures() {}

    /** User and system time so far, all threads. */
    static long cpuMillis(long pid) {
        var stat = read(pid, "stat");
        // The second field is the program's name in brackets and may hold blanks; times are the 14th and 15th.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
    }

    /** Resident memory now. */
    static long residentMegabytes(long pid) {
        return read(pid, "status").lines().filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum() / 1024;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("the figures of process " + pid + " cannot be read; the benchmark needs Linux", e);
        }
    }
}
