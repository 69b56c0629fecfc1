package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.connector.dynamics.Wire.Answer;
import torg.spi.sync.Connector;
import torg.spi.sync.CreditQuestions.Credit;

class CustomerCreditTest {
    /** The members of the real product's enumeration. */
    @ParameterizedTest
    @CsvSource({"No,false", "Never,false", "Invoice,true", "All,true", "Payment,true", "Requisition,true"})
    void whatHoldsTheCustomerBackIsAHoldAndALimitOfNothingIsNone(String status, boolean held) throws Exception {
        for (var limit : Map.of("0", Optional.<BigDecimal>empty(), "7000.5", Optional.of(new BigDecimal("7000.5"))).entrySet()) {
            try (var wire = new Wire(_ -> Answer.json("{\"value\":[{\"CustomerAccount\":\"ALFKI\",\"CreditLimit\":" + limit.getKey() + ",\"OnHoldStatus\":\"" + status + "\"}]}"))) {
                var connector = new DynamicsConnector(new Settings(wire.url(), "", ""));
                var answer = connector.credit().orElseThrow().credit("nwnd", "ALFKI", Duration.ofSeconds(20));
                connector.stop();

                assertThat(answer).isEqualTo(new Connector.Answer.Done<>(Optional.of(new Credit(held, limit.getValue(), Optional.empty()))));
            }
        }
    }
}
