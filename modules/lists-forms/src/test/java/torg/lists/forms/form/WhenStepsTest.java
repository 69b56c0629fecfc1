package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.lists.forms.Portal;

/** Steps that some go through and others do not. */
class WhenStepsTest {
    private static final String FORM = """
            form: stepwise
            table: salesorder
            then: /orders/{ordernumber}
            set: {account: "{my-account}", contact: "{me}", company: "{me.company}", currency: "{me.currency}", deliverycountry: "{me.country}", total: {sum: amount}}
            steps:
              - {title: Kind, fields: [{column: language, required: true, choices: {none: Nothing, goods: Goods}}]}
              - {title: Where, when: language = 'goods', fields: [{column: requisitionnumber, required: true}]}
              - title: What
                when: language = 'goods' and requisitionnumber is not empty
                lines: {table: salesorderdetail, by: salesorder, number: linenumber, fields: [{column: product, required: true}, {column: quantity, required: true}, {column: unit, default: "{product.unit}"}]}
              - {title: Review, review: true}
            """;
    private final Portal portal = new Portal();

    WhenStepsTest() {
        portal.edit("forms/stepwise.yml", FORM);
    }

    @Test
    void leavesOutTheStepsThatNothingAsksFor() {
        var maria = at();
        assertThat(Portal.each(maria.page, "steps", "label")).containsExactly("Kind", "Review");
        maria.press("next", "language", "none");
        assertThat(maria.page.get("isReview")).isEqualTo(true);
        assertThat(maria.page.has("hasLines")).isFalse();
        assertThat((String) maria.page.get("back")).endsWith("&step=1");

        maria.press("submit");
        assertThat(maria.address).isEqualTo("/orders/W000032");
        assertThat(lines()).isEmpty();
    }

    @Test
    void theWayThereAndBackFollowsWhatWasChosen() {
        var maria = at().press("next", "language", "goods");
        assertThat(Portal.each(maria.page, "steps", "label")).as("what is not known yet is not promised").containsExactly("Kind", "Where", "Review");
        maria.press("next", "requisitionnumber", "PO-1");
        assertThat(Portal.each(maria.page, "steps", "label")).containsExactly("Kind", "Where", "What", "Review");
        maria.press("save", "product", "1", "quantity", "2").press("next");
        assertThat(Portal.each(maria.page, "groups", "title")).containsExactly("Kind", "Where");
        assertThat((String) maria.page.get("back")).endsWith("&step=3");

        var draft = maria.address.replaceAll("&step=.*", "");
        maria.open(draft + "&step=1").press("next", "language", "none");
        assertThat(maria.page.get("isReview")).isEqualTo(true);
        assertThat(Portal.each(maria.page, "groups", "title")).containsExactly("Kind");
        assertThat(maria.open(draft + "&step=3").page.get("isReview")).as("an address of a step that is left out").isEqualTo(true);

        maria.open(draft + "&step=1").press("next", "language", "goods");
        assertThat(maria.field("requisitionnumber").get("value")).as("what was typed before is there again").isEqualTo("PO-1");
        maria.press("next", "requisitionnumber", "PO-1").press("next").press("submit");
        assertThat(maria.address).isEqualTo("/orders/W000032");
        assertThat(lines()).hasSize(1);
    }

    @Test
    void whatALeftOutStepHoldsIsNotWritten() {
        var maria = at().press("next", "language", "goods").press("next", "requisitionnumber", "PO-1").press("save", "product", "1", "quantity", "2").press("next");
        maria.open(maria.address.replaceAll("&step=.*", "") + "&step=1").press("next", "language", "none").press("submit");

        assertThat(maria.address).isEqualTo("/orders/W000032");
        assertThat(lines()).isEmpty();
        assertThat(order().value("requisitionnumber")).isEmpty();
        assertThat(order().value("total")).isEmpty();
    }

    @Test
    void aDraftFollowsTheDocumentAsItIsNow() {
        var maria = at().press("next", "language", "none");
        var draft = maria.address.replaceAll("&step=.*", "");
        portal.edit("forms/stepwise.yml", FORM.replace("Where, when: language = 'goods'", "Where, when: language = 'none'"));

        assertThat(maria.open(draft + "&step=4").error("requisitionnumber")).as("led to the step that is asked for now").isEmpty();
        assertThat(Portal.each(maria.page, "steps", "label")).containsExactly("Kind", "Where", "Review");
        assertThat(maria.press("next", "requisitionnumber", "PO-2").press("submit").address).isEqualTo("/orders/W000032");
        assertThat(order().text("requisitionnumber")).contains("PO-2");
    }

    @Test
    void thePageOfALeftOutStepThatIsSentFromAnotherTabDoesNoHarm() {
        var maria = at().press("next", "language", "goods");
        var other = maria.tab();
        maria.open(maria.address.replaceAll("&step=.*", "") + "&step=1").press("next", "language", "none");
        other.press("next", "requisitionnumber", "PO-9");

        assertThat(other.page.get("isReview")).isEqualTo(true);
        assertThat(other.press("submit").address).isEqualTo("/orders/W000032");
        assertThat(order().value("requisitionnumber")).isEmpty();
    }

    private Browser at() {
        return Browser.at(portal, Portal.MARIA, "stepwise");
    }

    private Row order() {
        return portal.tables().find(Caller.service("test"), "salesorder", "W000032").orElseThrow();
    }

    private List<Row> lines() {
        return portal.tables().query(Caller.service("test"), Query.of("salesorderdetail").top(10)).rows();
    }
}
