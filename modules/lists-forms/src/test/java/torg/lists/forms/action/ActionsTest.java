package torg.lists.forms.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Row;
import torg.api.view.Model;
import torg.lists.forms.Portal;
import torg.lists.forms.list.KnownRoles;
import torg.lists.forms.list.ListCompiler;
import torg.lists.forms.list.ListComponent;
import torg.lists.forms.record.RecordCompiler;
import torg.lists.forms.record.RecordComponent;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;

/** Buttons beside rows, and what they do. */
class ActionsTest {
    private static final String LIST = """
            list: claims
            table: claim
            columns: [number, text]
            row-actions:
              - {label: Answered, form: claim-answered, where: {state: open}, several: true, done: Thank you.}
              - {label: Withdraw, form: claim-withdrawn, where: {contact: me}, confirm: Do you take it back?}
              - {label: Delete, delete: true, where: {state: withdrawn}}
            """;
    private final Portal portal = new Portal();
    private final Component list = new ListComponent(portal.tables(), new KnownRoles());
    private final Component record = new RecordComponent(portal.tables(), new KnownRoles());

    @BeforeEach
    void claims() {
        portal.edit("tables/claim.yml", """
                table: claim
                key: number
                columns:
                  number: {type: autonumber, format: Q000}
                  contact: {type: lookup, to: contact}
                  state: {type: choice, default: open, choices: {open: Open, answered: Answered, withdrawn: Withdrawn}}
                  answered: {type: date}
                  text: {type: text}
                  about: {type: lookup, to: claim}
                """);
        portal.edit("forms/claim-answered.yml", "{form: claim-answered, table: claim, row: '{number}', set: {state: answered, answered: today}}");
        portal.edit("forms/claim-withdrawn.yml", "{form: claim-withdrawn, table: claim, row: '{number}', set: {state: withdrawn}}");
        portal.edit("lists/claims.yml", LIST);
        portal.edit("records/claim.yml", """
                {record: claim, table: claim, row: '{number}', sections: [{title: It, columns: [text]}],
                 actions: [{label: Answered, form: claim-answered, where: {state: open}}, {label: Delete, delete: true, then: /claims}]}
                """);
        for (var contact : List.of("ALFKI-1", "ALFKI-2", "ALFKI-1")) portal.write(new Change.Create("claim", Map.of("contact", contact, "text", "Why?")));
    }

    @Test
    void eachRowHasTheButtonsThatFitIt() {
        assertThat(buttons(Portal.MARIA)).containsExactly(List.of("Answered", "Withdraw"), List.of("Answered"), List.of("Answered", "Withdraw"));
        portal.write(new Change.Update("claim", "Q002", Map.of("state", "withdrawn")));
        assertThat(buttons(Portal.MARIA).get(1)).containsExactly("Delete");
        assertThat(Portal.each(listed(Portal.MARIA), "several", "label")).containsExactly("Answered");
    }

    @Test
    void whoMayNotDoItSeesNoneAndIsRefused() {
        portal.open("claim", new Condition.Everything());
        assertThat(listed(Caller.ANONYMOUS).get("hasButtons")).isEqualTo(false);
        assertThat(((Outcome.Show) press(Caller.ANONYMOUS, "_do", "form.claim-answered Q001 1")).status()).isEqualTo(403);
        assertThat(((Outcome.Show) press(Portal.MAY, "_do", "form.claim-answered Q001 1")).status()).isEqualTo(403);
        assertThat(state("Q001")).isEqualTo("open");
    }

    @Test
    void oneClickSetsTheValuesAndSaysSo() {
        var done = (Outcome.Redirect) press(Portal.MARIA, "_do", "form.claim-answered Q001 1");

        assertThat(done.location()).isEqualTo("/claims?_done=c1.form.claim-answered");
        assertThat(row("Q001").cells()).containsEntry("state", "answered").containsEntry("answered", LocalDate.now(ZoneId.of("Europe/Oslo")));
        assertThat(filled(list.fill(Portal.place(portal.get(Portal.MARIA, "/claims", "_done", "c1.form.claim-answered"), Map.of(), "list", "claims"))).get("said")).isEqualTo("Thank you.");
        assertThat(state("Q002")).isEqualTo("open");
    }

    @Test
    void aRepeatDoesNothing() {
        var first = press(Portal.MARIA, "_do", "form.claim-answered Q001 1");
        var version = row("Q001").version();
        assertThat(press(Portal.MARIA, "_do", "form.claim-answered Q001 1")).isEqualTo(first);
        assertThat(row("Q001").version()).isEqualTo(version);
    }

