package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.view.Model;
import torg.lists.forms.Portal;
import torg.lists.forms.form.page.FormComponent;

class WizardTest {
    private static final Caller TEST = Caller.service("test");
    private final Portal portal = new Portal();
    private final Browser maria = Browser.at(portal, Portal.MARIA, "order");

    @Test
    void opensWithADateInAWeekAndThePrimaryAddressFirst() {
        assertThat(maria.field("requestedreceiptdate").get("value")).isEqualTo("2026-11-29");
        assertThat(maria.field("requestedreceiptdate").get("min")).isEqualTo("2026-11-22");
        assertThat(Portal.each(maria.field("deliveryaddress"), "choices", "words"))
                .containsExactly("Alfreds Futterkiste, Obere Str. 57, 12209 Berlin", "A warehouse, Backstreet 2, 20000 Hamburg");
        assertThat(Portal.each(maria.page, "steps", "label")).containsExactly("Order information", "Items", "Review and submit");
        assertThat(Portal.each(maria.page, "steps", "current")).containsExactly(true, false, false);
    }

    @Test
    void walksToAnOrderWithEverySilentValue() {
        information("PO-7").press("save", "product", "1", "quantity", "3", "unit", "").press("next").press("submit");

        assertThat(maria.address).isEqualTo("/orders/W000032?placed=1");
        var order = order("W000032");
        assertThat(order.cells()).containsEntry("account", "ALFKI").containsEntry("invoiceaccount", "ALFKI").containsEntry("contact", "ALFKI-1")
                .containsEntry("company", "nwt").containsEntry("currency", "USD").containsEntry("pricelist", "B2B").containsEntry("language", "en")
                .containsEntry("name", "Web order PO-7").containsEntry("orderdate", Portal.CLOCK.instant()).containsEntry("status", "received")
                .containsEntry("deliveryaddress", "ALFKI-1").containsEntry("deliverydescription", "Alfreds Futterkiste")
                .containsEntry("deliverystreet", "Obere Str. 57")
                .containsEntry("deliverycity", "Berlin").containsEntry("deliverypostalcode", "12209").containsEntry("deliverycountry", "DE")
                .containsEntry("total", new BigDecimal("54.00"));
        assertThat(lines("W000032")).singleElement()
                .satisfies(line -> assertThat(line.cells()).containsEntry("linekey", "W000032-1").containsEntry("linenumber", 1L)
                .containsEntry("product", "1").containsEntry("quantity", new BigDecimal("3.000")).containsEntry("unit", "box")
                .containsEntry("currency", "USD")
                .containsEntry("price", new BigDecimal("18.0000")).containsEntry("amount", new BigDecimal("54.00"))
                .containsEntry("deliverycountry", "DE").containsEntry("deliverydescription", "Alfreds Futterkiste"));
        assertThat(portal.tables().outbox()).extracting("key").contains("W000032");
    }

    @Test
    void goesToTheFieldWhoseValueIsTaken() {
        portal.edit("tables/salesorder.yml", portal.text("tables/salesorder.yml").replace("requisitionnumber: {type: text", "requisitionnumber: {unique: true, type: text"));
        information("PO-7").press("save", "product", "1", "quantity", "3", "unit", "").press("next");
        portal.write(new Change.Update("salesorder", "A200", Map.of("requisitionnumber", "PO-7")));
        assertThat(maria.press("submit").error("requisitionnumber")).isEqualTo("This is taken already. Enter something else.");
        assertThat(maria.status).isEqualTo(409);
    }

    @Test
    void callsAnOrderWithoutRequisitionAfterItsOwnNumber() {
        information("").press("save", "product", "1", "quantity", "1").press("next").press("submit");

        assertThat(order("W000032").text("name")).contains("Web order W000032");
    }

