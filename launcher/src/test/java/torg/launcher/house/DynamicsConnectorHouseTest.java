package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.sync.Quotes.Item;
import torg.connector.dynamics.DynamicsConnector;
import torg.connector.dynamics.DynamicsSettings;
import torg.launcher.OwnPortal;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Parts;
import torg.spi.sync.LiveQuestions.Question;
import torg.testkit.LossyWire;
import torg.testkit.contract.CreditQuestionsContract;
import torg.testkit.contract.LiveQuestionsContract;
import torg.testkit.contract.RemoteConnectorContract;

/** What every connector has to keep, by the one for Dynamics against the demo ERP. Here and not beside it, because a module knows no other. */
@OwnPortal
class DynamicsConnectorHouseTest implements RemoteConnectorContract, LiveQuestionsContract, CreditQuestionsContract {
    @TempDir
    static Path data;
    private static Process erp;
    private static LossyWire wire;
    private static Connector connector;
    private static URI address;

    @BeforeAll
    static void start() throws IOException {
        var port = freePort();
        erp = new ProcessBuilder("target/torg/bin/torg", "erp", "--port", String.valueOf(port), "--data", data.resolve("erp").toString(), "--page-size", "20")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        address = URI.create("http://127.0.0.1:" + port);
        Eventually.holds("the demo ERP answers", () -> answers(address.resolve("/healthz")));
        wire = new LossyWire(address);
        connector = connector("http://127.0.0.1:" + wire.port());
    }

    @AfterAll
    static void stop() throws IOException {
        wire.close();
        erp.destroy();
        erp.onExit().join();
    }

    @Override
    public Connector connector() {
        return connector;
    }

    @Override
    public Connector toNobody() {
        return connector("http://127.0.0.1:1");
    }

    @Override
    public void loseTheNextAnswer() {
        wire.loseAnswerTo("POST /data/CDSSalesOrderHeaders");
    }

    @Override
    public String entity() {
        return "CDSReleasedDistinctProducts";
    }

    @Override
    public Outgoing document(String reference) {
        return order(reference, "11", "72");
    }

    @Override
    public Question question() {
        return new Question("nwnd", "ALFKI", "USD", List.of(new Item("11", "ea", BigDecimal.TWO)));
    }

    @Override
    public String seller() {
        return "nwnd";
    }

    @Override
    public String limited() {
        return "ALFKI";
    }

    @Override
    public String held() {
        var hold = HttpRequest.newBuilder(address.resolve("/data/CustomersV3(dataAreaId='nwnd',CustomerAccount='WOLZA')?cross-company=true")).header("Content-Type", "application/json")
                .header("If-Match", "*").method("PATCH", HttpRequest.BodyPublishers.ofString("{\"OnHoldStatus\":\"All\"}")).build();
        try (var client = HttpClient.newHttpClient()) {
            client.send(hold, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "WOLZA";
    }

    @Test
    void whatGoesBeyondAMandatoryLimitIsRefusedInPlainWordsAndNothingOfItIsLeft() {
        var head = Map.<String, Object>of("dataAreaId", "nwnd", "OrderingCustomerAccountNumber", "ANATR", "CurrencyCode", "USD", "PriceCustomerGroupCode", "LIST");
        var line = Map.<String, Object>of("dataAreaId", "nwnd", "LineCreationSequenceNumber", 1L, "ProductNumber", "11", "OrderedSalesQuantity", new BigDecimal("9000"), "SalesUnitSymbol", "ea");
        var order = new Outgoing("CDSSalesOrderHeaders", "W-credit", "CustomersOrderReference", head,
                Optional.of(new Parts("CDSSalesOrderLinesV2", "SalesOrderNumber", "SalesOrderNumber", "LineCreationSequenceNumber", List.of(line))), Set.of("OrderingCustomerAccountNumber"));

        assertThat(connector.create(order)).isInstanceOfSatisfying(Connector.Answer.Refused.class, refused -> assertThat(refused.reason()).startsWith("The credit limit of customer 'ANATR' is exceeded by "));
        assertThat(connector.find(order)).isEqualTo(new Connector.Answer.Done<>(Connector.Extent.NOTHING));
    }

    /** A product that is not sold any more. */
    @Override
    public Outgoing refused(String reference) {
        return order(reference, "11", "5");
    }

    private static Outgoing order(String reference, String first, String second) {
        var head = Map.<String, Object>of("dataAreaId", "nwnd", "OrderingCustomerAccountNumber", "ALFKI", "CurrencyCode", "USD", "PriceCustomerGroupCode", "LIST");
        return new Outgoing("CDSSalesOrderHeaders", reference, "CustomersOrderReference", head,
                Optional.of(new Parts("CDSSalesOrderLinesV2", "SalesOrderNumber", "SalesOrderNumber", "LineCreationSequenceNumber", List.of(line(1, first), line(2, second)))),
                Set.of("OrderingCustomerAccountNumber"));
    }

    private static Map<String, Object> line(long number, String product) {
        return Map.of("dataAreaId", "nwnd", "LineCreationSequenceNumber", number, "ProductNumber", product, "OrderedSalesQuantity", BigDecimal.TWO, "SalesUnitSymbol", "ea");
    }

    private static boolean answers(URI address) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static Connector connector(String url) {
        return new DynamicsConnector(new DynamicsSettings() {
            @Override
            public String url() {
                return url;
            }

            @Override
            public String token$_$url() {
                return "";
            }

            @Override
            public String client$_$id() {
                return "";
            }

            @Override
            public String client$_$secret() {
                return "";
            }

            @Override
            public String wake$_$secret() {
                return "";
            }

            @Override
            public int requests$_$per$_$second() {
                return 0;
            }

            @Override
            public int requests$_$at$_$once() {
                return 0;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return DynamicsSettings.class;
            }
        });
    }
}
