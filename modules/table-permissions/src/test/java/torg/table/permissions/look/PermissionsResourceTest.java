package torg.table.permissions.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Place;
import torg.table.permissions.Market;
import torg.testkit.Requests;

/** Looking at rights with somebody else's eyes: what administrators are told, and that nobody else is told anything. */
class PermissionsResourceTest {
    private static final Caller ADMINISTRATOR = Caller.contact("A-9", "Ada", List.of(), List.of("administrator"));

    private final Market market = new Market("""
            permissions:
              - {name: own, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}
              - {name: all-of-account, table: salesorder, roles: [rep], scope: account, via: account, privileges: [read]}
            """);
    private final Glass glass = new Glass(market.tables, market.sites, new Known());
    private final PermissionsResource resource = new PermissionsResource(glass, new Differences(glass, market.tables, market.sites, market.sites));

    @Test
    void saysWhySomebodySeesARowOrNot() {
        var why = resource.why(as(ADMINISTRATOR), "A-1", "", "salesorder", "read", "3");
        assertThat(why.allowed()).isFalse();
        assertThat(why.person().roles()).containsExactly("authenticated", "buyer");
        assertThat(why.tried()).extracting(PermissionsResource.Rule::finding).containsExactly("other-rows", "other-roles");
        assertThat(resource.why(as(ADMINISTRATOR), "A-1", "", "salesorder", "read", "1").tried().getFirst().finding()).isEqualTo("reaches");
    }

