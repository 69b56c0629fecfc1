package torg.sync;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.spi.sync.Connector;
import torg.testkit.contract.ConnectorContract;

/** The small ERP of these tests keeps what every connector has to keep. */
class MemoryErpTest implements ConnectorContract {
    private final MemoryErp erp = new MemoryErp().with("Orders", Map.of("Number", "SO-1")).with("Orders", Map.of("Number", "SO-2")).with("Orders", Map.of("Number", "SO-3"));

    @Override
    public Connector connector() {
        return erp;
    }

    @Override
    public String entity() {
        return "Orders";
    }

    @Override
    public Connector.Outgoing document(String reference) {
        return new Connector.Outgoing("Orders", reference, "Reference", Map.of("Customer", "A"), Optional.empty(), Set.of("Customer"));
    }
}
