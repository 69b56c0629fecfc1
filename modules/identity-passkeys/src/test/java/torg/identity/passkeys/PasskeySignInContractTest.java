package torg.identity.passkeys;

import java.util.List;
import torg.api.site.Site;
import torg.spi.view.Component;
import torg.testkit.contract.ComponentContract;

class PasskeySignInContractTest implements ComponentContract {
    private final Portal portal = new Portal();

    @Override
    public Component component() {
        return new PasskeySignIn(portal.desk);
    }

    @Override
    public Site site() {
        return portal.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("answer", "return");
    }
}
