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
    private final Quotes quotes = new Quotes() {
        @Override
        public Quoted ask(Caller caller, String account, List<Item> items) {
            asked.add(caller.contact().orElse("") + " " + account + " " + items);
            return new Quoted(state, state == State.ANSWERED ? items.stream().flatMap(item -> erp.apply(item).stream()).toList() : List.of(), Optional.of("USD"));
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
    void aColumnOfAnotherKindIsToldWhereItStands() {
        var document = portal.text("forms/order.yml").replace("quantity: quantity, price: price}", "quantity: unit, price: price}");

        var problems = portal.source().document("forms/order.yml", document).problems(new FormCompiler());
        assertThat(problems).filteredOn(problem -> problem.code().equals("lists-forms.bad-live")).extracting(problem -> problem.at().toString())
                .containsExactly("site/forms/order.yml:" + place(document, "quantity: unit, price"));
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
