package torg.identity.local.component;

import java.util.List;
import torg.api.site.Site;
import torg.identity.local.Portal;
import torg.spi.view.Component;
import torg.testkit.contract.ComponentContract;

class OnBehalfContractTest implements ComponentContract {
    private final Portal portal = new Portal();

    @Override
    public Component component() {
        return new OnBehalfComponent(portal.identity, portal.tables);
    }

    @Override
    public Site site() {
        return portal.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("who", "q");
    }
}
