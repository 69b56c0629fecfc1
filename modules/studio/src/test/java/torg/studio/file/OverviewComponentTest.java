package torg.studio.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleState;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.studio.People;
import torg.studio.Studio;
import torg.studio.desk.Work;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class OverviewComponentTest implements ComponentContract {
    private final TestSites sites = TestSites.of(new TestSource().languages("en", "nb").setting("studio-authors", "editor")
            .document("pages/index.md", "---\ntitle: Home\n---\nx").document("pages/orders.md", "---\ntitle: {en: Orders, nb: Ordrer}\n---\nx").document("pages/orders.nb.md", "---\ntitle: Bestillinger\n---\nx")
            .document("pages/orders/new.md", "---\ntitle: {en: New, nb: Ny}\n---\n").document("lists/orders.yml", "list: orders\ntitle: All orders").document("messages.nb.yml", "a: b"));
    private final OverviewComponent component = new OverviewComponent(sites, sites);

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
        return List.of("q", "show");
    }

    @Test
    void pagesAreATreeWithTheirLanguages() {
        assertThat(rows(model(Requests.get(site(), "/studio").as(People.ADMINISTRATOR)))).containsExactly("Home / [] en! nb+", "Orders /orders [] en! nb!", "New /orders/new [] en! nb!");
        assertThat(rows(model(Requests.get(site(), "/nb/studio").as(People.ADMINISTRATOR).in("nb")))).contains("Bestillinger /orders [] en! nb!");
    }

    @Test
    void aTranslationIsCalledWhatItTranslates() {
        var sites = TestSites.of(new TestSource().languages("en", "nb").document("pages/terms.md", "---\ntitle: {en: Terms, nb: Vilkår}\n---\nx").document("pages/terms.nb.md", "---\n---\nx"));
        var work = Work.of(sites.current(), "content/site/pages/terms.nb.md", Locale.of("nb"));
        assertThat(work.title()).isEqualTo("Vilkår");
        assertThat(work.pathIn("sv")).isEqualTo("content/site/pages/terms.sv.md");
        assertThat(work.address()).contains("/terms");
    }

    @Test
    void anyShelfIsSearched() {
        assertThat(rows(model(Requests.get(site(), "/studio").as(People.ADMINISTRATOR).query("q", "ORDERS")))).containsExactly("Orders /orders [Pages] en! nb!", "New /orders/new [Pages] en! nb!", "All orders orders [Lists]");
        assertThat(rows(model(Requests.get(site(), "/studio").as(People.ADMINISTRATOR).query("q", "nothing like it")))).isEmpty();
    }

    @Test
    void everybodySeesWhatTheyMayChangeAndNoMore() {
        var editor = Caller.contact("A-2", "Eve", List.of(), List.of("editor"));
        assertThat(shelves(Requests.get(site(), "/studio").as(People.ADMINISTRATOR))).containsExactly("Pages 3", "Words 1", "Lists 1");
        assertThat(shelves(Requests.get(site(), "/studio").as(editor))).containsExactly("Pages 3", "Words 1");
        assertThat(rows(model(Requests.get(site(), "/studio").as(editor).query("q", "all orders")))).isEmpty();
        assertThat(rows(model(Requests.get(site(), "/studio").as(editor).query("show", "lists")))).hasSize(3);
        assertThat(component.fill(Requests.get(site(), "/studio").as(People.CUSTOMER).place(""))).isEqualTo(new Filled.Absent());
        assertThat(new Studio().find(Requests.get(site(), "/studio").as(People.CUSTOMER).request())).isEmpty();
        assertThat(new Studio().find(Requests.get(site(), "/studio").as(editor).request())).isPresent();
        assertThat(new Studio().find(Requests.get(site(), "/studio/nothing").as(editor).request())).isEmpty();
    }

    @Test
    void whoDesignsIsLedToWhatIsSetOfTheTheme() {
        var sites = TestSites.of(new TestSource().setting("studio-designers", "designer").setting("studio-authors", "editor").document("pages/index.md", "---\ntitle: Home\n---\nx"));
        var designer = Requests.get(sites.current(), "/studio").as(Caller.contact("A-3", "Dan", List.of(), List.of("designer"))).query("show", "themes");
        assertThat(((Filled.Shown) new OverviewComponent(sites, sites).fill(designer.place(""))).model().get("room")).isEqualTo(Model.with("link", "/studio/theme").with("label", "Set colours, fonts and logo").build());
    }

    private List<String> shelves(Requests asked) {
        return ((List<?>) model(asked).get("shelves")).stream().map(Model.class::cast).map(shelf -> shelf.get("label") + " " + shelf.get("count")).toList();
    }

    @Test
    void pagesThatAreGoneAndAskedForAreAmongWhatIsWrongForWhoMaySayWhereTheyLead() {
        component.lost = () -> new TreeMap<>(Map.of("/tea", 3));
        assertThat(model(Requests.get(site(), Room.HOME.address()).as(People.ADMINISTRATOR).query("show", "problems")).get("lost").toString()).contains("An address of a page that is gone is asked for", "/studio/redirects");
        assertThat(model(Requests.get(site(), Room.HOME.address()).as(People.ADMINISTRATOR).query("show", "pages")).has("lost")).isFalse();
        component.lost = () -> new TreeMap<>();
        assertThat(model(Requests.get(site(), Room.HOME.address()).as(People.ADMINISTRATOR).query("show", "problems")).has("lost")).isFalse();
    }

    @Test
    void whatTheHouseReportsBesideDocumentsIsAmongWhatIsWrongForWhoMayMendIt() {
        var checks = new TreeMap<>(Map.of("site", Status.warn("content/site/pages/index.md:1:1 told with the documents", ""), "mail", Status.warn("no mail goes out", "start the server of mails"),
                "templates", Status.warn("left out of pages: themes/torg/templates/parts/footer.mustache:4:2 'menus' is no single value", "mend the template"), "store", Status.ok("content/site/pages/index.md:1:1")));
        component.health = new TestHouse(checks);
        var problems = Requests.get(site(), Room.HOME.address()).query("show", "problems");
        assertThat(told(model(problems.as(People.ADMINISTRATOR)))).containsExactly("no mail goes out []", "left out of pages: themes/torg/templates/parts/footer.mustache:4:2 'menus' is no single value [themes/torg/templates/parts/footer.mustache]");
        assertThat(model(problems.as(People.ADMINISTRATOR)).get("well")).isEqualTo(false);
        assertThat(told(model(problems.as(Caller.contact("A-2", "Eve", List.of(), List.of("editor")))))).as("neither is an editor's").isEmpty();
        checks.put("templates", Status.warn("left out of pages: content/site/pages/index.md:4:2 it fails", ""));
        assertThat(told(model(problems.as(Caller.contact("A-2", "Eve", List.of(), List.of("editor")))))).containsExactly("left out of pages: content/site/pages/index.md:4:2 it fails [content/site/pages/index.md]");
    }

    private static List<String> told(Model model) {
        return ((List<?>) model.get("reports")).stream().map(Model.class::cast).map(report -> report.get("message") + " [" + (report.has("file") ? ((Model) report.get("file")).get("path") : "") + "]").toList();
    }

    /** @param checks what it answers when it is asked */
    private record TestHouse(Map<String, Status> checks) implements HouseHealth {
        @Override
        public List<ModuleState> modules() {
            return List.of();
        }

        @Override
        public String prometheus() {
            return "";
        }
    }

    private Model model(Requests asked) {
        return ((Filled.Shown) component.fill(asked.place(""))).model();
    }

    /** Title, address, shelf, and each language that is there (!) or not (+). */
    private static List<String> rows(Model model) {
        return ((List<?>) model.get("works")).stream().map(Model.class::cast).map(row -> row.get("title") + " " + row.get("place") + " [" + (row.has("shelf") ? row.get("shelf") : "") + "]"
                + ((List<?>) row.get("languages")).stream().map(Model.class::cast).map(language -> " " + language.get("tag") + (Boolean.TRUE.equals(language.get("missing")) ? "+" : "!")).collect(Collectors.joining())).toList();
    }
}
