package torg.studio.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.access.PermissionComponent;
import torg.studio.desk.Desk;
import torg.studio.page.NavigationComponent;
import torg.studio.page.PageComponent;
import torg.studio.room.Room;
import torg.studio.settings.SettingsComponent;
import torg.studio.translation.TranslationsComponent;
import torg.studio.view.FormComponent;
import torg.studio.view.ListComponent;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** What can be published by form can be kept as a draft by it: in every room, in the same way. */
class DraftedFormsTest {
    /**
     * A room with a document open.
     *
     * @param asked what leads to the document, in an address and in a form
     * @param path of the document
     * @param typed the form, changed
     * @param says what the document says then and does not say now
     */
    private record Opened(Room room, Function<TestSites, Component> component, Map<String, String> asked, String path, Map<String, String> typed, String says) {
        @Override
        public String toString() {
            return room + " " + path;
        }
    }

    private final TestSites sites = TestSites.of(new TestSource().languages("en", "nb")
            .part(Schema.class, Schema.of(List.of(Table.internal("salesorder", List.of(), Column.of("number", ColumnType.TEXT), Column.of("note", ColumnType.TEXT)))))
            .document("site.yml", "name: Ours\ntheme: torg\nlanguages: [en, nb]\nsettings: {administrator-role: administrator}\n")
            .document("navigation.yml", "main:\n  - page: /b\n  - page: /a\n")
            .document("pages/a.md", "---\ntitle: A\n---\nText.\n")
            .document("lists/open.yml", "list: open\ntable: salesorder\ncolumns: [number]\n")
            .document("forms/order.yml", "form: order\ntable: salesorder\nfields: [number]\n")
            .document("messages.en.yml", "hello: Hello\n").document("messages.nb.yml", "hello: Hei\n")
            .document("permissions/orders.yml", "permissions:\n  - {name: own, table: salesorder, roles: [clerk], scope: contact, via: contact, privileges: [read]}\n"));

    static Stream<Opened> rooms() {
        var root = "content/site/";
        return Stream.of(
                new Opened(Room.PAGE, PageComponent::new, Map.of("path", root + "pages/a.md"), root + "pages/a.md", Map.of("title.en", "A", "text", "Other."), "Other."),
                new Opened(Room.SETTINGS, SettingsComponent::new, Map.of(), root + "site.yml", Map.of("name.en", "Theirs", "theme", "torg", "languages", "en, nb", "setting.administrator-role", "administrator"), "Theirs"),
                new Opened(Room.LIST, ListComponent::new, Map.of("path", root + "lists/open.yml"), root + "lists/open.yml", Map.of("columns", "number", "page-size", "42"), "42"),
                new Opened(Room.FORM, FormComponent::new, Map.of("path", root + "forms/order.yml"), root + "forms/order.yml", Map.of("fields", "number", "title.en", "A title"), "A title"),
                new Opened(Room.PERMISSION, PermissionComponent::new, Map.of("path", root + "permissions/orders.yml", "rule", "permissions.own"), root + "permissions/orders.yml",
                        Map.of("name", "own", "table", "salesorder", "roles", "clerk", "scope", "global", "privileges", "read"), "global"),
                new Opened(Room.TRANSLATIONS, TranslationsComponent::new, Map.of("path", root + "pages/a.md", "language", "nb"), root + "pages/a.nb.md", Map.of("text", "---\ntitle: Å\n---\nTekst.\n"), "Tekst."),
                new Opened(Room.TRANSLATIONS, TranslationsComponent::new, Map.of("language", "nb"), root + "messages.nb.yml", Map.of("t.hello", "God dag"), "God dag"),
                new Opened(Room.NAVIGATION, sites -> new NavigationComponent(sites, sites), Map.of(), root + "navigation.yml", Map.of("do", "add", "menu", "main", "page", "/c"), "/c"));
    }

