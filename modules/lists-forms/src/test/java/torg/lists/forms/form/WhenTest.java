package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Row;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.lists.forms.Portal;
import torg.lists.forms.form.api.FormPosts;
import torg.lists.forms.form.page.FormComponent;
import torg.lists.forms.form.visit.Visit;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;

/** What a form asks for depends on what is typed in it. */
class WhenTest {
    private static final String TABLE = """
            table: claim
            key: number
            columns:
              number: {type: autonumber, format: Q000}
              kind: {type: choice, choices: {question: Question, complaint: Complaint, return: Return}}
              salesorder: {type: lookup, to: salesorder}
              urgent: {type: boolean}
              reason: {type: text, length: 40}
              boxes: {type: integer}
              text: {type: longtext}
            """;
    private static final String FORM = """
            form: claim
            table: claim
            then: /claims/{number}
            sections:
              - fields: [{column: kind, required: true}, text]
              - title: {en: The order}
                when: kind in ('complaint', 'return')
                fields:
                  - {column: salesorder, required: true}
                  - urgent
                  - {column: reason, required: true, when: urgent or salesorder.status = 'delivered'}
                  - {column: boxes, required: true, min: 1, when: kind = 'return'}
            """;
    private final Portal portal = new Portal();

    WhenTest() {
        portal.edit("tables/claim.yml", TABLE);
        portal.edit("forms/claim.yml", FORM);
    }

    @Test
    void asksForWhatFollowsFromWhatIsTyped() {
        var maria = at(Portal.MARIA);
        assertThat(maria.shown()).containsExactly("kind", "text");
        assertThat(titlesShown(maria)).containsExactly("");

        assertThat(maria.press("find", "kind", "return").shown()).containsExactly("kind", "text", "salesorder", "urgent", "boxes");
        assertThat(titlesShown(maria)).containsExactly("", "The order");
        assertThat(maria.press("find", "kind", "return", "salesorder", "O102").shown()).doesNotContain("reason");
        assertThat(maria.press("find", "kind", "return", "salesorder", "O106").shown()).contains("reason");
        assertThat(maria.press("find", "kind", "complaint", "salesorder", "O102", "urgent", "true").shown()).contains("reason").doesNotContain("boxes");
    }

    @Test
    void whatIsHiddenIsNeitherRequiredNorWritten() {
        var made = at(Portal.MARIA).press("save", "kind", "question", "text", "When do you open?", "salesorder", "O102", "reason", "none", "boxes", "nonsense");

        assertThat(made.status).isEqualTo(303);
        assertThat(row("Q001").cells()).containsEntry("kind", "question").containsEntry("text", "When do you open?");
        assertThat(row("Q001").value("salesorder")).isEmpty();
        assertThat(row("Q001").value("reason")).isEmpty();
        assertThat(row("Q001").value("boxes")).isEmpty();
    }

    @Test
    void withoutScriptsWhatCameUpIsShownBeforeItIsMissed() {
        var maria = at(Portal.MARIA).press("save", "kind", "return");
        assertThat(maria.status).isEqualTo(200);
        assertThat(maria.page.get("more")).isEqualTo(true);
        assertThat(maria.summary()).isEmpty();
        assertThat(maria.shown()).contains("salesorder", "boxes");

        maria.press("save", "kind", "return", "salesorder", "O102");
        assertThat(maria.status).isEqualTo(422);
        assertThat(maria.error("boxes")).isEqualTo("Please fill this in.");
        assertThat(maria.press("save", "kind", "return", "salesorder", "O106", "boxes", "2").shown()).as("came up after the second try").contains("reason");
        assertThat(maria.press("save", "kind", "return", "salesorder", "O106", "boxes", "2", "reason", "wet").status).isEqualTo(303);
        assertThat(row("Q001").cells()).containsEntry("boxes", 2L).containsEntry("reason", "wet").containsEntry("urgent", false);
    }

    @Test
    void aPageThatDoesNotTellWhatItShowedIsTakenAsItIs() {
        var posted = portal.post(Portal.MARIA, "/claims/new", "_do", "save", "kind", "complaint", "salesorder", "O102");
        assertThat(new FormComponent(portal.tables(), Portal.CLOCK).act(Portal.place(posted, Map.of(), "form", "claim")))
                .isInstanceOf(Outcome.Redirect.class);
    }

