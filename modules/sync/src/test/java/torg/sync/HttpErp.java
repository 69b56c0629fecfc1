package torg.sync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector;

/** An ERP behind a real connection that needs longer for a document than its connector waits. */
final class HttpErp implements Connector, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration WORK = Duration.ofSeconds(6);
    final AtomicInteger posts = new AtomicInteger();
    final List<String> orders = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    HttpErp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var reference = exchange.getRequestURI().getPath().substring(1);
            if (exchange.getRequestMethod().equals("POST")) {
                posts.incrementAndGet();
                Thread.sleep(WORK);
                orders.add(reference);
            }
            exchange.sendResponseHeaders(orders.contains(reference) ? 200 : 404, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public Optional<EntityInfo> describe(String entity) {
        return Optional.of(new EntityInfo(Map.of(), List.of()));
    }

    @Override
    public Answer<Batch> read(Read read) {
        return new Answer.Done<>(new Batch(List.of(), Optional.empty()));
    }

    @Override
    public Answer<Extent> find(Outgoing document) {
        try {
            return new Answer.Done<>(status("GET", document) == 200 ? Extent.ALL : Extent.NOTHING);
        } catch (IOException e) {
            throw TorgException.of(ProblemKind.UPSTREAM, "slow.away", "the ERP cannot be reached").causedBy(e);
        }
    }

    @Override
    public Answer<Map<String, Object>> create(Outgoing document) {
        if (find(document) instanceof Answer.Done<Extent>(var there) && there == Extent.ALL) return new Answer.Done<>(Map.of("Reference", document.reference(), "Number", "SO-1"));
        try {
            status("POST", document);
            return new Answer.Done<>(Map.of("Reference", document.reference(), "Number", "SO-1"));
        } catch (IOException e) {
            return new Answer.Unknown<>(Extent.ALL, "the ERP did not answer in time");
        }
    }

    private int status(String method, Outgoing document) throws IOException {
        try {
            var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + document.reference());
            return client.send(HttpRequest.newBuilder(address).timeout(PATIENCE).method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.stop(0);
    }
}
