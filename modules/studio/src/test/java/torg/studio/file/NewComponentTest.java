package torg.studio.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.site.SiteTheme;
import torg.api.site.ThemeSetting;
import torg.api.site.ThemeValue;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.view.PageType;
import torg.api.view.PageTypes;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.desk.Starts;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class NewComponentTest implements ComponentContract {
    private final TestSites sites = TestSites.of(new TestSource().languages("en", "nb").setting("studio-authors", "editor")
            .document("pages/terms.md", "---\ntitle: {en: Terms, nb: \"Våre \\\"vilkår\\\"\"}\n---\nAll of them.\n").document("snippets/hours.md", "From nine.\n")
            .part(Schema.class, Schema.of(List.of(Table.internal("secrets", List.of(), Column.of("name", ColumnType.TEXT)), product()))));

    private static Table product() {
        var plain = Table.internal("product", List.of(), Column.of("name", ColumnType.TEXT));
        return new Table("product", Text.of("Product"), Text.of("Products"), plain.key(), plain.title(), plain.columns(), List.of(), false, false);
    }

    private final NewComponent component = new NewComponent(sites);

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
        return List.of("kind", "name", "table");
    }

    @Test
    void aNameLeadsToAFileThatIsNotThereYet() {
        assertThat(made("pages", "orders/help")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Forders%2Fhelp.md"));
        assertThat(made("pages", "/orders/[number]")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Forders%2F%5Bnumber%5D.md"));
        assertThat(made("themes", "torg/templates/parts/banner.mustache")).isEqualTo(new Outcome.Redirect("/studio/file?path=themes%2Ftorg%2Ftemplates%2Fparts%2Fbanner.mustache"));
    }

    @Test
    void whatIsOfATableIsMadeOfTheOneThatWasChosen() {
        assertThat(madeOf("lists", "product")).isEqualTo(new Outcome.Redirect("/studio/list?path=content%2Fsite%2Flists%2Fmine.yml&of=product"));
        assertThat(madeOf("forms", "product")).isEqualTo(new Outcome.Redirect("/studio/form?path=content%2Fsite%2Fforms%2Fmine.yml&of=product"));
        assertThat(madeOf("records", "product")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Frecords%2Fmine.yml&of=product"));
        assertThat(Starts.text(site(), "content/site/records/mine.yml", Optional.of("product"))).contains("table: product\n");
        for (var none : List.of("", "nowhere", "secrets")) assertThat(((Outcome.Show) madeOf("lists", none)).status()).as(none).isEqualTo(422);
    }

    private Outcome madeOf(String kind, String table) {
        return component.act(Requests.post(site(), Room.NEW.address()).as(People.ADMINISTRATOR).form("kind", kind).form("name", "mine").form("table", table).place(""));
    }

    @Test
    void aThemeMenusRedirectsAndWordsCanBeBegun() {
        assertThat(made("themes", "mine/theme.yml")).isEqualTo(new Outcome.Redirect("/studio/file?path=themes%2Fmine%2Ftheme.yml"));
        assertThat(Starts.text(site(), "themes/mine/theme.yml")).isEqualTo("extends: torg\n");
        assertThat(made("menus", "redirects")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fredirects.yml"));
        assertThat(Starts.text(site(), "content/site/redirects.yml")).startsWith("redirects:\n");
        assertThat(Starts.text(site(), "content/site/navigation.yml")).startsWith("main:\n");
        assertThat(made("words", "nb")).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fmessages.nb.yml"));
        refused("menus", "site");
        refused("words", "sv");
        refused("themes", "mine/more/theme.yml");
    }

    @Test
    void whatCannotBeANameOrIsTakenIsRefused() {
        for (var name : List.of("", "../x", "a/../b", "A", "a b", "a/", "a//b", "/", "x".repeat(151), "a.md", "pages/terms.nb")) refused("pages", name);
        for (var kind : List.of("", "settings", "demo", "../pages")) refused(kind, "a");
        for (var name : List.of("torg/page.mustache", "torg/templates/../x.css", "torg/assets/a.html", "a")) refused("themes", name);
        refused("pages", "terms");
    }

    @Test
    void onlyWhatSomebodyMayChangeIsOffered() {
        var editor = Caller.contact("A-2", "Eve", List.of(), List.of("editor"));
        assertThat(kinds(editor)).containsExactly("pages", "snippets", "menus", "words");
        assertThat(kinds(People.ADMINISTRATOR)).isEqualTo(Starts.KINDS);
        assertThat(((Outcome.Show) component.act(Requests.post(site(), Room.NEW.address()).as(editor).form("kind", "roles").form("name", "chief").place(""))).status()).isEqualTo(422);
        assertThat(component.fill(Requests.get(site(), Room.NEW.address()).as(People.CUSTOMER).place(""))).isEqualTo(new Filled.Absent());
    }

    @Test
    void aTranslationBeginsWithWhatIsToBeTranslated() {
        assertThat(Starts.text(site(), "content/site/pages/terms.nb.md")).isEqualTo("---\ntitle: \"Våre \\\"vilkår\\\"\"\n---\nAll of them.\n");
        assertThat(Starts.text(site(), "content/site/snippets/hours.nb.md")).isEqualTo("From nine.\n");
        assertThat(Starts.text(site(), "content/site/pages/help.md")).isEqualTo("---\ntitle: \"Help\"\n---\nWrite here, in Markdown.\n");
        assertThat(Starts.text(site(), "content/site/pages/orders/[number].md")).contains("title: \"{number}\"");
        assertThat(Starts.text(site(), "content/site/strange/x.yml")).isEmpty();
        assertThat(Starts.text(site(), "themes/torg/../../x")).isEmpty();
    }

    @Test
    void aPageWhereATypesPagesLieBeginsWithWhatTheTypeAsksFor() {
        var fields = List.of(field("date", PageType.Kind.DATE, true), field("summary", PageType.Kind.LONGTEXT, true), field("kind", PageType.Kind.CHOICE, false));
        var types = new PageTypes(Map.of("news", new PageType("news", Text.of("News"), "page", List.of("/news"), fields)));
        var site = TestSites.of(new TestSource().languages("en").part(PageTypes.class, types)).current();

        assertThat(Starts.text(site, "content/site/pages/news/new-teas.md")).startsWith("---\ntitle: \"New teas\"\ntype: news\nfields:\n  date: 20").contains("\n  summary: \"Write here.\"\n  # kind: company\n---\n");
        assertThat(Starts.text(site, "content/site/pages/newsletter.md")).doesNotContain("type:");
        assertThat(Starts.text(site, "content/site/pages/elsewhere.md", Optional.of("news"))).as("whoever says so").contains("type: news\n");
        var chosen = Requests.post(site, Room.NEW.address()).as(People.ADMINISTRATOR).form("kind", "pages.news").form("name", "elsewhere").place("");
        assertThat(component.act(chosen)).isEqualTo(new Outcome.Redirect("/studio/file?path=content%2Fsite%2Fpages%2Felsewhere.md&of=news"));
        assertThat(Starts.text(site, "content/site/page-types/event.yml")).startsWith("type: event\nlabel: \"Event\"\n");
    }

    @Test
    void whatIsSetOfTheThemeBeginsWithAllThatCanBe() {
        var brand = new ThemeValue.Color("#0b5563", "#7fd0dc");
        var radius = new ThemeValue.Length(new BigDecimal("0.5"), "rem");
        var settings = List.of(new ThemeSetting("brand", Text.of("Brand colour"), Optional.of(Text.of("Links.")), new ThemeSetting.Kind.Color(List.of()), brand, brand),
                new ThemeSetting("radius", Text.of("Corners"), Optional.empty(), new ThemeSetting.Kind.Length(radius, radius), radius, radius));
        var site = TestSites.of(new TestSource().languages("en").part(SiteTheme.class, new SiteTheme("torg", Text.of("Torg"), List.of(), List.of(), settings))).current();

        assertThat(Starts.text(site, "content/site/theme.yml")).isEqualTo("brand: {light: \"#0b5563\", dark: \"#7fd0dc\"}   # Brand colour: Links.\n# radius: 0.5rem   # Corners\n");
    }

    private static PageType.Field field(String name, PageType.Kind kind, boolean required) {
        return new PageType.Field(name, Text.of(name), Optional.empty(), kind, required, false, kind.isWords(), kind == PageType.Kind.CHOICE ? Map.of("company", Text.of("Company")) : Map.of(), Optional.empty());
    }

    private Outcome made(String kind, String name) {
        return component.act(Requests.post(site(), Room.NEW.address()).as(People.ADMINISTRATOR).form("kind", kind).form("name", name).place(""));
    }

    private void refused(String kind, String name) {
        assertThat(((Outcome.Show) made(kind, name)).status()).as(kind + " " + name).isEqualTo(422);
    }

    private List<Object> kinds(Caller caller) {
        var model = ((Filled.Shown) component.fill(Requests.get(site(), Room.NEW.address()).as(caller).place(""))).model();
        return ((List<?>) model.get("kinds")).stream().map(Model.class::cast).map(kind -> kind.get("name")).toList();
    }
}
