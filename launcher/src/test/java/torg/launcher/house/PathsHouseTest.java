package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.site.Document;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;
import torg.testkit.oracle.PermissionText;
import torg.testkit.oracle.SiteFacts;

/**
 * Whoever asks, by whatever path: nothing comes out but what the permissions that ship mean, as the test kit's oracle works it out from their documents and from all
 * rows. The tables' API is compared with it row for row and column for column; on every other path no word may stand that only hidden cells have. So that numbers, dates and choices can be
 * told from others, two rows hold some that nothing else has: one that its owner sees but for columns of it, and one of somebody else.
 */
class PathsHouseTest {
    private static final Portal PORTAL = Portal.shared();
    /** Hidden words that are looked for in searches and lists. */
    private static final int SOUGHT = 2;
    private static final Map<String, Someone> CALLERS = new LinkedHashMap<>();
    private static List<Document> permissions;
    private static Schema schema;
    private static SiteFacts facts;
    private static Set<String> house;
    private static Wishes wishes;

    /** Somebody, and what is meant for them. */
    private record Someone(Visitor visitor, Judge judge) {}

    @BeforeAll
    static void whoAsksAndWhatThereIs() throws IOException {
        house = words();
        wishes = Wishes.in(PORTAL);
        var admin = PORTAL.signIn("admin@northwind.example");
        plant(admin, "maria.anders@alfki.example",
                "{\"number\": \"harbour-1\", \"account\": \"ALFKI\", \"name\": \"Harbour crane\", \"pieces\": 41738295, \"price\": 3619472.85, \"wanted\": \"2967-03-11\", \"currency\": \"USD\"}",
                "{\"cost\": 6482915.73, \"due\": \"3618-03-03\", \"grade\": \"palladium\", \"secret\": \"Tourmaline\"}");
        plant(admin, "ana.trujillo@anatr.example",
                "{\"number\": \"zeppelin-1\", \"account\": \"ANATR\", \"name\": \"Violet zeppelin\", \"pieces\": 73916482, \"price\": 8264193.57, "
                        + "\"wanted\": \"2973-07-19\", \"noted\": \"2841-05-17T08:00:00Z\"}",
                "{\"cost\": 5193847.26, \"due\": \"3417-08-21\", \"grade\": \"zirconium\", \"secret\": \"Obsidian\"}");
        var source = new TestSource().folder(PORTAL.site(), "tables", "permissions");
        schema = source.compile(new TableDocuments());
        permissions = source.documents("permissions");
        var rows = new HashMap<String, Map<String, Map<String, Object>>>();
        for (var table : schema.tables().values()) {
            var byKey = new TreeMap<String, Map<String, Object>>();
            for (var row : admin.rows(table.name())) byKey.put(row.path(table.key()).asText(), cells(table, row));
            rows.put(table.name(), byKey);
        }
        facts = new SiteFacts(schema, rows);

        add("anonymous", PORTAL.anonymous(), Limits.NONE);
        for (var name : List.of("jane@alfki", "sam@alfki", "maria.anders@alfki", "ana.trujillo@anatr", "may@anatr")) add(name, PORTAL.signIn(name + ".example"), Limits.NONE);
        var maria = CALLERS.get("maria.anders@alfki").visitor;
        add("a token of Maria", maria.program(RevocationHouseTest.token(maria, "{\"name\":\"paths\"}")), new Limits(true, Set.of(), new TreeSet<>()));
        var some = Set.of("salesorder", "product");
        add("a token of Maria for two tables", maria.program(RevocationHouseTest.token(maria, "{\"name\":\"paths\",\"tables\":[\"salesorder\",\"product\"]}")), new Limits(true, some, new TreeSet<>()));
        add("a program of its own", maria.program(RevocationHouseTest.token(admin, "{\"name\":\"paths\",\"itself\":true,\"roles\":[\"customer-representative\"],\"account\":\"ANATR\"}")), new Limits(true, Set.of(), new TreeSet<>()));
    }

    /** A row as its owner makes it, and what the seller's own people alone say of it. */
    private static void plant(Visitor admin, String owner, String row, String more) {
        var made = PORTAL.signIn(owner).post("/api/tables/wish", row);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var key = Visitor.json(made).path("number").asText();
        var said = admin.send("PATCH", "/api/tables/wish(" + key + ")", Optional.of(more), "Content-Type", "application/json", "X-CSRF-Token", admin.csrf());
        assertThat(said.statusCode()).as(said.body()).isIn(200, 204);
        Eventually.holds("the search has " + key, () -> Visitor.json(admin.get("/api/search?q=" + key)).findValuesAsText("key").contains(key));
    }

    private static void add(String name, Visitor visitor, Limits limits) {
        var session = Visitor.json(visitor.get("/api/session"));
        var roles = new TreeSet<String>();
        session.path("roles").forEach(role -> roles.add(role.asText()));
        var accounts = session.path("account").isTextual() ? List.of(session.path("account").asText()) : List.<String>of();
        var caller = switch (session.path("kind").asText("anonymous")) {
            case "anonymous" -> Caller.ANONYMOUS;
            case "client" -> Caller.client(name, accounts, roles);
            default -> Caller.contact(session.path("contact").asText(), name, accounts, roles);
        };
        CALLERS.put(name, new Someone(visitor, new Judge(schema, facts, house, PermissionText.of(schema, permissions, facts, caller.within(limits)))));
    }

