package torg.lists.forms.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.view.Model;
import torg.lists.forms.Portal;
import torg.lists.forms.list.KnownRoles;
import torg.spi.view.Component.Filled;

class RecordComponentTest {
    private final Portal portal = new Portal();
    private final RecordComponent records = at("2026-10-01T08:00:30Z");

    @Test
    void showsAnOrderWithItsProgressAndLines() {
        portal.write(new Change.Create("salesorderdetail",
                Map.of("salesorder", "O101", "linenumber", 1L, "product", "1", "quantity", new BigDecimal("3"), "unit", "box",
                "currency", "USD", "price", new BigDecimal("18"), "amount", new BigDecimal("54"))));
        var model = ((Filled.Shown) order(Portal.MARIA, "O101", "placed", "1")).model();

        assertThat(Portal.each(model, "notices", "said")).containsExactly("Thank you. We have received your order.");
        assertThat(Portal.each(model, "steps", "label")).containsExactly("Received", "Open", "Confirmed", "Picked", "Delivered", "Invoiced");
        assertThat(Portal.each(model, "steps", "current")).containsExactly(false, true, false, false, false, false);
        assertThat(facts(model)).containsEntry("Ordered by", "Jane").containsEntry("Ordered", "Oct 1, 2026, 10:00\u202fAM").doesNotContainKey("Customer")
                .containsEntry("Total", "1,235.50\u00a0USD").doesNotContainKey("Our order number");
        var line = (Model) ((List<?>) ((Model) ((List<?>) model.get("related")).getLast()).get("rows")).getFirst();
        assertThat(Portal.each(line, "cells", "text")).containsExactly("1", "Chai", "3", "Box", "18.00\u00a0USD", "", "54.00\u00a0USD");
    }

    @Test
    void saysANoticeOnlyForAMinute() {
        var later = (Filled.Shown) order(at("2026-10-01T08:02:00Z"), Portal.MARIA, "O101", "placed", "1");

        assertThat(Portal.each(later.model(), "notices", "said")).isEmpty();
    }

    @Test
    void leadsFromAProductToAnOrderForItUnlessItIsDiscontinued() {
        assertThat(Portal.each(product("11"), "actions", "link")).containsExactly("/orders/new?product=11");
        assertThat(Portal.each(product("5"), "actions", "link")).isEmpty();
    }

    @Test
    void saysWhatThePageIsAboutIfTheCallerMayReadIt() {
        assertThat(product("11").get(Filled.Shown.SUBJECT)).isEqualTo("Queso Cabrales");
        assertThat(own(Portal.MAY).has(Filled.Shown.SUBJECT)).isFalse();
    }

    @Test
    void answersAHiddenOrderLikeOneThatIsNotThere() {
        assertThat(order(Portal.MARIA, "A200")).isEqualTo(new Filled.Absent());
        assertThat(order(Portal.MARIA, "nothing")).isEqualTo(new Filled.Absent());
        assertThat(order(Portal.JANE, "O102")).isEqualTo(new Filled.Absent());
        assertThat(order(Portal.MAY, "A200")).isEqualTo(new Filled.Absent());
        assertThat(order(Caller.ANONYMOUS, "O101")).isEqualTo(new Filled.Absent());
        assertThat(order(Portal.MARIA, "x".repeat(1000))).isEqualTo(new Filled.Absent());
    }

    @Test
    void namesAStepBySeveralStatesThatMeanTheSameDistance() {
        portal.write(new Change.Update("salesorder", "O101", Map.of("status", "partially-delivered")));

        assertThat(Portal.each(((Filled.Shown) order(Portal.MARIA, "O101")).model(), "steps", "label")).element(4).isEqualTo("Partially delivered");
    }

    @Test
    void saysOnTopThatAnOrderLeftTheWay() {
        assertThat(((Filled.Shown) order(Portal.MARIA, "O101")).model().has("aside")).isFalse();
        portal.write(new Change.Update("salesorder", "O101", Map.of("status", "refused")));

        var model = ((Filled.Shown) order(Portal.MARIA, "O101")).model();
        assertThat(model.get("hasSteps")).isEqualTo(false);
        assertThat(model.get("aside")).isEqualTo(Model.with("tone", "danger").with("label", "Status").with("text", "Refused").build());
    }

    @Test
    void theEndOfTheWayIsDoneAsSoonAsItIsReached() {
        portal.write(new Change.Update("salesorder", "O101", Map.of("status", "partially-invoiced")));
        assertThat(Portal.each(((Filled.Shown) order(Portal.MARIA, "O101")).model(), "steps", "done")).containsExactly(true, true, true, true, true, false);
        portal.write(new Change.Update("salesorder", "O101", Map.of("status", "invoiced")));

        assertThat(Portal.each(((Filled.Shown) order(Portal.MARIA, "O101")).model(), "steps", "done")).containsOnly(true);
    }

    @Test
    void aRowForEverybodyIsTheSameForEverybodyButWhatIsSaidForAMinute() {
        portal.open("product", new Condition.Everything());
        var product = (Filled.Shown) records.fill(Portal.place(portal.get(Caller.ANONYMOUS, "/products/11"), Map.of("number", "11"), "record", "product"));
        assertThat(product.perCaller()).isFalse();
        assertThat(product.tables()).contains("product");

        portal.open("salesorder", new Condition.Everything());
        assertThat(((Filled.Shown) order(Caller.ANONYMOUS, "O101")).perCaller()).isFalse();
        assertThat(((Filled.Shown) order(Caller.ANONYMOUS, "O101", "placed", "1")).perCaller()).isTrue();
    }

    @Test
    void showsTheOwnAccountAndSaysWhenThereIsNone() {
        assertThat(facts(own(Portal.MARIA))).containsEntry("Account number", "ALFKI").containsEntry("Currency", "US Dollar");
        assertThat(own(Portal.ADMIN).get("absent")).isEqualTo("Your sign-in belongs to no customer account.");
        assertThat(own(Portal.MAY).has("absent")).isTrue();
    }

    private Model own(Caller caller) {
        return ((Filled.Shown) records.fill(Portal.place(portal.get(caller, "/account"), Map.of(), "record", "account"))).model();
    }

    private RecordComponent at(String now) {
        return new RecordComponent(portal.tables(), new KnownRoles(), Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private Model product(String number) {
        return ((Filled.Shown) records.fill(Portal.place(portal.get(Portal.MARIA, "/products/" + number), Map.of("number", number), "record", "product"))).model();
    }

    private Filled order(Caller caller, String number, String... query) {
        return order(records, caller, number, query);
    }

    private Filled order(RecordComponent records, Caller caller, String number, String... query) {
        return records.fill(Portal.place(portal.get(caller, "/orders/" + number, query), Map.of("number", number), "record", "order"));
    }

    private static Map<String, Object> facts(Model model) {
        var facts = new HashMap<String, Object>();
        for (var section : (List<?>) model.get("sections")) {
            for (var fact : (List<?>) ((Model) section).get("facts")) facts.put((String) ((Model) fact).get("label"), ((Model) fact).get("text"));
        }
        return facts;
    }
}
