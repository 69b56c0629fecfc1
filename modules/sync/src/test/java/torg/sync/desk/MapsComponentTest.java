package torg.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.sync.Until.until;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.table.Committed;
import torg.api.view.Model;
import torg.spi.sync.Governor;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.sync.ListOutbox;
import torg.sync.MemoryErp;
import torg.sync.OrderDocuments;
import torg.sync.SyncEngine;
import torg.sync.SyncHealth;
import torg.sync.compare.Comparisons;
import torg.sync.map.MapsCompiler;
import torg.sync.map.TableMaps;
import torg.sync.receive.SyncTables;
import torg.testkit.MemoryAudit;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

/** Administrators see every map at a glance and pause it after a question; nobody else sees or does anything. */
class MapsComponentTest implements ComponentContract {
    private static final Caller ADMINISTRATOR = Caller.contact("c1", "Ann", List.of(), List.of("administrator"));
    private static final Caller CUSTOMER = Caller.contact("c2", "Bo", List.of("A"), List.of("customer-representative"));
    private static final Caller SYNC = Caller.service("sync");
    private final MemoryErp erp = new MemoryErp();
    private final TestSites sites = TestSites.of(OrderDocuments.source(), new TableDocuments(), new MapsCompiler());
    private final MemoryTables tables = new MemoryTables(sites.schema()).with(new SyncTables());
    private final ListOutbox outbox = new ListOutbox(tables, InstantSource.system());
    private final SyncEngine engine = new SyncEngine(tables, sites, outbox);
    private final MapsComponent maps = new MapsComponent(engine, outbox, new SyncDesk(engine, outbox, new Comparisons(tables, outbox), tables, new MemoryAudit()), tables);

    @AfterEach
    void stop() throws InterruptedException {
        engine.stop();
    }

