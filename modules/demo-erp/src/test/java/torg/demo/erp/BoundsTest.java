package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No address, however long or nested, is left without an answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundsTest {
    private static final String ORDERS = "/data/CDSSalesOrderHeaders?cross-company=true&$top=1&";

    private RunningErp erp;

    @BeforeAll
    void start(@TempDir Path folder) {
        erp = RunningErp.on(folder);
    }

    @AfterAll
    void stop() {
        erp.close();
    }

    private int status(String path) {
        return erp.send("GET", path, null).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "%28", "not ", "not(", "- ", "-(", "1 add "})
    void whatIsNestedTooDeeplyIsRefused(String prefix) {
        var answer = erp.send("GET", ORDERS + "$filter=" + prefix.repeat(800) + "OrderTotalAmount", null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningErp.reason(answer)).isEqualTo("the address is nested more than 50 levels deep");
    }

    @Test
    void soItIsInAPathInAnExpandAndInABatch() {
        assertThat(status("/data/CDSSalesOrderHeaders" + "(".repeat(800))).isEqualTo(400);
        assertThat(status(ORDERS + "$expand=SalesOrderLinesV2($filter=" + "(".repeat(800) + ")")).isEqualTo(400);
        var batch = "--batch\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET CDSSalesOrderHeaders?$filter=" + "(".repeat(800)
                + " HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n--batch--\r\n";
        assertThat(erp.send("POST", "/data/$batch", batch, "Content-Type", "multipart/mixed; boundary=batch").statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsTooLongIsRefused() {
        var answer = erp.send("GET", ORDERS + "$filter=SalesOrderName eq '" + "x".repeat(16_000) + "'", null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningErp.reason(answer)).contains("more than 16000 characters");
    }

    @Test
    void whatClientsAskForIsNot() {
        assertThat(erp.get(ORDERS + "$filter=SalesOrderNumber eq 'SO-10643'" + " or SalesOrderNumber eq ''".repeat(400)).get("value")).hasSize(1);
        assertThat(status(ORDERS + "$filter=SalesOrderNumber eq 'SO-10643'" + " and OrderTotalAmount gt 1".repeat(600))).isEqualTo(200);
        assertThat(status(ORDERS + "$filter=" + "(".repeat(40) + "OrderTotalAmount gt 1" + ")".repeat(40))).isEqualTo(200);
        assertThat(status(ORDERS + "$filter=SalesOrderName eq '" + "(".repeat(800) + "'")).as("what is quoted is no nesting").isEqualTo(200);
    }
}
