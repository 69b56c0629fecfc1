package torg.identity.local.component;

import java.util.List;
import torg.api.site.Site;
import torg.identity.local.Portal;
import torg.spi.view.Component;
import torg.testkit.contract.ComponentContract;

class TokensContractTest implements ComponentContract {
    private final Portal portal = new Portal();

    @Override
    public Component component() {
        return new TokensComponent(portal.identity);
    }

    @Override
    public Site site() {
        return portal.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("name", "days", "roles", "tables", "account", "revoke");
    }
}
