package torg.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.sync.Until.until;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Problems;
import torg.api.sync.Outbox.Entry;
import torg.api.sync.Outbox.State;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.sync.ListOutbox;
import torg.sync.MemoryErp;
import torg.sync.OrderDocuments;
import torg.sync.SyncEngine;
import torg.sync.compare.Comparisons;
import torg.sync.connector.Trouble;
import torg.sync.map.MapsCompiler;
import torg.sync.map.TableMaps;
import torg.sync.receive.SyncTables;
import torg.testkit.MemoryAudit;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** What an administrator sees of changes that do not reach the ERP, and does about them; and that nobody else sees or does anything. */
class DeskComponentTest {
    private static final Caller SYNC = Caller.service("sync");
    private static final Caller ADMINISTRATOR = Caller.contact("c1", "Ann", List.of(), List.of("administrator"));
    private static final Caller CUSTOMER = Caller.contact("c2", "Bo", List.of("A"), List.of("customer-representative"));
    private static final String LINKS = "links: {order: \"/orders/{key}\"}";

    private final TestSites sites = TestSites.of(OrderDocuments.source(), new TableDocuments(), new MapsCompiler());
    private final MemoryTables tables = new MemoryTables(sites.schema()).with(new SyncTables());
    private final HandClock clock = new HandClock();
    private final ListOutbox outbox = new ListOutbox(tables, clock);
    private final SyncEngine engine = new SyncEngine(tables, sites, outbox);
    private final DeskComponent desk = new DeskComponent(engine, outbox, new SyncDesk(engine, outbox, new Comparisons(tables, outbox), tables, new MemoryAudit()), new RowWays(engine, outbox, tables), tables);
    private final MemoryErp erp = new MemoryErp().with("Customers", Map.of("Id", "A", "Name", "Alfa", "Currency", "USD"));

    @AfterEach
    void stop() throws InterruptedException {
        engine.stop();
    }

    @Test
    void nobodyElseSeesOrDoesAnything() {
        var entry = refused("W001");
        for (var caller : List.of(Caller.ANONYMOUS, CUSTOMER)) {
            assertThat(desk.fill(get(caller).place(LINKS))).isEqualTo(new Filled.Hidden());
            for (var act : List.of("retry", "drop"))
                assertThat(desk.act(post(caller, act, entry).form("note", "mine").place(LINKS))).as("there is no form for them").isEqualTo(new Outcome.Show(405, new Filled.Hidden()));
        }
        assertThat(outbox.states()).containsExactly(State.REFUSED);
    }

    @Test
    void saysOneQuietThingWhenNothingIsToBeDone() throws Exception {
        connect();
        var model = shown(desk.fill(get(ADMINISTRATOR).place(LINKS)));
        assertThat(model.get("quiet").toString()).startsWith("In step with the ERP");
        assertThat(model.has("busy")).isFalse();
        assertThat(shown(desk.fill(get(ADMINISTRATOR).in("nb").place(LINKS))).get("quiet").toString()).startsWith("I takt med ERP");
    }

    @Test
    void showsWhatIsRefusedAndWhatWaitsWithReasonsInPlainWords() {
        refused("W/1");
        outbox.refused(outbox.add("order", "W002", Committed.Kind.UPDATED), "sync.not-sent", "this one was updated", List.of(), "dynamics");
        outbox.later(outbox.add("order", "W003", Committed.Kind.CREATED), clock.instant(), "no table map sends table 'order'");
        var model = shown(desk.fill(get(ADMINISTRATOR).place(LINKS)));
        assertThat(entries(model, "refused")).extracting(line -> line.get("name"), line -> line.get("link"), line -> line.get("reason"), line -> line.get("attempts")).extracting(Object::toString)
                .containsExactly("(\"order W/1\", \"/orders/W%2F1\", \"Customer A is on hold\", 1)",
                        "(\"order W002\", \"/orders/W002\", \"It was changed or deleted in the portal in a way that is not sent. Make the change in the ERP.\", 1)");
        assertThat(entries(model, "waiting")).extracting(line -> line.get("reason")).containsExactly("no table map sends table 'order'");
        assertThat(model.get("waiting").toString()).startsWith("1, the oldest for ");
        assertThat(entries(shown(desk.fill(get(ADMINISTRATOR).in("nb").place(""))), "refused")).allSatisfy(line -> assertThat(line.has("link")).isFalse())
                .extracting(line -> line.get("reason").toString()).last().asString().startsWith("Den ble endret");
    }

