package torg.personal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import torg.api.audit.Act;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Stream;
import torg.testkit.Requests;

/** What is kept about a person, as they and administrators get it. */
class PersonalDataResourceTest {
    private final Portal portal = new Portal();

    @Test
    void holdsTheRowsThatNameThePersonAndTheirPartsAndNobodyElses() {
        var zip = exported(Portal.JANE, "");

        assertThat(zip.get("data/contact.json")).contains("Jane").doesNotContain("Sam");
        assertThat(zip.get("data/salesorder.json")).contains("of A-1").doesNotContain("A-2");
        assertThat(zip.get("data/line.json")).contains("tea of A-1").doesNotContain("A-2");
        assertThat(zip.get("data/module_session.contact.json")).contains("browser of A-1").doesNotContain("A-2");
        assertThat(zip.get("data/module_mail.recipient.json")).contains("Welcome");
        assertThat(zip.get("contents.json")).contains("data/line.json").doesNotContain("false");
    }

    @Test
    void holdsNothingThatWhoAsksMayNotReadAndNoSecrets() {
        var all = String.join("\n", exported(Portal.JANE, "").values());

        assertThat(all).doesNotContain("pays late").doesNotContain("secretnote").doesNotContain("H-A-1").doesNotContain("csrf").doesNotContain("hash-").doesNotContain("a link");
        assertThat(exported(Portal.NANCY, "A-1").get("data/contact.json")).as("by the rights of who asks").contains("pays late");
    }

    @Test
    void anAddressThatMerelyStandsInTheRowShowsNobodysMails() {
        assertThat(exported(Portal.NANCY, "A-2")).as("Sam's row names Jane's address, but Jane signs in with it").doesNotContainKey("data/module_mail.recipient.json");
    }

    @Test
    void administratorsNameSomebodyByAddressOrKey() {
        assertThat(exported(Portal.NANCY, "jane@a.example").get("data/contact.json")).contains("Jane");
        assertThat(exported(Portal.NANCY, "A-2").get("data/contact.json")).contains("Sam");
        assertThat(refused(Portal.NANCY, "nobody@a.example").kind()).isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(refused(Portal.NANCY, "x".repeat(255)).kind()).isEqualTo(ProblemKind.INVALID);
    }

    @Test
    void nobodyElseIsAnsweredAndNobodyLearnsWhoThereIs() {
        assertThat(refused(Caller.ANONYMOUS, "").kind()).isEqualTo(ProblemKind.SIGN_IN);
        for (var person : List.of("A-2", "nobody", "x".repeat(255))) assertThat(refused(Portal.JANE, person).code()).isEqualTo("personal-data.denied");
        assertThat(refused(Portal.JANE.by(new Deputy("NW-1", "Nancy", Instant.MAX)), "").code()).as("a deputy").isEqualTo("personal-data.denied");
        portal.fresh = false;
        assertThat(refused(Portal.JANE, "").code()).isEqualTo("personal-data.prove");
        assertThat(refused(Portal.NANCY, "A-1").code()).isEqualTo("personal-data.prove");
        assertThat(portal.log.acts()).as("what was refused").isEmpty();
    }

    @Test
    void whoHasOneMadeLeavesTheOtherPlaceToOthers() {
        var codes = new ArrayList<String>();
        portal.resource.modules = List.of(() -> {
            // asked while Jane's is made, and not again while Nancy's is
            portal.resource.modules = List.of();
            codes.add(refused(Portal.JANE, "").code());
            codes.add(exported(Portal.NANCY, "").containsKey("contents.json") ? "made" : "");
            return List.of();
        });

        assertThat(exported(Portal.JANE, "")).containsKey("contents.json");
        assertThat(codes).containsExactly("personal-data.busy", "made");
        assertThat(exported(Portal.JANE, "")).as("one after the other").containsKey("contents.json");
    }

    @Test
    void isOnRecordBeforeItIsHandedOut() {
        assertThat(exported(Portal.NANCY, "A-1").get("audit.json")).contains("person-exported");
        portal.log.away(true);
        assertThat(refused(Portal.JANE, "").kind()).isEqualTo(ProblemKind.BUSY);
    }

    @Test
    void tellsOfTheRecordWhatIsThePersonsOwn() {
        portal.log.add(Act.refused("download").about("A-1").with("what another did"));
        portal.log.add(Act.done("download").about("A-2").with("between others"));

        assertThat(exported(Portal.JANE, "").get("audit.json")).contains("download").doesNotContain("what another did").doesNotContain("between others");
    }

    private Map<String, String> exported(Caller caller, String person) {
        var zip = new LinkedHashMap<String, String>();
        try (var in = new ZipInputStream(((Stream) response(caller, person).getEntity()).bytes().open())) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) zip.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip;
    }

    private TorgException refused(Caller caller, String person) {
        return catchThrowableOfType(TorgException.class, () -> response(caller, person));
    }

    private jakarta.ws.rs.core.Response response(Caller caller, String person) {
        return portal.resource.export(Requests.get(Portal.site(), "/api/personal-data").as(caller).query("person", person).request());
    }
}
