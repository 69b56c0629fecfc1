package torg.demo.erp;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import torg.demo.erp.books.Books;
import torg.demo.erp.books.BusinessEvents;
import torg.demo.erp.books.ErpStore;
import torg.demo.erp.books.NorthwindImport;
import torg.demo.erp.books.Schema;
import torg.demo.erp.odata.EdmModel;
import torg.demo.erp.odata.Faults;
import torg.demo.erp.odata.ODataEndpoint;

/** A running demo ERP: the store, the OData service, the pages for people and the courier of news, put together. */
public final class DemoErp implements AutoCloseable {
    private static final int SECONDS_TO_FINISH = 1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ErpStore store;
    private final BusinessEvents events;

    private DemoErp(HttpServer server, ErpStore store, Options options, EdmModel model) {
        this.server = server;
        this.store = store;
        this.events = new BusinessEvents(store, new HttpCourier(options.listener(), options.listenerSecret()), Clock.systemUTC());
        var books = new Books(events, Clock.systemUTC());
        var faults = new Faults();
        server.setExecutor(threads);
        server.createContext(ODataEndpoint.ROOT, new ODataEndpoint(model, store, books, faults, options.pageSize())).getFilters().add(new Door());
        server.createContext("/", new PeoplePages(store, books, faults, model)).getFilters().add(new Door());
    }

    /** Opens the store, fills it if it is new, and listens on 127.0.0.1. */
    public static DemoErp start(Options options) {
        try {
            Files.createDirectories(options.data());
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), options.port()), 0);
            var model = EdmModel.load();
            var store = ErpStore.open(options.data(), new Schema(model.entities()));
            NorthwindImport.runIfEmpty(store);
            var erp = new DemoErp(server, store, options, model);
            server.start();
            erp.events.resume();
            return erp;
        } catch (IOException e) {
            throw new IllegalStateException("port %d or folder '%s' cannot be used: %s".formatted(options.port(), options.data(), e.getMessage()), e);
        }
    }

    /** Where it listens, without a slash at the end. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(SECONDS_TO_FINISH);
        threads.shutdownNow(); // whoever still waits is woken, and
        threads.close(); // whoever still writes comes to an end before the store does
        events.close();
        store.close();
    }
}
