package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.lists.forms.Portal;

/** Maria is a member of Ana's company as well: a form is filled in for the account she acts for. */
class AccountsTest {
    private static final Caller ELSEWHERE = Caller.contact("ALFKI-1", "Maria Anders", List.of("ANATR"), List.of("customer-representative"));
    private final Portal portal = new Portal();

    @Test
    void aDraftIsForTheAccountItWasBegunFor() {
        var maria = Browser.at(portal, Portal.MARIA, "order").press("next", "requestedreceiptdate", "2027-01-15", "requisitionnumber", "PO-7", "deliveryaddress", "ALFKI-1");
        var draft = (String) maria.page.get("draft");
        assertThat(draft).isNotEmpty();

        var elsewhere = Browser.at(portal, ELSEWHERE, "order").open("?draft=" + draft);
        assertThat(elsewhere.page.get("draft")).isNotEqualTo(draft);
        assertThat(elsewhere.field("requisitionnumber").get("value")).isEqualTo("");
        assertThat(Portal.each(elsewhere.field("deliveryaddress"), "choices", "words")).noneMatch(words -> words.toString().contains("Alfreds"));
        assertThat(elsewhere.page.get("resume")).isEqualTo("");

        assertThat(Browser.at(portal, Portal.MARIA, "order").open("?draft=" + draft).page.get("draft")).isEqualTo(draft);
    }

    @Test
    void whatIsSentForAnotherAccountThanTheOneActedForIsRefused() {
        var maria = Browser.at(portal, Portal.MARIA, "order");
        var page = maria.page;
        var switched = Browser.at(portal, ELSEWHERE, "order");
        switched.page = page;

        switched.press("next", "requestedreceiptdate", "2027-01-15", "deliveryaddress", "ALFKI-1");

        assertThat(switched.status).isEqualTo(422);
        assertThat(switched.error("deliveryaddress")).isNotEmpty();
    }
}
