package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Row;
import torg.api.view.Model;
import torg.lists.forms.Portal;
import torg.lists.forms.form.api.FormPosts;
import torg.lists.forms.form.page.FormComponent;
import torg.spi.view.Component.Filled;

/** What a form says of its fields beyond their columns: how a text has to look, what does not go together, what is only shown. */
class FieldRulesTest {
    private static final String TABLE = """
            table: claim
            key: number
            columns:
              number: {type: autonumber, format: Q000}
              kind: {type: choice, choices: {question: Question, return: Return}}
              code: {type: text, length: 200}
              urgent: {type: boolean}
              boxes: {type: integer}
              begin: {type: date}
              end: {type: date}
            """;
    private static final String FORM = """
            form: claim
            table: claim
            then: /claims/{number}
            fields:
              - {column: code, pattern: {is: "[A-Z]{2}[0-9]+", say: {en: Two letters and a number., nb: To bokstaver og et tall.}}}
              - urgent
              - boxes
              - begin
              - {column: end, min: "{begin}"}
              - {column: kind, read-only: true, default: question}
            refuse:
              - {when: urgent and boxes is empty, field: boxes, say: {en: Say how many boxes are urgent., nb: Si hvor mange esker det haster med.}}
            """;
    private final Portal portal = new Portal();

    FieldRulesTest() {
        portal.edit("tables/claim.yml", TABLE);
        portal.edit("forms/claim.yml", FORM);
    }

    @Test
    void aTextLooksAsItsFormWants() {
        var maria = at(Portal.MARIA).press("save", "code", "a1");
        assertThat(maria.status).isEqualTo(422);
        assertThat(maria.error("code")).isEqualTo("Two letters and a number.");
        assertThat(maria.press("save", "code", "AB1\nx").status).as("the whole text").isEqualTo(422);
        assertThat(maria.press("save", "code", "AB12").status).isEqualTo(303);
        assertThat(at(Portal.MARIA).press("save").status).as("what may stay empty may").isEqualTo(303);
    }

    @Test
    void aPatternThatTriesEveryWayEndsSoon() {
        portal.edit("forms/claim.yml", FORM.replace("[A-Z]{2}[0-9]+", "(a|a)*b"));
        assertThat(at(Portal.MARIA).press("save", "code", "a".repeat(150)).error("code")).isEqualTo("Two letters and a number.");
        assertThat(at(Portal.MARIA).press("save", "code", "aab").status).isEqualTo(303);
    }

    @Test
    void aPatternThatNeedsMoreStackThanThereIsDoesNotFit() {
        portal.edit("tables/claim.yml", TABLE.replace("length: 200", "length: 20000"));
        portal.edit("forms/claim.yml", FORM.replace("[A-Z]{2}[0-9]+", "(a|b)*"));
        assertThat(at(Portal.MARIA).press("save", "code", "ab".repeat(5_000)).error("code")).isEqualTo("Two letters and a number.");
        assertThat(at(Portal.MARIA).press("save", "code", "abba").status).isEqualTo(303);
    }

    @Test
    void whatStandsThereByItselfDoesSoInANewRowOnly() {
        assertThat(at(Portal.MARIA).press("save").status).isEqualTo(303);
        var emptied = new HashMap<String, Object>();
        emptied.put("kind", null);
        portal.write(new Change.Update("claim", "Q001", emptied));
        portal.edit("forms/claim.yml", FORM.replace("then: /claims/{number}", "row: \"{number}\"").replace("- boxes", "- {column: boxes, default: 7}"));
        var page = claim("Q001");
        assertThat(shown(page, "kind").get("value")).as("the row is of no kind").isEqualTo("");
        assertThat(shown(page, "boxes").get("value")).isEqualTo("");
        save("Q001", page, "code", "AB12");
        assertThat(row("Q001").cells()).as("saving something else writes neither").doesNotContainKeys("kind", "boxes").containsEntry("code", "AB12");
    }

    @Test
    void whatDoesNotGoTogetherIsSaidBesideAFieldInThePersonsLanguage() {
        var maria = at(Portal.MARIA).press("save", "urgent", "true");
        assertThat(maria.status).isEqualTo(422);
        assertThat(maria.error("boxes")).isEqualTo("Say how many boxes are urgent.");
        assertThat(new Browser(portal, new FormComponent(portal.tables(), Portal.CLOCK), Portal.MARIA, "claim", Locale.of("nb")).press("save", "urgent", "true").error("boxes")).isEqualTo("Si hvor mange esker det haster med.");
        assertThat(maria.press("save", "urgent", "true", "boxes", "2").status).isEqualTo(303);
        assertThat(maria.press("save", "begin", "2026-12-02", "end", "2026-12-01").error("end")).contains("Dec 2, 2026");
        assertThat(portal.tables().find(Caller.service("test"), "claim", "Q002")).as("nothing that was refused was written").isEmpty();
    }