    @Test
    void whatChangedSinceItWasSeenIsLeftAlone() {
        portal.write(new Change.Update("claim", "Q001", Map.of("text", "Why not?")));
        var shown = (Outcome.Show) press(Portal.MARIA, "_do", "form.claim-answered Q001 1");

        assertThat(shown.status()).isEqualTo(409);
        assertThat((String) filled(shown.filled()).get("trouble")).startsWith("This has changed meanwhile.");
        assertThat(state("Q001")).isEqualTo("open");
        assertThat(((Outcome.Show) press(Portal.MARIA, "_do", "form.claim-withdrawn Q002 1", "_confirmed", "1")).status()).as("another one's").isEqualTo(409);
        assertThat(((Outcome.Show) press(Portal.MARIA, "_do", "form.claim-answered nothing 1")).status()).isEqualTo(409);
        assertThat(((Outcome.Show) press(Portal.MARIA, "_do", "form.claim-answered Q001")).status()).isEqualTo(409);
    }

    @Test
    void asksBeforeItIsDoneWhereTheDocumentSaysSo() {
        var asked = (Outcome.Show) press(Portal.MARIA, "_do", "form.claim-withdrawn Q001 1");
        var question = (Filled.Shown) asked.filled();
        assertThat(question.template()).isEqualTo("components/confirm");
        assertThat(question.model().get("question")).isEqualTo("Do you take it back?");
        assertThat(question.model().get("cancel")).isEqualTo("/claims");
        assertThat(state("Q001")).isEqualTo("open");

        press(Portal.MARIA, "_do", (String) question.model().get("do"), "_row", "Q001 1", "_confirmed", "1");
        assertThat(state("Q001")).isEqualTo("withdrawn");
    }

    @Test
    void deletesAfterAQuestion() {
        portal.write(new Change.Update("claim", "Q002", Map.of("state", "withdrawn")));
        assertThat(((Filled.Shown) ((Outcome.Show) press(Portal.MARIA, "_do", "delete Q002 2")).filled()).model().get("question")).isEqualTo("Delete this for good?");
        assertThat(press(Portal.MARIA, "_do", "delete Q002 2", "_confirmed", "1")).isInstanceOf(Outcome.Redirect.class);
        assertThat(press(Portal.MARIA, "_do", "delete Q002 2", "_confirmed", "1")).as("again").isInstanceOf(Outcome.Redirect.class);
        assertThat(portal.tables().find(Caller.service("test"), "claim", "Q002")).isEmpty();
        assertThat(((Outcome.Show) press(Portal.MARIA, "_do", "delete Q001 1", "_confirmed", "1")).status()).as("offered for others").isEqualTo(409);
    }

    @Test
    void severalAreDoneTogetherOrNotAtAll() {
        var question = (Filled.Shown) ((Outcome.Show) press(Portal.MARIA, "_do", "form.claim-answered", "_row", "Q001 1", "_row", "Q002 1")).filled();
        assertThat(question.model().get("question")).isEqualTo("Are you sure, for all 2?");
        assertThat(Portal.each(question.model(), "rows", "chosen")).containsExactlyInAnyOrder("Q001 1", "Q002 1");
        portal.write(new Change.Update("claim", "Q002", Map.of("text", "Why not?")));
        assertThat(((Outcome.Show) press(Portal.MARIA, "_do", "form.claim-answered", "_row", "Q001 1", "_row", "Q002 1", "_confirmed", "1")).status()).isEqualTo(409);
        assertThat(state("Q001")).isEqualTo("open");

        press(Portal.MARIA, "_do", "form.claim-answered", "_row", "Q001 1", "_row", "Q002 2", "_confirmed", "1");
        assertThat(List.of(state("Q001"), state("Q002"), state("Q003"))).containsExactly("answered", "answered", "open");
    }

    @Test
    void whatIsForOneRowIsNotDoneForSeveral() {
        assertThat(((Outcome.Show) press(Portal.MARIA, "_do", "form.claim-withdrawn", "_row", "Q001 1", "_row", "Q003 1", "_confirmed", "1")).status()).isEqualTo(403);
        var none = (Outcome.Show) press(Portal.MARIA, "_do", "form.claim-answered");
        assertThat(filled(none.filled()).get("trouble")).isEqualTo("Tick at least one row first.");
        var many = new ArrayList<>(List.of("_do", "form.claim-answered"));
        for (var i = 0; i < 201; i++) many.addAll(List.of("_row", "Q" + i + " 1"));
        assertThat(filled(((Outcome.Show) press(Portal.MARIA, many.toArray(String[]::new))).filled()).get("trouble")).isEqualTo("Tick at most 200 rows at once.");
    }

