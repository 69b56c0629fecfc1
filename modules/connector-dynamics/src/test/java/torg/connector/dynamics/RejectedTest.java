package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.connector.dynamics.Wire.Answer;
import torg.spi.sync.Connector;

/** A request that the ERP finds wrong in itself: whoever runs the portal is told what it says of it, a customer is not. */
class RejectedTest {
    private static final String BODY = """
            {"error":{"code":"","message":"An error has occurred.","innererror":{"message":"Could not find a property named 'Nam' on type 'Currency'.","type":"HttpException"}}}""";

    @Test
    void tellsTheOperatorWhatTheErpSaysAndNoCustomer() throws Exception {
        try (var wire = new Wire(_ -> Answer.status(400, BODY))) {
            var connector = new DynamicsConnector(new Settings(wire.url(), "", ""));
            assertThat(connector.read(new Connector.Read("Currencies", List.of("CurrencyCode"), Map.of(), Map.of(), Optional.empty())))
                    .isEqualTo(new Connector.Answer.Refused<>("dynamics.rejected", "it rejects the request (400): Could not find a property named 'Nam' on type 'Currency'."));
            assertThat(connector.create(new Connector.Outgoing("Currencies", "W1", "CurrencyCode", Map.of("CurrencyCode", "W1"), Optional.empty(), Set.of())))
                    .isEqualTo(new Connector.Answer.Refused<>("dynamics.rejected", "The seller's system rejected the request (400)"));
            connector.stop();
        }
    }
}
