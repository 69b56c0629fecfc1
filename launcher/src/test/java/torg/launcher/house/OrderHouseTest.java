package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order on its way: through the form's JSON, to the ERP, and back. */
class OrderHouseTest {
    private final Portal portal = Portal.shared();

    @Test
    void anOrderIsSoonInTheErpAndGetsItsNumberAndStatusBack() {
        var jane = portal.signIn("jane@alfki.example");
        var placed = Visitor.json(jane.order(key(), "11", "72"));
        var number = placed.get("ordernumber").asText();
        Eventually.soon("the ERP has order " + number, () -> inErp(number).size() == 1);
        Eventually.soon("the portal knows the ERP's number", () -> order(jane, number).path("erpnumber").asText().startsWith("SO-"));
        assertThat(order(jane, number).get("status").asText()).isEqualTo("open");
        var lines = Visitor.json(portal.erp().get("/data/CDSSalesOrderLinesV2?cross-company=true&$filter=" + Visitor.encoded("SalesOrderNumber eq '" + inErp(number).getFirst() + "'"))).get("value");
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line.get("OrderedSalesQuantity").decimalValue()).isEqualByComparingTo("2"));
    }

    @Test
    void whatThePersonDoesNotTypeIsSetFromTheContactTheAccountAndTheAddress() {
        var jane = portal.signIn("jane@alfki.example");
        var order = order(jane, Visitor.json(jane.order(key(), "1")).get("ordernumber").asText());
        assertThat(Map.of("account", "ALFKI", "contact", "ALFKI-2", "company", "nwnd", "currency", "USD", "pricelist", "LIST", "invoiceaccount", "ALFKI", "deliverycountry", "DE"))
                .allSatisfy((column, value) -> assertThat(order.get(column).asText()).as(column).isEqualTo(value));
        assertThat(order.get("name").asText()).isEqualTo("Web order " + order.get("ordernumber").asText());
        assertThat(order.get("deliverydescription").asText()).isNotBlank();
        assertThat(order.get("deliverystreet").asText()).isEqualTo("Obere Str. 57");
    }

    @Test
    void anOrderIsCalledAfterItsRequisition() {
        var jane = portal.signIn("jane@alfki.example");
        var body = Visitor.orderOf("1").replaceFirst("\\{", "{\"requisitionnumber\":\"PO-7\",");
        var number = Visitor.json(jane.post("/api/orders", body, "Idempotency-Key", key())).get("ordernumber").asText();
        assertThat(order(jane, number).get("name").asText()).isEqualTo("Web order PO-7");
    }

    @Test
    void theSameKeyAgainIsTheSameOrderAndAnotherBodyIsRefused() {
        var sam = portal.signIn("sam@alfki.example");
        var key = key();
        var first = sam.order(key, "11");
        var again = sam.order(key, "11");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(Visitor.json(again).get("ordernumber")).isEqualTo(Visitor.json(first).get("ordernumber"));
        assertThat(sam.order(key, "72").statusCode()).isEqualTo(422);
    }

    @Test
    void manyClicksAtOnceMakeOneOrder() throws Exception {
        var sam = portal.signIn("sam@alfki.example");
        var key = key();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> click = () -> sam.order(key, "11");
            var numbers = threads.invokeAll(Stream.generate(() -> click).limit(12).toList()).stream().map(future -> Visitor.json(future.resultNow()).path("ordernumber").asText()).distinct().toList();
            assertThat(numbers).hasSize(1).doesNotContain("");
        }
    }

    @Test
    void anotherPersonsKeyIsAnotherOrder() {
        var key = key();
        var jane = Visitor.json(portal.signIn("jane@alfki.example").order(key, "11")).get("ordernumber");
        var sam = Visitor.json(portal.signIn("sam@alfki.example").order(key, "11")).get("ordernumber");
        assertThat(jane).isNotEqualTo(sam);
    }

    @Test
    void aStatusChangedInTheErpShowsSoon() {
        var maria = portal.signIn("maria.anders@alfki.example");
        var number = Visitor.json(maria.order(key(), "11")).get("ordernumber").asText();
        Eventually.soon("delivered", () -> order(maria, number).path("erpnumber").asText().startsWith("SO-"));
        var erpNumber = order(maria, number).get("erpnumber").asText();
        portal.erp().submit("/orders/" + erpNumber + "/status", Map.of("status", "Confirmed"));
        Eventually.soon("confirmed in the portal", () -> order(maria, number).get("status").asText().equals("confirmed"));
        assertThat(maria.get("/orders/" + number).body()).contains("Confirmed");
    }

    @Test
    void whatIsSentAndInvoicedIsSeenByWhoSeesTheOrder() {
        var jane = portal.signIn("jane@alfki.example");
        var number = Visitor.json(jane.order(key(), "11")).get("ordernumber").asText();
        Eventually.soon("delivered", () -> order(jane, number).path("erpnumber").asText().startsWith("SO-"));
        var erpNumber = order(jane, number).get("erpnumber").asText();
        portal.erp().submit("/orders/" + erpNumber + "/status", Map.of("status", "Delivered"));
        Eventually.soon("its shipment", () -> jane.get("/orders/" + number).body().contains(">PS-"));
        portal.erp().submit("/orders/" + erpNumber + "/status", Map.of("status", "Invoiced"));
        Eventually.soon("its invoice", () -> jane.get("/orders/" + number).body().contains(">INV-"));
        var invoice = of(jane, "invoice", number);
        assertThat(invoice.get("total").decimalValue()).isEqualByComparingTo(order(jane, number).get("total").decimalValue());
        assertThat(jane.get("/nb/invoices").body()).contains(invoice.get("invoicenumber").asText());
        for (var other : List.of("sam@alfki.example", "ana.trujillo@anatr.example", "may@anatr.example")) {
            var stranger = portal.signIn(other);
            for (var row : List.of("/api/tables/invoice('" + invoice.get("invoicenumber").asText() + "')", "/api/tables/shipment('" + of(jane, "shipment", number).get("shipmentnumber").asText() + "')"))
                assertThat(stranger.get(row).statusCode()).as(other + " " + row).isEqualTo(404);
        }
        var printout = "/api/printouts/invoice/" + invoice.get("invoicenumber").asText();
        assertThat(jane.get("/invoices/" + invoice.get("invoicenumber").asText()).body()).contains("href=\"" + printout + "\"");
        assertThat(jane.get(printout).body()).startsWith("%PDF-");
        assertThat(jane.get(printout).headers().firstValue("Content-Disposition")).contains("attachment; filename=\"invoice-" + invoice.get("invoicenumber").asText() + ".pdf\"");
        for (var other : List.of("sam@alfki.example", "may@anatr.example")) {
            for (var address : List.of(printout, "/api/printouts/invoice/INV-0")) {
                var none = portal.signIn(other).get(address);
                assertThat(none.statusCode()).as(other + " " + address).isEqualTo(404);
                assertThat(Visitor.json(none).path("code").asText()).as(other + " " + address).isEqualTo("sync.no-printout");
            }
        }
        assertThat(portal.signIn("maria.anders@alfki.example").get("/api/tables/invoice('" + invoice.get("invoicenumber").asText() + "')").statusCode()).isEqualTo(200);
    }

    @Test
    void theErpSaysWhatACustomerPaysTodayAndWhatIsInStock() {
        var jane = portal.signIn("jane@alfki.example");
        Eventually.soon("the ERP answers within the deadline", () -> quote(jane, "11", "").path("state").asText().equals("answered"));
        var quote = quote(jane, "11", "");
        assertThat(quote.get("price").decimalValue()).isEqualByComparingTo("21");
        assertThat(quote.get("inStock").decimalValue()).isEqualByComparingTo("22");
        assertThat(quote.get("currency").asText()).isEqualTo("USD");
        assertThat(quote(jane, "no-such-product", "").get("state").asText()).isEqualTo("not-asked");
        assertThat(quote(portal.signIn("ana.trujillo@anatr.example"), "11", "&account=ALFKI")).as("another's account").isEqualTo(quote(jane, "11", "&account=NOBODY"));
        assertThat(portal.anonymous().get("/api/quotes/11?unit=ea").statusCode()).isEqualTo(401);
        assertThat(portal.signIn("may@anatr.example").get("/api/quotes/11?unit=ea").statusCode()).as("may not order").isEqualTo(404);
    }

    private static JsonNode quote(Visitor visitor, String product, String more) {
        return Visitor.json(visitor.get("/api/quotes/" + product + "?unit=ea&quantity=2" + more));
    }

    private static JsonNode of(Visitor visitor, String table, String order) {
        return Visitor.json(visitor.get("/api/tables/" + table + "?$filter=" + Visitor.encoded("salesorder eq '" + order + "'"))).get("value").get(0);
    }

    /** An ERP that tells nobody of its events, or whose events do not get through. */
    @Test
    void aStatusChangedInTheErpShowsByThePollAlone() throws IOException {
        var settings = Files.createDirectories(portal.settings()).resolve("torg.connector.dynamics.properties");
        Files.writeString(settings, "wake-secret=nobody knows it\n");
        try {
            Eventually.holds("no event of the ERP counts", () -> wake() == 403);
            var maria = portal.signIn("maria.anders@alfki.example");
            var number = Visitor.json(maria.order(key(), "11")).get("ordernumber").asText();
            Eventually.holds("delivered", () -> order(maria, number).path("erpnumber").asText().startsWith("SO-"));
            for (var status : List.of("Confirmed", "Picked")) {
                portal.erp().submit("/orders/" + order(maria, number).get("erpnumber").asText() + "/status", Map.of("status", status));
                Eventually.soon(status + " in the portal by the poll alone", () -> order(maria, number).get("status").asText().equals(status.toLowerCase(Locale.ROOT)));
            }
            assertThat(wake()).as("events still did not count").isEqualTo(403);
        } finally {
            Files.writeString(settings, "wake-secret=\n");
            Eventually.holds("events count again", () -> wake() < 300);
        }
    }

    private int wake() {
        return portal.anonymous().post("/api/erp/wake/dynamics", "").statusCode();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"lines":[{"product":"11","quantity":1}]} | requestedreceiptdate
            {"requestedreceiptdate":"1999-01-01","lines":[{"product":"11","quantity":1}]} | requestedreceiptdate
            {"requestedreceiptdate":"soon","lines":[{"product":"11","quantity":1}]} | requestedreceiptdate
            {"requestedreceiptdate":"DATE","lines":[]} | lines
            {"requestedreceiptdate":"DATE","lines":[{"product":"5","quantity":1}]} | product
            {"requestedreceiptdate":"DATE","lines":[{"product":"no such","quantity":1}]} | product
            {"requestedreceiptdate":"DATE","lines":[{"product":"11","quantity":0}]} | quantity
            {"requestedreceiptdate":"DATE","lines":[{"product":"11","quantity":-3}]} | quantity
            {"requestedreceiptdate":"DATE","lines":[{"product":"11","quantity":1e99}]} | quantity
            {"requestedreceiptdate":"DATE","lines":[{"product":"11","quantity":1,"unit":"furlong"}]} | unit
            {"requestedreceiptdate":"DATE","deliveryaddress":"ANATR-A1","lines":[{"product":"11","quantity":1}]} | deliveryaddress
            {"requestedreceiptdate":"DATE","account":"ANATR","lines":[{"product":"11","quantity":1}]} | account
            """)
    void aWrongValueIsNamedAndNothingIsWritten(String body, String field) {
        var jane = portal.signIn("jane@alfki.example");
        var before = jane.rows("salesorder").size();
        var answer = jane.post("/api/orders", body.replace("DATE", LocalDate.now().plusDays(9).toString()), "Idempotency-Key", key());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith("application/problem+json");
        assertThat(Visitor.json(answer).get("fields").findValuesAsText("field")).anyMatch(name -> name.endsWith(field));
        assertThat(jane.rows("salesorder")).hasSize(before);
    }

    @Test
    void anOrderIsPlacedByTheFormOnlySoThatNobodyNamesPrices() {
        var jane = portal.signIn("jane@alfki.example");
        var before = jane.rows("salesorder").size();
        assertThat(jane.post("/api/tables/salesorder", "{\"account\":\"ALFKI\",\"company\":\"nwnd\",\"currency\":\"USD\",\"deliverycountry\":\"DE\",\"total\":1}").statusCode()).isIn(400, 403);
        assertThat(jane.post("/api/tables/salesorder", "{\"requisitionnumber\":\"mine\"}").statusCode()).isIn(400, 403);
        var number = Visitor.json(jane.order(key(), "11")).get("ordernumber").asText();
        var line = "{\"salesorder\":\"" + number + "\",\"linenumber\":9,\"product\":\"11\",\"quantity\":1,\"unit\":\"box\"}";
        assertThat(jane.post("/api/tables/salesorderdetail", line).statusCode()).isIn(400, 403);
        assertThat(jane.rows("salesorder")).hasSize(before + 1);
    }

    @Test
    void whoMayNotOrderIsTold() {
        assertThat(portal.signIn("may@anatr.example").order(key(), "11").statusCode()).isEqualTo(403);
        assertThat(portal.anonymous().order(key(), "11").statusCode()).isEqualTo(401);
    }

    private List<String> inErp(String number) {
        var answer = portal.erp().get("/data/CDSSalesOrderHeaders?cross-company=true&$select=SalesOrderNumber&$filter=" + Visitor.encoded("CustomersOrderReference eq '" + number + "'"));
        return Visitor.json(answer).get("value").findValuesAsText("SalesOrderNumber");
    }

    private static JsonNode order(Visitor visitor, String number) {
        return Visitor.json(visitor.get("/api/tables/salesorder(" + number + ")"));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
