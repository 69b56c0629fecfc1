package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fault switches: off unless set, and over after as many requests as they were set for. */
class FaultsTest {
    private RunningErp erp;

    @BeforeEach
    void start(@TempDir Path folder) {
        erp = RunningErp.on(folder);
    }

    @AfterEach
    void stop() {
        erp.close();
    }

    private void set(String form) {
        assertThat(erp.postForm("/faults", form).statusCode()).isEqualTo(303);
    }

    private int read() {
        return erp.send("GET", "/data/LegalEntities", null).statusCode();
    }

    @Test
    void throttlesTwiceAndSaysForHowLong() {
        set("mode=throttle&count=2&seconds=7");
        var response = erp.send("GET", "/data/LegalEntities", null);
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(read()).isEqualTo(429);
        assertThat(read()).isEqualTo(200);
    }

    @Test
    void failsWithTheErrorBodyOfTheProduct() {
        set("mode=error");
        var response = erp.send("GET", "/data/LegalEntities", null);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(RunningErp.json(response).at("/error/message").asText()).isEqualTo("An error has occurred.");
        assertThat(read()).isEqualTo(200);
    }

    @Test
    void answersLate() {
        set("mode=slow&count=1&seconds=1");
        var started = Instant.now();
        assertThat(read()).isEqualTo(200);
        assertThat(Duration.between(started, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void losesTheAnswerToAWriteThatIsDone() throws Exception {
        set("mode=timeout-after-commit");
        assertThat(read()).as("a read has nothing to lose").isEqualTo(200);
        var body = "{\"dataAreaId\":\"nwnd\",\"OrderingCustomerAccountNumber\":\"ALFKI\",\"CustomersOrderReference\":\"W-77\"}";
        try (var http = HttpClient.newHttpClient()) {
            var request = erp.request("POST", "/data/CDSSalesOrderHeaders", body);
            assertThatThrownBy(() -> http.send(request, BodyHandlers.ofString())).isInstanceOf(IOException.class);
        }
        assertThat(erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$filter=CustomersOrderReference eq 'W-77'").get("value")).hasSize(1);
        assertThat(erp.send("POST", "/data/CDSSalesOrderHeaders", body).statusCode()).isEqualTo(201);
    }

    @Test
    void canBeSwitchedOffAndIsShownOnThePage() {
        set("mode=throttle&count=100");
        assertThat(erp.send("GET", "/", null).body()).contains("Switched on: throttle, for 100 more requests");
        set("mode=none");
        assertThat(erp.send("GET", "/", null).body()).contains("All is well");
        assertThat(read()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mode=explode", "mode=throttle&count=-1", "mode=throttle&count=x", "mode=slow&seconds=3600", "mode=%zz"})
    void refusesASwitchItDoesNotKnow(String form) {
        assertThat(erp.postForm("/faults", form).statusCode()).isEqualTo(400);
        assertThat(read()).isEqualTo(200);
    }
}