    @Test
    void saysWhatIsWrongBesideTheFieldKeepsWhatWasTypedAndKeepsNoDraft() {
        maria.press("next", "requestedreceiptdate", "2026-11-21", "requisitionnumber", "x".repeat(41), "deliveryaddress", "ANATR-1");

        assertThat(maria.status).isEqualTo(422);
        assertThat(maria.error("requestedreceiptdate")).isEqualTo("Choose Nov 22, 2026 or a later date.");
        assertThat(maria.error("requisitionnumber")).isEqualTo("Enter at most 40 characters.");
        assertThat(maria.error("deliveryaddress")).isEqualTo("This is not available here. Please choose another.");
        assertThat(maria.field("requisitionnumber").get("value")).isEqualTo("x".repeat(41));
        assertThat(maria.field("requestedreceiptdate").get("described")).isEqualTo("c1-requestedreceiptdate-error");
        assertThat(Portal.each(maria.page, "problems", "target"))
                .containsExactlyInAnyOrder("#c1-requestedreceiptdate", "#c1-requisitionnumber", "#c1-deliveryaddress");
        assertThat(drafts()).isEmpty();
    }

    @Test
    void refusesADateThatIsNone() {
        assertThat(maria.press("next", "requestedreceiptdate", "soon").error("requestedreceiptdate")).startsWith("Enter the date as");
        assertThat(maria.press("next", "requestedreceiptdate", "+999999999-01-01").error("requestedreceiptdate")).startsWith("Enter the date as");
        assertThat(maria.press("next", "requestedreceiptdate", "").error("requestedreceiptdate")).isEqualTo("Please fill this in.");
        assertThat(maria.press("next", "requestedreceiptdate", "2027-01-15", "requisitionnumber", "a\u0000b").error("requisitionnumber"))
                .contains("cannot save");
    }

    @Test
    void addsEditsAndRemovesLinesOneAtATime() {
        information("");
        assertThat(maria.page.get("isOpen")).isEqualTo(true);
        maria.press("save", "product", "1", "quantity", "3").open(add()).press("save", "product", "11", "quantity", "2.5", "unit", "kg");
        assertThat(maria.lines()).containsExactly(List.of("Chai (1)", "3", "Box", "18.00\u00a0USD", "54.00\u00a0USD"),
                List.of("Queso Cabrales (11)", "2.5", "Kilogram", "21.00\u00a0USD", "52.50\u00a0USD"));

        maria.open(edit(0));
        assertThat(maria.field("quantity").get("value")).isEqualTo("3");
        maria.press("save", "product", "2", "quantity", "4", "unit", "box");
        assertThat(maria.lines().getFirst()).startsWith("Chang (2)", "4");

        maria.press("remove.1");
        assertThat(maria.lines()).extracting(List::getFirst).containsExactly("Queso Cabrales (11)");
    }

    @Test
    void refusesWrongLinesBesideTheirFields() {
        information("");
        maria.press("save", "product", "5", "quantity", "1");
        assertThat(maria.error("product")).isEqualTo("This is not available here. Please choose another.");
        for (var quantity : List.of("0", "-1", "1000001", "1.5", "1e3", "ten", "1,000", "")) {
            assertThat(maria.press("save", "product", "1", "quantity", quantity).error("quantity")).as(quantity).isNotEmpty();
            assertThat(maria.status).isEqualTo(422);
        }
        assertThat(maria.press("save", "product", "11", "quantity", "1.2345").error("quantity")).isEqualTo("Enter at most 3 digits after the decimal point.");
        assertThat(maria.press("save", "product", "nowhere", "quantity", "1").error("product")).isEqualTo("This is not available here. Please choose another.");
        assertThat(maria.press("save", "product", "1", "quantity", "1", "unit", "litre").error("unit")).isEqualTo("This is not available here. Please choose another.");
        assertThat(maria.open("?draft=" + maria.page.get("draft") + "&step=2").page.get("hasRows")).isEqualTo(false);
    }

    @Test
    void saysWhatKindOfValueIsExpectedAndBoundsAsPeopleReadThem() {
        assertThat(maria.press("next", "requestedreceiptdate", "9999-12-31").error("requestedreceiptdate")).isEqualTo("Choose Dec 31, 2999 or an earlier date.");
        information("");
        assertThat(maria.press("save", "product", "1", "quantity", "1000001").error("quantity")).isEqualTo("Enter 1,000,000 or less.");
        for (var quantity : List.of("ten", "1,5")) {
            assertThat(maria.press("save", "product", "1", "quantity", quantity).error("quantity")).as("a box is not divided").startsWith("Enter a whole number");
            assertThat(maria.press("save", "product", "11", "quantity", quantity).error("quantity")).contains("a point before decimals");
        }
        assertThat(maria.press("save", "product", "1", "quantity", "1,000").error("quantity")).contains("1500, with nothing between thousands");
    }