    @Override
    public Component component() {
        return maps;
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Override
    public String parameters() {
        return "";
    }

    @Override
    public List<String> inputs() {
        return List.of("pause", "resume", "compare", "let-through", "subject", "_do", "note", "rows");
    }

    @Test
    void whatPassesToAnErpIsSaidWhereItIsLessThanAll() throws Exception {
        for (var entity : List.of("Customers", "Orders", "Lines")) erp.entities.put(entity, new ArrayList<>());
        erp.limits = new Governor.Limits(20, 0);
        engine.addConnector(erp);
        var health = new SyncHealth(engine, outbox, Duration.ofMinutes(1));
        until(() -> health.check().level() == Status.Level.OK);
        assertThat(flow()).isEqualTo("20 a second, at most.");
        for (var silence = 0; silence < 5; silence++) assertThatThrownBy(() -> erp.governor.pass(Duration.ofMinutes(1), () -> {
            throw new IOException("nobody is there");
        })).isInstanceOf(IOException.class);
        assertThat(flow()).startsWith("It did not answer several times in a row");
        assertThat(health.check().message()).startsWith("left alone for a moment, because they did not answer several times in a row: the ERPs of 'dynamics'");
        until(() -> engine.flows().get("dynamics").circuit().equals("half-open"));
        erp.governor.pass(Duration.ofMinutes(1), () -> "answer");
        assertThat(flow()).isEqualTo("20 a second, at most.");
        erp.governor.pause(Duration.ofMillis(1));
        assertThat(flow()).isEqualTo("10 a second for now: it said that it was asked too much.");
    }

    private String flow() {
        return String.valueOf(((Model) ((List<?>) shown(maps.fill(get(ADMINISTRATOR).place(""))).get("connections")).getFirst()).get("flow"));
    }

    @Test
    void nobodyElseSeesOrDoesAnything() {
        for (var caller : List.of(Caller.ANONYMOUS, CUSTOMER)) {
            assertThat(maps.fill(get(caller).place(""))).isEqualTo(new Filled.Hidden());
            assertThat(maps.act(post(caller, "pause", "map/orders").form("note", "mine").place(""))).isEqualTo(new Outcome.Show(405, new Filled.Hidden()));
        }
        assertThat(engine.pausings().now().all()).isEmpty();
    }

    @Test
    void aMapIsPausedAfterAQuestionWithANoteAndResumedAfterAnother() {
        var question = (Model) shown(maps.fill(get(ADMINISTRATOR).query("pause", "map/orders").place(""))).get("question");
        assertThat(question.get("title")).isEqualTo("Pause the map orders?");
        assertThat(((Outcome.Show) maps.act(post(ADMINISTRATOR, "pause", "map/orders").form("note", " ").place(""))).status()).isEqualTo(422);
        assertThat(engine.pausings().now().all()).isEmpty();
        assertThat(maps.act(post(ADMINISTRATOR, "pause", "map/orders").form("note", "month end").place(""))).isInstanceOf(Outcome.Redirect.class);
        outbox.add("order", "W1", Committed.Kind.CREATED);
        var model = shown(maps.fill(get(ADMINISTRATOR).place("")));
        assertThat(lines(model)).extracting(line -> line.get("name"), line -> line.get("state")).extracting(Object::toString).contains("(\"orders\", \"paused\")", "(\"lines\", \"paused\")");
        assertThat(((Model) model.get("queue")).get("text").toString()).startsWith("Changes that wait for what is paused: 1, ");
        assertThat(((Model) ((List<?>) model.get("paused")).getFirst()).get("text").toString()).contains("orders").contains("Ann (c1)").endsWith(": month end");
        assertThat(((Model) shown(maps.fill(get(ADMINISTRATOR).in("nb").query("resume", "map/orders").place(""))).get("question")).get("title")).isEqualTo("Gjenoppta kartet orders?");
        assertThat(maps.act(post(ADMINISTRATOR, "resume", "map/orders").place(""))).isInstanceOf(Outcome.Redirect.class);
        assertThat(engine.pausings().now().all()).isEmpty();
        assertThat(((Outcome.Show) maps.act(post(ADMINISTRATOR, "resume", "map/orders").place(""))).status()).as("somebody was quicker").isEqualTo(409);
    }

    @Test
    void bothSidesAreComparedAndTheErpsValuesTakenOver() throws Exception {
        erp.with("Customers", Map.of("Id", "A", "Name", "Alfa", "Currency", "USD"));
        for (var entity : List.of("Orders", "Lines")) erp.entities.put(entity, new ArrayList<>());
        engine.addConnector(erp);
        until(() -> sites.current().require(TableMaps.class).maps().stream().allMatch(map -> engine.ledger().completed(map).isPresent()));
        erp.entities.get("Customers").getFirst().put("Name", "Alfa & Sons");
        assertThat(comparison("accounts").get("state")).isEqualTo("not compared");

        assertThat(((Outcome.Redirect) maps.act(post(ADMINISTRATOR, "compare", "map/accounts").place(""))).location()).endsWith("?compare=accounts");
        until(() -> comparison("accounts").get("state").equals("compared"));
        assertThat(((List<?>) comparison("accounts").get("findings")).stream().map(Model.class::cast)).extracting(line -> line.get("what"), line -> line.get("key"), line -> ((Model) ((List<?>) line.get("differences")).getFirst()).get("column")).extracting(Object::toString)
                .containsExactly("(\"Other values: would be changed\", \"A\", \"name\")");
        assertThat(tables.find(SYNC, "account", "A").orElseThrow().text("name")).as("nothing is written").contains("Alfa");

        assertThat(maps.act(post(ADMINISTRATOR, "read", "map/accounts").place(""))).isInstanceOf(Outcome.Redirect.class);
        until(() -> tables.find(SYNC, "account", "A").orElseThrow().text("name").filter("Alfa & Sons"::equals).isPresent());
        for (var act : List.of("compare", "read")) {
            assertThat(((Outcome.Show) maps.act(post(ADMINISTRATOR, act, "map/nothing").place(""))).status()).isEqualTo(409);
            assertThat(maps.act(post(CUSTOMER, act, "map/accounts").place(""))).isEqualTo(new Outcome.Show(405, new Filled.Hidden()));
        }
    }

    @Test
    void manyRowsThatAreGoneGoWhenAnAdministratorLetsThem() throws Exception {
        IntStream.range(0, 30).forEach(number -> erp.with("Customers", Map.of("Id", "A" + number, "Name", "Alfa", "Currency", "USD")));
        for (var entity : List.of("Orders", "Lines")) erp.entities.put(entity, new ArrayList<>());
        engine.addConnector(erp);
        until(() -> sites.current().require(TableMaps.class).maps().stream().allMatch(map -> engine.ledger().completed(map).isPresent()));
        assertThat(((Outcome.Show) maps.act(post(ADMINISTRATOR, "let-through", "map/accounts").form("rows", "29").form("note", "why").place(""))).status()).as("nothing is held back").isEqualTo(409);

        erp.entities.put("Customers", new ArrayList<>(erp.entities.get("Customers").subList(0, 1)));
        assertThat(maps.act(post(ADMINISTRATOR, "read", "map/accounts").place(""))).isInstanceOf(Outcome.Redirect.class);
        until(() -> !engine.ledger().guard().all().isEmpty());
        assertThat(((Model) ((List<?>) shown(maps.fill(get(ADMINISTRATOR).place(""))).get("held")).getFirst()).get("text").toString()).startsWith("Gone from the ERP and not removed here: 29 of 30 rows of the map accounts, ");
        assertThat(((Model) shown(maps.fill(get(ADMINISTRATOR).query("let-through", "map/accounts").place(""))).get("question")).get("title")).isEqualTo("Remove the rows of accounts that are gone from the ERP?");
        assertThat(((Model) shown(maps.fill(get(ADMINISTRATOR).query("let-through", "map/accounts").place(""))).get("question")).get("rows")).isEqualTo(29L);
        assertThat(((Outcome.Show) maps.act(post(ADMINISTRATOR, "let-through", "map/accounts").form("rows", "28").form("note", "why").place(""))).status()).as("more than were seen").isEqualTo(409);
        assertThat(maps.act(post(CUSTOMER, "let-through", "map/accounts").form("note", "why").place(""))).isEqualTo(new Outcome.Show(405, new Filled.Hidden()));
        assertThat(((Outcome.Show) maps.act(post(ADMINISTRATOR, "let-through", "map/accounts").form("rows", "29").place(""))).status()).as("without a word").isEqualTo(422);
        assertThat(tables.find(SYNC, "account", "A29")).isPresent();

        assertThat(maps.act(post(ADMINISTRATOR, "let-through", "map/accounts").form("rows", "29").form("note", "they are the other company's now").place(""))).isInstanceOf(Outcome.Redirect.class);
        until(() -> tables.find(SYNC, "account", "A29").isEmpty() && engine.ledger().guard().all().isEmpty());
        assertThat(tables.find(SYNC, "account", "A0")).isPresent();
    }

    @Test
    void whatCannotBePausedIsNotAskedAbout() {
        for (var subject : List.of("map/lines", "map/nothing", "connector/nothing", "orders", "erp/orders", ""))
            assertThat(shown(maps.fill(get(ADMINISTRATOR).query("pause", subject).place(""))).has("question")).as(subject).isFalse();
        assertThat(((Outcome.Show) maps.act(post(ADMINISTRATOR, "pause", "map/lines").form("note", "x").place(""))).status()).isEqualTo(422);
        assertThat(((Outcome.Show) maps.act(post(ADMINISTRATOR, "pause", "map/nothing").form("note", "x").place(""))).status()).isEqualTo(409);
        assertThat(engine.pausings().now().all()).isEmpty();
    }

    private Model comparison(String map) {
        return (Model) shown(maps.fill(get(ADMINISTRATOR).query("compare", map).place(""))).get("comparison");
    }

    private Requests get(Caller caller) {
        return Requests.get(sites.current(), "/").as(caller);
    }

    private Requests post(Caller caller, String act, String subject) {
        return Requests.post(sites.current(), "/").as(caller).form("_do", act).form("subject", subject);
    }

    private static Model shown(Filled filled) {
        return ((Filled.Shown) filled).model();
    }

    private static Stream<Model> lines(Model model) {
        return ((List<?>) model.get("connections")).stream().map(Model.class::cast).flatMap(connection -> ((List<?>) connection.get("maps")).stream()).map(Model.class::cast);
    }
}