    @Test
    void whatIsOnlyShownIsNeverTaken() {
        var maria = at(Portal.MARIA);
        assertThat(maria.field("kind").get("isFixed")).isEqualTo(true);
        assertThat(maria.field("kind").get("value")).isEqualTo("Question");
        assertThat(maria.press("save", "kind", "return").status).isEqualTo(303);
        assertThat(row("Q001").value("kind")).as("what stands there by itself").contains("question");

        portal.write(new Change.Update("claim", "Q001", Map.of("kind", "return")));
        portal.edit("forms/claim.yml", FORM.replace("then: /claims/{number}", "row: \"{number}\""));
        var page = claim("Q001");
        assertThat(shown(page, "kind").get("value")).as("what the row holds").isEqualTo("Return");
        save("Q001", page, "kind", "question", "boxes", "3");
        assertThat(row("Q001").cells()).containsEntry("kind", "return").containsEntry("boxes", 3L);
    }

    @Test
    void theSameHoldsInJson() {
        assertThat(refused(Map.of("code", "a1"))).containsExactly("code not-as-wanted");
        assertThat(refused(Map.of("urgent", true))).containsExactly("boxes refused-together");
        assertThat(refused(Map.of("kind", "return"))).containsExactly("kind unknown-field");
        assertThat(posts().describe(portal.get(Portal.MARIA, "/"), form()).toString()).contains("pattern=[A-Z]{2}[0-9]+", "readOnly=true");
    }

    @Test
    void rulesThatCannotHoldAreTold() {
        assertThat(problem("fields: [{column: code, pattern: {is: '[', say: {en: No}}}]")).startsWith("'[' is no pattern");
        for (var endless : List.of("(".repeat(501), "(?:(?:){50000}){50000}", "(?:){" + "9".repeat(30) + "}")) {
            assertThat(problem("fields: [{column: code, pattern: {is: '" + endless + "', say: {en: No}}}]")).as(endless).isEqualTo("the pattern is too long, or repeats too much by count");
        }
        assertThat(problem("fields: [{column: code, pattern: {is: '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', say: {en: No}}}]")).as("an honest one").isEmpty();
        assertThat(problem("fields: [{column: boxes, pattern: {is: 'x', say: {en: No}}}]")).isEqualTo("column 'boxes' is no text");
        assertThat(problem("fields: [{column: code, read-only: true, required: true}]")).isEqualTo("field 'code' is required, and nobody can fill it");
        assertThat(problem("fields: [code]\nrefuse: [{when: nothing is empty, field: code, say: {en: No}}]")).startsWith("there is no column 'nothing'");
        assertThat(problem("fields: [code]\nrefuse: [{when: code is empty, field: cod, say: {en: No}}]")).isEqualTo("there is no field 'cod'");
        assertThat(problem("fields: [code]\nrefuse: [{field: code, say: {en: No}}]")).contains("when");
    }

    private Model claim(String key) {
        return ((Filled.Shown) component().fill(Portal.place(portal.get(Portal.MARIA, "/claims/" + key), Map.of("number", key), "form", "claim"))).model();
    }

    private void save(String key, Model page, String... values) {
        var form = Stream.concat(Stream.of("_do", "save", "_version", page.get("version").toString()), Stream.of(values)).toArray(String[]::new);
        component().act(Portal.place(portal.post(Portal.MARIA, "/claims/" + key, form), Map.of("number", key), "form", "claim"));
    }

    private static Model shown(Model page, String field) {
        return Browser.fields(page).stream().filter(one -> one.get("name").equals(field)).findFirst().orElseThrow();
    }

    private FormComponent component() {
        return new FormComponent(portal.tables(), Portal.CLOCK);
    }

    private Browser at(Caller caller) {
        return Browser.at(portal, caller, "claim");
    }

    private Row row(String key) {
        return portal.tables().find(Caller.service("test"), "claim", key).orElseThrow();
    }

    private FormPosts posts() {
        return new FormPosts(portal.tables(), Portal.CLOCK);
    }

    private FormView form() {
        return portal.get(Portal.MARIA, "/").site().require(Forms.class).byName().get("claim");
    }

    private List<String> refused(Map<String, Object> body) {
        try {
            posts().take(posts().open(portal.post(Portal.MARIA, "/"), form()), body, null, null);
            return List.of();
        } catch (TorgException e) {
            return e.fields().stream().map(problem -> problem.field() + " " + problem.code()).toList();
        }
    }

    private String problem(String rest) {
        return portal.source().document("forms/claim.yml", "form: claim\ntable: claim\n" + rest + "\n").problems(new FormCompiler()).stream().map(SiteProblem::message).findFirst().orElse("");
    }
}
