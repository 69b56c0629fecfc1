package torg.launcher.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** What hostile modules of {@link HostileModulesHouseTest} are made of: at its start it does what {@code deed.txt} beside it says. */
public final class HostileActivator implements BundleActivator {
    /** Longer than the portal waits, and not for ever: it has to come to an end itself. */
    private static final long DEAF_SECONDS = 80;

    @Override
    public void start(BundleContext context) throws IOException {
        try (var deed = context.getBundle().getEntry("deed.txt").openStream()) {
            switch (new String(deed.readAllBytes(), StandardCharsets.UTF_8)) {
                case "throw" -> throw new IllegalStateException("a start that fails");
                case "overflow" -> deeper(0);
                case "fill" -> fill();
                default -> deaf();
            }
        }
    }

    private static int deeper(int level) {
        return deeper(level + 1) + 1;
    }

    /** More than any heap. */
    private static void fill() {
        var all = new byte[Integer.MAX_VALUE - 8][];
        for (var at = 0; at < all.length; at++) all[at] = new byte[Integer.MAX_VALUE - 8];
    }

    /** Heeds no interrupt. */
    private static void deaf() {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEAF_SECONDS);
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            Thread.interrupted();
        }
    }

    @Override
    public void stop(BundleContext context) {
        // it has nothing
    }
}