    @Test
    void saysSinceWhenTheErpIsSilentAndThatOrdersWaitForIt() throws Exception {
        connect();
        erp.away = true;
        until(() -> engine.unreachable().isPresent());
        outbox.add("order", order(), Committed.Kind.CREATED);
        var since = engine.presence().since();
        var model = shown(desk.fill(get(ADMINISTRATOR).place(LINKS)));
        assertThat(((Model) model.get("contact")).get("state")).isEqualTo("does not answer");
        assertThat(((Model) model.get("contact")).get("reason")).as("a connector without words of its own here").isEqualTo("the ERP cannot be reached");
        assertThat(new DeskWords(get(ADMINISTRATOR).in("nb").request()).reason(new Trouble("dynamics.failed", "the ERP answered 500").note())).isEqualTo("ERP-systemet svarte med en feil (the ERP answered 500).");
        assertThat(engine.presence().silence()).contains(new Trouble("erp.away", "the ERP cannot be reached"));
        assertThat(entries(model, "waiting")).extracting(line -> line.get("reason")).containsExactly("The ERP does not answer. It is sent as soon as it does.");
        assertThat((List<?>) model.get("troubles")).as("silence is reason enough").isEmpty();
        assertThat(engine.presence().silent(Trouble.of("still"), Instant.now()).since()).as("the same silence").isEqualTo(since);
        erp.away = false;
        engine.wake();
        until(() -> engine.unreachable().isEmpty());
        assertThat(engine.presence().since()).isNotEqualTo(since);
    }

    @Test
    void sendsAgainWhatAnAdministratorGivesBack() throws Exception {
        connect();
        var key = order();
        var entry = outbox.add("order", key, Committed.Kind.CREATED);
        outbox.refused(entry, "dynamics.refused", "Customer A is on hold", List.of(), "dynamics");
        assertThat(desk.act(post(ADMINISTRATOR, "retry", entry).place(LINKS))).isEqualTo(new Outcome.Redirect("/?given-back=" + entry.id()));
        until(() -> outbox.states().contains(State.DELIVERED));
        assertThat(tables.find(SYNC, "order", key)).get().satisfies(order -> assertThat(order.text("status")).contains("open"));
        assertThat(shown(desk.fill(get(ADMINISTRATOR).query("given-back", "1").place(LINKS))).get("said").toString()).startsWith("It will be sent again");
    }

    @Test
    void asksBeforeItGivesUpAndSaysWhatFollows() {
        var entry = refused("W001");
        var asked = (Model) shown(desk.fill(get(ADMINISTRATOR).query("give-up", "" + entry.id()).place(LINKS))).get("giveUp");
        assertThat(asked.get("title")).isEqualTo("Give up order W001?");
        assertThat(asked.get("made")).as("what the ERP gets by hand is followed").isEqualTo(true);
        assertThat(outbox.states()).as("asking does nothing").containsExactly(State.REFUSED);

        assertThat(desk.act(post(ADMINISTRATOR, "drop", entry).form("note", " ").place(LINKS))).isInstanceOfSatisfying(Outcome.Show.class, again -> {
            assertThat(again.status()).isEqualTo(422);
            assertThat(((Model) shown(again.filled()).get("giveUp")).get("problem")).isEqualTo("Say why, in 1 to 500 characters.");
        });
        assertThat(desk.act(post(ADMINISTRATOR, "drop", entry).form("note", "told by telephone").place(LINKS))).isEqualTo(new Outcome.Redirect("/"));
        assertThat(outbox.list(Optional.of(State.DROPPED), 5)).singleElement().satisfies(dropped -> assertThat(dropped.note()).contains("told by telephone").contains("c1"));
        assertThat(problem(409, desk.act(post(ADMINISTRATOR, "retry", entry).place(LINKS)))).startsWith("It is neither waiting nor refused");
        assertThat(shown(desk.fill(get(ADMINISTRATOR).query("give-up", "" + entry.id()).place(LINKS))).has("giveUp")).as("there is nothing to give up any more").isFalse();
    }