    @Test
    void saysWithoutARowWhatEachRuleGivesOrWouldGive() {
        var why = resource.why(as(ADMINISTRATOR), "A-1", "", "salesorder", "read", "");
        assertThat(why.allowed()).isTrue();
        assertThat(why.because()).containsExactly("own");
        assertThat(why.reached()).isEqualTo(market.seenBy(Market.JANE, "salesorder").size());
        assertThat(why.tried()).extracting(PermissionsResource.Rule::rule, PermissionsResource.Rule::finding, PermissionsResource.Rule::means)
                .containsExactly(tuple("own", "reaches", (long) market.seenBy(Market.JANE, "salesorder").size()), tuple("all-of-account", "other-roles", (long) market.seenBy(Market.REP, "salesorder").size()));
        var changes = resource.why(as(ADMINISTRATOR), "A-1", "", "salesorder", "write", "");
        assertThat(changes.allowed()).isFalse();
        assertThat(changes.because()).singleElement().asString().startsWith("no permission gives 'write' on table 'salesorder' to authenticated, buyer");
        assertThat(resource.whyAsText(as(ADMINISTRATOR), "A-1", "", "salesorder", "read", "")).contains("may read salesorder, " + why.reached() + " rows: own").containsPattern("all-of-account +rep .*other-roles +\\d");
        assertThatThrownBy(() -> resource.why(as(ADMINISTRATOR), "A-1", "", "nowhere", "read", "")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.NOT_FOUND));
        var page = (Model) page("person", "A-1", "table", "salesorder", "privilege", "read").get("decision");
        assertThat(page.get("text")).asString().startsWith("Allowed, for " + why.reached() + " row");
        assertThat((List<?>) page.get("tried")).extracting(line -> ((Model) line).get("finding")).containsExactly("gives rows", "would give them to other roles");
    }

    @Test
    void saysWhatEachWebRoleReaches() {
        var roles = resource.matrix(as(ADMINISTRATOR)).roles();
        assertThat(roles).extracting(PermissionsResource.Held::role).containsExactly("buyer", "rep");
        for (var held : roles) {
            var person = held.role().equals("rep") ? Market.REP : Market.JANE;
            assertThat(held.all()).isTrue();
            assertThat(held.tables()).singleElement().satisfies(line -> assertThat(line.rows()).containsEntry("read", (long) market.seenBy(person, "salesorder").size()).containsEntry("write", 0L));
        }
        assertThat(resource.matrixAsText(as(ADMINISTRATOR))).startsWith("role 'buyer', people: ").contains("role 'rep', people: 1\n");
        assertThat(page().has("held")).as("nobody waits for it who only asks about a person").isFalse();
        assertThat(page().get("matrixLink")).isEqualTo("/?matrix");
        assertThat((List<?>) page("matrix", "").get("held")).extracting(held -> ((Model) held).get("role")).containsExactly("buyer", "rep");
        assertThatThrownBy(() -> resource.matrix(as(Market.REP))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.DENIED));
    }

    @Test
    void saysByWhatSomebodyHasARole() {
        var why = resource.why(as(ADMINISTRATOR), "A-2", "", "salesorder", "read", "1");
        assertThat(why.person().because()).containsExactly(new PermissionsResource.Because("rep", "account", "A"));
        assertThat(why.tried()).extracting(PermissionsResource.Rule::because).containsExactly(List.of(), List.of(new PermissionsResource.Because("rep", "account", "A")));
        var page = ((Filled.Shown) new WhyComponent(glass).fill(place(Requests.get(market.sites.current(), "/").as(ADMINISTRATOR).query("person", "A-2").request()))).model();
        assertThat(((Model) page.get("found")).get("roles")).isEqualTo("authenticated, rep (from account A)");
    }

    @Test
    void tellsARowThatIsNotThereFromOneThatIsForbidden() {
        assertThat(decided("3").get("text")).isEqualTo("Not allowed.");
        assertThat(decided("nowhere").get("text")).isEqualTo("There is no row of this key.");
    }

    /** Which rows a rule means is said in the language of whoever asks, like all else on the page. */
    @Test
    void saysWhichRowsARuleMeansInTheLanguageOfThePage() {
        var asked = Requests.get(market.sites.current(), "/").as(ADMINISTRATOR).in("nb").query("person", "A-1").query("table", "salesorder").query("privilege", "read").query("key", "1");
        var page = ((Filled.Shown) new WhyComponent(glass).fill(place(asked.request()))).model();
        assertThat((List<?>) ((Model) page.get("decision")).get("tried")).extracting(rule -> ((Model) rule).get("rows").toString())
                .isNotEmpty().allMatch(said -> said.startsWith("rader der '") || said.startsWith("alle rader"));
    }

    private Model decided(String key) {
        return (Model) page("person", "A-1", "table", "salesorder", "privilege", "read", "key", key).get("decision");
    }

    @Test
    void asksForAPersonWhereNoneIsGiven() {
        assertThat(page("person", " ", "key", "3").get("nobody")).isEqualTo("Enter a person first.");
        assertThat(page().has("nobody")).isFalse();
    }

    @Test
    void offersPeopleWhoMayComeInWhereTheNameIsNotWhole() {
        var alike = (List<?>) page("person", "a-", "table", "salesorder", "key", "3 & more").get("alike");
        assertThat(alike).extracting(person -> ((Model) person).get("link")).containsExactly("/?person=A-1&table=salesorder&key=3+%26+more", "/?person=A-2&table=salesorder&key=3+%26+more");
        assertThat((List<?>) page("person", "nobody at all").get("alike")).isEmpty();
    }

    private Model page(String... query) {
        var request = Requests.get(market.sites.current(), "/").as(ADMINISTRATOR);
        for (var at = 0; at < query.length; at += 2) request = request.query(query[at], query[at + 1]);
        return ((Filled.Shown) new WhyComponent(glass).fill(place(request.request()))).model();
    }

    @Test
    void thatNobodyCanBeAskedIsNotThatThereIsNobody() {
        var page = Requests.get(market.sites.current(), "/").as(ADMINISTRATOR).query("person", "A-9").request();
        assertThat(((Filled.Shown) new WhyComponent(glass).fill(place(page))).model().has("nobody")).isTrue();
        var busy = new Known();
        busy.away = true;
        var asked = Requests.get(market.sites.current(), "/").as(ADMINISTRATOR).query("person", "A-1").request();
        assertThatThrownBy(() -> new WhyComponent(new Glass(market.tables, market.sites, busy)).fill(place(asked))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.BUSY));
    }

    @Test
    void looksAtSomeContactsWhereFewOfManyMayComeIn() {
        for (var i = 0; i < 450; i++) market.put("contact", "C-%03d".formatted(i), Map.of());
        assertThat(glass.everybody(10, 20_000)).isEqualTo(new Glass.People(List.of(Market.JANE, Market.REP), true));
        assertThat(glass.everybody(10, 400)).isEqualTo(new Glass.People(List.of(Market.JANE, Market.REP), false));
        assertThat(glass.everybody(1, 20_000)).isEqualTo(new Glass.People(List.of(Market.JANE), false));
    }

    @Test
    void findsSomebodyByTheAddressHoweverItIsWritten() {
        market.put("contact", "A-1", Map.of("account", "A", "email", "Jane@A.example"));
        market.put("contact", "A-2", Map.of("account", "A", "email", "jane@a.example.org"));
        for (var written : List.of("jane@a.example", " JANE@A.EXAMPLE", "Jane@A.example")) assertThat(resource.reach(as(ADMINISTRATOR), written, "").person().contact()).as(written).isEqualTo("A-1");
    }

    @Test
    void looksAtSomebodyWhoActsForAnotherAccount() {
        assertThat(resource.reach(as(ADMINISTRATOR), "A-2", "A").person().accounts()).containsExactly("A");
        for (var name : List.of("A-2", "anonymous")) {
            assertThatThrownBy(() -> resource.reach(as(ADMINISTRATOR), name, "Z")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.NOT_FOUND));
        }
    }

    @Test
    void countsWhatSomebodyReaches() {
        assertThat(resource.reach(as(ADMINISTRATOR), "A-2", "").tables()).singleElement().satisfies(line -> {
            assertThat(line.table()).isEqualTo("salesorder");
            assertThat(line.rows()).containsEntry("read", 2L).containsEntry("write", 0L).hasSize(6);
        });
        assertThat(resource.reach(as(ADMINISTRATOR), "anonymous", "").tables()).isEmpty();
    }

    @Test
    void countsWhatIsReachedByWayOfAFormBesideWhatIsReachedDirectly() {
        var market = new Market("""
                permissions:
                  - {name: seen, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [read]}
                  - {name: placed, table: salesorder, roles: [buyer], form: order, scope: contact, via: contact, privileges: [create]}
                  - {name: its-lines, table: line, scope: parent, parent: placed, via: salesorder, privileges: [create]}
                  - {name: for-others, table: account, roles: [rep], form: order, scope: global, privileges: [write]}
                """);
        var glass = new Glass(market.tables, market.sites, new Known());
        var resource = new PermissionsResource(glass, new Differences(glass, market.tables, market.sites, market.sites));
        assertThat(resource.reachAsText(as(ADMINISTRATOR), "A-1", "")).isEqualTo("""
                Jane (A-1) of A, authenticated, buyer
                table                     read  create  write  delete  append  append-to
                ------------------------  ----  ------  -----  ------  ------  ---------
                line by form order        0     1       0      0       0       0
                salesorder                2     0       0      0       0       0
                salesorder by form order  2     1       0      0       0       0

                with role 'buyer' alone
                table                     read  create  write  delete  append  append-to
                ------------------------  ----  ------  -----  ------  ------  ---------
                line by form order        0     1       0      0       0       0
                salesorder                2     0       0      0       0       0
                salesorder by form order  2     1       0      0       0       0
                """);
        var page = ((Filled.Shown) new WhyComponent(glass).fill(place(Requests.get(market.sites.current(), "/").as(ADMINISTRATOR).query("person", "A-1").request()))).model();
        assertThat((List<?>) page.get("reach")).extracting(line -> ((Model) line).get("form")).containsExactly("by way of form order", "", "by way of form order");
        assertThat((List<?>) page.get("reach")).as("cards on a phone have no heads").allSatisfy(line -> assertThat((List<?>) ((Model) line).get("rows"))
                .extracting(cell -> ((Model) cell).get("label")).containsExactly("Read", "Create", "Change", "Delete", "Link from", "Link to"));
    }

    @Test
    void countsWhatEachRoleReachesByItself() {
        assertThat(resource.reach(as(ADMINISTRATOR), "A-1", "").byRole()).containsOnlyKeys("buyer");
        assertThat(resource.reachAsText(as(ADMINISTRATOR), "A-2", "")).startsWith("""
                Sam (A-2) of A, authenticated, rep (from account A)
                table       read  create  write  delete  append  append-to
                ----------  ----  ------  -----  ------  ------  ---------
                salesorder  2     0       0      0       0       0

                with role 'rep' alone
                """);
    }

    @Test
    void saysWhoWouldGainAndWhoWouldLose() {
        var diff = resource.diff(as(ADMINISTRATOR), proposed("""
                permissions:
                  - {name: own, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read], where: state = 'open'}
                  - {name: all-of-account, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [read]}
                  - {name: everything, table: salesorder, roles: [anonymous], scope: global, privileges: [read], public: {table: salesorder, scope: global, privileges: [read], columns: '*'}}
                columns:
                  - {name: no-salary, table: contact, roles: [buyer], columns: [phone], privileges: [read]}
                """));
        assertThat(diff.rules().added()).containsExactly("everything", "no-salary");
        assertThat(diff.rules().changed()).containsExactly("all-of-account", "own");
        assertThat(diff.rows()).extracting(PermissionsResource.Gain::contact, PermissionsResource.Gain::gains, PermissionsResource.Gain::loses)
                .containsExactly(tuple("", 3L, 0L), tuple("A-2", 0L, 2L), tuple("A-1", 1L, 0L));
        assertThat(diff.looked()).isEqualTo(3);
        assertThat(diff.all()).isTrue();
        assertThat(market.seenBy(Market.REP, "salesorder")).as("nothing has changed").containsExactly("1", "2");
    }

    @Test
    void comparesNothingThatTheSiteWouldRefuse() {
        assertThatThrownBy(() -> resource.diff(as(ADMINISTRATOR), proposed("permissions: [{name: own, table: no-table}]"))).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.kind()).isEqualTo(ProblemKind.INVALID);
            assertThat(e.fields().getFirst().field()).startsWith("content/site/permissions/test.yml:1:");
        });
        for (var name : List.of("../tables/x.yml", "x.md", "/x.yml", "a/../b.yml")) {
            assertThatThrownBy(() -> resource.diff(as(ADMINISTRATOR), new PermissionsResource.Proposed(Map.of(name, "permissions: []")))).as(name).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
        }
        assertThatThrownBy(() -> resource.diff(as(ADMINISTRATOR), null)).isInstanceOf(TorgException.class);
    }

    private static PermissionsResource.Proposed proposed(String permissions) {
        return new PermissionsResource.Proposed(Map.of("test.yml", permissions));
    }

    @Test
    void tellsAdministratorsOnly() {
        for (var caller : List.of(Market.JANE, Caller.ANONYMOUS)) {
            assertThatThrownBy(() -> resource.why(as(caller), "A-1", "", "salesorder", "read", "1")).isInstanceOf(TorgException.class);
            assertThatThrownBy(() -> resource.reach(as(caller), "A-1", "")).isInstanceOf(TorgException.class);
            assertThatThrownBy(() -> resource.diff(as(caller), proposed("permissions: []"))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isIn("permissions.sign-in", "permissions.denied"));
            assertThat(new WhyComponent(glass).fill(place(caller))).isEqualTo(new Filled.Hidden());
        }
        assertThat(new WhyComponent(glass).fill(place(ADMINISTRATOR))).isInstanceOf(Filled.Shown.class);
    }

    @Test
    void refusesWhoOrWhatIsNotThere() {
        assertThatThrownBy(() -> resource.reach(as(ADMINISTRATOR), "nobody", "")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.NOT_FOUND));
        assertThatThrownBy(() -> resource.why(as(ADMINISTRATOR), "A-1", "", "salesorder", "rule", "1")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
        assertThatThrownBy(() -> resource.why(as(ADMINISTRATOR), "A-1", "", "no-table", "read", "1")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.NOT_FOUND));
    }

    private Request as(Caller caller) {
        return Requests.get(market.sites.current(), "/").as(caller).request();
    }

    private Place place(Caller caller) {
        return place(as(caller));
    }

    private static Place place(Request request) {
        return new Place("look", request, null, null);
    }
}
