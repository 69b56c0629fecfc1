package torg.personal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.audit.Act;
import torg.api.audit.AuditEntry;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Row;
import torg.api.web.Request;
import torg.personal.data.ErasureResource.Part;
import torg.personal.data.ErasureResource.Wanted;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;

/** A person is erased: shown first, confirmed, and nothing of anybody else. */
class ErasureTest {
    private final Portal portal = new Portal();
    private final ErasureResource resource = new ErasureResource(portal.erasure);
    private final PersonErasureComponent component = new PersonErasureComponent(portal.erasure);

    @Test
    void whatWouldBecomeOfWhatIsShownFirst() {
        var told = resource.plan(as(Portal.NANCY), "jane@a.example");

        assertThat(told.contact()).isEqualTo("A-1");
        assertThat(told.erased()).isFalse();
        assertThat(told.parts()).extracting(Part::name, Part::fate, Part::why, Part::rows).containsExactlyInAnyOrder(
                tuple("contact", "emptied", null, 1L), tuple("salesorder", "stays", "business", 1L),
                tuple("line", "stays", "business", 1L), tuple("hidden", "stays", "business", 1L), tuple("membership", "goes", null, 1L), tuple("module_session.contact", "goes", null, 1L),
                tuple("module_mail.recipient", "goes", null, 1L), tuple("module_deed.doer", "emptied", null, 1L), tuple("module_maker.maker", "stays", "record", 1L));
        assertThat(row("contact", "A-1").text("email")).as("nothing is done").contains("jane@a.example");
        assertThat(portal.log.acts()).isEmpty();
    }

    @Test
    void theRowOfTheContactStaysWithoutWhatItSaidOfThePerson() {
        erase("A-1");

        var jane = row("contact", "A-1");
        assertThat(List.of("email", "secretnote", "letters")).allSatisfy(column -> assertThat(jane.value(column)).isEmpty());
        assertThat(jane.text("fullname")).as("has to have a value").contains("A-1");
        assertThat(jane.text("initials")).as("in so many characters as it takes").contains("A-");
        assertThat(jane.is("erased")).isTrue();
        assertThat(jane.is("inactive")).isTrue();
        assertThat(jane.text("chief")).as("leads elsewhere").contains("NW-1");
    }

    @Test
    void whatModulesKeepGoesOrLosesTheNameAndWhatBelongsToTheBusinessStays() {
        erase("A-1");

        assertThat(List.of("module_session/hash-A-1", "module_mail/m1", "membership/M-A-1")).allSatisfy(gone -> assertThat(found(gone)).isEmpty());
        assertThat(row("module_deed", "D-A-1")).satisfies(deed -> {
            assertThat(deed.text("name")).contains("A-1");
            assertThat(deed.text("place")).isEmpty();
        });
        assertThat(row("salesorder", "O-A-1").text("contact")).contains("A-1");
        assertThat(row("module_maker", "T-A-1").text("maker")).contains("A-1");
    }

    @Test
    void nothingOfAnybodyElseChanges() {
        erase("A-1");

        assertThat(row("contact", "A-2").text("fullname")).contains("Sam");
        assertThat(List.of("module_session/hash-A-2", "module_session/session-of-nancy", "membership/M-A-2", "hidden/H-A-2")).allSatisfy(there -> assertThat(found(there)).isPresent());
        assertThat(row("module_deed", "D-A-2").text("name")).contains("name of A-2");
    }

    @Test
    void isOnRecordWithoutTheNameAndNotDoneWhereItCannotBeTold() {
        portal.log.away(true);
        assertThat(refused(() -> erase("A-1")).kind()).isEqualTo(ProblemKind.BUSY);
        assertThat(row("contact", "A-1").text("fullname")).contains("Jane");
        portal.log.away(false);

        erase("jane@a.example", "A-1");

        assertThat(portal.log.after(0, 10)).extracting(AuditEntry::act).containsExactly(Act.done("person-erased").about("A-1"));
    }

    @Test
    void takesTheKeyForAConfirmationAndNothingElse() {
        for (var wrong : List.of("", "A-2", "jane@a.example")) assertThat(refused(() -> erase("A-1", wrong)).code()).isEqualTo("personal-data.unconfirmed");
        assertThat(row("contact", "A-1").is("erased")).isFalse();
    }

