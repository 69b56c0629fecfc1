package torg.invitations;

import java.util.List;
import torg.api.site.Site;
import torg.spi.view.Component;
import torg.testkit.contract.ComponentContract;

class InvitationContractTest implements ComponentContract {
    private final Portal portal = new Portal();

    @Override
    public Component component() {
        return portal.invitation;
    }

    @Override
    public Site site() {
        return portal.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("code", "email", "firstname", "lastname", "password", "repeated", "redeem");
    }
}
