package torg.web.door;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.TorgException;

/** Tells operators of faults, once each and as loudly as they deserve. */
public final class FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);
    /** The console shows no stack: a person who reads this there is told where it is. */
    private static final String FAILED = "{} failed {} code={} exception={} more=<data>/logs/torg.log";

    private FaultLog() {}

    /** Note a fault that was answered with this problem. */
    public static void note(String request, Problem problem, Throwable fault) {
        note("request", "request=" + request, problem, fault);
    }

    /** Note a fault of a component; the page is shown without it. */
    public static void component(String component, String page, String request, Throwable fault) {
        note("component", "component=" + component + " page=" + page + " request=" + request, Problem.of(fault), fault);
    }

    private static void note(String what, String where, Problem problem, Throwable fault) {
        if (!(fault instanceof TorgException known)) {
            if (problem.status() >= 500) LOG.error(FAILED, what, where, problem.code(), fault.getClass().getName(), fault);
            else LOG.debug("{} refused {} code={}", what, where, problem.code(), fault);
            return;
        }
        switch (known.kind()) {
            case BUG, CONFIG -> LOG.error(FAILED, what, where, known.code(), cause(known).getClass().getName(), known);
            case BUSY, UPSTREAM -> LOG.warn("{} put off {} code={} reason={}", what, where, known.code(), known.getMessage());
            case DENIED, CONFLICT, STALE, TOO_MANY -> LOG.info("{} refused {} code={}", what, where, known.code());
            case MALFORMED, SIGN_IN, NOT_FOUND, TOO_LARGE, INVALID -> LOG.debug("{} refused {} code={}", what, where, known.code());
        }
    }

    private static Throwable cause(Throwable fault) {
        return fault.getCause() == null ? fault : fault.getCause();
    }
}
