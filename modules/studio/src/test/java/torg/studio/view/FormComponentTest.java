package torg.studio.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.desk.Nodes;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class FormComponentTest implements ComponentContract {
    private static final String FILE = "content/site/forms/order.yml";
    private static final String TEXT = """
            form: order
            table: salesorder
            steps:
              - title: About
                fields: [note, {column: status, default: open, options: {order: name}}]
              - title: Items
                lines: {table: account, by: account, fields: [name], set: {number: now}}
            set: {placed: now}
            """;
    private final TestSites sites = TestSites.of(Views.tables(new TestSource()).document("forms/order.yml", TEXT).document("forms/two.yml", "form: two\ntable: salesorder\nsections:\n  - title: One\n    fields:\n      - note\n      - {column: status, default: open}   # at first\n  - {title: Two, fields: [total]}\n")
            .document("forms/parts.yml", "form: parts\ntable: salesorder\nsections:\n  - {title: One, fields: [note]}\n"));
    private final FormComponent component = new FormComponent(sites);

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("path", "do", "steps.0.fields", "steps.0.fields.add", "steps.0.fields.note.into", "set", "set.add", "set.placed.value", "steps.0.title.en", "title.en", "seen", "address", "action", "section.new.column", "done");
    }

    @Test
    void whatWasLeftAsItIsIsNotChanged() {
        assertThat(((Outcome.Redirect) save(Map.of())).location()).endsWith("done=same");
        assertThat(text(FILE)).isEqualTo(TEXT);
    }

    @Test
    void fieldsStandInTheStepsAndLinesTheyAreOf() {
        assertThat(groups()).containsExactly("About: note, status", "account: name");
        assertThat(offered()).as("what nobody can give is not offered").contains("note", "total").doesNotContain("ordernumber");
    }

    @Test
    void whatTheFormDoesNotShowStays() {
        assertThat(save(Map.of("steps.0.fields", "status,note,+total", "steps.0.fields.note.required", "true", "steps.0.fields.status.default", "", "steps.0.fields.+total.label.en", "Sum", "steps.0.title.en", "First", "steps.1.lines.fields", "name,+number"))).isInstanceOf(Outcome.Redirect.class);
        assertThat(sites.read(FILE, text(FILE)).fields()).isEqualTo(sites.read(FILE, """
            "form": "order"
            "table": "salesorder"
            "steps": [{"title": "First", "fields": [{"column": "status", "options": {"order": "name"}}, {"column": "note", "required": "true"}, {"column": "total", "label": "Sum"}]}, {"title": "Items", "lines": {"table": "account", "by": "account", "fields": ["name", "number"], "set": {"number": "now"}}}]
            "set": {"placed": "now"}
            """).fields());
    }

    @Test
    void aSectionIsAddedOnceItAsksForSomething() {
        var path = "content/site/forms/parts.yml";
        assertThat(send(path, Map.of("sections.0.fields", "note", "sections.0.title.en", "One", "section.new.title.en", "Two"))).asString().contains("done=same");
        assertThat(send(path, Map.of("sections.0.fields", "note", "sections.0.title.en", "One", "section.new.en", "Two", "section.new.column", "total"))).asString().contains("done=saved");
        assertThat(sites.read(path, text(path)).fields()).isEqualTo(sites.read(path, """
            "form": "parts"
            "table": "salesorder"
            "sections": [{"title": "One", "fields": ["note"]}, {"title": "Two", "fields": ["total"]}]
            """).fields());
    }

    @Test
    void aFieldGoesIntoAnotherSectionWithWhatItSays() {
        var path = "content/site/forms/two.yml";
        var shown = Map.of("sections.0.fields", "note,status", "sections.0.fields.status.default", "open", "sections.0.title.en", "One", "sections.1.fields", "total", "sections.1.title.en", "Two");
        var moving = new HashMap<>(shown);
        moving.putAll(Map.of("do", "into sections.0.fields status", "sections.0.fields.status.into", "sections.1.fields"));
        var form = (Model) ((Filled.Shown) ((Outcome.Show) send(path, moving)).filled()).model().get("form");
        assertThat(groups(form)).containsExactly("One: note", "Two: total, status");

        var moved = new HashMap<>(shown);
        moved.putAll(Map.of("sections.0.fields", "note", "sections.1.fields", ">sections.0.fields>status,total", "sections.0.fields.status.required", "true"));
        assertThat(send(path, moved)).isInstanceOf(Outcome.Redirect.class);
        assertThat(sites.read(path, text(path)).fields()).isEqualTo(sites.read(path, """
            "form": "two"
            "table": "salesorder"
            "sections": [{"title": "One", "fields": ["note"]}, {"title": "Two", "fields": [{"column": "status", "default": "open", "required": "true"}, "total"]}]
            """).fields());
    }

    @Test
    void aSectionThatHasLostItsFieldsGoes() {
        var path = "content/site/forms/two.yml";
        assertThat(send(path, Map.of("sections.0.title.en", "One", "sections.1.fields", "total,>sections.0.fields>note,>sections.0.fields>nowhere,>elsewhere>x", "sections.1.title.en", "Two"))).isInstanceOf(Outcome.Redirect.class);
        assertThat(sites.read(path, text(path)).fields()).isEqualTo(sites.read(path, """
            "form": "two"
            "table": "salesorder"
            "sections": [{"title": "Two", "fields": ["total", "note"]}]
            """).fields());
    }

    @Test
    void whatIsSetIsAddedChangedAndTakenAway() {
        var set = (Model) ((List<?>) ((Model) model().get("form")).get("sets")).getFirst();
        assertThat(((List<?>) set.get("offered")).stream().map(choice -> ((Model) choice).get("value").toString())).as("neither what people fill nor what is set already").contains("total", "account").doesNotContain("note", "status", "placed", "ordernumber");
        assertThat(save(Map.of("set", "placed,+account", "set.placed.value", "today+7d", "set.+account.value", "{my-account}", "steps.1.lines.set", ""))).isInstanceOf(Outcome.Redirect.class);
        assertThat(text(FILE)).as("all that was set of a line was taken away").doesNotContain("number: now");
        assertThat(Nodes.mapping(sites.read(FILE, text(FILE)).fields(), List.of("set")).entries().keySet()).containsExactly("placed", "account");
        assertThat(save(Map.of("set", "placed,account", "set.placed.value", "", "set.account.value", ""))).isInstanceOf(Outcome.Redirect.class);
        assertThat(sites.read(FILE, text(FILE)).fields().get("set")).as("an empty value is none").isEmpty();
    }

    private static List<String> groups(Model form) {
        return ((List<?>) form.get("groups")).stream().map(Model.class::cast)
                .map(group -> group.get("heading") + ": " + String.join(", ", ((List<?>) group.get("items")).stream().map(item -> ((Model) item).get("name").toString()).toList())).toList();
    }

    private List<String> groups() {
        return groups((Model) model().get("form"));
    }

    private List<String> offered() {
        var group = (Model) ((List<?>) ((Model) model().get("form")).get("groups")).getFirst();
        return ((List<?>) group.get("offered")).stream().map(choice -> ((Model) choice).get("value").toString()).toList();
    }

    private Model model() {
        return ((Filled.Shown) component.fill(Requests.get(site(), Room.FORM.address()).as(People.ADMINISTRATOR).query("path", FILE).place(""))).model();
    }

    private Outcome save(Map<String, String> other) {
        return component.act(Views.sent(site(), Room.FORM, FILE, Map.of("seen", version(FILE), "steps.0.fields", "note,status", "steps.0.fields.status.default", "open", "steps.0.title.en", "About", "steps.1.lines.fields", "name", "set", "placed", "set.placed.value", "now", "steps.1.lines.set", "number", "steps.1.lines.set.number.value", "now"), other).place(""));
    }

    private Outcome send(String path, Map<String, String> typed) {
        return component.act(Views.sent(site(), Room.FORM, path, Map.of("seen", version(path)), typed).place(""));
    }

    private String version(String path) {
        return sites.file(path).orElseThrow().version();
    }

    private String text(String path) {
        return new String(sites.file(path).orElseThrow().bytes());
    }
}
