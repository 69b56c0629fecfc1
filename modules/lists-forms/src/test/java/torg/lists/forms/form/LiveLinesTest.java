package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.sync.Quotes;
import torg.api.view.Model;
import torg.lists.forms.Portal;
import torg.lists.forms.form.page.FormComponent;

/** An order is placed while the ERP is asked, answers, is late, or is not there. */
class LiveLinesTest {
    private final Portal portal = new Portal();
    private final List<String> asked = new ArrayList<>();
    private Function<Quotes.Item, Optional<Quotes.Quote>> erp = item -> Optional.of(new Quotes.Quote(item, Optional.of(new BigDecimal("17.5000")), Optional.of(new BigDecimal("2"))));
    private Quotes.State state = Quotes.State.ANSWERED;
    private Quotes.Standing standing = standing(Quotes.State.NOT_ASKED, false, null, null);
    private final Quotes quotes = new Quotes() {
        @Override
        public Quoted ask(Caller caller, String account, List<Item> items) {
            asked.add(caller.contact().orElse("") + " " + account + " " + items);
            return new Quoted(state, state == State.ANSWERED ? items.stream().flatMap(item -> erp.apply(item).stream()).toList() : List.of(), Optional.of("USD"));
        }

        @Override
        public Standing standing(Caller caller, String account) {
            asked.add(caller.contact().orElse("") + " " + account + " credit");
            return standing;
        }
    };

    @Test
    void todaysPriceAndStockStandBelowTheLinesAndOnceMoreBeforeTheOrderIsSent() {
        var maria = lines(quotes);
        for (var page : List.of(maria.page, maria.press("next").page)) {
            assertThat(Portal.each((Model) page.get("quotes"), "rows", "price")).containsExactly("17.50\u00a0USD");
            assertThat(Portal.each((Model) page.get("quotes"), "rows", "stock")).containsExactly("2");
            assertThat(Portal.each((Model) page.get("quotes"), "rows", "short")).as("three are wanted").containsExactly("less than you need");
        }
        assertThat(asked).isNotEmpty().allMatch(question -> question.startsWith("ALFKI-1 ALFKI "));
    }

    @Test
    void anErpThatIsLateIsSaidToBeAndTheOrderIsPlacedAllTheSame() {
        state = Quotes.State.LATE;
        var maria = lines(quotes);

        assertThat(((Model) maria.page.get("quotes")).get("late").toString()).contains("could not be had just now");
        assertThat(((Model) maria.page.get("quotes")).get("hasRows")).isEqualTo(false);
        assertThat(maria.press("next").press("submit").address).startsWith("/orders/W");
    }

    @Test
    void whatItDoesNotTellIsSaidNotToBeTold() {
        erp = _ -> Optional.empty();
        assertThat(Portal.each((Model) lines(quotes).page.get("quotes"), "rows", "price")).containsExactly("not stated");
    }

    @Test
    void whereNobodyCanBeAskedNothingIsSaid() {
        state = Quotes.State.NOT_ASKED;
        assertThat(lines(quotes).page.has("quotes")).isFalse();
        assertThat(lines(null).page.has("quotes")).as("without the sync").isFalse();
    }

    @Test
    void whatIsLeftOfTheCreditStandsBelowTheLinesAndOnceMoreBeforeTheOrderIsSent() {
        standing = standing(Quotes.State.ANSWERED, false, "500", "53.99");
        var maria = lines(quotes);
        for (var page : List.of(maria.page, maria.press("next").page)) {
            assertThat(Portal.each((Model) page.get("credit"), "facts", "text")).containsExactly("500.00\u00a0USD", "53.99\u00a0USD");
            assertThat(((Model) page.get("credit")).get("beyond").toString()).as("three at 18 make 54").contains("more than the credit you have");
            assertThat(((Model) page.get("credit")).get("hold")).isEqualTo("");
        }
    }