    /** Those that are sent whole, and not step by step. */
    static Stream<Opened> forms() {
        return rooms().filter(opened -> !opened.typed.containsKey("do"));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aFormIsKeptAsADraftThatTheRoomGoesOnWith(Opened opened) {
        var before = published(opened);
        assertThat(before).doesNotContain(opened.says);
        var first = look(opened, Map.of());
        assertThat(first.has("drafted")).isFalse();
        assertThat(send(opened, first, "draft")).isInstanceOfSatisfying(Outcome.Redirect.class, done -> assertThat(done.location()).contains("done=drafted"));
        assertThat(published(opened)).as("the site stays as it is").isEqualTo(before);
        assertThat(drafted(opened)).contains(opened.says);

        var again = look(opened, Map.of());
        assertThat(again.has("drafted")).as("the room tells of it").isTrue();
        assertThat(again.get("kept")).as("and shows it").isEqualTo(draft(opened).version());
        if (!before.isEmpty()) assertThat(look(opened, Map.of("published", "")).get("kept")).as("or what is published").isEqualTo("");
        assertThat(send(opened, first, "draft")).as("a window of before there was one").isInstanceOfSatisfying(Outcome.Show.class, told -> assertThat(told.status()).isEqualTo(409));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aDraftIsPublishedByTheFormThatShowsItAndLetGo(Opened opened) {
        send(opened, look(opened, Map.of()), "draft");
        assertThat(send(opened, look(opened, Map.of()), "save")).isInstanceOfSatisfying(Outcome.Redirect.class, done -> assertThat(done.location()).contains("done=saved"));
        assertThat(published(opened)).contains(opened.says);
        assertThat(sites.drafts()).as("it is let go").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aDraftIsNotPublishedOverWhatOthersPublishedSince(Opened opened) {
        send(opened, look(opened, Map.of()), "draft");
        var shown = look(opened, Map.of());
        var theirs = published(opened) + (opened.path.endsWith(".yml") ? "# theirs\n" : "---\ntitle: Theirs\n---\nTheirs.\n");
        sites.make(Edit.of(new Edit.Author("A-8", "Abe"), "", opened.path, new Edit.Change(sites.file(opened.path).map(ContentFile::version), Optional.of(theirs.getBytes(StandardCharsets.UTF_8)))));
        var late = (Outcome.Show) send(opened, shown, "save");
        assertThat(late.status()).isEqualTo(409);
        assertThat(published(opened)).isEqualTo(theirs);
        var told = model(late.filled());
        assertThat(told.toString()).contains("stale").contains(sites.file(opened.path).orElseThrow().version());
    }

    private Outcome send(Opened opened, Model shown, String action) {
        var request = Requests.post(sites.current(), opened.room.address()).as(People.ADMINISTRATOR).form("seen", shown.get("seen").toString()).form("kept", shown.get("kept").toString()).form("action", action);
        opened.asked.forEach(request::form);
        opened.typed.forEach(request::form);
        return opened.component.apply(sites).act(request.place(""));
    }

    /** What the room hands its template of the document. */
    private Model look(Opened opened, Map<String, String> more) {
        var request = Requests.get(sites.current(), opened.room.address()).as(People.ADMINISTRATOR);
        opened.asked.forEach(request::query);
        more.forEach(request::query);
        var model = model(opened.component.apply(sites).fill(request.place("")));
        return model.has("messages") ? (Model) model.get("messages") : model;
    }

    private static Model model(Filled filled) {
        return ((Filled.Shown) filled).model();
    }

    private String published(Opened opened) {
        return sites.file(opened.path).flatMap(Desk::text).orElse("");
    }

    private Draft draft(Opened opened) {
        return sites.drafts().stream().filter(one -> one.path().equals(opened.path)).findFirst().orElseThrow();
    }

    private String drafted(Opened opened) {
        return Desk.text(draft(opened).change().bytes().orElseThrow()).orElseThrow();
    }
}
