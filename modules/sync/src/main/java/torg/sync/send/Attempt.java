package torg.sync.send;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Extent;
import torg.sync.map.TableMap;

/**
 * One try to bring a waiting change to the ERP.
 *
 * @param map says how it is sent
 * @param connector speaks to the ERP of that map
 */
record Attempt(Outbox.Entry entry, TableMap map, Connector connector) {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** What the ERP answered to what was sent. What comes out of the connector otherwise than it may, as when it is taken away while it works, can come from behind the sending. */
    <T> Answer<T> made(Supplier<Answer<T>> sending) {
        try {
            return sending.get();
        } catch (TorgException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            LOG.error("not known whether sent table={} key={}", entry.table(), entry.key(), e);
            return new Answer.Unknown<>(Extent.ALL, "the connector broke off (" + e.getClass().getSimpleName() + ")");
        }
    }
}