    @Test
    void nothingIsSaidToBeBeyondTheCreditThatIsNotKnownToBe() {
        for (var one : List.of(standing(Quotes.State.ANSWERED, false, "500", "54"), standing(Quotes.State.ANSWERED, false, "54", null), new Quotes.Standing(Quotes.State.ANSWERED, false, Optional.of(BigDecimal.ONE), Optional.of(BigDecimal.ONE), Optional.of("NOK")),
                new Quotes.Standing(Quotes.State.ANSWERED, false, Optional.of(BigDecimal.ONE), Optional.empty(), Optional.empty()))) {
            standing = one;
            assertThat(((Model) lines(quotes).page.get("credit")).get("beyond")).as(one.toString()).isEqualTo("");
        }
        standing = standing(Quotes.State.ANSWERED, false, "53", null);
        assertThat(((Model) lines(quotes).page.get("credit")).get("beyond").toString()).as("beyond the limit whatever is left of it").isNotEmpty();
    }

    @Test
    void aHoldAndAnErpThatIsLateAreSaidAndTheOrderIsPlacedAllTheSame() {
        standing = standing(Quotes.State.ANSWERED, true, null, null);
        var maria = lines(quotes);
        assertThat(((Model) maria.page.get("credit")).get("hold").toString()).contains("on hold");
        assertThat(((Model) maria.page.get("credit")).get("hasFacts")).isEqualTo(false);

        standing = standing(Quotes.State.LATE, false, null, null);
        var review = maria.press("next");
        assertThat(((Model) review.page.get("credit")).get("late").toString()).contains("could not be had just now");
        assertThat(((Model) review.page.get("credit")).get("hold")).as("nobody said so").isEqualTo("");
        assertThat(review.press("submit").address).startsWith("/orders/W");
    }

    @Test
    void whoMayNotKnowAndWhereThereIsNoLimitReadsNothingOfCredit() {
        assertThat(lines(quotes).page.has("credit")).isFalse();
        standing = standing(Quotes.State.ANSWERED, false, null, null);
        assertThat(lines(quotes).page.has("credit")).isFalse();
        portal.edit("forms/order.yml", portal.text("forms/order.yml").replaceFirst("(?m)^credit: .*\n", ""));
        asked.clear();
        standing = standing(Quotes.State.ANSWERED, false, "500", "1");
        assertThat(lines(quotes).page.has("credit")).as("a form that asks for none").isFalse();
        assertThat(asked).isNotEmpty().noneMatch(question -> question.endsWith("credit"));
    }

    private static Quotes.Standing standing(Quotes.State state, boolean hold, String limit, String left) {
        return new Quotes.Standing(state, hold, Optional.ofNullable(limit).map(BigDecimal::new), Optional.ofNullable(left).map(BigDecimal::new), Optional.of("USD"));
    }

    @Test
    void aColumnOfAnotherKindIsToldWhereItStands() {
        var document = portal.text("forms/order.yml").replace("quantity: quantity, price: price}", "quantity: unit, price: price}");

        var problems = portal.source().document("forms/order.yml", document).problems(new FormCompiler());
        assertThat(problems).filteredOn(problem -> problem.code().equals("lists-forms.bad-live")).extracting(problem -> problem.at().toString())
                .containsExactly("site/forms/order.yml:" + place(document, "quantity: unit, price"));
        var credit = portal.text("forms/order.yml").replaceFirst("(?m)^credit: total ", "credit: orderdate ");
        assertThat(portal.source().document("forms/order.yml", credit).problems(new FormCompiler())).filteredOn(problem -> problem.code().equals("lists-forms.bad-live")).extracting(problem -> problem.at().toString())
                .containsExactly("site/forms/order.yml:" + place(credit, "credit: orderdate"));
    }

    /** Line and column of the value behind the first colon of this. */
    private static String place(String document, String words) {
        var at = document.indexOf(words) + words.indexOf(':') + 2;
        var before = document.substring(0, at).split("\n", -1);
        return before.length + ":" + (before[before.length - 1].length() + 1);
    }

    private Browser lines(Quotes who) {
        var maria = new Browser(portal, new FormComponent(portal.tables(), Portal.CLOCK, who), Portal.MARIA, "order", Locale.ENGLISH);
        maria.press("next", "requestedreceiptdate", "2027-01-15", "requisitionnumber", "", "deliveryaddress", "ALFKI-1");
        return maria.press("save", "product", "1", "quantity", "3", "unit", "");
    }
}
