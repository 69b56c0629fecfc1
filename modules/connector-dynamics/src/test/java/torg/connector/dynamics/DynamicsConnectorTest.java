package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.connector.dynamics.Wire.Answer;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Batch;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Parts;
import torg.spi.sync.Connector.Read;

@Timeout(120)
class DynamicsConnectorTest {
    private static final String NOTHING = "{\"value\":[]}";
    private static final String HEAD = "{\"value\":[{\"SalesOrderNumber\":\"SO-7\",\"OrderingCustomerAccountNumber\":\"ALFKI\"}]}";
    private Wire wire;
    private DynamicsConnector connector;

    @BeforeEach
    void connect() throws Exception {
        wire = new Wire(_ -> Answer.json(NOTHING));
        connector = new DynamicsConnector(new Settings(wire.url(), "", ""));
    }

    @AfterEach
    void disconnect() {
        connector.stop();
        wire.close();
    }

    @Test
    void readsPagesUntilThereIsNoLink() {
        wire.behave(call -> Answer.json(call.address().contains("page2") ? "{\"value\":[{\"CurrencyCode\":\"EUR\"}]}"
                : "{\"value\":[{\"CurrencyCode\":\"USD\"}],\"@odata.nextLink\":\"" + wire.url() + "/data/Currencies?page2\"}"));
        var first = batch(read("Currencies", Optional.empty()));
        var second = batch(read("Currencies", first.cursor()));
        assertThat(first.records()).extracting("CurrencyCode").containsExactly("USD");
        assertThat(second.records()).extracting("CurrencyCode").containsExactly("EUR");
        assertThat(second.cursor()).isEmpty();
    }

    @Test
    void readsExactNumbersAndLeavesOutTheErpsStandInsForEmpty() {
        wire.behave(_ -> Answer.json("""
                {"value":[{"RecordId":9007199254740993,"Price":12.3456,"PriceApplicableFromDate":"1900-01-01T12:00:00Z","PriceApplicableToDate":"2026-01-15T12:00:00Z",
                "WillSearchContinue":"Yes","PriceCurrencyCode":"","CustomerAccountNumber":null}]}"""));
        var record = batch(read("SalesPriceAgreements", Optional.empty())).records().getFirst();
        assertThat(record).containsEntry("RecordId", 9007199254740993L).containsEntry("Price", new BigDecimal("12.3456"))
                .containsEntry("PriceApplicableToDate", Instant.parse("2026-01-15T12:00:00Z")).containsEntry("WillSearchContinue", true)
                .doesNotContainKeys("PriceApplicableFromDate", "PriceCurrencyCode", "CustomerAccountNumber");
    }

    @Test
    void handsOnWhatIsNoNumberAndNoDateInsteadOfLosingThePage() {
        wire.behave(_ -> Answer.json("{\"value\":[{\"RecordId\":\"N/A\",\"Price\":\"N/A\",\"PriceApplicableToDate\":\"soon\"},{\"RecordId\":7}]}"));
        assertThat(batch(read("SalesPriceAgreements", Optional.empty())).records()).containsExactly(Map.of("RecordId", "N/A", "Price", "N/A", "PriceApplicableToDate", "soon"), Map.of("RecordId", 7L));
    }

    @Test
    void handsOnThePauseThatTheErpAsksFor() {
        for (var status : List.of(429, 503)) {
            wire.behave(_ -> new Answer(status, "", Map.of("Retry-After", "7")));
            var pause = new Connector.Answer.Later<>(Duration.ofSeconds(7), "the ERP asks for a pause (" + status + ")");
            assertThat(read("Currencies", Optional.empty())).isEqualTo(pause);
            assertThat(connector.create(order("W000001"))).isEqualTo(pause);
        }
        wire.behave(_ -> Answer.status(429, "soon"));
        assertThat(read("Currencies", Optional.empty())).isInstanceOfSatisfying(Connector.Answer.Later.class, later -> assertThat(later.delay()).isEqualTo(Duration.ofSeconds(30)));
    }

