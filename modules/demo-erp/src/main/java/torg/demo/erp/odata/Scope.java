package torg.demo.erp.odata;

import org.apache.olingo.server.api.ODataApplicationException;
import torg.demo.erp.books.ErpStore;
import torg.demo.erp.books.ErpStore.Reader;
import torg.demo.erp.books.ErpStore.Work;
import torg.demo.erp.books.Session;

/**
 * The transactions of one request. Its reads share one unmoving view, so that a page and its count agree; each write is a transaction of its own,
 * or part of the one around its change set.
 */
final class Scope implements AutoCloseable {
    private final ErpStore store;
    private Reader view;
    private Session changeSet;

    Scope(ErpStore store) {
        this.store = store;
    }

    Session reading() {
        if (changeSet != null) {
            return changeSet;
        }
        if (view == null) {
            view = store.reader();
        }
        return view.session();
    }

    <T> T write(Work<T, ODataApplicationException> work) throws ODataApplicationException {
        if (changeSet != null) {
            return work.in(changeSet);
        }
        close(); // what is read after a write must see it
        return store.write(work);
    }

    /** Makes all writes until the end of the work one transaction. */
    <T, E extends Exception> T together(Work<T, E> work) throws E {
        close();
        return store.<T, E>write(session -> {
            changeSet = session;
            try {
                return work.in(session);
            } finally {
                changeSet = null;
            }
        });
    }

    @Override
    public void close() {
        if (view != null) {
            view.close();
            view = null;
        }
    }
}
