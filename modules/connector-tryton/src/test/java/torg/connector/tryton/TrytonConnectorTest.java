package torg.connector.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torg.api.file.MediaType;
import torg.api.problem.TorgException;
import torg.api.sync.Quotes.Item;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Parts;
import torg.spi.sync.Connector.Read;
import torg.spi.sync.LiveQuestions.Question;
import torg.spi.sync.Printouts.Wanted;
import torg.testkit.LossyWire;
import torg.testkit.contract.CreditQuestionsContract;
import torg.testkit.contract.LiveQuestionsContract;
import torg.testkit.contract.RemoteConnectorContract;

/** Against the Tryton of Debian's packages. */
class TrytonConnectorTest implements RemoteConnectorContract, LiveQuestionsContract, CreditQuestionsContract {
    private static final List<String> WANTED = List.of("number", "reference", "party.code", "currency.code", "total_amount", "state");
    /** So few that what the ERP has of anything is on several. */
    private static final int PAGE = 10;
    private static RealTryton tryton;
    private static LossyWire wire;
    private static TrytonConnector connector;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        var running = RealTryton.start();
        Assumptions.assumeThat(running).as("Tryton is installed").isPresent();
        tryton = running.get();
        wire = new LossyWire(tryton.address());
        connector = new TrytonConnector(Settings.of(URI.create("http://127.0.0.1:" + wire.port() + tryton.address().getPath())), Duration.ofSeconds(30), InstantSource.system(), PAGE);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (tryton == null) return;
        connector.stop();
        wire.close();
        tryton.close();
    }

    @Override
    public Connector connector() {
        return connector;
    }

    @Override
    public Connector toNobody() {
        return new TrytonConnector(Settings.of(URI.create("http://127.0.0.1:1/erp")));
    }

    @Override
    public void loseTheNextAnswer() {
        wire.loseAnswerTo("model.sale.sale.create");
    }

    @Override
    public String entity() {
        return "product.uom";
    }

    @Override
    public Outgoing document(String reference) {
        return order(reference, Map.of(), line(1, "11", "3"), line(2, "1", "1"));
    }

    /** A product that is not sold any more. */
    @Override
    public Outgoing refused(String reference) {
        return order(reference, Map.of(), line(1, "11", "3"), line(2, "5", "1"));
    }

    @Override
    public Question question() {
        return new Question("nwnd", "ALFKI", "USD", List.of(new Item("1", "u", BigDecimal.TEN)));
    }

    @Override
    public String seller() {
        return "nwnd";
    }

    @Override
    public String limited() {
        return "ALFKI";
    }

    /** Nothing is sold to a party that is not active any more. */
    @Override
    public String held() {
        tryton.staff("model.party.party.write", List.of(party("WOLZA")), Map.of("active", false));
        return "WOLZA";
    }

    @Test
    void staffAreWarnedOfASaleBeyondTheCustomersCreditAndWhatTheyConfirmIsTakenFromIt() {
        tryton.staff("model.party.party.write", List.of(party("WHITC")), Map.of("credit_limit_amount", decimal("30")));
        var made = done(connector.create(order("W" + System.nanoTime(), Map.of("party.code", "WHITC"), line(1, "11", "2"))));
        var sale = tryton.staff("model.sale.sale.search", List.of(List.of("number", "=", made.get("number"))), 0, 1, List.of());
        assertThat(left("WHITC")).as("a quotation owes nothing").isEqualByComparingTo("30");

        assertThatThrownBy(() -> tryton.staff("model.sale.sale.confirm", sale)).hasMessageContaining("UserWarning").hasMessageContaining("has reached their credit limit");
        assertThat(status(made)).isEqualTo("quotation none -");
        var admin = tryton.staff("model.res.user.search", List.of(List.of("login", "=", "admin")), 0, 1, List.of()).get(0);
        tryton.staff("model.res.user.warning.create", List.of(Map.of("user", admin, "name", "credit_limit_amount_sale.sale," + sale.get(0), "always", false)));
        tryton.staff("model.sale.sale.confirm", sale);

        assertThat(read(made, "state").get("state")).isNotEqualTo("quotation");
        assertThat(left("WHITC")).as("it was confirmed all the same").isEqualByComparingTo("-12");
    }

    private static BigDecimal left(String account) {
        return done(connector.credit().orElseThrow().credit("nwnd", account, Duration.ofSeconds(20))).orElseThrow().left().orElseThrow();
    }

    @Test
    void aPriceIsThatOfTheCustomersPriceListForTheQuantity() {
        var list = tryton.staff("model.product.price_list.create", List.of(Map.of("name", "Much", "company", 1, "lines", List.of(List.of("create", List.of(
                Map.of("quantity", 10.0, "formula", "unit_price * 0.9"), Map.of("formula", "unit_price"))))))).get(0);
        tryton.staff("model.party.party.write", List.of(party("BONAP")), Map.of("sale_price_list", list));
        var ten = new Item("1", "u", BigDecimal.TEN);
        var one = new Item("1", "u", BigDecimal.ONE);

        var quotes = done(connector.questions().orElseThrow().quotes(new Question("nwnd", "BONAP", "USD", List.of(ten, one)), Duration.ofSeconds(20)));

        assertThat(quotes).extracting(quote -> quote.item(), quote -> quote.price().orElseThrow()).containsExactly(tuple(ten, new BigDecimal("16.2000")), tuple(one, new BigDecimal("18.0000")));
    }

    @SafeVarargs
    private static Outgoing order(String reference, Map<String, Object> more, Map<String, Object>... lines) {
        var head = new HashMap<String, Object>(Map.of("party.code", "ALFKI", "company.party.code", "nwnd", "currency.code", "USD", "price_list.name", "LIST"));
        head.putAll(more);
        return new Outgoing("sale.sale", reference, "reference", head, Optional.of(new Parts("sale.line", "sale.number", "number", "sequence", List.of(lines))), Set.of("party.code"), WANTED);
    }

    private static Map<String, Object> line(long number, String product, String quantity) {
        return Map.of("sequence", number, "product.code", product, "quantity", new BigDecimal(quantity), "unit.symbol", "u");
    }

    @Test
    void aSaleIsAQuotationWithTheErpsPricesAddressesAndTerms() {
        var reference = "W" + System.nanoTime();

        var made = done(connector.create(document(reference)));

        assertThat(made).containsEntry("state", "quotation").containsEntry("reference", reference).containsEntry("party.code", "ALFKI").containsEntry("total_amount", new BigDecimal("81.00"));
        assertThat(made.get("number").toString()).isNotBlank();
        var lines = done(connector.read(new Read("sale.line", List.of("sequence", "product.code", "quantity", "unit.symbol", "unit_price", "amount", "sale.number"), Map.of(),
                Map.of("sale.number", List.of(made.get("number").toString())), Optional.empty()))).records();
        assertThat(lines).extracting(line -> line.get("product.code"), line -> line.get("quantity"), line -> line.get("unit_price"), line -> line.get("sequence"))
                .containsExactly(tuple("11", new BigDecimal("3"), new BigDecimal("21.0000"), 1L), tuple("1", new BigDecimal("1"), new BigDecimal("18.0000"), 2L));
        var filledIn = done(connector.read(new Read("sale.sale", List.of("shipment_address.street", "invoice_address.street", "payment_term.name"), Map.of("reference", reference), Map.of(), Optional.empty())));
        assertThat(filledIn.records()).singleElement().isEqualTo(Map.of("shipment_address.street", "Obere Str. 57", "invoice_address.street", "Obere Str. 57", "payment_term.name", "30 days"));
    }

    @Test
    void whatTheDocumentSaysStaysAsItIs() {
        tryton.staff("model.party.address.create", List.of(Map.of("party", party("ALFKI"), "street", "Hafen 1", "city", "Hamburg", "delivery", true)));

        var made = done(connector.create(order("W" + System.nanoTime(), Map.of("shipment_address.street", "Hafen 1", "shipping_date", LocalDate.of(2031, 1, 31), "description", "PO-7"), line(1, "11", "1"))));

        assertThat(read(made, "shipment_address.street", "invoice_address.street", "shipping_date", "description"))
                .isEqualTo(Map.of("shipment_address.street", "Hafen 1", "invoice_address.street", "Obere Str. 57", "shipping_date", LocalDate.of(2031, 1, 31), "description", "PO-7"));
    }

    @Test
    void aTaxOfTheProductIsOnTheLineThoughNobodySentIt() {
        var accounts = tryton.staff("model.account.account.search", List.of(List.of("name", "=", "Main Tax")), 0, 1, List.of());
        var tax = tryton.staff("model.account.tax.create", List.of(Map.of("name", "VAT", "description", "VAT", "type", "percentage", "rate", decimal("0.25"), "invoice_account", accounts.get(0), "credit_note_account", accounts.get(0)))).get(0);
        var category = tryton.staff("model.product.product.search_read", List.of(List.of("code", "=", "72")), 0, 1, List.of(), List.of("account_category")).get(0).get("account_category");
        tryton.staff("model.product.category.write", List.of(category), Map.of("customer_taxes", List.of(List.of("add", List.of(tax)))));
        try {
            var made = done(connector.create(order("W" + System.nanoTime(), Map.of(), line(1, "72", "1"))));

            assertThat(read(made, "untaxed_amount", "tax_amount")).isEqualTo(Map.of("untaxed_amount", new BigDecimal("34.80"), "tax_amount", new BigDecimal("8.70")));
        } finally {
            tryton.staff("model.product.category.write", List.of(category), Map.of("customer_taxes", List.of(List.of("remove", List.of(tax)))));
        }
    }

    @Test
    void eachStepOfTheStaffIsSeen() {
        var made = done(connector.create(order("W" + System.nanoTime(), Map.of(), line(1, "11", "1"))));
        var sale = tryton.staff("model.sale.sale.search", List.of(List.of("number", "=", made.get("number"))), 0, 1, List.of());
        assertThat(status(made)).isEqualTo("quotation none -");

        tryton.staff("model.sale.sale.confirm", sale);
        tryton.staff("model.sale.sale.process", sale);
        assertThat(status(made)).isEqualTo("processing waiting draft");

        var shipments = tryton.staff("model.sale.sale.read", sale, List.of("shipments", "invoices")).get(0);
        tryton.staff("model.stock.shipment.out.assign_try", shipments.get("shipments"));
        for (var step : List.of("pick", "pack", "done")) tryton.staff("model.stock.shipment.out." + step, shipments.get("shipments"));
        assertThat(status(made)).isEqualTo("processing sent draft");

        tryton.staff("model.account.invoice.write", shipments.get("invoices"), Map.of("invoice_date", Values.json("date", LocalDate.now())));
        tryton.staff("model.account.invoice.post", shipments.get("invoices"));
        assertThat(status(made)).isEqualTo("processing sent posted");
    }

    @Test
    void whatBecameOfASaleIsReadFromItsShipmentsMovesAndInvoices() {
        var made = done(connector.create(order("W" + System.nanoTime(), Map.of(), line(1, "11", "2"))));
        var sale = tryton.staff("model.sale.sale.search", List.of(List.of("number", "=", made.get("number"))), 0, 1, List.of());
        tryton.staff("model.sale.sale.confirm", sale);
        tryton.staff("model.sale.sale.process", sale);
        var follows = tryton.staff("model.sale.sale.read", sale, List.of("shipments", "invoices")).get(0);
        tryton.staff("model.stock.shipment.out.assign_try", follows.get("shipments"));
        for (var step : List.of("pick", "pack", "done")) tryton.staff("model.stock.shipment.out." + step, follows.get("shipments"));
        tryton.staff("model.account.invoice.write", follows.get("invoices"), Map.of("invoice_date", Values.json("date", LocalDate.now()), "payment_term", inTwoRates()));
        tryton.staff("model.account.invoice.post", follows.get("invoices"));

        var number = made.get("number").toString();
        var shipment = of(number, "stock.shipment.out", "moves.sale.number", "number", "state", "effective_date", "moves.sale.number");
        assertThat(shipment).containsEntry("state", "done").containsEntry("effective_date", LocalDate.now()).containsEntry("moves.sale.number", number);
        var move = of(number, "stock.move", "sale.number", "shipment.number", "product.code", "quantity", "uom.symbol");
        assertThat(move).isEqualTo(Map.of("shipment.number", shipment.get("number"), "product.code", "11", "quantity", new BigDecimal("2"), "uom.symbol", "u"));
        var invoice = of(number, "account.invoice", "sales.number", "move.state", "total_amount", "amount_to_pay", "min(lines_to_pay.maturity_date)");
        assertThat(invoice).isEqualTo(Map.of("move.state", "posted", "total_amount", new BigDecimal("42.00"), "amount_to_pay", new BigDecimal("42.00"),
                "min(lines_to_pay.maturity_date)", LocalDate.now().plusDays(10)));
        whatTrytonPrintsOfItIsFetched(of(number, "account.invoice", "sales.number", "number").get("number").toString());
    }

    private static void whatTrytonPrintsOfItIsFetched(String invoice) {
        var printouts = connector.printouts().orElseThrow();
        var printed = done(printouts.fetch(new Wanted("account.invoice", Map.of("number", invoice, "type", "out"), Map.of("move.state", List.of("posted"))))).orElseThrow();
        try (var bytes = printed.bytes().open()) {
            assertThat(printed.type()).isEqualTo(MediaType.ODT);
            assertThat(printed.type().begins(bytes.readNBytes(MediaType.BEGINNING))).isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(done(printouts.fetch(new Wanted("account.invoice", Map.of("number", invoice, "type", "in"), Map.of())))).as("a supplier's of the same number").isEmpty();
        assertThat(done(printouts.fetch(new Wanted("account.invoice", Map.of("number", "INV-0"), Map.of())))).isEmpty();
        assertThatThrownBy(() -> printouts.fetch(new Wanted("no.such.report", Map.of(), Map.of()))).isInstanceOf(TorgException.class);
    }

    /** A payment term: half after ten days, the rest after thirty. */
    private static JsonNode inTwoRates() {
        var half = Map.of("type", "percent", "ratio", decimal("0.5"), "divisor", decimal("2"), "relativedeltas", List.of(List.of("create", List.of(Map.of("days", 10)))));
        var rest = Map.of("type", "remainder", "relativedeltas", List.of(List.of("create", List.of(Map.of("days", 30)))));
        return tryton.staff("model.account.invoice.payment_term.create", List.of(Map.of("name", "In two rates", "lines", List.of(List.of("create", List.of(half, rest)))))).get(0);
    }

    /** The one record of an entity that is of the sale with this number; inventory moves, which go to no customer, are left out. */
    private static Map<String, Object> of(String number, String entity, String saleField, String... fields) {
        var records = done(connector.read(new Read(entity, List.of(fields), Map.of(), Map.of(saleField, List.of(number)), Optional.empty()))).records();
        assertThat(records).as(entity).hasSize(1);
        return records.getFirst();
    }

    @Test
    void aSaleThatCannotBeAQuotationIsRefusedAndNotLeftADraft() {
        tryton.staff("model.party.party.create", List.of(Map.of("name", "Nowhere", "code", "NOWHERE")));
        var order = order("W" + System.nanoTime(), Map.of("party.code", "NOWHERE"), line(1, "11", "1"));

        var answer = connector.create(order);

        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(((Answer.Refused<?>) answer).reason()).contains("address");
        assertThat(connector.find(order)).isEqualTo(new Answer.Done<>(Connector.Extent.NOTHING));
    }

    @Test
    void aRefusedSaleThatIsOnlyCancelledIsNotTheOneThatIsSentAgain() {
        var party = tryton.staff("model.party.party.create", List.of(Map.of("name", "Nowhere yet", "code", "NOTYET")));
        var order = order("W" + System.nanoTime(), Map.of("party.code", "NOTYET"), line(1, "11", "1"));
        wire.loseAnswerTo("model.sale.sale.cancel");

        assertThat(connector.create(order)).isInstanceOf(Answer.Refused.class);
        assertThat(connector.find(order)).isEqualTo(new Answer.Done<>(Connector.Extent.NOTHING));
        tryton.staff("model.party.address.create", List.of(Map.of("party", party.get(0), "street", "Hafen 2", "city", "Hamburg", "delivery", true, "invoice", true)));

        assertThat(done(connector.create(order))).containsEntry("state", "quotation").containsEntry("reference", order.reference());
    }

    @Test
    void whatIsLookedForByAKeyAndIsGoneIsSaid() {
        var answer = connector.create(order("W" + System.nanoTime(), Map.of(), line(1, "no such product", "1")));

        assertThat(answer).isEqualTo(new Answer.Refused<>("tryton.no-record", "The seller's system has no 'no such product' any more"));
    }

    @Test
    void aSaleIsLeftADraftWhereThatIsSet() {
        var drafts = new TrytonConnector(new Settings(tryton.address().toString(), "portal", "northwind-portal", "draft"));
        try {
            assertThat(done(drafts.create(order("W" + System.nanoTime(), Map.of(), line(1, "11", "1"))))).containsEntry("state", "draft").doesNotContainKey("number");
        } finally {
            drafts.stop();
        }
    }

    @Test
    void aSessionThatTrytonForgotIsBegunAgain() {
        done(connector.read(new Read("currency.currency", List.of("code"), Map.of(), Map.of(), Optional.empty())));
        var user = tryton.staff("model.res.user.search", List.of(List.of("login", "=", "portal")), 0, 1, List.of());
        tryton.staff("model.res.user.write", user, Map.of("password", "northwind-portal"));

        var read = done(connector.read(new Read("currency.currency", List.of("code"), Map.of(), Map.of(), Optional.empty())));

        assertThat(read.records()).containsExactly(Map.of("code", "USD"));
    }

    @Test
    void aServerThatComesBackIsWorkedWithAgain() throws Exception {
        var document = document("W" + System.nanoTime());
        tryton.stop();
        try {
            assertThatThrownBy(() -> connector.create(document)).isInstanceOf(TorgException.class);
        } finally {
            tryton.serve();
        }

        assertThat(done(connector.create(document))).containsEntry("state", "quotation");
    }

    @Test
    void whatIsNotThereIsNamed() {
        var field = connector.read(new Read("sale.sale", List.of("party.nosuch"), Map.of(), Map.of(), Optional.empty()));
        var way = connector.read(new Read("sale.sale", List.of("number.code"), Map.of(), Map.of(), Optional.empty()));
        var model = connector.read(new Read("no.such.model", List.of("name"), Map.of(), Map.of(), Optional.empty()));

        assertThat(List.of(field, way, model)).extracting(answer -> ((Answer.Refused<?>) answer).reason()).containsExactly(
                "model 'party.party' of the ERP has no field 'nosuch'", "field 'number' of model 'sale.sale' leads to no other record, so 'number.code' is nothing", "the ERP has no model 'no.such.model'");
    }

    @Test
    void whatIsNotActiveAnyMoreIsReadToo() {
        var unit = tryton.staff("model.product.uom.create", List.of(Map.of("name", "Firkin", "symbol", "fk", "category", 1, "active", false, "factor", 9.0, "rate", 0.111111111111)));
        assertThat(unit).hasSize(1);

        assertThat(done(connector.read(new Read("product.uom", List.of("active"), Map.of("symbol", "fk"), Map.of(), Optional.empty()))).records()).containsExactly(Map.of("active", false));
    }

    private static String status(Map<String, Object> made) {
        var record = read(made, "state", "shipment_state", "invoices.state");
        return record.get("state") + " " + record.get("shipment_state") + " " + record.getOrDefault("invoices.state", "-");
    }

    private static Map<String, Object> read(Map<String, Object> made, String... fields) {
        var records = done(connector.read(new Read("sale.sale", List.of(fields), Map.of("reference", made.get("reference")), Map.of(), Optional.empty()))).records();
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static Object decimal(String value) {
        return Values.json("numeric", value);
    }

    private static JsonNode party(String code) {
        return tryton.staff("model.party.party.search", List.of(List.of("code", "=", code)), 0, 1, List.of()).get(0);
    }

    private static <T> T done(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done<T>) answer).value();
    }
}
