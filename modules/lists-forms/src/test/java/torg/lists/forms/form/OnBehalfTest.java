package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.lists.forms.Portal;
import torg.lists.forms.form.api.FormPosts;
import torg.lists.forms.form.api.FormsResource;
import torg.lists.forms.form.page.FormComponent;

/** The seller's own people order for a customer's contact. */
class OnBehalfTest {
    private static final Caller TEST = Caller.service("test");
    private final Portal portal = new Portal();
    private final FormPosts forms = new FormPosts(portal.tables(), Portal.CLOCK);
    private final Browser admin = Browser.at(portal, Portal.ADMIN, "order");

    @Test
    void asksFirstForWhom() {
        assertThat(Portal.each(admin.page, "steps", "label")).containsExactly("Customer", "Order information", "Items", "Review and submit");
        assertThat(admin.shown()).containsExactly("contact");
        assertThat(Portal.each(admin.field("contact"), "choices", "words"))
                .containsExactly("Please choose", "Admin", "Ana Trujillo, Ana Trujillo Emparedados", "Jane, Alfreds Futterkiste", "Maria Anders, Alfreds Futterkiste",
                "May, Ana Trujillo Emparedados");
        assertThat(admin.press("next", "contact", "").error("contact")).isEqualTo("Please fill this in.");
        assertThat(admin.press("next", "contact", "nobody").error("contact")).isEqualTo("This is not available here. Please choose another.");
    }

    @Test
    void tellsBesideTheFieldWhatTheContactLacks() {
        admin.press("next", "contact", "NW-1");

        assertThat(admin.status).isEqualTo(422);
        assertThat(admin.error("contact"))
                .isEqualTo("Some details of this contact are missing: Selling company, Account, Price list, Currency, Ship-to country.");
    }

    @Test
    void everythingIsThenOfThatContact() {
        admin.press("next", "contact", "ALFKI-2");
        assertThat(Portal.each(admin.field("deliveryaddress"), "choices", "value")).containsExactly("ALFKI-1", "ALFKI-2");
        admin.press("next", "requestedreceiptdate", "2027-01-15", "deliveryaddress", "ALFKI-1").press("save", "product", "1", "quantity", "3").press("next");
        assertThat(Portal.each(admin.page, "totals", "text")).containsExactly("54.00\u00a0USD");
        admin.press("submit");

        assertThat(admin.address).isEqualTo("/orders/W000032?placed=1");
        assertThat(portal.tables().find(TEST, "salesorder", "W000032").orElseThrow().cells()).containsEntry("contact", "ALFKI-2").containsEntry("account", "ALFKI")
                .containsEntry("company", "nwt").containsEntry("deliverystreet", "Obere Str. 57").containsEntry("deliverycountry", "DE");
        assertThat(portal.tables().feed(TEST, 0, 10_000)).filteredOn(entry -> entry.table().equals("salesorder") && entry.key().equals("W000032"))
                .extracting(Committed::caller).as("who wrote it").containsExactly("contact:NW-1");
    }

    @Test
    void aDraftForAnotherCustomerKeepsNoAddressOfTheFirst() {
        admin.press("next", "contact", "ALFKI-2").press("next", "requestedreceiptdate", "2027-01-15", "deliveryaddress", "ALFKI-1").press("save", "product", "1", "quantity", "3");
        var draft = admin.page.get("draft");
        admin.open("?draft=" + draft + "&step=1").press("next", "contact", "ANATR-1");
        assertThat(Portal.each(admin.field("deliveryaddress"), "choices", "value")).containsExactly("ANATR-1", "ANATR-2");

        assertThat(admin.open("?draft=" + draft + "&step=4").page.get("isFields")).isEqualTo(true);
        assertThat(admin.press("submit", "_step", "4", "_draft", draft.toString()).status).isEqualTo(422);
    }

    @Test
    void othersNeverSeeTheFieldAndOrderForThemselves() {
        var maria = Browser.at(portal, Portal.MARIA, "order");
        assertThat(maria.shown()).doesNotContain("contact");
        maria.press("next", "requestedreceiptdate", "2027-01-15", "contact", "ANATR-1").press("save", "product", "1", "quantity", "3").press("next").press("submit");

        assertThat(portal.tables().find(TEST, "salesorder", "W000032").orElseThrow().cells()).containsEntry("contact", "ALFKI-1").containsEntry("account", "ALFKI");
        assertThat(problems(Portal.MARIA, Map.of("contact", "ALFKI-1"))).containsExactly("contact unknown-field");
    }

    @Test
    void whoIsNoAdministratorAnyMoreOrdersForNobodyElse() {
        admin.press("next", "contact", "ALFKI-2");
        var former = Caller.contact("NW-1", "Admin", List.of(), List.of("authorized-user"));
        var page = new Browser(portal, new FormComponent(portal.tables(), Portal.CLOCK), former, "order", Locale.ENGLISH);

        assertThat(page.open("?draft=" + admin.page.get("draft") + "&step=2").page.get("closed").toString()).contains("some of your details are missing");
    }

    @Test
    void takesTheContactAsJsonFromThoseWhoMay() {
        assertThat(problems(Portal.ADMIN, Map.of())).containsExactly("contact required");
        assertThat(problems(Portal.ADMIN, Map.of("contact", "NW-1"))).containsExactly("contact contact-lacks");
        assertThat(problems(Portal.ADMIN, Map.of("contact", "ANATR-1", "deliveryaddress", "ALFKI-1"))).containsExactly("deliveryaddress not-offered");
        var row = post(Portal.ADMIN, Map.of("contact", "ANATR-1")).row();

        assertThat(row).containsEntry("contact", "ANATR-1").containsEntry("account", "ANATR").containsEntry("deliveryaddress", "ANATR-1");
        assertThat(row.get("lines")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
    }

    @Test
    void describesTheFieldToThoseWhoMayFillIt() {
        var resource = new FormsResource(portal.tables(), Portal.CLOCK);

        assertThat(resource.describe(portal.get(Portal.ADMIN, "/api/openapi.json")).schemas()).extractingByKey("form-order").extracting("required").asString()
                .isEqualTo("[contact, requestedreceiptdate, lines]");
        assertThat(resource.describe(portal.get(Portal.MARIA, "/api/openapi.json")).schemas().get("form-order").toString()).doesNotContain("contact");
    }

    @Test
    void findsACustomerByWhatPeopleRead() {
        for (var i = 0; i < 250; i++) {
            portal.write(new Change.Create("contact", Map.of("contactnumber", "X" + i, "fullname", "Extra " + i, "account", "ANATR")));
        }

        admin.open("").press("find", "contact.q", "futterkiste");
        assertThat(Portal.each(admin.field("contact"), "choices", "value")).containsExactly("", "ALFKI-2", "ALFKI-1");
    }

    private FormPosts.Taken post(Caller caller, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("requestedreceiptdate", "2027-01-15", "lines", List.of(Map.of("product", "1", "quantity", 1))));
        body.putAll(more);
        return forms.take(forms.open(portal.post(caller, "/api/orders"), portal.get(caller, "/").site().require(Forms.class).byName().get("order")), body, null, null);
    }

    private List<String> problems(Caller caller, Map<String, Object> more) {
        var thrown = new TorgException[1];
        assertThatThrownBy(() -> post(caller, more)).isInstanceOfSatisfying(TorgException.class, problem -> thrown[0] = problem);
        return thrown[0].fields().stream().map(problem -> problem.field() + " " + problem.code()).toList();
    }
}