    @Test
    void onceMoreTakesAwayWhatIsLeft() {
        erase("A-1");
        portal.put("module_session", "later", Map.of("contact", "A-1"));
        assertThat(resource.plan(as(Portal.NANCY), "A-1")).satisfies(told -> {
            assertThat(told.erased()).isTrue();
            assertThat(told.parts()).extracting(Part::name).contains("module_session.contact");
        });

        erase("A-1");

        assertThat(found("module_session/later")).isEmpty();
    }

    @Test
    void isForAdministratorsInPersonWhoProvedOfLateWhoTheyAre() {
        assertThat(refused(() -> resource.plan(as(Caller.ANONYMOUS), "A-1")).kind()).isEqualTo(ProblemKind.SIGN_IN);
        for (var person : List.of("A-1", "A-2", "nobody")) assertThat(refused(() -> resource.plan(as(Portal.JANE), person)).code()).as("not even oneself").isEqualTo("personal-data.denied");
        assertThat(refused(() -> resource.plan(as(Portal.NANCY.by(new Deputy("NW-2", "Andrew", Instant.MAX))), "A-1")).code()).isEqualTo("personal-data.denied");
        assertThat(refused(() -> erase("NW-1")).code()).isEqualTo("personal-data.own");
        assertThat(refused(() -> erase("nobody")).kind()).isEqualTo(ProblemKind.NOT_FOUND);
        portal.fresh = false;
        assertThat(refused(() -> erase("A-1")).code()).isEqualTo("personal-data.prove");
        assertThat(portal.log.acts()).isEmpty();
    }

    @Test
    void whoseSessionIsOverErasesNobody() {
        portal.signedIn = false;
        assertThat(refused(() -> erase("A-1")).kind()).isEqualTo(ProblemKind.SIGN_IN);
        assertThat(row("contact", "A-1").text("fullname")).contains("Jane");
    }

    @Test
    void aSiteThatNamesATableOfNoContactIsTold() {
        for (var wrong : List.of("nowhere", "contact", "module_session")) {
            var request = as(Portal.NANCY, Portal.sites("membership, " + wrong).current());
            assertThat(refused(() -> resource.plan(request, "A-1")).code()).as(wrong).isEqualTo("personal-data.wrong-tables");
        }
    }

    @Test
    void thePageShowsItAndTakesTheKey() {
        var page = Requests.get(Portal.site(), "/admin/personal-data").as(Portal.NANCY);
        var shown = (Filled.Shown) component.fill(page.query("erase", "jane@a.example").place(""));
        assertThat(shown.model().get("plan").toString()).contains("A-1");

        assertThat(component.act(post("A-2").as(Portal.NANCY).place(""))).isInstanceOfSatisfying(Outcome.Show.class, again -> assertThat(again.status()).isEqualTo(422));
        assertThat(row("contact", "A-1").text("fullname")).contains("Jane");
        assertThat(component.act(post("A-1").as(Portal.NANCY).place(""))).isInstanceOfSatisfying(Outcome.Redirect.class, done -> assertThat(done.location()).contains("erased=A-1"));
        assertThat(row("contact", "A-1").text("email")).isEmpty();
        assertThat(component.fill(Requests.get(Portal.site(), "/admin/personal-data").as(Portal.JANE).place(""))).isInstanceOf(Filled.Hidden.class);
        assertThat(component.act(post("A-1").as(Portal.JANE).place(""))).isInstanceOfSatisfying(Outcome.Show.class, hidden -> assertThat(hidden.status()).isEqualTo(405));
    }

    private static Requests post(String confirm) {
        return Requests.post(Portal.site(), "/admin/personal-data").form("person", "A-1").form("confirm", confirm);
    }

    private void erase(String contact) {
        erase(contact, contact);
    }

    private void erase(String person, String confirm) {
        resource.erase(as(Portal.NANCY), new Wanted(person, confirm));
    }

    private static Request as(Caller caller) {
        return as(caller, Portal.site());
    }

    private static Request as(Caller caller, Site site) {
        return Requests.get(site, "/api/personal-data/erasure").as(caller).request();
    }

    private Row row(String table, String key) {
        return found(table + "/" + key).orElseThrow();
    }

    private Optional<Row> found(String path) {
        return portal.tables.find(Caller.service("test"), path.split("/")[0], path.split("/")[1]);
    }

    private static TorgException refused(Runnable act) {
        return catchThrowableOfType(TorgException.class, act::run);
    }
}
