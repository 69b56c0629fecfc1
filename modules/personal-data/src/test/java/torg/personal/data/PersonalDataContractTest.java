package torg.personal.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.testkit.Requests;
import torg.testkit.contract.ComponentContract;

class PersonalDataContractTest implements ComponentContract {
    private final Portal portal = new Portal();

    @Override
    public Component component() {
        return new PersonalDataComponent(portal.proofs, portal);
    }

    @Override
    public Site site() {
        return Portal.site();
    }

    @Override
    public List<String> inputs() {
        return List.of();
    }

    @Test
    void whoDidNotProveOfLateWhoTheyAreIsLedThereAndBack() {
        portal.fresh = false;
        var filled = (Filled.Shown) component().fill(Requests.get(site(), "/profile").as(Portal.JANE).place(""));

        assertThat(filled.model().get("fresh")).isEqualTo(false);
        assertThat(filled.model().get("prove")).isEqualTo("/prove?return=%2Fprofile%23c1");
    }

    @Test
    void onlyAdministratorsAreAskedForWhom() {
        assertThat(component().fill(Requests.get(site(), "/profile").as(Portal.JANE).place("of: everybody"))).isInstanceOf(Filled.Hidden.class);
        assertThat(component().fill(Requests.get(site(), "/profile").as(Portal.NANCY).place("of: everybody"))).isInstanceOf(Filled.Shown.class);
    }
}
