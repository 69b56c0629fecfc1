package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Row;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.lists.forms.Portal;
import torg.lists.forms.form.api.FormPosts;
import torg.lists.forms.form.api.OpenApiForms;
import torg.lists.forms.form.page.FormComponent;
import torg.lists.forms.list.KnownRoles;
import torg.lists.forms.list.ListCompiler;
import torg.lists.forms.list.ListComponent;
import torg.lists.forms.record.RecordComponent;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;

/** Files in forms, records and lists: the demo's order carries the customer's own document. */
class FileFieldTest {
    private static final Caller HOUSE = Caller.service("test");
    private static final Upload PDF = new Upload("Our order.pdf", "application/pdf", Bytes.of("%PDF-1.7 order".getBytes(StandardCharsets.US_ASCII)));
    private final Portal portal = new Portal();
    private final FormComponent forms = new FormComponent(portal.tables(), Portal.CLOCK);

    @Test
    void aFormTakesAFileAndShowsIt() throws IOException {
        var empty = field(shown(open(Portal.JANE, "O101")));
        assertThat(empty.get("accept")).isEqualTo("application/pdf,image/png,image/jpeg");
        assertThat(empty.get("takes")).isEqualTo("PDF, PNG, JPG, at most 5\u00a0MB");
        assertThat(empty.get("there")).isEqualTo("");
        assertThat(shown(open(Portal.JANE, "O101")).get("withFiles")).isEqualTo(true);

        assertThat(send(Portal.JANE, "O101", PDF, Map.of())).isInstanceOf(Outcome.Redirect.class);
        try (var in = portal.tables().file(HOUSE, "salesorder", "O101", "document").orElseThrow().bytes().open()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("%PDF-1.7 order");
        }
        var there = field(shown(open(Portal.JANE, "O101")));
        assertThat(there.get("there")).isEqualTo("Our order.pdf (1\u00a0KB)");
        assertThat(there.get("thereLink")).isEqualTo("/api/tables/salesorder(O101)/document/$value");
        assertThat(there.get("clearable")).isEqualTo(true);
    }

