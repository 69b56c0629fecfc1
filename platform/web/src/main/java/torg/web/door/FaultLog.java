package torg.web.door;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.TorgException;

/** Tells operators of faults, once each and as loudly as they deserve. */
public final class FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

    private FaultLog() {}

    /** Note a fault that was answered with this problem. */
    public static void note(String request, Problem problem, Throwable fault) {
        if (!(fault instanceof TorgException known)) {
            if (problem.status() >= 500) LOG.error("request failed request={} code={}", request, problem.code(), fault);
            else LOG.debug("request refused request={} code={}", request, problem.code(), fault);
            return;
        }
        switch (known.kind()) {
            case BUG, CONFIG -> LOG.error("request failed request={} code={}", request, known.code(), known);
            case BUSY, UPSTREAM -> LOG.warn("request put off request={} code={} reason={}", request, known.code(), known.getMessage());
            case DENIED, CONFLICT, STALE, TOO_MANY -> LOG.info("request refused request={} code={}", request, known.code());
            case MALFORMED, SIGN_IN, NOT_FOUND, TOO_LARGE, INVALID -> LOG.debug("request refused request={} code={}", request, known.code());
        }
    }
}
