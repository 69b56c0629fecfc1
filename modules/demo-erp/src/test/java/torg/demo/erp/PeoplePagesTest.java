package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for people, and who is let in at all. */
class PeoplePagesTest {
    private RunningErp erp;

    @BeforeEach
    void start(@TempDir Path folder) {
        erp = RunningErp.on(folder);
    }

    @AfterEach
    void stop() {
        erp.close();
    }

    private String page(String path) {
        return erp.send("GET", path, null).body();
    }

    @Test
    void theHomePageSaysWhatThisIsAndWhatItHolds() {
        assertThat(page("/")).contains("stands in", "CDSSalesOrderHeaders", ">830<", "SO-11077", "Fault switches", "Newest business events").doesNotContain("<script");
        assertThat(page("/healthz")).isEqualTo("ready\n");
    }

    @Test
    void ordersComeNewestFirstPageByPage() {
        assertThat(page("/")).contains("Older").doesNotContain("Newer");
        assertThat(page("/?page=2")).contains("Older", "Newer").doesNotContain("SO-11077");
        assertThat(page("/?page=34")).contains("SO-10248", "Newer").doesNotContain("Older");
    }

    @Test
    void anOrderPageShowsHeaderLinesAndTheStatusesThatCanFollow() {
        assertThat(page("/orders/SO-10643")).contains("ALFKI", "Rössle Sauerkraut", "513.00 USD", "This order is closed");
        assertThat(page("/orders/SO-11077")).contains("value=\"Confirmed\"", "value=\"Canceled\"").doesNotContain("value=\"Active\"");
    }

