package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.sync.Quotes.Item;
import torg.api.sync.Quotes.Quote;
import torg.connector.dynamics.Wire.Answer;
import torg.spi.sync.Connector;
import torg.spi.sync.LiveQuestions.Question;

class AgreementsTest {
    private static final Item PIECE = new Item("11", "ea", BigDecimal.ONE);
    private static final Item BOX = new Item("11", "box", BigDecimal.ONE);

    @Test
    void stockIsToldInTheUnitThatTheProductIsKeptInAndInNoOther() throws Exception {
        try (var wire = new Wire(AgreementsTest::erp)) {
            var connector = new DynamicsConnector(new Settings(wire.url(), "", ""));
            var answer = connector.questions().orElseThrow().quotes(new Question("nwnd", "ALFKI", "USD", List.of(PIECE, BOX)), Duration.ofSeconds(20));
            connector.stop();

            assertThat(answer).isEqualTo(new Connector.Answer.Done<>(List.of(new Quote(PIECE, Optional.of(new BigDecimal("2")), Optional.of(new BigDecimal("7"))), new Quote(BOX, Optional.of(new BigDecimal("20")), Optional.empty()))));
        }
    }

    /** Sells by piece and by box what it keeps by piece in two warehouses. */
    private static Answer erp(Wire.Asked asked) {
        if (asked.address().contains("/WarehousesOnHandV2")) return records("{\"ItemNumber\":\"11\",\"AvailableOnHandQuantity\":4}", "{\"ItemNumber\":\"11\",\"AvailableOnHandQuantity\":3}");
        if (asked.address().contains("/ReleasedProductsV2")) return records("{\"ItemNumber\":\"11\",\"InventoryUnitSymbol\":\"ea\"}");
        if (asked.address().contains("/SalesPriceAgreements")) return records(agreement("ea", 2), agreement("box", 20));
        return records();
    }

    private static String agreement(String unit, int price) {
        return "{\"ProductNumber\":\"11\",\"AccountCode\":\"All\",\"AccountRelation\":\"\",\"QuantityUnitySymbol\":\"" + unit + "\",\"FromQuantity\":0,\"ToQuantity\":0,\"Price\":" + price + ",\"SalesPriceQuantity\":0}";
    }

    private static Answer records(String... records) {
        return Answer.json("{\"value\":[" + String.join(",", records) + "]}");
    }
}
