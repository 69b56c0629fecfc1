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
import torg.lists.forms.form.api.CreditResource;
import torg.lists.forms.form.api.CreditResource.CreditLine;

/** A front end of its own hears how an account stands whoever could order for it, and the sync decides who of them may know. */
class CreditResourceTest {
    private static final CreditLine NOTHING = new CreditLine("not-asked", null, null, null, null);
    private final Portal portal = new Portal();
    private final List<String> asked = new ArrayList<>();
    private Quotes.State state = Quotes.State.ANSWERED;
    private final Quotes erp = new Quotes() {
        @Override
        public Quoted ask(Caller caller, String account, List<Item> items) {
            throw new AssertionError("nobody asked for a price");
        }

        @Override
        public Standing standing(Caller caller, String account) {
            asked.add(caller.contact().orElse("") + " " + account);
            var answered = state == State.ANSWERED;
            return new Standing(state, false, answered ? Optional.of(new BigDecimal("500")) : Optional.empty(), Optional.empty(), answered ? Optional.of("USD") : Optional.empty());
        }
    };

    @Test
    void whoeverMayOrderHearsHowTheirAccountStands() {
        assertThat(credit(Portal.MARIA, null)).isEqualTo(new CreditLine("answered", false, new BigDecimal("500"), null, "USD"));
        assertThat(asked).containsExactly("ALFKI-1 ALFKI");
    }

    @Test
    void anErpThatIsLateIsNotSaidToHoldNothingBack() {
        state = Quotes.State.LATE;
        assertThat(credit(Portal.MARIA, null)).isEqualTo(new CreditLine("late", null, null, null, null));
    }

    @Test
    void theCreditOfAnotherAccountIsForWhoeverOrdersForIt() {
        assertThat(credit(Portal.MARIA, "ANATR")).isEqualTo(NOTHING).isEqualTo(credit(Portal.MARIA, "NOBODY"));
        assertThat(asked).isEmpty();
        assertThat(credit(Portal.ADMIN, "ANATR").state()).isEqualTo("answered");
    }

    @Test
    void withoutAFormThatAsksForItAndIsOpenThereIsNothing() {
        assertThat(kind(Portal.MAY)).as("may not order").isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(kind(Caller.ANONYMOUS)).isEqualTo(ProblemKind.SIGN_IN);
        portal.edit("forms/order.yml", portal.text("forms/order.yml").replaceFirst("(?m)^credit: .*\n", ""));
        assertThat(kind(Portal.MARIA)).as("no form asks for credit").isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(asked).isEmpty();
    }

    private CreditLine credit(Caller caller, String account) {
        return new CreditResource(portal.tables(), Portal.CLOCK, erp).credit(portal.get(caller, "/api/credit"), account);
    }

    private ProblemKind kind(Caller caller) {
        var thrown = new TorgException[1];
        assertThatThrownBy(() -> credit(caller, null)).isInstanceOfSatisfying(TorgException.class, e -> thrown[0] = e);
        return thrown[0].kind();
    }
}
