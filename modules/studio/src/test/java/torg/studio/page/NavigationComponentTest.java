package torg.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Node;
import torg.api.site.Site;
import torg.api.site.SiteMarkers;
import torg.api.view.Model;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.spi.view.Component;
import torg.studio.People;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class NavigationComponentTest implements ComponentContract {
    private static final String MENUS = """
            main:
              - {page: /a, items: [{page: /b}, {title: More, items: [{link: "https://example.com/"}]}]}
              - page: /c
              - page: /d
            footer: []
            """;
    private final TestSites sites = TestSites.of(new TestSource().languages("en", "nb").document("navigation.yml", MENUS).document("pages/a.yml", "title: A\n").document("pages/c.yml", "title: {en: Sea, nb: Sjø}\naccess: signed-in"));
    private final NavigationComponent component = new NavigationComponent(sites, sites);

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
        return List.of("item", "done", "at", "step", "do", "menu", "page", "link", "title.en", "seen");
    }

    @Test
    void itemsAreShownWithWhereTheyLeadAndWhoSeesThem() {
        assertThat(rows("main")).containsExactly("0 A > /a [everybody]", "1 /b > /b []", "1 More >  []", "2 https://example.com/ > https://example.com/ []", "0 Sea > /c [who signed in]", "0 /d > /d []");
        assertThat(rows("footer")).isEmpty();
    }

    @Test
    void whatIsNoPageSaysForWhomItIs() {
        var seen = sites.file("content/site/navigation.yml").orElseThrow().version();
        var form = Requests.post(site(), Room.NAVIGATION.address()).as(People.ADMINISTRATOR).form("seen", seen).form("do", "save main/0/items/1/items/0").form("link", "https://example.com/");
        component.act(form.form("access", "dealer, signed-in").place(""));
        assertThat(rows("main")).contains("2 https://example.com/ > https://example.com/ [dealer, who signed in]");
        assertThat(((Filled.Shown) component.fill(Requests.get(site(), Room.NAVIGATION.address()).as(People.ADMINISTRATOR).query("item", "main/0/items/1/items/0").place(""))).model().get("form").toString()).contains("access=dealer, signed-in");
    }

    @Test
    void anItemThatLeadsToASiteMarkerIsCalledAsItsPage() {
        var marked = TestSites.of(new TestSource().document("navigation.yml", "main:\n  - page: marker:sea\n").document("pages/c.yml", "title: Sea\nmarker: sea\n").part(SiteMarkers.class, new SiteMarkers(Map.of("sea", "/c"))));
        var room = new NavigationComponent(marked, marked);
        var shown = (Filled.Shown) room.fill(Requests.get(marked.current(), Room.NAVIGATION.address()).as(People.ADMINISTRATOR).place(""));
        assertThat(shown.model().toString()).contains("Sea").contains("address=marker:sea");
    }

    @Test
    void eachStepTakesAnItemWhereItSays() {
        step("down main/0", "main/1");
        assertThat(tree("main")).isEqualTo("/c /a(/b More(https://example.com/)) /d");
        step("in main/2", "main/1/items/2");
        assertThat(tree("main")).isEqualTo("/c /a(/b More(https://example.com/) /d)");
        step("out main/1/items/1/items/0", "main/1/items/2");
        assertThat(tree("main")).as("a heading that holds nothing has no list").isEqualTo("/c /a(/b More https://example.com/ /d)");
        step("up main/1/items/3", "main/1/items/2");
        step("after main/0 main/1/items/0", "main/0/items/1");
        assertThat(tree("main")).isEqualTo("/a(/b /c More /d https://example.com/)");
        step("below main/0/items/0 main/0/items/2", "main/0/items/1/items/0");
        assertThat(tree("main")).isEqualTo("/a(/c More(/b) /d https://example.com/)");
        step("before main/0/items/1/items/0 main/0", "main/0");
        assertThat(tree("main")).isEqualTo("/b /a(/c More /d https://example.com/)");
    }

    @Test
    void whatCannotBeIsToldAndChangesNothing() {
        var before = tree("main");
        for (var wish : List.of("up main/0", "down main/2", "in main/0", "out main/1", "before main/0 main/0/items/0", "below main/0 main/0", "up main/9", "up", "", "up footer", "sideways main/0", "up main/x", "before main/0 nowhere/1", "remove main/7", "save main/0/items")) {
            assertThat(((Outcome.Show) act("do", wish)).status()).as(wish).isEqualTo(409);
        }
        assertThat(((Outcome.Show) act("do", "add", "menu", "Main menu!", "page", "/a")).status()).isEqualTo(422);
        assertThat(tree("main")).isEqualTo(before);
    }

    @Test
    void anItemIsNamedAddedAndTakenAway() {
        act("do", "save main/1", "page", "/c", "title.en", "The sea", "title.nb", "Havet", "children", "true");
        assertThat(rows("main").get(4)).isEqualTo("0 The sea > /c [who signed in]");
        act("do", "save main/1", "link", "https://example.com/sea", "title.en", "Sea", "title.nb", "Sea");
        assertThat(rows("main").get(4)).isEqualTo("0 Sea > https://example.com/sea []");
        act("do", "add", "menu", "footer", "page", "/a");
        act("do", "add", "menu", "legal", "title.en", "Terms", "title.nb", "Vilkår");
        assertThat(tree("footer")).isEqualTo("/a");
        assertThat(tree("legal")).isEqualTo("Terms");
        act("do", "remove main/0/items/1/items/0");
        act("do", "remove main/0/items/0");
        assertThat(tree("main")).isEqualTo("/a(More) Sea /d");
        act("do", "remove main/0");
        assertThat(tree("main")).isEqualTo("Sea /d");
    }

    @Test
    void whoComesSecondIsTold() {
        var late = component.act(Requests.post(site(), Room.NAVIGATION.address()).as(People.ADMINISTRATOR).form("do", "down main/0").form("seen", "another").place(""));
        assertThat(((Outcome.Show) late).status()).isEqualTo(409);
        assertThat(tree("main")).startsWith("/a(");
    }

    private void step(String wish, String place) {
        assertThat(act("do", wish)).isEqualTo(new Outcome.Redirect("/studio/navigation?done=saved&at=" + Links.encoded(place) + "&step=" + wish.split(" ")[0]));
    }

    private Outcome act(String... fields) {
        var request = Requests.post(site(), Room.NAVIGATION.address()).as(People.ADMINISTRATOR).form("seen", look().get("seen").toString());
        for (var index = 0; index < fields.length; index += 2) request.form(fields[index], fields[index + 1]);
        return component.act(request.place(""));
    }

    private Model look() {
        return ((Filled.Shown) component.fill(Requests.get(site(), Room.NAVIGATION.address()).as(People.ADMINISTRATOR).place(""))).model();
    }

    private List<String> rows(String menu) {
        return ((List<?>) look().get("menus")).stream().map(Model.class::cast).filter(model -> model.get("name").equals(menu)).flatMap(model -> ((List<?>) model.get("items")).stream()).map(Model.class::cast)
                .map(row -> ((List<?>) row.get("indent")).size() + " " + row.get("title") + " > " + row.get("target") + " [" + (row.has("readers") ? row.get("readers") : "") + "]").toList();
    }

    private String tree(String menu) {
        var fields = sites.read("content/site/navigation.yml", new String(sites.file("content/site/navigation.yml").orElseThrow().bytes())).fields();
        return tree(fields.get(menu).orElseThrow());
    }

    private static String tree(Node list) {
        return String.join(" ", ((Node.Sequence) list).items().stream().map(Node.Mapping.class::cast).map(item -> {
            var name = item.get("page").or(() -> item.get("title")).or(() -> item.get("link")).orElseThrow();
            var said = name instanceof Node.Scalar(_, var text) ? text : ((Node.Scalar) ((Node.Mapping) name).entries().get("en")).value();
            return said + item.get("items").map(below -> "(" + tree(below) + ")").orElse("");
        }).toList());
    }
}
