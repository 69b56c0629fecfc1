package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.OwnPortal;
import torg.launcher.RunningPortal;

/** The same site on a real ERP that nobody here wrote: Tryton, prepared and started as {@code torg run --erp tryton} does. */
@OwnPortal
class TrytonHouseTest {
    private static final String SCRIPT = Path.of("target/torg/erp/tryton/tryton").toAbsolutePath().toString();
    /** That of the connector's own tests too: what they have prepared is here already. */
    private static final Map<String, String> PREPARED = Map.of("TORG_TRYTON_ORDERS", "40",
            "TORG_TRYTON_HOME", Path.of(System.getProperty("java.io.tmpdir"), "torg-tryton-tests-" + System.getProperty("user.name")).toString());
    private static final String PRODUCT = "16";

    @TempDir
    static Path data;
    private static RunningPortal portal;
    private static TrytonStaff staff;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Assumptions.assumeThat(tryton("missing").waitFor()).as("Tryton is installed; its connector's tests say what is not").isZero();
        assertThat(tryton("copy", "any", "portal").waitFor()).isZero();
        portal = RunningPortal.startIn(PREPARED, data, "--erp", "tryton", "--erp-port", String.valueOf(freePort()));
        staff = new TrytonStaff(portal.erp(), Files.readString(Path.of(PREPARED.get("TORG_TRYTON_HOME"), "admin.password")));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (portal != null) portal.close();
    }

    @Test
    void anOrderIsAQuotationThereAndEachStepOfTheStaffShowsOnTheCustomersOpenPage() {
        var jane = jane();
        var number = place(jane, "11", "72");
        var sale = delivered(jane, number);
        try (var chromium = new Chromium(); var context = chromium.context(new Browser.NewContextOptions().setLocale("en"), jane, portal.address().toString())) {
            var page = context.newPage();
            page.navigate(portal.address().resolve("/orders/" + number).toString());
            page.locator(".step--current", new Page.LocatorOptions().setHasText("Open")).waitFor();
            followed(jane, number, sale, page);
        }
    }

    /** From here on nobody touches the page: what is waited for comes onto it by itself. */
    private static void followed(Visitor jane, String number, JsonNode sale, Page page) {

        assertThat(order(jane, number).get("status").asText()).isEqualTo("open");
        assertThat(order(jane, number).get("total").decimalValue()).isEqualByComparingTo("111.60");
        var lines = staff.does("model.sale.line.search_read", List.of(List.of("sale", "in", sale)), 0, 10, List.of(List.of("sequence", "ASC")), List.of("product.code", "quantity", "unit_price"));
        assertThat(lines.findValuesAsText("code")).containsExactly("11", "72");
        assertThat(lines.findValuesAsText("decimal")).allSatisfy(price -> assertThat(new BigDecimal(price)).isPositive());

        staff.does("model.sale.sale.confirm", sale);
        page.locator(".step--current", new Page.LocatorOptions().setHasText("Confirmed")).waitFor();
        row(page, "Being prepared");

        var made = staff.does("model.sale.sale.read", sale, List.of("shipments", "invoices")).get(0);
        staff.does("model.stock.shipment.out.assign_try", made.get("shipments"));
        staff.does("model.stock.shipment.out.write", made.get("shipments"), Map.of("reference", "1Z-998"));
        for (var step : List.of("pick", "pack", "done")) staff.does("model.stock.shipment.out." + step, made.get("shipments"));
        page.locator(".step--current", new Page.LocatorOptions().setHasText("Delivered")).waitFor();
        row(page, "1Z-998");

        staff.does("model.account.invoice.write", made.get("invoices"), Map.of("invoice_date", date(LocalDate.now())));
        staff.does("model.account.invoice.post", made.get("invoices"));
        page.locator(".step--current", new Page.LocatorOptions().setHasText("Invoiced")).waitFor();
        row(page, "INV-");
        assertThat(order(jane, number).get("status").asText()).isEqualTo("invoiced");
        whatTheErpMadeOfIt(jane, number);
    }

    private static void row(Page page, String words) {
        page.locator("table.data tbody tr", new Page.LocatorOptions().setHasText(words)).first().waitFor();
    }

    private static void whatTheErpMadeOfIt(Visitor jane, String number) {
        var shipment = of(jane, "shipment", number).getFirst();
        assertThat(List.of(shipment.get("status").asText(), shipment.get("shipmentdate").asText(), shipment.get("trackingnumber").asText())).containsExactly("sent", LocalDate.now().toString(), "1Z-998");
        assertThat(of(jane, "shipmentline", number)).extracting(line -> line.get("product").asText() + " " + line.get("quantity").decimalValue().stripTrailingZeros() + line.get("unit").asText())
                .containsExactlyInAnyOrder("11 2u", "72 2u");
        assertThat(jane.get("/shipments/" + shipment.get("shipmentnumber").asText()).body()).contains("Queso Cabrales", "1Z-998");

        var invoice = of(jane, "invoice", number).getFirst();
        assertThat(invoice.get("status").asText()).isEqualTo("open");
        assertThat(invoice.get("duedate").asText()).as("30 days").isIn(LocalDate.now().plusDays(30).toString(), LocalDate.now().plusMonths(1).toString());
        assertThat(invoice.get("balance").decimalValue()).isEqualByComparingTo(invoice.get("total").decimalValue());
        assertThat(jane.get("/api/printouts/invoice/" + invoice.get("invoicenumber").asText()).headers().firstValue("Content-Type")).contains("application/vnd.oasis.opendocument.text");
        var address = "/invoices/" + invoice.get("invoicenumber").asText();
        assertThat(jane.get("/nb" + address).body()).contains("Gjenstår å betale");
        assertThat(Visitor.signIn(portal.address(), "ana.trujillo@anatr.example").get(address).statusCode()).isEqualTo(404);
    }

    @Test
    void whatTheErpRefusesTheCustomerReadsInItsWords() {
        var jane = jane();
        var product = staff.does("model.product.template.search", List.of(List.of("code", "=", PRODUCT)), 0, 1, List.of());
        staff.does("model.product.template.write", product, Map.of("salable", false));
        try {
            var number = place(jane, PRODUCT);
            status(jane, number, "refused");
            assertThat(order(jane, number).get("statusnote").asText()).contains("Product").doesNotContain("[", "{");
            assertThat(staff.sales(number)).isEmpty();
        } finally {
            staff.does("model.product.template.write", product, Map.of("salable", true));
        }
    }

    @Test
    void anOrderPlacedWhileTheErpIsAwayIsThereOnceWhenItIsBack() throws IOException {
        var jane = jane();
        portal.process().descendants().filter(process -> process.info().commandLine().orElse("").contains("tryton serve")).forEach(ProcessHandle::destroy);
        Eventually.holds("the ERP has ended", () -> portal.output().contains("the demo ERP has ended"));
        var number = place(jane, "11");
        assertThat(order(jane, number).get("status").asText()).isEqualTo("received");

        var back = tryton("serve", "any", "portal", String.valueOf(portal.erp().getPort()));
        try {
            assertThat(delivered(jane, number)).hasSize(1);
        } finally {
            Runtime.getRuntime().addShutdownHook(new Thread(back::destroy));
        }
    }

    @Test
    void whatTheErpHadBeforeIsHereForThoseWhoseItIs() {
        var all = Visitor.signIn(portal.address(), "admin@northwind.example").rows("salesorder");
        assertThat(all).extracting(order -> order.get("status").asText()).contains("open", "invoiced");
        assertThat(all).filteredOn(order -> order.get("ordernumber").asText().equals("11077")).singleElement()
                .satisfies(order -> assertThat(List.of(order.get("account").asText(), order.get("erpnumber").asText(), order.get("deliverycountry").asText(), order.get("contact").asText())).containsExactly("RATTC", "SO-11077", "US", "RATTC-1"));
        assertThat(jane().get("/api/tables/salesorder(11077)").statusCode()).isEqualTo(404);
        assertThat(jane().rows("product")).hasSizeGreaterThan(60).allSatisfy(product -> assertThat(product.hasNonNull("price")).isTrue());
    }

    private static List<JsonNode> of(Visitor visitor, String table, String order) {
        return visitor.rows(table).stream().filter(row -> row.get("salesorder").asText().equals(order)).toList();
    }

    private static Map<String, Object> date(LocalDate day) {
        return Map.of("__class__", "date", "year", day.getYear(), "month", day.getMonthValue(), "day", day.getDayOfMonth());
    }

    private static Visitor jane() {
        return Visitor.signIn(portal.address(), "jane@alfki.example");
    }

    private static String place(Visitor visitor, String... products) {
        var placed = visitor.order(UUID.randomUUID().toString(), products);
        assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
        return Visitor.json(placed).get("ordernumber").asText();
    }

    private static JsonNode delivered(Visitor visitor, String number) {
        Eventually.soon("the portal knows the ERP's number of " + number, () -> order(visitor, number).hasNonNull("erpnumber"));
        return staff.sales(number);
    }

    private static void status(Visitor visitor, String number, String status) {
        Eventually.soon(number + " is " + status, () -> order(visitor, number).path("status").asText().equals(status));
    }

    private static JsonNode order(Visitor visitor, String number) {
        return Visitor.json(visitor.get("/api/tables/salesorder(" + number + ")"));
    }

    private static Process tryton(String... words) throws IOException {
        var command = new ArrayList<>(List.of(SCRIPT));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(PREPARED);
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
