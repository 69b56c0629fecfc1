package torg.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * Sees what is left behind by something that was started and stopped, as a module is that is replaced: threads, virtual ones too, and open files. Services and transactions are not
 * looked at: OSGi takes the former from whoever goes, and only the store has the latter.
 */
public final class LeakCheck {
    private static final Pattern THREAD = Pattern.compile("(?m)^#(\\d+) \"([^\"]*)\"");
    /** The JVM's own, which come when they are needed. */
    private static final Pattern OF_THE_JVM = Pattern.compile("ForkJoinPool.*|VirtualThread-unparker.*|.*-Poller.*|Common-Cleaner|process reaper.*|Attach Listener|C[12] CompilerThread.*");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TIMES = 5;

    private LeakCheck() {}

    /**
     * Start and stop something several times; the first time does not count, since it loads what is loaded once. What is still on its way out is waited for.
     *
     * @param start makes it; closing it is its end
     * @throws AssertionError naming the threads that live on, or saying how many more files are open
     */
    public static void leavesNothing(Callable<? extends AutoCloseable> start) throws Exception {
        start.call().close();
        var threads = threads();
        var files = openFiles();
        for (var time = 0; time < TIMES; time++) start.call().close();
        for (var end = System.nanoTime() + PATIENCE.toNanos();; Thread.sleep(20)) {
            var left = threads();
            left.keySet().removeAll(threads.keySet());
            var open = openFiles() - files;
            if (left.isEmpty() && open <= 0) return;
            if (System.nanoTime() > end) throw new AssertionError("left behind after " + TIMES + " starts and stops: threads " + left.values() + ", open files " + Math.max(open, 0));
        }
    }

    /** Those that live, by their number. A dump is the only way to see virtual ones. */
    private static Map<Long, String> threads() throws IOException {
        var folder = Files.createTempDirectory("torg-threads");
        var file = folder.resolve("threads.txt");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            var found = new TreeMap<Long, String>();
            THREAD.matcher(Files.readString(file)).results().filter(thread -> !OF_THE_JVM.matcher(thread.group(2)).matches())
                    .forEach(thread -> found.put(Long.valueOf(thread.group(1)), thread.group(2)));
            return found;
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** Where the system does not say, none. */
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
    }
}
