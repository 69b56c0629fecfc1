package torg.table.permissions.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.table.permissions.Market;
import torg.testkit.Requests;
import torg.testkit.contract.ComponentContract;

/** An administrator edits a document of the permissions in the browser and sees what would come of it. */
class DiffComponentTest implements ComponentContract {
    private static final Caller ADMINISTRATOR = Caller.contact("A-9", "Ada", List.of(), List.of("administrator"));
    private static final String RULES = """
            permissions:
              - {name: own, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}
              - {name: all-of-account, table: salesorder, roles: [rep], scope: account, via: account, privileges: [read]}
            """;

    private final Market market = new Market(RULES);
    private final Known known = new Known();
    private final Glass glass = new Glass(market.tables, market.sites, known);
    private final DiffComponent component = new DiffComponent(new Differences(glass, market.tables, market.sites, market.sites), glass);

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Site site() {
        return market.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("document", "text", "from", "to");
    }

    @Test
    void theFirstDocumentIsOpenUnlessAnotherIsChosen() {
        market.sites.swap(Market.source(RULES).document("permissions/more.yml", "permissions: [{name: more, table: line, roles: [rep], scope: global, privileges: [read]}]"));
        assertThat(opened("")).isEqualTo("more.yml");
        assertThat(opened("test.yml")).isEqualTo("test.yml");
        for (var name : List.of("../roles/rep.yml", "rep.yml", "no.yml")) assertThat(opened(name)).as(name).isEqualTo("more.yml");
        assertThat(shown(component.fill(get("test.yml"))).get("text")).isEqualTo(RULES);
    }

    private String opened(String document) {
        var model = shown(component.fill(get(document)));
        assertThat((List<?>) model.get("documents")).filteredOn(one -> ((Model) one).get("selected").equals(true)).extracting(one -> ((Model) one).get("name")).containsExactly(model.get("document"));
        return (String) model.get("document");
    }

    @Test
    void saysWhoWouldGainAndWhoWouldLoseAndChangesNothing() {
        var before = market.sites.current();
        var edited = RULES.replace("roles: [rep], scope: account", "roles: [buyer], scope: account").replace("\n", "\r\n");
        var model = shown(posted("test.yml", edited, 200));
        var found = (Model) model.get("found");
        assertThat(found.get("summary")).isEqualTo("1 person gains rows, 1 person loses some.");
        assertThat(found.get("looked")).isEqualTo("People looked at, anonymous visitors counted as one: 3.");
        assertThat(found.get("changed")).isEqualTo("all-of-account");
        assertThat(lines(found, "rows", "person", "key", "table", "what", "gains", "loses")).containsExactly(List.of("Sam", "A-2", "salesorder", "Read", "", "−2"), List.of("Jane", "A-1", "salesorder", "Read", "+1", ""));
        assertThat(model.get("text")).as("what was typed is still there").isEqualTo(edited.replace("\r\n", "\n"));
        assertThat(market.sites.current()).isSameAs(before);
        assertThat(market.seenBy(Market.REP, "salesorder")).containsExactly("1", "2");
    }

    @Test
    void saysSoWhereNobodyGainsOrLoses() {
        var found = (Model) shown(posted("test.yml", RULES + "# read aloud\n", 200)).get("found");
        assertThat(found.get("summary")).isEqualTo("Nobody gains or loses anything.");
        assertThat(found.get("ruled")).isEqualTo(false);
    }

    @Test
    void tellsOfColumnsAndOfWarnings() {
        var found = (Model) shown(posted("test.yml", RULES + """
                columns:
                  - {name: state-is-hidden, table: salesorder, roles: [buyer], columns: [account, contact, total, urgent], privileges: [read]}
                  - {name: nothing-there, table: line, roles: [rep], columns: [salesorder], privileges: [update]}
                """, 200)).get("found");
        assertThat(found.get("summary")).isEqualTo("Nobody gains rows, nobody loses any.");
        assertThat(lines(found, "columns", "roles", "table", "what", "gains", "loses")).contains(List.of("authenticated, buyer", "salesorder", "Read", "", "state"));
        assertThat(lines(found, "columns", "what")).as("a column that is updated is changed").contains(List.of("Change"));
        assertThat(lines(found, "warnings", "place")).containsExactly(List.of("content/site/permissions/test.yml:3:5"), List.of("content/site/permissions/test.yml:6:5"));
    }

