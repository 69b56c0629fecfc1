package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Quotes;
import torg.lists.forms.Portal;
import torg.lists.forms.form.api.QuotesResource.QuoteLine;
import torg.lists.forms.form.api.QuotesResource;

/** A front end of its own hears of prices whoever could order by a form that shows them, and of nobody else's. */
class QuotesResourceTest {
    private static final QuoteLine NOTHING = new QuoteLine("not-asked", null, null, null);
    private final Portal portal = new Portal();
    private final List<String> asked = new ArrayList<>();
    private final Quotes erp = new Quotes() {
        @Override
        public Quoted ask(Caller caller, String account, List<Item> items) {
            asked.add(account + " " + items.getFirst());
            return new Quoted(State.ANSWERED, List.of(new Quote(items.getFirst(), Optional.of(new BigDecimal("17.50")), Optional.of(BigDecimal.TEN))), Optional.of("USD"));
        }

        @Override
        public Standing standing(Caller caller, String account) {
            asked.add(account + " " + caller.contact().orElse(""));
            return new Standing(State.ANSWERED, false, Optional.of(new BigDecimal("500")), Optional.empty(), Optional.of("USD"));
        }
    };
    private final QuotesResource quotes = new QuotesResource(portal.tables(), Portal.CLOCK, erp);

    @Test
    void whoeverMayOrderHearsThePriceOfTheirAccount() {
        assertThat(quote(Portal.JANE, "ea", "2", null)).isEqualTo(new QuoteLine("answered", new BigDecimal("17.50"), "USD", BigDecimal.TEN));
        assertThat(asked).containsExactly("ALFKI " + new Quotes.Item("11", "ea", BigDecimal.TWO));
    }

    @Test
    void thePriceOfAnotherAccountIsForWhoeverOrdersForIt() {
        assertThat(quote(Portal.JANE, "ea", "2", "ANATR")).isEqualTo(NOTHING).isEqualTo(quote(Portal.JANE, "ea", "2", "NOBODY"));
        assertThat(asked).isEmpty();
        assertThat(quote(Portal.ADMIN, "ea", "2", "ANATR").state()).isEqualTo("answered");
    }

    @Test
    void withoutAFormThatShowsPricesAndIsOpenThereIsNothing() {
        assertThat(kind(Portal.MAY, "ea", "2")).as("may not order").isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(kind(Caller.ANONYMOUS, "ea", "2")).isEqualTo(ProblemKind.SIGN_IN);
        assertThatThrownBy(() -> new QuotesResource(portal.tables(), Portal.CLOCK, null).quote(portal.get(Portal.JANE, "/api/quotes/11"), "11", "ea", "2", null)).hasMessage("there is nothing here");
        portal.edit("forms/order.yml", portal.text("forms/order.yml").replaceFirst("(?m)^ *live: .*\n", ""));
        assertThat(kind(Portal.JANE, "ea", "2")).as("no form shows prices").isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsNoQuantityOrUnitIsRefused() {
        for (var quantity : List.of("0", "-1", "1e999999", "x", "")) assertThat(kind(Portal.JANE, "ea", quantity)).isEqualTo(ProblemKind.MALFORMED);
        for (var unit : new String[] {null, "", "e".repeat(65)}) assertThat(kind(Portal.JANE, unit, "2")).isEqualTo(ProblemKind.MALFORMED);
    }

    private QuoteLine quote(Caller caller, String unit, String quantity, String account) {
        return quotes.quote(portal.get(caller, "/api/quotes/11"), "11", unit, quantity, account);
    }

    private ProblemKind kind(Caller caller, String unit, String quantity) {
        var thrown = new TorgException[1];
        assertThatThrownBy(() -> quote(caller, unit, quantity, null)).isInstanceOfSatisfying(TorgException.class, e -> thrown[0] = e);
        return thrown[0].kind();
    }
}
