package torg.lists.forms.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.table.Change;
import torg.api.view.Model;
import torg.lists.forms.Portal;
import torg.lists.forms.list.KnownRoles;
import torg.spi.view.Component.Filled;

/** Where the shipments of the demo lead to. */
class TrackingTest {
    private final Portal portal = new Portal();
    private int shipments;

    @Test
    void theErpsOwnAddressGoesBeforeTheRuleOfTheCarrier() {
        assertThat(link("DHL", "JD 01", "https://erp.example/JD01")).isEqualTo("https://erp.example/JD01");
        assertThat(link("DHL", "JD 01", "javascript:alert(1)")).isEqualTo("https://www.dhl.com/global-en/home/tracking.html?tracking-id=JD01");
    }

    @Test
    void aCarrierWithARuleIsFollowedByTheNumber() {
        assertThat(link("Bring", "3707/0000 ?x=1&y", "")).isEqualTo("https://tracking.bring.com/tracking/37070000x1y");
        assertThat(link("PostNord AB", "00370", "")).isEqualTo("https://tracking.postnord.com/tracking?id=00370");
    }

    @Test
    void anyOtherShowsTheNumberAlone() {
        assertThat(link("Speedy Express", "4711", "")).isEmpty();
        assertThat(link("Speedy Express", "4711", "http://erp.example/4711")).isEmpty();
        assertThat(link("", "4711", "")).isEmpty();
    }

    private String link(String carrier, String number, String url) {
        var values = new HashMap<String, Object>(Map.of("shipmentnumber", "S-" + ++shipments, "salesorder", "O101", "trackingnumber", number));
        if (!carrier.isEmpty()) values.put("carrier", carrier);
        if (!url.isEmpty()) values.put("trackingurl", url);
        portal.write(new Change.Create("shipment", values));
        var request = portal.get(Portal.ADMIN, "/shipments/1");
        var shown = (Filled.Shown) new RecordComponent(portal.tables(), new KnownRoles(), Portal.CLOCK).fill(Portal.place(request, Map.of("number", (String) values.get("shipmentnumber")), "record", "shipment"));
        var facts = ((List<?>) shown.model().get("sections")).stream().map(Model.class::cast).flatMap(section -> ((List<?>) section.get("facts")).stream()).map(Model.class::cast);
        var cell = facts.filter(fact -> fact.get("label").equals("Tracking number")).findFirst().orElseThrow();
        return cell.has("link") ? (String) cell.get("link") : "";
    }
}
