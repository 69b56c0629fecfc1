package torg.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import torg.api.audit.Act;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.view.Model;
import torg.spi.view.Component.Filled;
import torg.testkit.MemoryAudit;
import torg.testkit.Requests;

/** The page about the audit log. */
class AuditComponentTest {
    private final MemoryAudit log = new MemoryAudit();
    private final AuditComponent component = new AuditComponent(log, AuditHouse.tables());

    @Test
    void administratorsSeeWhoDidWhatByName() {
        by(AuditHouse.CUSTOMER, Act.done("download").with("/files/terms.pdf"));
        by(AuditHouse.ADMINISTRATOR, Act.refused("something-new").about("A-1").on("contact", "A-1"));

        var entries = entries(shown(Requests.get(AuditHouse.site(), "/admin/audit").as(AuditHouse.ADMINISTRATOR)));

        assertThat(entries).extracting(entry -> entry.get("who")).containsExactly("NW-1", "Jane");
        assertThat(entries).extracting(entry -> entry.get("about")).containsExactly("Jane", "");
        assertThat(entries).extracting(entry -> entry.get("act")).containsExactly("something-new", "File downloaded");
        assertThat(entries).extracting(entry -> entry.get("refused")).containsExactly(true, false);
        assertThat(entries.getFirst().get("rowLink")).isEqualTo("/admin/audit?table=contact&key=A-1");
        assertThat(entries.getLast().get("account")).isEqualTo("A");
    }

    @Test
    void whoWorkedInSomebodysPlaceStandsBesideThem() {
        by(AuditHouse.CUSTOMER.by(new Deputy("A-1", "Jane", Instant.MAX)), Act.done("download"));
        by(AuditHouse.CUSTOMER.by(new Deputy("NW-1", "Nancy", Instant.MAX)), Act.done("download"));

        var entries = entries(shown(Requests.get(AuditHouse.site(), "/admin/audit").as(AuditHouse.ADMINISTRATOR)));

        assertThat(entries).extracting(entry -> entry.get("who")).containsExactly("Jane", "Jane");
        assertThat(entries).extracting(entry -> entry.get("deputy")).containsExactly("by NW-1 on behalf", "by Jane on behalf");
    }

    @Test
    void nobodyElseIsShownThatThereIsOne() {
        by(AuditHouse.CUSTOMER, Act.done("download"));

        for (var caller : List.of(Caller.ANONYMOUS, AuditHouse.CUSTOMER)) assertThat(component.fill(Requests.get(AuditHouse.site(), "/admin/audit").as(caller).place(""))).isInstanceOf(Filled.Hidden.class);
    }

    @Test
    void aQuestionThatCannotBeIsToldAtItsField() {
        var model = shown(Requests.get(AuditHouse.site(), "/admin/audit").as(AuditHouse.ADMINISTRATOR).query("from", "yesterday"));

        assertThat(model.get("fromWrong")).isEqualTo(true);
        assertThat(model.has("untilWrong")).isFalse();
        assertThat(model.get("problem")).isEqualTo("This cannot be searched for. Please look at the fields that are marked.");
    }

    @Test
    void whatIsOlderIsAPageFurtherWithTheSameQuestion() {
        IntStream.rangeClosed(1, AuditComponent.AT_A_TIME + 10).forEach(_ -> by(AuditHouse.CUSTOMER, Act.done("download")));
        by(AuditHouse.CUSTOMER, Act.done("else"));

        var first = shown(Requests.get(AuditHouse.site(), "/admin/audit").as(AuditHouse.ADMINISTRATOR).query("act", "download"));
        assertThat(entries(first)).hasSize(AuditComponent.AT_A_TIME);
        assertThat(first.get("older")).isEqualTo("/admin/audit?act=download&before=11");

        var second = shown(Requests.get(AuditHouse.site(), "/admin/audit").as(AuditHouse.ADMINISTRATOR).query("act", "download").query("before", "11"));
        assertThat(entries(second)).hasSize(10);
        assertThat(second.has("older")).isFalse();
    }

    private void by(Caller caller, Act act) {
        new Trace(Optional.of(caller), "192.0.2.7", "r-1", "").in(() -> {
            log.add(act);
            return null;
        });
    }

    private Model shown(Requests request) {
        return ((Filled.Shown) component.fill(request.place(""))).model();
    }

    @SuppressWarnings("unchecked")
    private static List<Model> entries(Model model) {
        return (List<Model>) model.get("entries");
    }
}
