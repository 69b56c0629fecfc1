package torg.sync.connector;

import java.time.Duration;

/** The ERP asked to be left alone for a while; ends a pass, which is begun again afterwards. Stays inside this module. */
public final class Pause extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Duration delay;

    public Pause(Duration delay, String reason) {
        super(reason);
        this.delay = delay;
    }

    public Duration delay() {
        return delay;
    }
}
