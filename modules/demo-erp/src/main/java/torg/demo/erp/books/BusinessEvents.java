package torg.demo.erp.books;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import torg.demo.erp.books.Schema.Sequence;

/** The news of the ERP: kept with the change they tell of, in one transaction, and told afterwards to whoever listens. */
public final class BusinessEvents implements AutoCloseable {
    static final String ORDER_CREATED = "SalesOrderCreatedBusinessEvent";
    static final String ORDER_STATUS_CHANGED = "SalesOrderStatusChangedBusinessEvent";

    private static final String WAITING = "waiting";

    private final ErpStore store;
    private final Listener listener;
    private final Clock clock;
    private final ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor();

    /** Who is told of events. Telling may take its time: it happens on a thread of its own. */
    public interface Listener {
        /** Whether anybody listens at all. */
        boolean isThere();

        /** Tells of one event, and says whether it was heard. */
        boolean tell(Row event) throws InterruptedException;
    }

    public BusinessEvents(ErpStore store, Listener listener, Clock clock) {
        this.store = store;
        this.listener = listener;
        this.clock = clock;
    }

    void raise(Session session, String id, Row order) {
        var event = session.insert(Table.BUSINESS_EVENT, new Row()
                .set("ControlNumber", session.next(Sequence.EVENT_NUMBER))
                .set("BusinessEventId", id)
                .set("EventTime", clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .set("LegalEntity", order.text(Entity.COMPANY))
                .set("SalesOrderNumber", order.text("SalesOrderNumber"))
                .set("Delivery", listener.isThere() ? WAITING : "nobody listens"));
        if (listener.isThere()) {
            session.afterCommit(() -> tellers.execute(() -> tell(event)));
        }
    }

    /** Tells again what an earlier process had not told to the end. The control number shows a listener what it knows already. */
    public void resume() {
        if (listener.isThere()) {
            var untold = store.read(session -> session.rows(Table.BUSINESS_EVENT, Condition.equal("Delivery", WAITING)));
            tellers.execute(() -> untold.forEach(this::tell));
        }
    }

    public static List<Row> newest(Session session, int count) {
        return session.rows(Table.BUSINESS_EVENT, Condition.ALL, "\"RecId\" DESC", 0, count);
    }

    private void tell(Row event) {
        try {
            var outcome = listener.tell(event) ? "delivered" : "failed";
            store.write(session -> session.update(Table.BUSINESS_EVENT, event, new Row().set("Delivery", outcome)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopping: the event stays waiting and is told after the next start
        }
    }

    @Override
    public void close() {
        tellers.shutdownNow();
        tellers.close();
    }
}