    @AfterAll
    static void revoke() {
        for (var owned : Map.of("maria.anders@alfki", "harbour-1", "ana.trujillo@anatr", "zeppelin-1").entrySet()) {
            var owner = CALLERS.get(owned.getKey()).visitor;
            assertThat(owner.send("DELETE", "/api/tables/wish(" + owned.getValue() + ")", Optional.empty(), "X-CSRF-Token", owner.csrf()).statusCode()).isEqualTo(204);
        }
        wishes.close();
        for (var owner : List.of(CALLERS.get("maria.anders@alfki").visitor, PORTAL.signIn("admin@northwind.example"))) {
            for (var token : Visitor.json(owner.get("/api/tokens?of=everybody")).path("tokens")) {
                if (token.path("name").asText().equals("paths")) owner.send("DELETE", "/api/tokens/" + token.path("id").asText(), Optional.empty(), "X-CSRF-Token", owner.csrf());
            }
        }
    }

    @Test
    void theTablesGiveEveryRowAndColumnThatIsMeantAndNoOther() {
        var compared = 0;
        for (var someone : CALLERS.entrySet()) {
            for (var table : schema.tables().values()) {
                compared += someone.getValue().judge.compare(someone.getKey(), someone.getValue().visitor, table);
            }
        }
        System.out.println(compared + " rows over the tables' API compared with the oracle");
        assertThat(compared).isGreaterThan(500);
    }

    @Test
    void noPathSaysAWordThatOnlyHiddenCellsHave() {
        var asked = 0;
        var said = new HashMap<String, Set<String>>();
        var inWorkbooks = new HashMap<String, Set<String>>();
        for (var someone : CALLERS.entrySet()) {
            var visitor = someone.getValue().visitor;
            var judge = someone.getValue().judge;
            var secret = judge.secret(visitor.get("/api/session").body());
            assertThat(secret).as(someone.getKey() + " may not see everything").hasSizeGreaterThan(100)
                    .contains("648291573", "3618", "palladium", "Tourmaline", "519384726", "3417", "zirconium", "Obsidian");
            for (var ask : new Paths(PORTAL.site(), judge.keys(), secret.stream().limit(SOUGHT).toList()).all()) {
                var words = ask.answered(visitor);
                asked++;
                said.computeIfAbsent(someone.getKey(), _ -> new HashSet<>()).addAll(words);
                if (ask.path().contains("rows.xlsx")) inWorkbooks.computeIfAbsent(someone.getKey(), _ -> new HashSet<>()).addAll(words);
                assertThat(Judge.leaked(secret, ask, words)).as("%s: %s", someone.getKey(), ask).isEmpty();
            }
        }
        System.out.println(asked + " requests by " + CALLERS.size() + " callers searched for words of hidden cells");
        assertThat(said.get("maria.anders@alfki")).as("what she may see does come out").contains("10643", "10692", "Futterkiste");
        assertThat(said.get("maria.anders@alfki")).as("numbers and years of her own").contains("41738295", "361947285", "2967");
        assertThat(inWorkbooks.get("maria.anders@alfki")).as("in workbooks too").contains("10643", "10692", "41738295", "361947285", "2967");
        assertThat(said.get("ana.trujillo@anatr")).contains("73916482", "826419357", "2973", "2841");
        assertThat(said.get("jane@alfki")).contains("10643");
        assertThat(said.get("ana.trujillo@anatr")).contains("10308");
    }

    /** So that no path of the API is forgotten here: whoever adds one is told. */
    @Test
    void everyPathThatTheApiDescribesIsAmongThem() {
        var judge = CALLERS.get("maria.anders@alfki").judge;
        var asked = new Paths(PORTAL.site(), judge.keys(), List.of("nothing")).all().stream().filter(ask -> ask.method().equals("GET")).map(ask -> ask.path().replaceAll("[?].*", "")).toList();
        var described = new TreeSet<String>();
        Visitor.json(PORTAL.signIn("admin@northwind.example").get("/api/openapi.json")).path("paths").properties().forEach(path -> {
            // Those of one table are cases of those of any table.
            if (path.getValue().has("get") && !path.getKey().matches("/tables/[a-z].*")) described.add(path.getKey());
        });
        assertThat(described).hasSizeGreaterThan(40);
        assertThat(described).as("ask for it in Paths").allMatch(path -> {
            var like = Stream.of(path.split("\\{[^}]*}", -1)).map(Pattern::quote).collect(Collectors.joining(".+"));
            return asked.stream().anyMatch(address -> address.matches("/api" + like));
        });
    }

    private static Map<String, Object> cells(Table table, JsonNode row) {
        var cells = new HashMap<String, Object>();
        for (var column : table.columns().keySet()) {
            var value = row.path(column);
            if (value.isBoolean()) cells.put(column, value.asBoolean());
            else if (value.isIntegralNumber()) cells.put(column, value.asLong());
            else if (value.isValueNode() && !value.isNull()) cells.put(column, value.asText());
        }
        return cells;
    }

    /** Words of the site's own documents and of the house: they stand on pages whoever asks. */
    private static Set<String> words() throws IOException {
        var words = new HashSet<String>();
        for (var root : List.of(PORTAL.site(), PORTAL.themes(), Path.of("../modules"), Path.of("../platform"))) {
            try (var files = Files.walk(root)) {
                var read = files.filter(Files::isRegularFile).filter(file -> !root.startsWith("..") || file.toString().replace('\\', '/').matches(".*(?<!demo-erp|demo-tryton)/src/main/.*"))
                        .filter(file -> file.toString().matches(".*\\.(md|html|yml|mustache|properties|css|js|java|svg)")).toList();
                for (var file : read) words.addAll(Words.of(Files.readString(file)));
            }
        }
        return words;
    }
}
