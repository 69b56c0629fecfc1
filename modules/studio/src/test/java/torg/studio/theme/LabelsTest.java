package torg.studio.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Site;
import torg.api.site.SiteTheme;
import torg.api.site.ThemeSetting;
import torg.api.site.ThemeValue;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.studio.desk.Nodes;
import torg.studio.form.Changes;
import torg.studio.form.Labels;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;

/** A form shows a field for each language of the site; what a document says in others, or for several at once, is not the form's to take away. */
class LabelsTest {
    @Test
    void whatIsSaidInOtherLanguagesStaysWhereItStands() {
        var site = site("en", "nb");
        var now = mapping(Map.entry("en", "Hello"), Map.entry("de", "Hallo"), Map.entry("nb", "Hei"));
        assertThat(typed(site, now, "Hello", "Hei")).isEqualTo("{en=Hello, de=Hallo, nb=Hei}");
        assertThat(typed(site, now, "Welcome", "")).isEqualTo("{en=Welcome, de=Hallo}");
    }

    @Test
    void whatALanguageFallsBackToIsAHint() {
        var site = site("en-GB", "nb", "sv");
        var now = mapping(Map.entry("en", "Hello"), Map.entry("nb", "Hei"));
        assertThat(shown(new Labels(Requests.get(site, "/").request(), "title").models(Optional.of(now), false))).containsExactly(" (Hello)", "Hei ()", " (Hello)");
        assertThat(typed(site, now, "", "Hei", "")).isEqualTo("{en=Hello, nb=Hei}");
        assertThat(typed(site, now, "Hiya", "Hei", "")).isEqualTo("{en=Hello, nb=Hei, en-GB=Hiya}");
    }

    @Test
    void whatIsTheSameInAllLanguagesBecomesThatOfTheDefaultOne() {
        var site = site("en", "nb");
        var now = Changes.scalar("Hello");
        assertThat(shown(new Labels(Requests.get(site, "/").request(), "title").models(Optional.of(now), false))).containsExactly("Hello ()", " (Hello)");
        assertThat(typed(site, now, "Hello", "")).isEqualTo("Hello");
        assertThat(typed(site, now, "Hello", "Hei")).isEqualTo("{en=Hello, nb=Hei}");
        assertThat(typed(site, now, "", "")).isEqualTo("nothing");
    }

    @Test
    void aTextOfAThemeIsKeptTheSame() {
        var site = site("en-GB", "nb");
        var texts = new LinkedHashMap<String, String>();
        texts.put("en", "Hello");
        texts.put("nb", "Hei");
        texts.put("de", "Hallo");
        var value = new ThemeValue.Words(new Text(texts));
        var theme = new SiteTheme("plain", Text.of("Plain"), List.of(), List.of(), List.of(new ThemeSetting("greeting", Text.of("Greeting"), Optional.empty(), new ThemeSetting.Kind.Words(), value, value)));
        assertThat(amendments(site, theme, "", "Hei")).isEmpty();
        assertThat(amendments(site, theme, "", "God dag")).singleElement().isInstanceOfSatisfying(Amendment.Put.class, put -> assertThat(said(put.value())).isEqualTo("{en=Hello, nb=God dag, de=Hallo}"));
        assertThat(new ThemeFields(Requests.post(site, "/").form("set.brand.light", "#fff").request(), theme, Node.empty(Position.start("")), true).amendments()).as("a form without it").isEmpty();
    }

    private static Site site(String... languages) {
        return TestSites.of(new TestSource().languages(languages).document("pages/a.md", "---\ntitle: A\n---\n")).current();
    }

    private static List<Amendment> amendments(Site site, SiteTheme theme, String... typed) {
        return new ThemeFields(request(site, "set.greeting", typed).request(), theme, Node.empty(Position.start("")), true).amendments();
    }

    /** One text for each language of the site. */
    private static Requests request(Site site, String name, String... typed) {
        var request = Requests.post(site, "/");
        for (var index = 0; index < typed.length; index++) request.form(name + "." + site.settings().locales().get(index).toLanguageTag(), typed[index]);
        return request;
    }

    private static String typed(Site site, Node now, String... typed) {
        return new Labels(request(site, "title", typed).request(), "title").typed(Optional.of(now)).map(LabelsTest::said).orElse("nothing");
    }

    private static List<String> shown(List<Model> models) {
        return models.stream().map(model -> model.get("value") + " (" + (model.has("instead") ? model.get("instead") : "") + ")").toList();
    }

    private static String said(Node node) {
        if (!(node instanceof Node.Mapping(_, var entries))) return Nodes.text(Optional.of(node));
        var texts = new LinkedHashMap<String, String>();
        entries.forEach((tag, text) -> texts.put(tag, Nodes.text(Optional.of(text))));
        return texts.toString();
    }

    @SafeVarargs
    private static Node mapping(Map.Entry<String, String>... texts) {
        var entries = new LinkedHashMap<String, Node>();
        for (var text : texts) entries.put(text.getKey(), Changes.scalar(text.getValue()));
        return new Node.Mapping(Position.start(""), entries);
    }
}
