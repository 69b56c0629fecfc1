package torg.connector.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Parts;
import torg.testkit.contract.ConnectorContract;

/** What every connector has to keep, with a program on the other side that takes files as soon as they are there. */
class FilesConnectorContractTest implements ConnectorContract {
    @TempDir
    Path folder;

    private final ScheduledExecutorService program = Executors.newSingleThreadScheduledExecutor();
    private Connector connector;

    @BeforeEach
    void run() throws IOException {
        var erp = new FileErp(folder);
        connector = FileErp.connector(new FileErp.Given(folder.toString(), ",", "UTF-8", "Lines=Order+Position", 30));
        program.scheduleWithFixedDelay(erp::take, 0, 20, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void stop() throws InterruptedException {
        program.shutdown();
        program.awaitTermination(10, TimeUnit.SECONDS);
    }

    @Override
    public Connector connector() {
        return connector;
    }

    @Override
    public String entity() {
        return "Orders";
    }

    @Override
    public Outgoing document(String reference) {
        var lines = List.<Map<String, Object>>of(Map.of("Position", 1L, "Quantity", 3L), Map.of("Position", 2L, "Quantity", 5L));
        return new Outgoing("Orders", reference, "Reference", Map.of("Customer", "ALFKI"), Optional.of(new Parts("Lines", "Order", "Number", "Position", lines)), Set.of("Customer"));
    }
}