    @Test
    void readsNumbersTheWayTheLanguageWritesThem() {
        var page = new Browser(portal, new FormComponent(portal.tables(), Portal.CLOCK), Portal.MARIA, "order", Locale.forLanguageTag("nb"));
        page.press("next", "requestedreceiptdate", "2027-01-15").press("save", "product", "11", "quantity", "2,5");

        assertThat(page.lines().getFirst()).startsWith("Queso Cabrales (11)", "2,5");
    }

    @Test
    void estimatesALineWithoutKeepingIt() {
        information("").press("estimate", "product", "11", "quantity", "2.5");

        assertThat(Portal.each(maria.page, "facts", "text")).containsExactly("21.00\u00a0USD", "52.50\u00a0USD");
        assertThat(maria.field("quantity").get("value")).isEqualTo("2.5");
        assertThat(maria.open("?draft=" + maria.page.get("draft") + "&step=2").page.get("hasRows")).isEqualTo(false);
    }

    @Test
    void saysBesideTheUnitThatAProductIsNotSoldInIt() {
        information("");
        for (var button : List.of("estimate", "save")) {
            maria.press(button, "product", "1", "quantity", "1", "unit", "kg");
            assertThat(maria.status).isEqualTo(422);
            assertThat(maria.error("unit")).isEqualTo("This product is not sold in this unit.");
        }
        maria.press("save", "product", "1", "quantity", "1", "unit", "box").press("next");
        portal.write(new Change.Update("pricelistitem", "B2B-1", Map.of("unit", "kg")));
        maria.press("submit");
        assertThat(maria.status).isEqualTo(422);
        assertThat(Portal.each(maria.page, "rows", "trouble")).containsExactly("This product is not sold in this unit.");
        assertThat(placed()).isEmpty();
        maria.open(edit(0)).press("save", "product", "1", "quantity", "1", "unit", "");
        assertThat(maria.error("product")).isEqualTo("This product has no price for you.");
    }

    @Test
    void letsPeopleSearchWhereThereAreTooManyToChooseFrom() {
        for (var i = 0; i < 250; i++) {
            portal.write(new Change.Create("product",
                    Map.of("productnumber", "X" + i, "name", "Extra " + i, "unit", "box", "discontinued", false)));
        }
        portal.write(new Change.Create("pricelistitem", Map.of("itemkey", "B2B-X249", "pricelist", "B2B", "product", "X249", "unit", "box", "currency", "USD",
                "price", new BigDecimal("2"))));
        information("");
        assertThat(maria.field("product").get("searchable")).isEqualTo(true);
        assertThat(Portal.each(maria.field("product"), "choices", "value")).hasSize(201);

        maria.press("find", "product.q", "ÊXTRA 249", "quantity", "7");
        assertThat(Portal.each(maria.field("product"), "choices", "value")).containsExactly("", "X249");
        assertThat(maria.field("quantity").get("value")).isEqualTo("7");
        maria.press("save", "product", "X249", "quantity", "7");
        assertThat(maria.lines().getFirst()).startsWith("Extra 249 (X249)", "7", "Box", "2.00\u00a0USD", "14.00\u00a0USD");
    }

    @Test
    void wantsALineBeforeTheReview() {
        information("").press("next");

        assertThat(maria.status).isEqualTo(422);
        assertThat(maria.summary()).containsExactly("Add at least 1.");
    }

    @Test
    void reviewsEverythingWithTotals() {
        information("PO-7").press("save", "product", "1", "quantity", "3").press("next");

        assertThat(Portal.each(((Model) ((List<?>) maria.page.get("groups")).getFirst()), "facts", "text"))
                .containsExactly("Jan 15, 2027", "PO-7", "Alfreds Futterkiste, Obere Str. 57, 12209 Berlin");
        assertThat(maria.lines()).hasSize(1);
        assertThat(Portal.each(maria.page, "totals", "text")).containsExactly("54.00\u00a0USD");
    }

    @Test
    void makesOneOrderOfADoubleClickAndOfAResentSubmit() {
        information("").press("save", "product", "1", "quantity", "3").press("next");
        var second = maria.tab();
        maria.press("submit");
        second.press("submit");

        assertThat(second.address).isEqualTo(maria.address).isEqualTo("/orders/W000032?placed=1");
        assertThat(maria.press("submit").address).isEqualTo("/orders/W000032?placed=1");
        assertThat(placed()).hasSize(1);
    }