    @Test
    void saysWhatTheErpSaysAfterInfolog() {
        wire.behave(call -> call.method().equals("POST")
                ? Answer.status(400, """
                        {"error":{"code":"","message":"An error has occurred.","innererror":{"message":"Write failed for table row of type 'SalesOrderHeaderCDSEntity'. Infolog: Warning: Customer ALFKI is on hold.; Error: Customer ALFKI is on hold.; Warning: validateWrite failed on data source 'SalesTable'."}}}""")
                : Answer.json(NOTHING));
        assertThat(connector.create(order("W000001"))).isEqualTo(new Connector.Answer.Refused<>("dynamics.refused", "Customer ALFKI is on hold"));
    }

    @Test
    void takesAStaleRowForLater() {
        for (var status : List.of(409, 412)) {
            wire.behave(_ -> Answer.status(status, ""));
            assertThat(read("Currencies", Optional.empty())).isInstanceOf(Connector.Answer.Later.class);
        }
    }

    @Test
    void takesARefusalThatSpeaksOfAnUpdateConflictForLaterAndKeepsWhatIsThere() {
        var conflict = "Cannot edit a record in Sales orders (SalesTable). An update conflict occurred due to another user process deleting the record or changing one or more fields in the record.";
        var later = new Connector.Answer.Later<>(Duration.ZERO, "somebody else changed it in the ERP at the same time");
        for (var text : List.of("Infolog: Error: " + conflict, conflict, "Infolog: Error: The record was changed by another process since it was read.")) {
            var body = "{\"error\":{\"innererror\":{\"message\":\"Write failed for table row of type 'SalesOrderHeaderCDSEntity'. " + text + "\"}}}";
            wire.behave(call -> call.method().equals("POST") ? Answer.status(400, body) : Answer.json(NOTHING));
            assertThat(connector.create(order("W000001"))).as("the head").isEqualTo(later);
            wire.behave(call -> call.address().contains("$batch") ? Answer.json("--x\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n" + body + "\r\n--x--") : Answer.json(call.address().contains("Lines") ? NOTHING : HEAD));
            assertThat(connector.create(order("W000001"))).as("the lines").isEqualTo(later);
        }
        assertThat(wire.calls()).as("a head that only lacks its lines is not taken back").extracting(Wire.Asked::method).doesNotContain("DELETE");
    }