    @Test
    void aFileStaysUntilAnotherComesOrItIsTakenAway() {
        send(Portal.JANE, "O101", PDF, Map.of());
        send(Portal.JANE, "O101", null, Map.of());
        assertThat(order("O101")).returns(2L, Row::version).satisfies(row -> assertThat(row.text("document")).contains("Our order.pdf"));

        send(Portal.JANE, "O101", new Upload("other.png", "", Bytes.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})), Map.of("document.clear", "true"));
        assertThat(order("O101").text("document")).as("another counts before it is taken away").contains("other.png");
        send(Portal.JANE, "O101", null, Map.of("document.clear", "true"));
        assertThat(order("O101").value("document")).isEmpty();
    }

    @Test
    void whatIsWrongWithItIsSaidBesideItInThePersonsLanguage() {
        var large = new Upload("x.pdf", "application/pdf", Bytes.of(new byte[5 * 1024 * 1024 + 1]));
        assertThat(error(Portal.JANE, Locale.ENGLISH, large)).isEqualTo("This file is too large. Choose one of at most 5\u00a0MB.");
        assertThat(error(Portal.JANE, Locale.forLanguageTag("nb"), large)).isEqualTo("Denne filen er for stor. Velg en på høyst 5\u00a0MB.");
        var page = new Upload("x.pdf", "application/pdf", Bytes.of("<html>".getBytes(StandardCharsets.US_ASCII)));
        assertThat(error(Portal.JANE, Locale.ENGLISH, page)).isEqualTo("This is not a file we can take here. Choose one of these kinds: pdf, png, jpg.");
        assertThat(error(Portal.JANE, Locale.forLanguageTag("nb"), page)).isEqualTo("Denne filen kan vi ikke ta imot her. Velg en av disse typene: pdf, png, jpg.");
        assertThat(error(Portal.JANE, Locale.ENGLISH, new Upload("x.pdf", "", Bytes.of(new byte[0])))).isEqualTo("This file is empty. Please choose another.");
        assertThat(order("O101").value("document")).isEmpty();
    }

    @Test
    void whatWasTypedStaysAndAGoodFileIsAskedForOnceMore() {
        portal.edit("forms/order-document.yml", "{form: order-document, table: salesorder, row: \"{number}\", fields: [{column: requisitionnumber}, {column: document, required: true}]}");
        var refused = (Outcome.Show) send(Portal.JANE, "O101", PDF, Map.of("requisitionnumber", "x".repeat(41)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(field(shown(refused.filled())).get("again")).isEqualTo(true);

        var without = (Outcome.Show) send(Portal.JANE, "O101", null, Map.of("requisitionnumber", "R-7", "document.clear", "true"));
        assertThat(field(shown(without.filled())).get("error")).isEqualTo("Please choose a file.");
        assertThat(Browser.fields(shown(without.filled())).stream().map(field -> field.get("value")).toList()).startsWith("R-7");
        assertThat(field(shown(without.filled())).get("clearable")).isEqualTo(false);
    }

    @Test
    void whoMayNotSeeTheOrderIsToldWhatIsToldOfNone() {
        for (var order : List.of("O102", "A200", "NONE")) {
            assertThat(open(Portal.JANE, order)).as(order).isInstanceOf(Filled.Absent.class);
            assertThat(send(Portal.JANE, order, PDF, Map.of())).as(order).isEqualTo(new Outcome.Show(404, new Filled.Absent()));
        }
        assertThat(order("O102").value("document")).isEmpty();
    }

    @Test
    void aDoubleClickMakesOneRowAndAnotherFileAnother() {
        portal.edit("forms/order-document.yml", """
                form: order-document
                table: salesorder
                fields: [document]
                set: {account: "{me.account}", contact: "{me}", company: "{me.company}", currency: "{me.currency}", deliverycountry: "{me.country}"}
                then: /orders/{ordernumber}
                """);
        var first = ((Outcome.Redirect) send(Portal.MARIA, "", PDF, Map.of("_once", "a"))).location();
        assertThat(((Outcome.Redirect) send(Portal.MARIA, "", PDF, Map.of("_once", "a"))).location()).isEqualTo(first);
        var other = new Upload("Our order.pdf", "application/pdf", Bytes.of("%PDF-another".getBytes(StandardCharsets.US_ASCII)));
        assertThat(((Outcome.Redirect) send(Portal.MARIA, "", other, Map.of("_once", "a"))).location()).isNotEqualTo(first);
        assertThat(portal.tables().file(HOUSE, "salesorder", first.replaceFirst(".*/", ""), "document")).isPresent();
    }

    @Test
    void recordsAndListsLinkToIt() {
        send(Portal.JANE, "O101", PDF, Map.of());
        var record = (Filled.Shown) new RecordComponent(portal.tables(), new KnownRoles()).fill(Portal.place(portal.get(Portal.JANE, "/orders/O101"), Map.of("number", "O101"), "record", "order"));
        var facts = ((List<?>) ((Model) ((List<?>) record.model().get("sections")).getFirst()).get("facts")).stream().map(Model.class::cast).toList();
        assertThat(facts).anySatisfy(fact -> {
            assertThat(fact.get("text")).isEqualTo("Our order.pdf (1\u00a0KB)");
            assertThat(fact.get("link")).isEqualTo("/api/tables/salesorder(O101)/document/$value");
        });

        portal.edit("lists/orders.yml", "{list: orders, table: salesorder, columns: [ordernumber, document], sort: ordernumber}");
        var list = (Filled.Shown) new ListComponent(portal.tables(), new KnownRoles()).fill(Portal.place(portal.get(Portal.JANE, "/orders", "sort", "document", "q", "Our"), Map.of(), "list", "orders"));
        assertThat(Portal.each(list.model(), "heads", "address")).as("nobody sorts by files").last().isEqualTo("");
        assertThat((List<?>) list.model().get("rows")).as("nor looks in them").isEmpty();
    }

    @Test
    void filesAreNoJson() {
        var resource = new FormPosts(portal.tables(), Portal.CLOCK);
        portal.edit("forms/order-document.yml", "{form: order-document, table: salesorder, fields: [document], set: {account: \"{me.account}\", contact: \"{me}\", company: \"{me.company}\", currency: \"{me.currency}\", deliverycountry: \"{me.country}\"}}");
        var request = portal.post(Portal.MARIA, "/api/forms/order-document");
        var form = request.site().require(Forms.class).byName().get("order-document");
        var refused = catchThrowableOfType(TorgException.class, () -> resource.take(resource.open(request, form), Map.of("document", "JVBERi0="), null, null));
        assertThat(refused.fields()).singleElement().satisfies(problem -> assertThat(problem.code()).isEqualTo("file-elsewhere"));
        assertThat(new OpenApiForms(resource, request).describe().schemas().get("form-order-document").toString()).doesNotContain("document=");
        assertThat(resource.describe(request, form).toString()).contains("mediaTypes=[application/pdf, image/png, image/jpeg]");
    }

    @Test
    void aFileStandsInNoDraftAndIsNothingToSortOrSearchBy() {
        assertThat(problems("forms/x.yml", "{form: x, table: salesorder, steps: [{title: A, fields: [document]}, {title: B, review: true}]}")).contains("lists-forms.no-file");
        assertThat(problems("forms/x.yml", "{form: x, table: salesorder, row: \"{number}\", fields: [{column: document, default: x}]}")).contains("lists-forms.no-file");
        assertThat(problems("forms/x.yml", "{form: x, table: salesorder, row: \"{number}\", fields: [requisitionnumber], set: {document: \"{document}\"}}")).contains("lists-forms.no-file");
        assertThat(problems("lists/x.yml", "{list: x, table: salesorder, columns: [document], sort: document, search: [document]}")).contains("lists-forms.no-sort", "lists-forms.no-search");
        assertThat(problems("lists/x.yml", "{list: x, table: salesorder, columns: [document], filters: [document]}")).contains("lists-forms.no-filter");
    }

    private List<String> problems(String path, String text) {
        var draft = portal.source().document(path, text);
        var compiler = path.startsWith("forms") ? new FormCompiler() : new ListCompiler();
        try {
            return draft.problems(compiler).stream().map(problem -> problem.code()).toList();
        } finally {
            draft.without(path);
        }
    }

    private Filled open(Caller caller, String number) {
        return forms.fill(Portal.place(portal.get(caller, "/orders/" + number), number.isEmpty() ? Map.of() : Map.of("number", number), "form", "order-document"));
    }

    private Outcome send(Caller caller, String number, Upload file, Map<String, String> form) {
        return send(caller, Locale.ENGLISH, number, file, form);
    }

    private Outcome send(Caller caller, Locale locale, String number, Upload file, Map<String, String> form) {
        var posted = new HashMap<String, List<String>>();
        form.forEach((name, value) -> posted.put(name, List.of(value)));
        var request = portal.request(caller, "POST", "/orders/" + number, locale, Map.of(), posted);
        var files = file == null ? Map.<String, Upload>of() : Map.of("document", file);
        var with = new Request(request.id(), request.method(), request.path(), request.locale(), request.query(), request.form(), files, request.headers(), request.caller(), request.csrf(), request.address(), request.site());
        return forms.act(Portal.place(with, number.isEmpty() ? Map.of() : Map.of("number", number), "form", "order-document"));
    }

    private String error(Caller caller, Locale locale, Upload file) {
        var refused = (Outcome.Show) send(caller, locale, "O101", file, Map.of());
        assertThat(refused.status()).isEqualTo(422);
        return (String) field(shown(refused.filled())).get("error");
    }

    private static Model shown(Filled filled) {
        return ((Filled.Shown) filled).model();
    }

    private static Model field(Model page) {
        return Browser.fields(page).stream().filter(field -> field.get("name").equals("document")).findFirst().orElseThrow();
    }

    private Row order(String key) {
        return portal.tables().find(HOUSE, "salesorder", key).orElseThrow();
    }
}