    @Test
    void aButtonSetsTheStatusAndAWrongOneIsRefusedInWords() {
        assertThat(erp.postForm("/orders/SO-11077/status", "status=Delivered").statusCode()).isEqualTo(303);
        assertThat(erp.header("SO-11077").get("SalesOrderProcessingStatus").asText()).isEqualTo("Delivered");
        var refused = erp.postForm("/orders/SO-11077/status", "status=Active");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("cannot go from Delivered to Active");
        assertThat(erp.postForm("/orders/SO-11077/status", "status=Lost").statusCode()).isEqualTo(400);
        assertThat(erp.postForm("/orders/SO-0/status", "status=Delivered").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsDeliveredAndInvoicedIsPosted() {
        assertThat(page("/orders/SO-10643")).as("of the data").contains("PS-10643", "INV-10643");
        assertThat(erp.slips("SO-10643")).isEqualTo(1);
        assertThat(erp.slips("SO-11077")).isZero();
        erp.postForm("/orders/SO-11077/status", "status=PartiallyDelivered");
        erp.postForm("/orders/SO-11077/status", "status=Delivered");
        assertThat(erp.slips("SO-11077")).isEqualTo(2);
        assertThat(page("/orders/SO-11077")).contains("PS-100001", "TRK100001", "PS-100002");
        erp.postForm("/orders/SO-11077/status", "status=PartiallyInvoiced");
        erp.postForm("/orders/SO-11077/status", "status=Invoiced");
        var total = erp.header("SO-11077").get("OrderTotalAmount").decimalValue();
        assertThat(erp.invoiced("SO-11077")).hasSize(2).allMatch(amount -> amount.signum() > 0);
        assertThat(erp.invoiced("SO-11077").stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(total);
    }

    @Test
    void anInvoiceIsAttachedToItsOrderInWriting() {
        erp.postForm("/orders/SO-11077/status", "status=Invoiced");

        for (var order : List.of("SO-11077", "SO-10643")) {
            var attached = erp.attachments(order);
            assertThat(attached).as(order).hasSize(1);
            var file = new String(Base64.getDecoder().decode(attached.get(0).get("Attachment").asText()), StandardCharsets.ISO_8859_1);
            assertThat(file).startsWith("%PDF-").contains(attached.get(0).get("AttachmentDescription").asText(), "there is nothing to pay", order);
        }
    }

    @Test
    void nothingIsFoundByAFile() {
        var answer = erp.send("GET", "/data/SalesOrderHeaderDocumentAttachments?cross-company=true&$filter=Attachment%20eq%20binary'AAAA'", null);
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void whoGoesPastTheDeliveryHasItPostedToo() {
        erp.postForm("/orders/SO-11077/status", "status=Invoiced");
        assertThat(erp.slips("SO-11077")).isEqualTo(1);
        assertThat(erp.invoiced("SO-11077")).hasSize(1);
    }

    @Test
    void nobodyEntersAnInvoice() {
        var answer = erp.send("POST", "/data/SalesInvoiceHeadersV4?cross-company=true", "{\"dataAreaId\":\"nwnd\",\"InvoiceNumber\":\"INV-1\",\"InvoiceDate\":\"2026-11-29T12:00:00Z\",\"LedgerVoucher\":\"V\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("posted from a sales order");
    }

    @Test
    void aClerkEntersAnOrder() {
        var response = erp.postForm("/orders", "customer=ALFKI&product=1&quantity=3");
        assertThat(response.headers().firstValue("Location")).hasValue("/orders/SO-100001");
        assertThat(erp.header("SO-100001").get("OrderTotalAmount").asInt()).isEqualTo(54);
        assertThat(erp.postForm("/orders", "customer=ALFKI&product=5&quantity=3").body()).contains("Product &#39;5&#39; is discontinued");
        assertThat(page("/")).doesNotContain("SO-100002");
    }

    @Test
    void everyValueIsEscaped() {
        erp.send("POST", "/data/CDSSalesOrderHeaders", """
                {"dataAreaId":"nwnd","SalesOrderNumber":"<b>&'","OrderingCustomerAccountNumber":"ALFKI","SalesOrderName":"<script>alert(1)</script>","CustomersOrderReference":"\\"><i>"}""");
        assertThat(page("/")).contains("&lt;b&gt;&amp;&#39;", "/orders/%3Cb%3E%26%27").doesNotContain("<b>", "<i>");
        assertThat(page("/orders/%3Cb%3E%26%27")).contains("&lt;script&gt;").doesNotContain("<script");
    }

    @ParameterizedTest
    @CsvSource({"GET,/nothing,404", "GET,/orders/SO-0,404", "GET,/?page=0,400", "GET,/?page=x,400", "DELETE,/,405", "POST,/nothing,404", "GET,/%2e%2e/etc/passwd,404"})
    void answersWhatItDoesNotKnow(String method, String path, int status) {
        assertThat(erp.send(method, path, null).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1"})
    void takesNothingFromPagesOfAnotherOrigin(String origin) {
        assertThat(erp.send("POST", "/faults", "mode=error", "Content-Type", "application/x-www-form-urlencoded", "Origin", origin).statusCode()).isEqualTo(403);
        assertThat(erp.send("POST", "/data/CDSSalesOrderHeaders", "{\"dataAreaId\":\"nwnd\",\"OrderingCustomerAccountNumber\":\"ALFKI\"}", "Origin", origin).statusCode()).isEqualTo(403);
        assertThat(erp.send("GET", "/data/LegalEntities", null).statusCode()).isEqualTo(200);
        assertThat(erp.send("POST", "/faults", "mode=none", "Content-Type", "application/x-www-form-urlencoded", "Origin", erp.address()).statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void takesNothingThatAPageElsewhereHasTheBrowserFetch(String site) {
        assertThat(erp.send("GET", "/data/LegalEntities", null, "Sec-Fetch-Site", site).statusCode()).isEqualTo(403);
        assertThat(erp.send("GET", "/data/LegalEntities", null, "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image").statusCode()).isEqualTo(403);
        assertThat(erp.send("GET", "/data/LegalEntities", null, "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document").statusCode()).isEqualTo(403);
        assertThat(erp.send("GET", "/", null, "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe").statusCode()).isEqualTo(403);
        assertThat(erp.send("GET", "/", null, "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document").statusCode()).as("a person follows a link").isEqualTo(200);
        assertThat(erp.send("GET", "/data/LegalEntities", null, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
        assertThat(erp.send("GET", "/", null, "Sec-Fetch-Site", "none").statusCode()).isEqualTo(200);
    }

    @Test
    void answersUnderNoForeignHostName() throws Exception {
        try (var socket = new Socket("127.0.0.1", URI.create(erp.address()).getPort())) {
            socket.getOutputStream().write("GET /data/CustomersV3 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void sendsHeadersThatKeepABrowserStrict() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var headers = http.send(HttpRequest.newBuilder(URI.create(erp.address() + "/")).build(), BodyHandlers.discarding()).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }
}
