package torg.lists.forms.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.view.Model;
import torg.lists.forms.Portal;
import torg.spi.view.Component.Filled;

/** Lists narrowed by choice, lookup, days, moments and numbers: thirty orders, one on each day of October, every second one Maria's. */
class FilterTest {
    private final Portal portal = new Portal();
    private final ListComponent lists = new ListComponent(portal.tables(), new KnownRoles());

    @BeforeEach
    void everyKind() {
        filters("[status, contact, orderdate, requestedreceiptdate, total]");
    }

    private void filters(String named) {
        portal.edit("lists/orders.yml", portal.text("lists/orders.yml").replaceFirst("(?m)^filters: .*$", "filters: " + named));
    }

    @Test
    void theRowALookupLeadsToNarrowsByKeyAndByWordsOfItsTitle() {
        assertThat(found("contact", "ALFKI-1")).isEqualTo("1–15 of 15");
        assertThat(found("contact.q", "JANÉ")).as("as people type when they search").isEqualTo("1–15 of 15");
        assertThat(found("contact", "NO-SUCH")).isEqualTo("1–0 of 0");
        assertThat(found("contact", "x".repeat(101))).as("no key is so long: not asked").isEqualTo("1–25 of 30");
    }

    @Test
    void daysMomentsAndNumbersNarrowFromAndToBothIncluded() {
        assertThat(found("orderdate.from", "2026-10-30")).isEqualTo("1–1 of 1");
        assertThat(found("orderdate.to", "2026-10-02")).as("the whole day").isEqualTo("1–2 of 2");
        assertThat(found("requestedreceiptdate.from", "2026-11-03", "requestedreceiptdate.to", "2026-11-05")).isEqualTo("1–3 of 3");
        assertThat(found("total.from", "1260.5", "total.to", "1262")).isEqualTo("1–2 of 2");
        assertThat(found("status", "delivered", "total.to", "1240.5")).as("together").isEqualTo("1–2 of 2");
        assertThat(found("total.from", "2000", "total.to", "1")).isEqualTo("1–0 of 0");
    }

    @Test
    void aDayBeginsInTheZoneOfTheSite() {
        portal.write(new Change.Update("salesorder", "O101", Map.of("orderdate", Instant.parse("2026-10-04T22:30:00Z"))));
        assertThat(found("orderdate.from", "2026-10-05", "orderdate.to", "2026-10-05")).as("half past midnight in Oslo, and the order of that day").isEqualTo("1–2 of 2");
    }

    @Test
    void whatIsNoValueCountsAsNotAsked() {
        for (var odd : List.of("", " ", "yesterday", "2026-13-01", "+999999999-01-01", "2026-02-30", "١٩٩٩-01-01", "0000-01-01", "2026-10-01T00:00:00Z", "'; drop table")) {
            assertThat(found("orderdate.from", odd)).as(odd).isEqualTo("1–25 of 30");
        }
        for (var odd : List.of("", "x", "1e999999999", "NaN", "0x10", "1,5", "-", "9".repeat(40))) assertThat(found("total.from", odd)).as(odd).isEqualTo("1–25 of 30");
    }

    @Test
    void whatIsAskedStandsInTheFieldsAndInEveryAddress() {
        var model = list(Portal.MARIA, "contact", "ALFKI-1", "orderdate.from", "2026-10-02");
        assertThat(model.get("narrowed")).isEqualTo(true);
        assertThat(Portal.each(model, "heads", "address").getFirst().toString()).contains("contact=ALFKI-1&orderdate.from=2026-10-02");
        assertThat(Portal.each(model, "files", "address").getFirst().toString()).contains("orderdate.from=2026-10-02");
        assertThat(filter(model, "orderdate").get("range").toString()).contains("orderdate.from", "2026-10-02", "type=date");
        assertThat(Portal.each(filter(model, "contact"), "options", "words")).as("the people of her account, and no others").containsExactly("Jane", "Maria Anders");
        assertThat(Portal.each(filter(model, "contact"), "options", "selected")).containsExactly(false, true);
    }

    @Test
    void amongManyRowsOneLooksByWords() {
        for (var i = 0; i <= FilterFields.MOST_OFFERED; i++) portal.write(new Change.Create("contact", Map.of("contactnumber", "Z-" + i, "fullname", "Zoe " + i, "account", "ALFKI", "company", "nwt")));
        var contact = filter(list(Portal.MARIA, "contact", "ALFKI-2"), "contact");
        assertThat(((Model) contact.get("looked")).get("name")).isEqualTo("contact.q");
        assertThat(Portal.each(contact, "options", "words")).as("what was chosen by its address stays").containsExactly("Jane");
        assertThat(filter(list(Portal.MARIA), "contact").get("select")).isEqualTo(false);
    }

    @Test
    void whoMayNotReadAColumnLearnsNothingFromItsFilter() {
        portal.hide("salesorder", "total");
        var model = list(Portal.MARIA, "total.from", "1260");
        assertThat(model.get("info")).isEqualTo("1–25 of 30");
        assertThat(Portal.each(model, "filters", "name")).doesNotContain("total");
        portal.hide("contact", "fullname");
        assertThat(list(Portal.MARIA, "contact.q", "jane").get("info")).as("nor from the title of the row it leads to").isEqualTo("1–25 of 30");
        assertThat(list(Caller.ANONYMOUS, "contact", "ALFKI-1").get("hasRows")).isEqualTo(false);
    }

    @Test
    void aRowThatIsHiddenIsNeitherOfferedNorFoundByItsWords() {
        portal.write(new Change.Update("salesorder", "O101", Map.of("contact", "ANATR-1")));
        assertThat(found("contact.q", "trujillo")).as("the order is hers to see, its contact is not").isEqualTo("1–0 of 0");
        assertThat(Portal.each(filter(list(Portal.MARIA, "contact", "ANATR-1"), "contact"), "options", "words")).containsExactly("Jane", "Maria Anders");
        assertThat(found("contact.q", "%")).as("no wildcard of the database").isEqualTo("1–0 of 0");
    }

    @Test
    void whatOneCannotNarrowByIsRefused() {
        for (var column : List.of("name", "ordernumber")) {
            assertThatThrownBy(() -> filters("[" + column + "]")).as(column).hasMessageContaining("cannot be filtered by");
        }
    }

    private Object found(String... query) {
        return list(Portal.MARIA, query).get("info");
    }

    private static Model filter(Model list, String name) {
        return ((List<?>) list.get("filters")).stream().map(Model.class::cast).filter(filter -> filter.get("name").equals(name)).findFirst().orElseThrow();
    }

    private Model list(Caller caller, String... query) {
        return ((Filled.Shown) lists.fill(Portal.place(portal.get(caller, "/orders", query), Map.of(), "list", "orders"))).model();
    }
}