    @Test
    void findsTheOrderOfASubmitThatWasCutShortAlthoughItsProductIsNoLongerSold() {
        information("").press("save", "product", "1", "quantity", "3").press("next");
        var draft = (String) maria.page.get("draft");
        var again = maria.tab();
        maria.press("submit");
        portal.write(new Change.Update(DraftTable.NAME, draft, nothing("made")), new Change.Update("product", "1", Map.of("discontinued", true)));

        assertThat(again.press("submit").address).isEqualTo("/orders/W000032?placed=1");
        assertThat(again.press("submit").address).as("noted in the draft now").isEqualTo("/orders/W000032?placed=1");
        assertThat(placed()).hasSize(1);
    }

    @Test
    void makesOneLineOfADoubleClickAndTwoOfAPageGoneBackTo() {
        information("");
        var twin = maria.tab();
        var back = maria.tab();
        maria.press("save", "product", "1", "quantity", "3");
        twin.press("save", "product", "1", "quantity", "3");
        assertThat(twin.lines()).hasSize(1);

        back.press("save", "product", "2", "quantity", "1");
        assertThat(back.lines()).extracting(List::getFirst).containsExactly("Chai (1)", "Chang (2)");
    }

    @Test
    void keepsTwoTabsApart() {
        information("tab 1").press("save", "product", "1", "quantity", "1").press("next");
        var other = Browser.at(portal, Portal.MARIA, "order").press("next", "requestedreceiptdate", "2027-02-01", "requisitionnumber", "tab 2")
                .press("save", "product", "2", "quantity", "2").press("next");
        maria.press("submit");
        other.press("submit");

        assertThat(placed()).extracting(row -> row.text("requisitionnumber").orElseThrow()).containsExactly("tab 1", "tab 2");
    }

    @Test
    void showsADraftToNobodyElse() {
        information("secret");
        var jane = Browser.at(portal, Portal.JANE, "order").open("?draft=" + maria.page.get("draft") + "&step=2");

        assertThat(jane.page.get("isFields")).isEqualTo(true);
        assertThat(jane.field("requisitionnumber").get("value")).isEqualTo("");
        assertThat(jane.page.get("said")).isEqualTo("We no longer have what you typed here. Please start again.");
    }

    @Test
    void forgetsADraftAfterSevenDays() {
        information("old");
        var later = new FormComponent(portal.tables(), Clock.offset(Portal.CLOCK, Duration.ofDays(8)));
        var page = new Browser(portal, later, Portal.MARIA, "order", Locale.ENGLISH).open("?draft=" + maria.page.get("draft") + "&step=2");
        assertThat(page.page.get("isFields")).isEqualTo(true);

        page.open("").press("next", "requestedreceiptdate", "2027-01-15");
        assertThat(drafts()).hasSize(1);
    }

    @Test
    void forgetsADraftThatIsThrownAwayAndNobodyElseCanThrowIt() {
        information("").press("save", "product", "1", "quantity", "3");
        var later = Browser.at(portal, Portal.MARIA, "order");
        var draft = (String) later.page.get("unfinished");
        assertThat(draft).isEqualTo(maria.page.get("draft"));

        Browser.at(portal, Portal.JANE, "order").press("discard", "_draft", draft);
        assertThat(drafts()).hasSize(1);
        assertThat(later.press("discard", "_draft", draft).address).isEqualTo("/orders/new");
        assertThat(drafts()).isEmpty();
        assertThat(later.press("discard", "_draft", draft).address).as("a double click").isEqualTo("/orders/new");
        assertThat(Browser.at(portal, Portal.MARIA, "order").page.get("resume")).isEqualTo("");
        assertThat(maria.press("next").page.get("said")).as("the tab it was typed in").isEqualTo("We no longer have what you typed here. Please start again.");
    }

    @Test
    void checksAgainAtTheEndWhatMayHaveChangedSince() {
        information("").press("save", "product", "1", "quantity", "3").press("next");
        portal.write(new Change.Update("product", "1", Map.of("discontinued", true)));
        maria.press("submit");

        assertThat(maria.status).isEqualTo(422);
        assertThat(maria.page.get("isItems")).isEqualTo(true);
        assertThat(Portal.each(maria.page, "rows", "trouble")).containsExactly("This is not available here. Please choose another.");
        assertThat(placed()).isEmpty();
    }