    @Test
    void anEditAsksForWhatItMakesNecessaryAndLeavesTheRestOfTheRowAlone() {
        portal.write(new Change.Create("claim", Map.of("kind", "return", "salesorder", "O102", "boxes", 3L)));
        portal.edit("forms/claim.yml", FORM.replace("then: /claims/{number}", "row: \"{number}\""));
        var fill = portal.request(Portal.MARIA, "GET", "/claims/Q001", Locale.ENGLISH, Map.of(), Map.of());
        assertThat(offNames(fill)).containsExactly("reason");

        edit("kind", "question", "text", "Never mind", "_asked", "salesorder urgent boxes");
        assertThat(row("Q001").cells()).containsEntry("kind", "question").as("hidden, so it stays").containsEntry("boxes", 3L).containsEntry("salesorder", "O102");

        portal.write(new Change.Update("claim", "Q001", Map.of("boxes", "")));
        assertThat(edit("kind", "return", "salesorder", "O102", "boxes", "", "_asked", "salesorder urgent boxes")).isEqualTo(422);
        assertThat(row("Q001").cells()).containsEntry("kind", "question");
    }

    @Test
    void theSameHoldsInJson() {
        var posts = new FormPosts(portal.tables(), Portal.CLOCK);
        var form = portal.request(Portal.MARIA, "POST", "/", Locale.ENGLISH, Map.of(), Map.of()).site().require(Forms.class).byName().get("claim");
        var visit = posts.open(portal.post(Portal.MARIA, "/"), form);
        assertThat(posts.take(visit, Map.of("kind", "question"), null, null).row()).containsEntry("number", "Q001");
        assertThat(refused(posts, visit, Map.of("kind", "question", "boxes", 2))).containsExactly("boxes not-asked");
        assertThat(refused(posts, visit, Map.of("kind", "return", "salesorder", "O106"))).containsExactly("reason required", "boxes required");

        var described = posts.describe(portal.get(Portal.MARIA, "/"), form);
        assertThat(described.toString()).contains("when=(kind in ('complaint', 'return')) and (kind = 'return')").contains("title=The order");
    }

    @Test
    void theCallerDecidesToo() {
        portal.edit("forms/claim.yml", """
                form: claim
                table: claim
                fields: [kind, {column: text, when: my-account.country = 'DE'}, {column: boxes, when: not kind is empty}]
                """);
        assertThat(at(Portal.MARIA).shown()).containsExactly("kind", "text");
        var ana = at(Portal.ANA);
        assertThat(Browser.fields(ana.page)).as("nothing on the page brings it up").extracting(field -> field.get("name")).containsExactly("kind", "boxes");
    }

    @Test
    void refusesConditionsThatCannotBeAnswered() {
        assertThat(problem("fields: [{column: text, when: kind = 'question'}, kind]")).startsWith("there is no column 'kind' in table 'claim'");
        assertThat(problem("fields: [kind, {column: text, when: kind = 'qestion'}]")).startsWith("the text 'qestion' is no value of column 'kind'");
        assertThat(problem("fields: [kind, {column: text, when: 'kind = '}]")).contains("the end");
        assertThat(problem("fields: [kind, {column: text, when: me.nothing = 'x'}]")).startsWith("there is no column 'me.nothing'");
        assertThat(problem("steps: [{title: A, when: me is empty, fields: [kind]}, {title: B, review: true}]")).isEqualTo("the first step has a condition");
    }

    private String problem(String rest) {
        return portal.source().document("forms/claim.yml", "form: claim\ntable: claim\n" + rest + "\n").problems(new FormCompiler()).stream().map(SiteProblem::message).findFirst().orElse("");
    }

    private static List<String> refused(FormPosts posts, Visit visit, Map<String, Object> body) {
        try {
            posts.take(visit, body, null, null);
        } catch (TorgException e) {
            return e.fields().stream().map(problem -> problem.field() + " " + problem.code()).toList();
        }
        return List.of();
    }

    private List<Object> offNames(Request request) {
        var filled = (Filled.Shown) new FormComponent(portal.tables(), Portal.CLOCK).fill(Portal.place(request, Map.of("number", "Q001"), "form", "claim"));
        return Browser.fields(filled.model()).stream().filter(field -> field.get("off").equals(true)).map(field -> field.get("name")).toList();
    }

    private int edit(String... form) {
        return switch (new FormComponent(portal.tables(), Portal.CLOCK).act(Portal.place(portal.post(Portal.MARIA, "/claims/Q001", form), Map.of("number", "Q001"), "form", "claim"))) {
            case Outcome.Show show -> show.status();
            default -> 303;
        };
    }

    private Browser at(Caller caller) {
        return Browser.at(portal, caller, "claim");
    }

    private static List<Object> titlesShown(Browser browser) {
        return ((List<?>) browser.page.get("sections")).stream().map(Model.class::cast).filter(section -> section.get("off").equals(false)).map(section -> section.get("title")).toList();
    }

    private Row row(String key) {
        return portal.tables().find(Caller.service("test"), "claim", key).orElseThrow();
    }
}
