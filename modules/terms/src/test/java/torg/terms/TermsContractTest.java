package torg.terms;

import java.util.List;
import torg.api.site.Site;
import torg.spi.view.Component;
import torg.testkit.contract.ComponentContract;

class TermsContractTest implements ComponentContract {
    private final House house = new House();

    @Override
    public Component component() {
        return house.component;
    }

    @Override
    public Site site() {
        return house.site();
    }

    @Override
    public List<String> inputs() {
        return List.of("digest", "accepted", "return");
    }
}
