package torg.demo.erp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A demo ERP on a free port, in this process, and the few requests that the tests send to it. */
final class RunningErp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final HttpClient http = HttpClient.newHttpClient();
    private final DemoErp erp;

    RunningErp(Options options) {
        this.erp = DemoErp.start(options);
    }

    /** Starts on a copy of a store that was filled once, which is faster than filling one for each test. */
    static RunningErp on(Path folder) {
        return new RunningErp(options(folder));
    }

    static Options options(Path folder) {
        try {
            Files.copy(FilledStore.FOLDER.resolve("erp.mv.db"), folder.resolve("erp.mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return empty(folder);
    }

    static Options empty(Path folder) {
        return new Options(0, folder, Optional.empty(), Optional.empty(), 10_000, Optional.empty());
    }

    /** Filled when the first test needs it. */
    private static final class FilledStore {
        private static final Path FOLDER = fill();

        private static Path fill() {
            try {
                var folder = Files.createTempDirectory("northwind");
                new RunningErp(empty(folder)).close();
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The body of a read that must succeed; the query is as one would type it, with spaces. */
    JsonNode get(String path) {
        var response = send("GET", path, null);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return json(response);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        try {
            return http.send(request(method, path, body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest request(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(erp.address() + path.replace(" ", "%20")))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    HttpResponse<String> postForm(String path, String form) {
        return send("POST", path, form, "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Posts an order for ALFKI and gives its number back. */
    String order() {
        return json(send("POST", "/data/CDSSalesOrderHeaders", "{\"dataAreaId\":\"nwnd\",\"OrderingCustomerAccountNumber\":\"ALFKI\"}")).get("SalesOrderNumber").asText();
    }

    HttpResponse<String> line(String order, String product, int quantity) {
        return send("POST", "/data/CDSSalesOrderLinesV2",
                "{\"dataAreaId\":\"nwnd\",\"SalesOrderNumber\":\"%s\",\"ProductNumber\":\"%s\",\"OrderedSalesQuantity\":%d}".formatted(order, product, quantity));
    }

    JsonNode header(String number) {
        return get("/data/CDSSalesOrderHeaders(dataAreaId='nwnd',SalesOrderNumber='%s')?cross-company=true".formatted(number));
    }

    /** How many packing slips there are of an order. */
    int slips(String order) {
        return of(order, "SalesPackingSlipTrackingInformation").size();
    }

    /** What each invoice of an order comes to. */
    List<BigDecimal> invoiced(String order) {
        return of(order, "SalesInvoiceHeadersV4").findValues("TotalInvoiceAmount").stream().map(JsonNode::decimalValue).toList();
    }

    /** Files that are attached to an order. */
    JsonNode attachments(String order) {
        return of(order, "SalesOrderHeaderDocumentAttachments");
    }

    private JsonNode of(String order, String set) {
        return get("/data/" + set + "?cross-company=true&$filter=SalesOrderNumber%20eq%20'" + order + "'").get("value");
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    /** What the error body says went wrong. */
    static String reason(HttpResponse<String> response) {
        return json(response).at("/error/innererror/message").asText();
    }

    String address() {
        return erp.address();
    }

    @Override
    public void close() {
        http.close();
        erp.close();
    }
}