    @Test
    void outlivesAnEditOfItsDocument() {
        var draft = information("PO-7").press("save", "product", "1", "quantity", "3").page.get("draft");
        portal.edit("records/order.yml", portal.text("records/order.yml").replaceFirst("actions:\\n(?:  - .*\\n)+", "")); // which names what the form asks
        portal.edit("forms/order.yml", """
                form: order
                table: salesorder
                steps:
                  - {title: One, fields: [requestedreceiptdate]}
                  - {title: Two, review: true}
                set: {account: "{me.account}", contact: "{me}", company: "{me.company}", currency: "{me.currency}", deliverycountry: "{me.country}"}
                """);
        maria.open("?draft=" + draft + "&step=2").press("submit");

        assertThat(placed()).singleElement().satisfies(row -> assertThat(row.cells()).doesNotContainKey("requisitionnumber"));
    }

    @Test
    void leadsToTheFirstStepThatIsNotDone() {
        information("");
        var draft = maria.page.get("draft");

        assertThat(maria.open("?draft=" + draft + "&step=3").page.get("isItems")).isEqualTo(true);
        assertThat(maria.open("?draft=" + draft + "&step=77").page.get("isFields")).isEqualTo(true);
        assertThat(maria.open("?draft=../../etc&step=2").page.get("isFields")).isEqualTo(true);
    }

    @Test
    void staysClosedKindlyForThoseWhoCannotOrder() {
        assertThat(Browser.at(portal, Portal.MAY, "order").page.get("closed")).isEqualTo("You do not have access to this form.");
        assertThat(Browser.at(portal, Caller.ANONYMOUS, "order").page.get("closed")).isEqualTo("Please sign in to use this form.");
        assertThat(Browser.at(portal, Portal.MAY, "order").press("submit", "_step", "3").status).isEqualTo(403);
    }

    @Test
    void saysWhatAContactLacks() {
        portal.write(new Change.Update("contact", "ALFKI-1", nothing("currency")));

        assertThat(maria.open("").page.get("closed"))
                .isEqualTo("We cannot open this form for you yet, because some of your details are missing with us: Currency. Please contact us, and we will add them.");
        assertThat(maria.press("next", "requestedreceiptdate", "2027-01-15").status).isEqualTo(403);
    }

    @Test
    void boundsTheNumberOfLines() {
        portal.edit("forms/order.yml", portal.text("forms/order.yml").replace("number: linenumber", "number: linenumber\n      most: 2"));
        information("").press("save", "product", "1", "quantity", "1").open(add()).press("save", "product", "1", "quantity", "1");
        maria.open(add()).press("save", "product", "1", "quantity", "1");

        assertThat(maria.status).isEqualTo(422);
        assertThat(maria.summary()).containsExactly("There can be at most 2.");
    }

    private static Map<String, Object> nothing(String column) {
        var values = new HashMap<String, Object>();
        values.put(column, null);
        return values;
    }

    private Browser information(String requisition) {
        return maria.press("next", "requestedreceiptdate", "2027-01-15", "requisitionnumber", requisition, "deliveryaddress", "ALFKI-1");
    }

    private String add() {
        return (String) maria.page.get("add");
    }

    private String edit(int row) {
        return (String) Portal.each(maria.page, "rows", "edit").get(row);
    }

    private Row order(String key) {
        return portal.tables().find(TEST, "salesorder", key).orElseThrow();
    }

    private List<Row> lines(String order) {
        return portal.tables().query(TEST, Query.of("salesorderdetail", "linekey", "linenumber", "product", "quantity", "unit", "currency", "price", "amount",
                "deliverycountry", "deliverydescription").where(Condition.eq("salesorder", order))).rows();
    }

    private List<Row> placed() {
        return portal.tables().query(TEST, Query.of("salesorder", "requisitionnumber").where(new Condition.StartsWith("ordernumber", "W"))).rows();
    }

    private List<Row> drafts() {
        return portal.tables().query(TEST, Query.of(DraftTable.NAME, "content")).rows();
    }
}
