package torg.studio.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.site.Revision;
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

class TranslationsComponentTest implements ComponentContract {
    private static final String TERMS = "content/site/pages/terms.md";
    private final TestSites sites = TestSites.of(new TestSource().languages("en", "nb").document("pages/terms.md", "---\ntitle: Terms\n---\nOurs.\n").document("pages/terms.nb.md", "---\ntitle: Vilkår\n---\nVåre.\n")
            .document("pages/news.md", "---\ntitle: News\n---\nNone.\n").document("messages.en.yml", "a.one: One\na.two: Two\n").document("messages.nb.yml", "a.one: En\nb.three: Tre\n"));
    private final TranslationsComponent component = new TranslationsComponent(sites);

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
        return List.of("path", "language", "text", "seen", "message", "key", "new", "t.a.one", "done");
    }

    @Test
    void whatIsMissingComesFirst() {
        assertThat(list("nb", "texts").stream().map(row -> row.get("title") + " " + row.get("open"))).containsExactly("News true", "Terms false");
        assertThat(list("en", "texts")).as("nothing is translated into the original").isEmpty();
    }

    @Test
    void aTextIsTranslatedBesideItsOriginal() {
        var news = pair("content/site/pages/news.md");
        assertThat(news.get("original").toString()).contains("None.");
        assertThat(news.get("text").toString()).as("to be translated").contains("None.");
        assertThat(save("path", "content/site/pages/news.md", "text", "---\r\ntitle: Nytt\r\n---\r\nIngen.\r\n", "seen", "")).isInstanceOf(Outcome.Redirect.class);
        assertThat(text("content/site/pages/news.nb.md")).isEqualTo("---\ntitle: Nytt\n---\nIngen.\n");
        assertThat(list("nb", "texts").stream().map(row -> row.get("open"))).containsExactly(false, false);

        var late = (Outcome.Show) save("path", TERMS, "text", "Mine", "seen", "another");
        assertThat(late.status()).isEqualTo(409);
        assertThat(((Model) ((Filled.Shown) late.filled()).model().get("pair")).get("text")).isEqualTo("Mine");
        assertThat(text("content/site/pages/terms.nb.md")).contains("Våre.");
    }

    @Test
    void wordsAreSaidBesideEachOther() {
        assertThat(messages().stream().map(row -> row.get("key") + ": " + row.get("original") + " > " + row.get("text"))).containsExactly("a.one: One > En", "a.two: Two > ", "b.three:  > Tre");
        var seen = ((Model) look("nb").get("messages")).get("seen").toString();
        assertThat(save("seen", seen, "t.a.one", "En", "t.a.two", "To", "t.b.three", "", "key", "c.four", "new", "Fire\r\nlinjer")).isEqualTo(new Outcome.Redirect("/studio/translations?language=nb&done=saved#words"));
        assertThat(sites.read("content/site/messages.nb.yml", text("content/site/messages.nb.yml")).fields().entries().keySet()).containsExactly("a.one", "a.two", "c.four");
        assertThat(((Outcome.Show) save("seen", "another", "t.a.one", "Ett")).status()).isEqualTo(409);
    }

    @Test
    void howeverManyWordsThereAreEachIsFound() {
        var many = new StringBuilder();
        for (var number = 0; number < 450; number++) many.append("w.%03d: Word %d\n".formatted(number, number));
        var words = "content/site/messages.nb.yml";
        sites.make(new Edit(new Edit.Author("A-9", "Ada"), "", new TreeMap<>(Map.of(words, new Edit.Change(sites.file(words).map(ContentFile::version), Optional.of(many.toString().getBytes(StandardCharsets.UTF_8)))))));
        var found = new ArrayList<Object>();
        var pages = (List<?>) ((Model) look("nb").get("messages")).get("pages");
        for (var page = 1; page <= pages.size(); page++) {
            var model = ((Filled.Shown) component.fill(Requests.get(site(), Room.TRANSLATIONS.address()).as(People.ADMINISTRATOR).query("language", "nb").query("page", "" + page).place(""))).model();
            ((List<?>) ((Model) model.get("messages")).get("rows")).forEach(row -> found.add(((Model) row).get("key")));
        }
        assertThat(pages).hasSize(3);
        assertThat(found).contains("w.000", "w.449").doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(450);
        assertThat(save("seen", sites.file(words).orElseThrow().version(), "page", "3", "t.w.449", "The last")).isEqualTo(new Outcome.Redirect("/studio/translations?language=nb&page=3&done=saved#words"));
    }

    @Test
    void aLongWordIsNeverCut() {
        var old = "å".repeat(2_001);
        var words = "content/site/messages.nb.yml";
        sites.make(new Edit(new Edit.Author("A-9", "Ada"), "", new TreeMap<>(Map.of(words, new Edit.Change(sites.file(words).map(ContentFile::version), Optional.of(("a.one: " + old + "\n").getBytes(StandardCharsets.UTF_8)))))));
        var seen = ((Model) look("nb").get("messages")).get("seen").toString();
        var longer = (Outcome.Show) save("seen", seen, "t.a.one", old + "å", "t.a.two", "To");
        assertThat(longer.status()).isEqualTo(422);
        assertThat(((Filled.Shown) longer.filled()).model().get("problems").toString()).contains("2,000");
        assertThat(text(words)).isEqualTo("a.one: " + old + "\n");
        assertThat(save("seen", seen, "t.a.one", old, "t.a.two", "To")).as("that of another is as long as it was").isInstanceOf(Outcome.Redirect.class);
        assertThat(Nodes.text(sites.read(words, text(words)).fields().get("a.one"))).isEqualTo(old);
    }

    @Test
    void whatIsOlderThanItsOriginalIsFoundHoweverFarBackItStands() {
        var draft = new TestSource().languages("en", "nb");
        for (var page = 100; page < 350; page++) draft.document("pages/p" + page + ".md", "---\ntitle: P" + page + "\n---\nText.\n").document("pages/p" + page + ".nb.md", "---\ntitle: P" + page + "\n---\nTekst.\n");
        var many = TestSites.of(draft);
        var remembering = (Editing) Proxy.newProxyInstance(Editing.class.getClassLoader(), new Class<?>[] {Editing.class}, (_, method, given) -> method.getName().equals("history") ? saved((String) given[0]) : method.invoke(many, given));
        var shown = ((Filled.Shown) new TranslationsComponent(remembering).fill(Requests.get(many.current(), Room.TRANSLATIONS.address()).as(People.ADMINISTRATOR).query("language", "nb").place(""))).model();
        var texts = ((List<?>) shown.get("texts")).stream().map(Model.class::cast).toList();
        assertThat(texts).hasSize(200).first().satisfies(first -> assertThat(first.get("title") + " " + first.get("open")).isEqualTo("P349 true"));
        assertThat(shown.get("summary").toString()).contains("One text");
        assertThat(shown.get("more").toString()).contains("50");
    }

    private static List<Revision> saved(String path) {
        return List.of(new Revision("1", Instant.ofEpochSecond(path.endsWith("/p349.md") ? 3 : path.endsWith(".nb.md") ? 2 : 1), "Ada", "", false));
    }

    @Test
    void otherDocumentsAreAskedForTheLanguageAndNotWhatIsWrongWithThem() {
        var draft = new TestSource().languages("en", "nb", "nn").document("lists/a.yml", "list: a\nlabel: {en: A, nb: A, nn: A}\n").document("lists/b.yml", "list: b\ncolumns:\n  - label: {en: B, nn: B}\n  - label: {en: C}\n");
        for (var list = 100; list < 310; list++) draft.document("lists/l" + list + ".yml", "label: {en: L, nb: L}\n");
        sites.swap(draft);
        assertThat((List<?>) ((Model) look("nb").get("otherwise")).get("others")).map(Model.class::cast).singleElement().satisfies(other -> assertThat(other.get("path") + ":" + other.get("line")).isEqualTo("content/site/lists/b.yml:3"));
        var lacking = (Model) look("nn").get("otherwise");
        assertThat((List<?>) lacking.get("others")).hasSize(200);
        assertThat(lacking.get("more-others").toString()).contains("11");
        assertThat(look("en").has("otherwise")).isFalse();
    }

    @Test
    void whatIsNoTextOrNotTheirsIsNotThere() {
        for (var path : List.of("content/site/messages.en.yml", "content/site/pages/terms.nb.md/", "content/site/pages/gone.md", "content/other/pages/a.md", "themes/torg/theme.yml")) {
            assertThat(component.fill(Requests.get(site(), Room.TRANSLATIONS.address()).as(People.ADMINISTRATOR).query("path", path).place(""))).as(path).isEqualTo(new Filled.Absent());
            assertThat(((Outcome.Show) save("path", path, "text", "x", "seen", "")).status()).as(path).isEqualTo(405);
        }
        assertThat(component.fill(Requests.get(site(), Room.TRANSLATIONS.address()).as(People.CUSTOMER).place(""))).isEqualTo(new Filled.Absent());
    }

    private Model look(String language) {
        return ((Filled.Shown) component.fill(Requests.get(site(), Room.TRANSLATIONS.address()).as(People.ADMINISTRATOR).query("language", language).place(""))).model();
    }

    private List<Model> list(String language, String what) {
        return ((List<?>) look(language).get(what)).stream().map(Model.class::cast).toList();
    }

    private List<Model> messages() {
        return ((List<?>) ((Model) look("nb").get("messages")).get("rows")).stream().map(Model.class::cast).toList();
    }

    private Model pair(String path) {
        return (Model) ((Filled.Shown) component.fill(Requests.get(site(), Room.TRANSLATIONS.address()).as(People.ADMINISTRATOR).query("path", path).query("language", "nb").place(""))).model().get("pair");
    }

    private Outcome save(String... fields) {
        var request = Requests.post(site(), Room.TRANSLATIONS.address()).as(People.ADMINISTRATOR).form("language", "nb");
        for (var index = 0; index < fields.length; index += 2) request.form(fields[index], fields[index + 1]);
        return component.act(request.place(""));
    }

    private String text(String path) {
        return new String(sites.file(path).orElseThrow().bytes());
    }
}
