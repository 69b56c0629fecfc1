package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.lists.forms.Portal;

/** The ways into a wizard and back. */
class WizardPathTest {
    private static final Caller TEST = Caller.service("test");
    private final Portal portal = new Portal();
    private final Browser maria = Browser.at(portal, Portal.MARIA, "order");

    @Test
    void offersToContinueWhatWasBegunLast() {
        assertThat(maria.page.get("resume")).isEqualTo("");
        information("PO-7").press("save", "product", "1", "quantity", "3");
        var draft = maria.page.get("draft");
        assertThat(maria.open("").page.get("resumeWords")).isEqualTo("Continue what you began (1 line).");
        assertThat(Browser.at(portal, Portal.JANE, "order").page.get("resume")).as("nobody else's").isEqualTo("");

        maria.open((String) maria.page.get("resume"));
        assertThat(maria.page.get("isReview")).isEqualTo(true);
        assertThat(maria.page.get("draft")).isEqualTo(draft);
        maria.press("submit");
        assertThat(maria.open("").page.get("resume")).as("finished").isEqualTo("");
    }

    @Test
    void opensTheFirstLineWithWhatTheAddressBrought() {
        maria.open("?product=11");
        assertThat(maria.page.get("here")).isEqualTo("?product=11");
        information("");
        assertThat(maria.address).endsWith("&step=2&product=11");
        assertThat(maria.field("product").get("value")).isEqualTo("11");
        maria.press("save", "product", "11", "quantity", "1");
        assertThat(maria.field("product").get("value")).isEqualTo("");

        maria.open("?product=1").open((String) maria.page.get("resume"));
        assertThat(maria.field("product").get("value")).isEqualTo("1");
        assertThat(maria.lines()).hasSize(1);
    }

    @Test
    void theNextLineStandsOpenUntilSomebodyGoesOn() {
        information("");
        assertThat(maria.field("product").has("focus")).as("nothing was added yet").isFalse();
        maria.press("save", "product", "1", "quantity", "3");
        assertThat(maria.page.get("isOpen")).isEqualTo(true);
        assertThat(maria.field("product").get("focus")).isEqualTo(true);
        assertThat(maria.field("quantity").get("value")).isEqualTo("");

        assertThat(maria.press("next", "product", "11", "quantity", "").error("quantity")).as("half a line").isEqualTo("Please fill this in.");
        maria.press("next", "product", "", "quantity", "", "unit", "");
        assertThat(maria.page.get("isReview")).isEqualTo(true);
        assertThat(maria.lines()).hasSize(1);
    }

    @Test
    void aLineThatWasBegunCountsForWhoGoesOn() {
        information("").press("save", "product", "1", "quantity", "3").press("next", "product", "11", "quantity", "2.5");

        assertThat(maria.page.get("isReview")).isEqualTo(true);
        assertThat(maria.lines()).extracting(List::getFirst).containsExactly("Chai (1)", "Queso Cabrales (11)");
    }

    @Test
    void showsTheTotalSoFarBelowTheLines() {
        information("").press("save", "product", "1", "quantity", "3");
        maria.open(add()).press("save", "product", "11", "quantity", "2");

        assertThat(Portal.each(maria.page, "totals", "text")).containsExactly("96.00\u00a0USD");
    }

    @Test
    void postsToTheAddressOfItsDraftSoThatSigningInAgainLeadsBackToIt() {
        assertThat(maria.page.get("here")).isEqualTo("");
        information("");

        assertThat(maria.page.get("here")).isEqualTo("?draft=" + maria.page.get("draft") + "&step=2");
    }

    @Test
    void showsOnceMoreWhatIsNotAsItWasReviewed() {
        information("").press("save", "product", "1", "quantity", "3").press("next");
        maria.tab().open("?draft=" + maria.page.get("draft") + "&step=2&line=1").press("save", "product", "1", "quantity", "300");

        maria.press("submit");
        assertThat(maria.status).isEqualTo(409);
        assertThat(maria.summary()).containsExactly("This has changed since you looked at it. Please look at it again before you submit.");
        assertThat(maria.lines().getFirst()).contains("300");
        portal.write(new Change.Update("pricelistitem", "B2B-1", Map.of("price", new BigDecimal("19"))));
        maria.press("submit");
        assertThat(maria.status).as("another price").isEqualTo(409);
        assertThat(portal.tables().find(TEST, "salesorder", "W000032")).isEmpty();

        assertThat(maria.press("submit").status).isEqualTo(303);
        assertThat(portal.tables().find(TEST, "salesorder", "W000032").orElseThrow().cells()).containsEntry("total", new BigDecimal("5700.00"));
    }

    private Browser information(String requisition) {
        return maria.press("next", "requestedreceiptdate", "2027-01-15", "requisitionnumber", requisition, "deliveryaddress", "ALFKI-1");
    }

    private String add() {
        return (String) maria.page.get("add");
    }
}
