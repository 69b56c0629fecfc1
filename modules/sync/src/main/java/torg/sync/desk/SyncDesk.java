package torg.sync.desk;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.web.Request;
import torg.sync.SyncEngine;

/** What administrators do about changes that do not reach the ERP, on a page and in a script alike. */
@Component(service = SyncDesk.class)
public final class SyncDesk {
    static final int LONGEST_NOTE = 500;
    private static final Logger LOG = LoggerFactory.getLogger(SyncDesk.class);
    private final SyncEngine engine;
    private final Outbox outbox;

    @Activate
    public SyncDesk(@Reference SyncEngine engine, @Reference Outbox outbox) {
        this.engine = engine;
        this.outbox = outbox;
    }

    static boolean isFor(Request request) {
        return request.site().settings().isAdministrator(request.caller());
    }

    /** @throws TorgException SIGN_IN or DENIED when the caller is no administrator */
    static void admit(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "sync.sign-in", "the sync desk is for administrators who signed in");
        if (!isFor(request)) throw TorgException.of(ProblemKind.DENIED, "sync.denied", "the sync desk is for administrators");
    }

    /** Send a refused or waiting change again, now, or as soon as it cannot be on its way any more. */
    void retry(Request request, long id) {
        admit(request);
        outbox.retry(id);
        engine.wake();
        LOG.info("given back entry={}", id);
    }

    /**
     * Leave a refused or waiting change undone, for good.
     *
     * @throws TorgException INVALID {@code sync.no-note} when the note is empty or too long
     */
    void drop(Request request, long id, String note) {
        admit(request);
        var why = note.strip();
        if (why.isEmpty() || why.length() > LONGEST_NOTE)
            throw TorgException.of(ProblemKind.INVALID, "sync.no-note", "'note' says why it is dropped, in 1 to " + LONGEST_NOTE + " characters");
        outbox.drop(id, why + "; dropped by contact " + request.caller().contact().orElse(""));
        LOG.info("dropped entry={}", id);
    }
}