    @Test
    void takesEveryOtherFaultForAnUnreachableErp() {
        for (var answer : List.of(Answer.status(500, "oops"), Answer.status(401, ""), Answer.status(200, "<html>"), Answer.status(200, ""), Answer.json("{}"),
                Answer.json("{\"value\":[{\"CurrencyCode\":\"USD\"}"), Answer.dropped())) {
            wire.behave(_ -> answer);
            assertThatThrownBy(() -> read("Currencies", Optional.empty())).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM));
        }
    }

    @Test
    void refusesAPageLinkToAnotherHost() {
        for (var link : List.of("http://elsewhere.example/data", "mailto:erp@erp.example", "http://erp example/"))
            assertThatThrownBy(() -> read("Currencies", Optional.of(link))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM));
        assertThat(wire.calls()).isEmpty();
    }

    @Test
    void looksForTheReferenceBeforeItSends() {
        wire.behave(_ -> Answer.json("{\"value\":[{\"dataAreaId\":\"nwnd\",\"SalesOrderNumber\":\"SO-7\",\"OrderingCustomerAccountNumber\":\"ALFKI\",\"LineCreationSequenceNumber\":1}]}"));
        assertThat(connector.create(order("W000001"))).isInstanceOf(Connector.Answer.Done.class);
        assertThat(wire.calls()).extracting(Wire.Asked::method).containsOnly("GET");
        assertThat(wire.calls().getFirst().address()).contains("CustomersOrderReference eq 'W000001'");
    }

    @Test
    void neverAdoptsADocumentOfAnotherCustomerThatCarriesTheReference() {
        var others = HEAD.replace("ALFKI", "BERGS");
        wire.behave(_ -> Answer.json(others));
        var taken = new Connector.Answer.Refused<>("dynamics.reference-taken", "The seller's system already has another document with the reference W000001");
        assertThat(connector.create(order("W000001"))).isEqualTo(taken);
        assertThat(connector.find(order("W000001"))).isEqualTo(taken);
        assertThat(wire.calls()).extracting(Wire.Asked::method).containsOnly("GET");
        wire.behave(call -> Answer.json(call.address().contains("Lines") ? "{\"value\":[{\"LineCreationSequenceNumber\":1}]}" : others.replace("}]}", "},") + HEAD.substring(HEAD.indexOf("[") + 1)));
        assertThat(connector.create(order("W000001"))).as("ours is there beside it").isInstanceOf(Connector.Answer.Done.class);
    }

    @Test
    void sendsOnlyTheLinesThatAreNotThereInOneChangeSet() {
        wire.behave(call -> {
            if (call.address().contains("$batch")) return done(1);
            return Answer.json("{\"value\":[{\"dataAreaId\":\"nwnd\",\"SalesOrderNumber\":\"SO-7\",\"OrderingCustomerAccountNumber\":\"ALFKI\",\"LineCreationSequenceNumber\":1}]}");
        });
        var two = new Outgoing("CDSSalesOrderHeaders", "W000001", "CustomersOrderReference", Map.of("dataAreaId", "nwnd"), Optional.of(lines(
                Map.of("dataAreaId", "nwnd", "LineCreationSequenceNumber", 1L, "ProductNumber", "11"), Map.of("dataAreaId", "nwnd", "LineCreationSequenceNumber", 2L, "ProductNumber", "42"))), Set.of());
        assertThat(connector.create(two)).isInstanceOf(Connector.Answer.Done.class);
        var batch = wire.calls().stream().filter(call -> call.address().contains("$batch")).findFirst().orElseThrow();
        assertThat(batch.body()).contains("CDSSalesOrderLinesV2?cross-company=true").contains("\"ProductNumber\":\"42\"").contains("\"SalesOrderNumber\":\"SO-7\"").doesNotContain("\"ProductNumber\":\"11\"");
    }

    @Test
    void refusesTheDocumentWhenOneLineIsRefusedAndTakesItsHeadBack() {
        var deleted = new ArrayList<String>();
        wire.behave(call -> {
            if (call.method().equals("DELETE")) {
                deleted.add(call.address());
                return new Answer(204, "", Map.of());
            }
            if (call.address().contains("$batch")) return Answer.json("--x\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n{\"error\":{\"innererror\":{\"message\":\"Infolog: Error: Product 5 is discontinued.\"}}}\r\n--x--");
            return Answer.json(call.address().contains("Lines") ? NOTHING : "{\"value\":[{\"dataAreaId\":\"nwnd\",\"SalesOrderNumber\":\"SO-7\",\"OrderingCustomerAccountNumber\":\"ALFKI\"}]}");
        });
        assertThat(connector.create(order("W000001"))).isEqualTo(new Connector.Answer.Refused<>("dynamics.refused", "Product 5 is discontinued"));
        assertThat(deleted).singleElement().asString().contains("CDSSalesOrderHeaders(").contains("SO-7").contains("cross-company=true");
    }

    @Test
    void saysThatItDoesNotKnowWhenTheAnswerIsLostAfterTheErpDidIt() {
        var made = new AtomicInteger();
        wire.behave(call -> {
            if (call.address().contains("$batch")) return done(1);
            if (call.method().equals("POST")) {
                made.incrementAndGet();
                return Answer.dropped();
            }
            return Answer.json(made.get() == 0 || call.address().contains("Lines") ? NOTHING : HEAD);
        });
        assertThat(connector.create(order("W000001"))).isEqualTo(new Connector.Answer.Unknown<>(Extent.HEAD, "the ERP did not answer in time"));
        assertThat(connector.create(order("W000001"))).isInstanceOf(Connector.Answer.Done.class);
        assertThat(made).hasValue(1);
    }

    @Test
    void findsOnlyLaterWhatTheErpCommitsAfterEverybodyStoppedWaiting() throws Exception {
        var going = new CountDownLatch(1);
        var committed = new CountDownLatch(1);
        wire.behave(call -> {
            if (call.address().contains("$batch")) return done(1);
            if (call.method().equals("GET")) return Answer.json(committed.getCount() > 0 || call.address().contains("Lines") ? NOTHING : HEAD);
            await(going);
            committed.countDown();
            return Answer.json(HEAD);
        });
        impatient();
        assertThat(connector.create(order("W000001"))).isInstanceOf(Connector.Answer.Unknown.class);
        assertThat(connector.find(order("W000001"))).isEqualTo(new Connector.Answer.Done<>(Extent.NOTHING));
        going.countDown();
        committed.await();
        assertThat(connector.find(order("W000001"))).isEqualTo(new Connector.Answer.Done<>(Extent.HEAD));
        assertThat(connector.create(order("W000001"))).isInstanceOf(Connector.Answer.Done.class);
        assertThat(wire.calls()).filteredOn(call -> call.method().equals("POST") && !call.address().contains("$batch")).as("heads sent").hasSize(1);
    }

    @Test
    void doesNotKnowOfLinesEitherWhenNothingOrAGatewayAnswers() {
        for (var answer : List.of(Answer.dropped(), Answer.status(504, "<html>"), Answer.status(502, ""))) {
            wire.behave(call -> call.address().contains("$batch") ? answer : Answer.json(call.address().contains("Lines") ? NOTHING : HEAD));
            assertThat(connector.create(order("W000001"))).isInstanceOfSatisfying(Connector.Answer.Unknown.class, unknown -> assertThat(unknown.sent()).isEqualTo(Extent.ALL));
        }
    }

    @Test
    void knowsThatNothingIsUnderWayWhenItCouldNotAskFirstOrTheErpSaysItFailed() {
        wire.behave(_ -> Answer.dropped());
        assertThatThrownBy(() -> connector.create(order("W000001"))).isInstanceOf(TorgException.class);
        wire.behave(call -> call.method().equals("POST") ? Answer.status(500, "oops") : Answer.json(NOTHING));
        assertThatThrownBy(() -> connector.create(order("W000001"))).isInstanceOf(TorgException.class);
        wire.close();
        assertThatThrownBy(() -> connector.create(order("W000001"))).isInstanceOf(TorgException.class);
    }

    @Test
    void looksForAllLinesWithoutSendingAny() {
        wire.behave(call -> Answer.json(call.address().contains("Lines") ? "{\"value\":[{\"LineCreationSequenceNumber\":1}]}" : HEAD));
        assertThat(connector.find(order("W000001"))).isEqualTo(new Connector.Answer.Done<>(Extent.ALL));
        assertThat(wire.calls()).extracting(Wire.Asked::method).containsOnly("GET");
    }

    @Test
    void asksForATokenOnceAndNamesTheEnvironmentWithoutASlash() throws Exception {
        try (var issuer = new Wire(_ -> Answer.json("{\"access_token\":\"t0k3n\",\"expires_in\":3600}"))) {
            var signed = new DynamicsConnector(new Settings(wire.url() + "/", issuer.url() + "/token", "portal"));
            signed.read(new Read("Currencies", List.of(), Map.of(), Map.of(), Optional.empty()));
            signed.stop();
            assertThat(issuer.asked).hasSize(1);
            assertThat(issuer.asked.getFirst().body()).contains("grant_type=client_credentials").endsWith("resource=http%3A%2F%2F127.0.0.1%3A" + wire.url().replaceAll(".*:", ""));
            assertThat(wire.calls()).extracting(Wire.Asked::authorization).containsOnly("Bearer t0k3n");
        }
    }

    @Test
    void namesItsSettingsAsTheFrameworkKnowsThem() throws Exception {
        try (var stream = DynamicsSettings.class.getResourceAsStream("/OSGI-INF/metatype/torg.connector.dynamics.DynamicsSettings.xml");
                var issuer = new Wire(_ -> Answer.status(401, ""))) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8)).contains("id=\"token-url\"", "id=\"client-id\"", "id=\"client-secret\"", "id=\"wake-secret\"");
            var signed = new DynamicsConnector(new Settings(wire.url(), issuer.url() + "/token", "portal"));
            assertThatThrownBy(() -> signed.describe("Currencies")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.help()).contains("token-url", "client-id", "client-secret"));
        }
    }

    @Test
    void doesNotWaitForABodyThatStalls() {
        impatient();
        wire.behave(_ -> Answer.stalled());
        assertThatThrownBy(() -> read("Currencies", Optional.empty())).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM));
        wire.behave(call -> call.method().equals("POST") ? Answer.stalled() : Answer.json(NOTHING));
        assertThat(connector.create(order("W000001"))).as("the head").isInstanceOf(Connector.Answer.Unknown.class);
        wire.behave(call -> call.address().contains("$batch") ? Answer.stalled() : Answer.json(call.address().contains("Lines") ? NOTHING : HEAD));
        assertThat(connector.create(order("W000001"))).as("the lines").isInstanceOf(Connector.Answer.Unknown.class);
    }

    @Test
    void doesNotReadMoreThanAnAnswerCanHave() {
        wire.behave(_ -> Answer.endless());
        assertThatThrownBy(() -> read("Currencies", Optional.empty())).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("dynamics.too-much"));
        assertThat(wire.endless).as("a page").hasValueLessThan(48L * 1024 * 1024);
        wire.endless.set(0);
        wire.behave(call -> call.address().contains("$batch") ? Answer.endless() : Answer.json(call.address().contains("Lines") ? NOTHING : HEAD));
        assertThat(connector.create(order("W000001"))).isInstanceOf(Connector.Answer.Unknown.class);
        assertThat(wire.endless).as("what is held whole").hasValueLessThan(32L * 1024 * 1024);
    }

    @Test
    void boundsTheDescriptionOfTheErpAndItsTokenToo() throws Exception {
        wire.describes = false;
        wire.behave(_ -> Answer.endless());
        var undescribed = new DynamicsConnector(new Settings(wire.url(), "", ""));
        assertThatThrownBy(() -> undescribed.describe("Currencies")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("dynamics.too-much"));
        for (var answer : List.of(Answer.endless(), Answer.stalled())) {
            try (var issuer = new Wire(_ -> answer)) {
                var signed = new DynamicsConnector(new Settings(wire.url(), issuer.url() + "/token", "portal"), Duration.ofSeconds(3), InstantSource.system());
                assertThatThrownBy(() -> signed.describe("Currencies")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("dynamics.no-token"));
            }
        }
    }

    @Test
    void findsEveryLineOverSeveralPagesAndSendsNoneTwice() {
        var lines = LongStream.rangeClosed(1, 5).mapToObj(number -> Map.<String, Object>of("dataAreaId", "nwnd", "LineCreationSequenceNumber", number, "ProductNumber", "11")).toList();
        var there = new AtomicInteger(4);
        wire.behave(call -> {
            if (call.address().contains("$batch")) return there.incrementAndGet() > 0 ? done(1) : null;
            if (!call.address().contains("Lines")) return Answer.json(HEAD);
            var page = call.address().contains("page=") ? Integer.parseInt(call.address().replaceAll(".*page=", "")) : 1;
            var next = page < there.get() ? ",\"@odata.nextLink\":\"" + wire.url() + "/data/CDSSalesOrderLinesV2?page=" + (page + 1) + "\"" : "";
            return Answer.json("{\"value\":[{\"LineCreationSequenceNumber\":" + page + "}]" + next + "}");
        });
        var order = new Outgoing("CDSSalesOrderHeaders", "W000001", "CustomersOrderReference", Map.of("OrderingCustomerAccountNumber", "ALFKI"),
                Optional.of(new Parts("CDSSalesOrderLinesV2", "SalesOrderNumber", "SalesOrderNumber", "LineCreationSequenceNumber", lines)), Set.of("OrderingCustomerAccountNumber"));
        assertThat(connector.find(order)).isEqualTo(new Connector.Answer.Done<>(Extent.HEAD));
        assertThat(connector.create(order)).isInstanceOf(Connector.Answer.Done.class);
        var sent = wire.calls().stream().filter(call -> call.address().contains("$batch")).toList();
        assertThat(sent).singleElement().satisfies(batch -> assertThat(batch.body()).contains("\"LineCreationSequenceNumber\":5").doesNotContain("\"LineCreationSequenceNumber\":2"));
        assertThat(connector.find(order)).isEqualTo(new Connector.Answer.Done<>(Extent.ALL));
    }

    @Test
    void findsItsOwnDocumentBehindAPageOfOthers() {
        wire.behave(call -> Answer.json(call.address().contains("Lines") ? "{\"value\":[{\"LineCreationSequenceNumber\":1}]}" : call.address().contains("page2") ? HEAD
                : "{\"value\":[{\"SalesOrderNumber\":\"SO-6\",\"OrderingCustomerAccountNumber\":\"BERGS\"}],\"@odata.nextLink\":\"" + wire.url() + "/data/CDSSalesOrderHeaders?page2\"}"));
        assertThat(connector.create(order("W000001"))).isInstanceOf(Connector.Answer.Done.class);
        assertThat(wire.calls()).extracting(Wire.Asked::method).containsOnly("GET");
    }

    @Test
    void doesNotTakeAnAnswerThatBreaksOffForLinesThatWereMade() {
        for (var answer : List.of(Answer.status(200, ""), Answer.json("--x\r\nContent-Type: multipart/mixed\r\n"), Answer.json("--x\r\n\r\nHTTP/1.1 201 Created\r\n\r\n{\"a\":\"HTTP/1.1 201\"}\r\n"))) {
            wire.behave(call -> call.address().contains("$batch") ? answer : Answer.json(call.address().contains("Lines") ? NOTHING : HEAD));
            var two = new Outgoing("CDSSalesOrderHeaders", "W000001", "CustomersOrderReference", Map.of("OrderingCustomerAccountNumber", "ALFKI"), Optional.of(lines(
                    Map.of("LineCreationSequenceNumber", 1L), Map.of("LineCreationSequenceNumber", 2L))), Set.of());
            assertThat(connector.create(two)).isInstanceOfSatisfying(Connector.Answer.Unknown.class, unknown -> assertThat(unknown.sent()).isEqualTo(Extent.ALL));
        }
    }

    @Test
    void asksForNoTokenOnceItIsStopped() throws Exception {
        try (var issuer = new Wire(_ -> Answer.json("{\"access_token\":\"t0k3n\",\"expires_in\":3600}"))) {
            var signed = new DynamicsConnector(new Settings(wire.url(), issuer.url() + "/token", "portal"));
            signed.stop();
            assertThatThrownBy(() -> signed.describe("Currencies")).isInstanceOf(TorgException.class);
            assertThat(issuer.asked).isEmpty();
        }
    }

    /** The same connector with less patience, and still enough for what is answered on a busy machine. */
    private void impatient() {
        connector.stop();
        connector = new DynamicsConnector(new Settings(wire.url(), "", ""), Duration.ofSeconds(3), InstantSource.system());
        connector.describe("Currencies");
    }

    /** The answer to a change set of that many lines. */
    private static Answer done(int lines) {
        return Answer.json("--x\r\n\r\n" + "HTTP/1.1 201 Created\r\n\r\n{}\r\n--x".repeat(lines) + "--");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Connector.Answer<Batch> read(String entity, Optional<String> cursor) {
        return connector.read(new Read(entity, List.of(), Map.of(), Map.of(), cursor));
    }

    private static Batch batch(Connector.Answer<Batch> answer) {
        return ((Connector.Answer.Done<Batch>) answer).value();
    }

    private static Outgoing order(String reference) {
        return new Outgoing("CDSSalesOrderHeaders", reference, "CustomersOrderReference", Map.of("dataAreaId", "nwnd", "OrderingCustomerAccountNumber", "ALFKI"),
                Optional.of(lines(Map.of("dataAreaId", "nwnd", "LineCreationSequenceNumber", 1L, "ProductNumber", "11"))), Set.of("OrderingCustomerAccountNumber"));
    }

    @SafeVarargs
    private static Parts lines(Map<String, Object>... lines) {
        return new Parts("CDSSalesOrderLinesV2", "SalesOrderNumber", "SalesOrderNumber", "LineCreationSequenceNumber", List.of(lines));
    }
}