    @Test
    void theSameOnThePageOfOneRow() {
        assertThat(Portal.each(filled(record.fill(at("GET", "Q001"))), "actions", "label")).containsExactly("Answered", "Delete");
        assertThat(record.act(at("POST", "Q001", "_do", "form.claim-answered Q001 1"))).isEqualTo(new Outcome.Redirect("/claims/Q001?_done=c1.form.claim-answered"));
        assertThat(((Outcome.Show) record.act(at("POST", "Q002", "_do", "delete Q003 1", "_confirmed", "1"))).status()).as("another row than the page's").isEqualTo(409);
        assertThat(record.act(at("POST", "Q002", "_do", "delete Q002 1", "_confirmed", "1"))).isEqualTo(new Outcome.Redirect("/claims"));
        assertThat(((Outcome.Show) record.act(at("POST", "Q002", "_do", "delete Q002 1", "_confirmed", "1"))).status()).as("gone").isEqualTo(404);
    }

    @Test
    void aFormBeginsWithWhatARowHolds() {
        portal.write(new Change.Create("salesorderdetail", Map.of("linekey", "O102-1", "salesorder", "O102", "linenumber", 1L, "product", "1", "quantity", new BigDecimal("3"), "unit", "box")),
                new Change.Create("salesorderdetail", Map.of("linekey", "O102-2", "salesorder", "O102", "linenumber", 2L, "product", "5", "quantity", new BigDecimal("1"), "unit", "box")));
        portal.edit("records/order.yml", """
                {record: order, table: salesorder, row: '{number}', sections: [{title: It, columns: [name]}], actions: [{label: Order again, form: order, copy: [deliveryaddress, lines], link: /orders/new}]}
                """);
        var again = (Outcome.Redirect) record.act(order("O102", "_do", "copy.order O102 1"));
        assertThat(again.location()).matches("/orders/new\\?draft=[0-9a-f]{32}&step=1");
        assertThat(record.act(order("O102", "_do", "copy.order O102 1"))).as("a double click").isEqualTo(again);
        assertThat(((Outcome.Show) record.act(order("A200", "_do", "copy.order A200 1"))).status()).as("another customer's").isEqualTo(404);
    }

    @Test
    void refusesActionsThatCannotBeDone() {
        assertThat(problem("{label: x, form: nothing}")).isEqualTo("there is no form 'nothing'");
        assertThat(problem("{label: x, form: profile}")).isEqualTo("form 'profile' is about table 'contact'");
        assertThat(problem("{label: x, form: order, copy: [lines], link: /orders/new}")).isEqualTo("form 'order' takes no 'lines' of a row of table 'claim'");
        assertThat(problem("{label: x, delete: false}")).isEqualTo("this deletes nothing");
        assertThat(problem("{label: x}")).isEqualTo("'link' is missing here");
        assertThat(portal.source().document("records/claim.yml", "{record: claim, table: claim, row: '{number}', sections: [{columns: [text]}], actions: [{label: x, delete: true}]}")
                .problems(new RecordCompiler())).extracting(SiteProblem::message).contains("the page of a row is gone with the row");
    }

    private String problem(String action) {
        return portal.source().document("lists/claims.yml", "{list: claims, table: claim, columns: [text], row-actions: [" + action + "]}").problems(new ListCompiler()).stream()
                .map(SiteProblem::message).findFirst().orElse("");
    }

    private List<List<Object>> buttons(Caller caller) {
        return ((List<?>) listed(caller).get("rows")).stream().map(row -> Portal.each((Model) row, "buttons", "label")).toList();
    }

    private Model listed(Caller caller) {
        return filled(list.fill(Portal.place(portal.get(caller, "/claims"), Map.of(), "list", "claims")));
    }

    private Outcome press(Caller caller, String... form) {
        return list.act(Portal.place(portal.post(caller, "/claims", form), Map.of(), "list", "claims"));
    }

    private Component.Place at(String method, String number, String... form) {
        return Portal.place(method.equals("GET") ? portal.get(Portal.MARIA, "/claims/" + number) : portal.post(Portal.MARIA, "/claims/" + number, form), Map.of("number", number), "record", "claim");
    }

    private Component.Place order(String number, String... form) {
        return Portal.place(portal.post(Portal.MARIA, "/orders/" + number, form), Map.of("number", number), "record", "order");
    }

    private static Model filled(Filled filled) {
        return ((Filled.Shown) filled).model();
    }

    private String state(String key) {
        return row(key).text("state").orElseThrow();
    }

    private Row row(String key) {
        return portal.tables().find(Caller.service("test"), "claim", key).orElseThrow();
    }
}
