package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.site.Document;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;
import torg.testkit.oracle.PermissionMeaning;
import torg.testkit.oracle.PermissionText;
import torg.testkit.oracle.SiteFacts;

/**
 * Whoever asks, by whatever path: nothing comes out but what the permissions that ship mean, as the test kit's oracle works it out from their documents and from all
 * rows. The tables' API is compared with it row for row and column for column; on every other path no word may stand that only hidden cells have.
 */
class PathsHouseTest {
    private static final Portal PORTAL = Portal.shared();
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_@.-]{2,}[\\p{L}\\p{N}])");
    private static final Set<ColumnType> WORDED = Set.of(ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.AUTONUMBER, ColumnType.LOOKUP);
    /** Hidden words that are looked for in searches and lists. */
    private static final int SOUGHT = 2;
    private static final Map<String, Someone> CALLERS = new LinkedHashMap<>();
    private static List<Document> permissions;
    private static Schema schema;
    private static SiteFacts facts;
    private static Set<String> house;

    /** Somebody, and what is meant for them. */
    private record Someone(Visitor visitor, PermissionMeaning meaning) {}

    @BeforeAll
    static void whoAsksAndWhatThereIs() throws IOException {
        var source = new TestSource().folder(PORTAL.site(), "tables", "permissions");
        schema = source.compile(new TableDocuments());
        permissions = source.documents("permissions");
        var admin = PORTAL.signIn("admin@northwind.example");
        var rows = new HashMap<String, Map<String, Map<String, Object>>>();
        for (var table : schema.tables().values()) {
            var byKey = new TreeMap<String, Map<String, Object>>();
            for (var row : admin.rows(table.name())) byKey.put(row.path(table.key()).asText(), cells(table, row));
            rows.put(table.name(), byKey);
        }
        facts = new SiteFacts(schema, rows);
        house = words();

        add("anonymous", PORTAL.anonymous(), Limits.NONE);
        for (var name : List.of("jane@alfki", "sam@alfki", "maria.anders@alfki", "ana.trujillo@anatr", "may@anatr")) add(name, PORTAL.signIn(name + ".example"), Limits.NONE);
        var maria = CALLERS.get("maria.anders@alfki").visitor;
        add("a token of Maria", maria.program(RevocationHouseTest.token(maria, "{\"name\":\"paths\"}")), new Limits(true, Set.of(), new TreeSet<>()));
        var some = Set.of("salesorder", "product");
        add("a token of Maria for two tables", maria.program(RevocationHouseTest.token(maria, "{\"name\":\"paths\",\"tables\":[\"salesorder\",\"product\"]}")), new Limits(true, some, new TreeSet<>()));
        add("a program of its own", maria.program(RevocationHouseTest.token(admin, "{\"name\":\"paths\",\"itself\":true,\"roles\":[\"customer-representative\"],\"account\":\"ANATR\"}")), new Limits(true, Set.of(), new TreeSet<>()));
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
        CALLERS.put(name, new Someone(visitor, PermissionText.of(schema, permissions, facts, caller.within(limits))));
    }

    @AfterAll
    static void revoke() {
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
                compared += compare(someone.getKey() + " " + table.name(), someone.getValue(), table);
            }
        }
        System.out.println(compared + " rows over the tables' API compared with the oracle");
        assertThat(compared).isGreaterThan(500);
    }

    private static int compare(String label, Someone someone, Table table) {
        var address = "/api/tables/" + table.name();
        var meant = someone.meaning.rows(table.name(), Privilege.READ);
        var answer = someone.visitor.get(address);
        if (meant.isEmpty() && answer.statusCode() != 200) {
            assertThat(answer.statusCode()).as(label).isIn(401, 404);
            return 0;
        }
        var rows = someone.visitor.rows(table.name());
        assertThat(rows).as(label).extracting(row -> row.path(table.key()).asText()).containsExactlyInAnyOrderElementsOf(meant);
        var columns = table.columns().keySet().stream().filter(column -> column.equals(table.key()) || someone.meaning.mayUse(table.name(), column, ColumnPrivilege.READ)).collect(Collectors.toSet());
        for (var row : rows) {
            var shown = new TreeSet<String>();
            row.fieldNames().forEachRemaining(name -> shown.add(name.replaceAll("@.*", "")));
            shown.remove("");
            assertThat(columns).as(label).containsAll(shown);
        }
        assertThat(someone.visitor.get(address + "/$count").body()).as(label).isEqualTo("" + meant.size());
        assertThat(Visitor.json(someone.visitor.get(address + "?$apply=aggregate($count%20as%20n)")).at("/value/0/n").asInt()).as(label).isEqualTo(meant.size());
        var hidden = new TreeSet<>(facts.keys(table.name()));
        hidden.removeAll(meant);
        if (!hidden.isEmpty()) {
            var sought = someone.visitor.get(address + "?$count=true&$filter=" + table.key() + "%20eq%20'" + Visitor.encoded(hidden.first()).replace("+", "%20") + "'");
            assertThat(Visitor.json(sought).path("@odata.count").asInt(-1)).as(label + " " + hidden.first()).isZero();
            assertThat(someone.visitor.get(address + "('" + Visitor.encoded(hidden.first()) + "')").statusCode()).as(label).isEqualTo(404);
        }
        return rows.size();
    }

    @Test
    void noPathSaysAWordThatOnlyHiddenCellsHave() {
        var asked = 0;
        var said = new HashMap<String, Set<String>>();
        for (var someone : CALLERS.entrySet()) {
            var visitor = someone.getValue().visitor;
            var sight = new Sight(someone.getValue().meaning);
            var secret = sight.secret(visitor.get("/api/session").body());
            assertThat(secret).as(someone.getKey() + " may not see everything").hasSizeGreaterThan(100);
            for (var ask : new Paths(PORTAL.site(), sight.keys(), secret.stream().limit(SOUGHT).toList()).all()) {
                var words = words(answered(visitor, ask));
                asked++;
                said.computeIfAbsent(someone.getKey(), _ -> new HashSet<>()).addAll(words);
                words.retainAll(secret);
                words.removeAll(words(URLDecoder.decode(ask.path().replace("+", "%20"), StandardCharsets.UTF_8) + " " + ask.body())); // what whoever asks has said
                assertThat(words).as("%s: %s", someone.getKey(), ask).isEmpty();
            }
        }
        System.out.println(asked + " requests by " + CALLERS.size() + " callers searched for words of hidden cells");
        assertThat(said.get("maria.anders@alfki")).as("what she may see does come out").contains("10643", "10692", "Futterkiste");
        assertThat(said.get("jane@alfki")).contains("10643");
        assertThat(said.get("ana.trujillo@anatr")).contains("10308");
    }

    /** Head and body, and the same of where it leads within the portal. */
    private static String answered(Visitor visitor, Paths.Ask ask) {
        var headers = new ArrayList<>(ask.headers());
        if (!ask.method().equals("GET") && !visitor.csrf().isEmpty()) headers.addAll(List.of("X-CSRF-Token", visitor.csrf()));
        var answer = visitor.send(ask.method(), ask.path(), ask.body().isEmpty() ? Optional.empty() : Optional.of(ask.body()), headers.toArray(String[]::new));
        assertThat(answer.statusCode()).as("%s", ask).isNotEqualTo(500);
        var leads = answer.headers().firstValue("Location").filter(place -> answer.statusCode() / 100 == 3 && place.startsWith("/"));
        return text(answer) + leads.map(place -> text(visitor.get(place))).orElse("");
    }

    private static String text(HttpResponse<String> answer) {
        return answer.headers().map().entrySet().stream().filter(header -> !Set.of("set-cookie", "x-request-id", "etag", "content-length").contains(header.getKey())).map(Object::toString).collect(Collectors.joining("\n", "", "\n")) + answer.body();
    }

    /** What one caller may see of each cell. */
    private record Sight(PermissionMeaning meaning) {
        /** Words that stand in cells the caller may not see, and nowhere else. */
        Set<String> secret(String session) {
            var hidden = new TreeSet<String>();
            var open = words(session);
            each((readable, words) -> (readable ? open : hidden).addAll(words));
            hidden.removeAll(open);
            hidden.removeAll(house);
            return hidden;
        }

        private void each(BiConsumer<Boolean, Set<String>> cell) {
            for (var table : schema.tables().values()) {
                var rows = meaning.rows(table.name(), Privilege.READ);
                for (var column : table.columns().values()) {
                    if (!WORDED.contains(column.type())) continue;
                    var readable = column.name().equals(table.key()) || meaning.mayUse(table.name(), column.name(), ColumnPrivilege.READ);
                    for (var key : facts.keys(table.name())) {
                        facts.cell(table.name(), key, column.name()).ifPresent(value -> cell.accept(readable && rows.contains(key), words(value.toString())));
                    }
                }
            }
        }

        /** Of each table a row that the caller may see, if there is one, and one that it may not. */
        Map<String, List<String>> keys() {
            var keys = new TreeMap<String, List<String>>();
            for (var table : schema.tables().keySet()) {
                var seen = new TreeSet<>(meaning.rows(table, Privilege.READ));
                var hidden = new TreeSet<>(facts.keys(table));
                hidden.removeAll(seen);
                keys.put(table, Stream.concat(seen.stream().limit(1), hidden.stream().limit(1)).toList());
            }
            keys.values().removeIf(List::isEmpty);
            return keys;
        }
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
                for (var file : read) words.addAll(words(Files.readString(file)));
            }
        }
        return words;
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(HashSet::new));
    }
}
