package torg.audit;

import java.util.List;
import torg.api.site.Site;
import torg.spi.view.Component;
import torg.testkit.MemoryAudit;
import torg.testkit.contract.ComponentContract;

class AuditContractTest implements ComponentContract {
    @Override
    public Component component() {
        return new AuditComponent(new MemoryAudit(), AuditHouse.tables());
    }

    @Override
    public Site site() {
        return AuditHouse.site();
    }

    @Override
    public List<String> inputs() {
        return List.of("person", "account", "act", "outcome", "table", "key", "from", "until", "before");
    }
}
