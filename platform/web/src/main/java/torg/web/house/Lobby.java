package torg.web.house;

import java.time.Duration;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.web.Turnstile;

/** Where requests wait while a module is replaced. Pages that are already painted are handed out past it. */
@Component(service = {Lobby.class, Turnstile.class})
public final class Lobby implements Turnstile {
    private static final Logger LOG = LoggerFactory.getLogger(Lobby.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Object changing = new Object();
    private final Visits visits = new Visits();

    /**
     * Let a request in; {@link #leave} when it is answered.
     *
     * @throws TorgException BUSY when a change takes too long
     */
    public void enter() {
        if (!visits.enter(LONGEST_WAIT)) throw TorgException.of(ProblemKind.BUSY, "web.changing", "a part of the portal is being replaced");
    }

    public void leave() {
        visits.leave();
    }

    @Override
    public void whileEmpty(Duration patience, Runnable change) {
        synchronized (changing) {
            visits.close();
            try {
                if (!visits.awaitNone(patience)) LOG.warn("a change is made although requests still run inside={}", visits.inside());
                change.run();
            } finally {
                visits.open();
            }
        }
    }
}