    @Test
    void doesNotGiveUpWhatMayBeOnItsWay() {
        outbox.add("order", "W001", Committed.Kind.CREATED);
        var held = outbox.claim("sync", 1, Duration.ofSeconds(90)).getFirst();
        assertThat(problem(409, desk.act(post(ADMINISTRATOR, "drop", held).form("note", "now").place(LINKS)))).startsWith("It may be on its way");
        assertThat(outbox.states()).containsExactly(State.WAITING);
    }

    @Test
    void showsTwentyOfAKindAtATime() {
        IntStream.rangeClosed(1, 45).forEach(number -> refused("W" + number));
        var seen = new ArrayList<Object>();
        Optional<String> next = Optional.of("/?refused-from=0");
        while (next.isPresent()) {
            var section = section(shown(desk.fill(get(ADMINISTRATOR).query("refused-from", next.get().replaceAll(".*=", "")).place(LINKS))), "refused");
            assertThat((List<?>) section.get("entries")).hasSizeLessThanOrEqualTo(20);
            ((List<?>) section.get("entries")).forEach(line -> seen.add(((Model) line).get("name")));
            next = Optional.ofNullable(section.get("next")).map(Object::toString);
        }
        assertThat(seen).hasSize(45).doesNotHaveDuplicates();
    }

    @Test
    void refusesAFormThatItDidNotMake() {
        for (var form : List.of(Requests.post(sites.current(), "/").form("_do", "retry"), Requests.post(sites.current(), "/").form("entry", "99999999999999999999").form("_do", "retry"),
                Requests.post(sites.current(), "/").form("entry", "1").form("_do", "explode")))
            assertThatThrownBy(() -> desk.act(form.as(ADMINISTRATOR).place(LINKS))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            links: {order: "/orders/{key}"} |
            links: {order: "orders/{key}"}  | no address of a row
            links: {order: "/orders/{id}"}  | no address of a row
            link: {order: "/orders/{key}"}  | 'link' is not known here
            """)
    void tellsAnAuthorWhatIsWrongWithItsLinks(String parameters, String problem) {
        var problems = new Problems();
        desk.check(get(ADMINISTRATOR).place(parameters).parameters(), problems);

        assertThat(problems.found().toString()).contains(problem == null ? "[]" : problem);
    }

    private void connect() throws InterruptedException {
        erp.entities.put("Orders", new ArrayList<>());
        erp.entities.put("Lines", new ArrayList<>());
        engine.addConnector(erp);
        until(() -> sites.current().require(TableMaps.class).maps().stream().allMatch(map -> engine.ledger().completed(map).isPresent()));
        until(() -> engine.presence().heard().isPresent());
    }

    private String order() {
        return tables.write(SYNC, Write.of(new Change.Create("order", Map.of("account", "A")))).keys().getFirst();
    }

    private Entry refused(String key) {
        var entry = outbox.add("order", key, Committed.Kind.CREATED);
        outbox.refused(entry, "dynamics.refused", "Customer A is on hold", List.of(), "dynamics");
        return entry;
    }

    private Requests get(Caller caller) {
        return Requests.get(sites.current(), "/").as(caller);
    }

    private Requests post(Caller caller, String act, Entry entry) {
        return Requests.post(sites.current(), "/").as(caller).form("_do", act).form("entry", "" + entry.id());
    }

    private static Model shown(Filled filled) {
        return ((Filled.Shown) filled).model();
    }

    private static String problem(int status, Outcome outcome) {
        assertThat(((Outcome.Show) outcome).status()).isEqualTo(status);
        return shown(((Outcome.Show) outcome).filled()).get("problem").toString();
    }

    private static Model section(Model model, String name) {
        return ((List<?>) model.get("sections")).stream().map(Model.class::cast).filter(section -> section.get("name").equals(name)).findFirst().orElseThrow();
    }

    private static List<Model> entries(Model model, String section) {
        return ((List<?>) section(model, section).get("entries")).stream().map(Model.class::cast).toList();
    }
}