    @Test
    void aTextOfNothingStandsForADocumentThatIsGone() {
        market.sites.swap(Market.source(RULES).document("permissions/more.yml", "permissions: [{name: more, table: line, roles: [rep], scope: global, privileges: [read]}]"));
        var found = (Model) shown(posted("more.yml", " \r\n", 200)).get("found");
        assertThat(found.get("removed")).isEqualTo("more");
        assertThat(lines(found, "rows", "person", "loses")).containsExactly(List.of("Sam", "−4"));
    }

    @Test
    void saysWhatTheSiteWouldRefuse() {
        var model = shown(posted("test.yml", RULES.replace("table: salesorder, roles: [rep]", "table: salesordr, roles: [rep]"), 422));
        assertThat(lines(model, "problems", "place", "text")).containsExactly(List.of("content/site/permissions/test.yml:3:35", "there is no table 'salesordr' (did you mean 'salesorder'?)"));
        assertThat(model.has("found")).isFalse();
        assertThat(shown(posted("no.yml", RULES, 422)).get("problem")).isEqualTo("There is no document of that name any more.");
        assertThat(shown(posted("test.yml", "#".repeat(200_001), 422)).get("problem")).isEqualTo("The text is longer than 200,000 characters.");
    }

    @Test
    void speaksNorwegianToo() {
        var place = Requests.post(site(), "/").as(ADMINISTRATOR).in("nb").form("document", "test.yml").form("text", RULES).place("");
        assertThat(((Model) shown(((Outcome.Show) component.act(place)).filled()).get("found")).get("summary")).isEqualTo("Ingen får eller mister noe.");
    }

    @Test
    void saysWhoGainedBetweenTwoVersions() {
        assertThat(versions("v1", "").get("problem")).isEqualTo("This site is not kept in Git, so no earlier version of it is known as a whole.");
        market.sites.remember("v1", Market.source(RULES.replace("scope: account", "scope: contact").replace("via: account", "via: contact")));
        market.sites.remember("broken", Market.source("permissions: []").document("roles/rep.yml", "role: rep").document("permissions/test.yml", "permissions: [{name: x}]"));
        var model = versions(" v1 ", "");
        assertThat(model.get("from")).isEqualTo("v1");
        assertThat(lines((Model) model.get("found"), "rows", "person", "gains", "loses")).containsExactly(List.of("Sam", "+1", ""));
        assertThat(((Model) versions("v1", "v1").get("found")).get("same")).isEqualTo(true);
        assertThat(versions("v1", "v2").get("problem")).isEqualTo("The repository has no such version. Name a commit, a tag or a branch.");
        assertThat((List<?>) versions("v1", "broken").get("problems")).isNotEmpty();
        assertThat(versions("", "v1").has("found")).isFalse();
    }

    private Model versions(String from, String to) {
        return shown(component.fill(Requests.get(site(), "/").as(ADMINISTRATOR).query("from", from).query("to", to).place("")));
    }

    @Test
    void forEverybodyElseThereIsNoSuchPage() {
        for (var caller : List.of(Market.JANE, Caller.ANONYMOUS)) {
            assertThat(component.fill(Requests.get(site(), "/").as(caller).place(""))).isEqualTo(new Filled.Absent());
            var posted = component.act(Requests.post(site(), "/").as(caller).form("document", "test.yml").form("text", RULES).place(""));
            assertThat(((Outcome.Show) posted).filled()).isEqualTo(new Filled.Absent());
        }
    }

    @Test
    void whatIsNoMistakeOfTheTextIsAnsweredAsWhatItIs() {
        known.away = true;
        var place = Requests.post(site(), "/").as(ADMINISTRATOR).form("document", "test.yml").form("text", RULES).place("");
        assertThatThrownBy(() -> component.act(place)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.BUSY));
    }

    private Component.Place get(String document) {
        return Requests.get(site(), "/").as(ADMINISTRATOR).query("document", document).place("");
    }

    private Filled posted(String document, String text, int status) {
        var outcome = (Outcome.Show) component.act(Requests.post(site(), "/").as(ADMINISTRATOR).form("document", document).form("text", text).place(""));
        assertThat(outcome.status()).isEqualTo(status);
        return outcome.filled();
    }

    private static Model shown(Filled filled) {
        return ((Filled.Shown) filled).model();
    }

    private static List<List<Object>> lines(Model model, String list, String... values) {
        return ((List<?>) model.get(list)).stream().map(line -> List.of(values).stream().map(((Model) line)::get).toList()).toList();
    }
}
