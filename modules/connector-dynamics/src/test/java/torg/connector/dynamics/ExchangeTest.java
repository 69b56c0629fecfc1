package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    @Test
    void aMistakeOfTheReaderIsNoFaultOfTheConnection() throws Exception {
        try (var wire = new Wire(_ -> Wire.Answer.json("{}")); var client = HttpClient.newHttpClient()) {
            for (var mistake : new Throwable[] {new IllegalStateException("ours"), new OutOfMemoryError("for a moment")}) {
                assertThatThrownBy(() -> Exchange.read(client, HttpRequest.newBuilder(URI.create(wire.url())), Duration.ofSeconds(20), 1_000, (_, _) -> {
                    if (mistake instanceof Error error) throw error;
                    throw (RuntimeException) mistake;
                })).isSameAs(mistake);
            }
        }
    }
}
