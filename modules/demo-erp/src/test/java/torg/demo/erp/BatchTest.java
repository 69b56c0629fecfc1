package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches: a change set is written as a whole or not at all. */
class BatchTest {
    private static final String LINE = "{\"dataAreaId\":\"nwnd\",\"SalesOrderNumber\":\"WEB-1\",\"ProductNumber\":\"%s\",\"OrderedSalesQuantity\":2}";

    private RunningErp erp;

    @BeforeEach
    void start(@TempDir Path folder) {
        erp = RunningErp.on(folder);
    }

    @AfterEach
    void stop() {
        erp.close();
    }

    private static String post(int id, String set, String body) {
        return "--changes\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: %d\r\n\r\nPOST %s?cross-company=true HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s\r\n"
                .formatted(id, set, body.length(), body);
    }

    private static String changeSet(String... requests) {
        return "--batch\r\nContent-Type: multipart/mixed; boundary=changes\r\n\r\n" + String.join("", requests) + "--changes--\r\n";
    }

    private static String read(String path) {
        return "--batch\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET " + path + " HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n";
    }

    private HttpResponse<String> send(String... parts) {
        return erp.send("POST", "/data/$batch", String.join("", parts) + "--batch--\r\n", "Content-Type", "multipart/mixed; boundary=batch");
    }

    private static String orderWithLines(String... products) {
        var header = post(1, "CDSSalesOrderHeaders", "{\"dataAreaId\":\"nwnd\",\"SalesOrderNumber\":\"WEB-1\",\"OrderingCustomerAccountNumber\":\"ALFKI\"}");
        return changeSet(header, IntStream.range(0, products.length).mapToObj(i -> post(i + 2, "CDSSalesOrderLinesV2", LINE.formatted(products[i]))).collect(Collectors.joining()));
    }

    @Test
    void writesAnOrderAndItsLinesTogether() {
        var response = send(orderWithLines("1", "2"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("HTTP/1.1 201 Created", "Content-ID: 3");
        assertThat(erp.header("WEB-1").get("OrderTotalAmount").asInt()).isEqualTo(74);
    }

    @Test
    void writesNothingWhenOneLineIsRefused() {
        var response = send(orderWithLines("1", "5"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("HTTP/1.1 400 Bad Request", "Product '5' is discontinued").doesNotContain("201 Created");
        assertThat(erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$filter=SalesOrderNumber eq 'WEB-1'").get("value")).isEmpty();
    }

    @Test
    void readsAfterAWriteSeeIt() {
        var response = send(read("CDSSalesOrderHeaders?cross-company=true&$filter=SalesOrderNumber%20eq%20'WEB-1'&$count=true&$select=SalesOrderNumber"), orderWithLines("1"),
                read("CDSSalesOrderHeaders?cross-company=true&$filter=SalesOrderNumber%20eq%20'WEB-1'&$count=true&$select=SalesOrderNumber"));
        assertThat(response.body()).contains("\"@odata.count\":0", "\"@odata.count\":1");
    }

    @Test
    void stopsAtTheFirstErrorUnlessToldToGoOn() {
        var parts = new String[] {read("NoSuchSet"), read("LegalEntities")};
        assertThat(send(parts).body()).contains("404 Not Found").doesNotContain("Northwind Traders");
        var going = erp.send("POST", "/data/$batch", String.join("", parts) + "--batch--\r\n", "Content-Type", "multipart/mixed; boundary=batch", "Prefer", "odata.continue-on-error");
        assertThat(going.body()).contains("404 Not Found", "Northwind Traders");
    }

    @Test
    void aBatchWithoutABoundaryIsRefused() {
        assertThat(erp.send("POST", "/data/$batch", "nothing", "Content-Type", "multipart/mixed").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesMoreThanFiveThousandOperations() {
        var response = send(IntStream.range(0, 5001).mapToObj(_ -> read("LegalEntities")).collect(Collectors.joining()));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningErp.reason(response)).contains("at most 5000 operations");
    }
}
