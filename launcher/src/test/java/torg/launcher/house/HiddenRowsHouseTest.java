package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torg.testkit.random.Dice;

/** Two worlds that differ only in rows a caller may not see answer the caller byte for byte the same, over every path of the tables and of the site. */
class HiddenRowsHouseTest {
    private static final Portal PORTAL = Portal.shared();
    private static final List<String> READ = List.of(
            "/api/tables/wish?$count=true", "/api/tables/wish/$count?$filter=contains(name,'boat')", "/api/tables/product(1)/wishpart/$count", "/api/tables/wish(hers)/wishpart/$count",
            "/api/tables/product?$select=productnumber&$count=true&$filter=wishpart/any(p:p/pieces%20eq%207)", "/api/tables/product/$count?$filter=wishpart/all(p:p/pieces%20lt%205)",
            "/api/tables/account/$count?$filter=wish/any(w:w/wishpart/any(p:p/product%20eq%20'1'))", "/api/tables/wish?$filter=wishpart/any(p:p/wish/secret%20eq%20'x')",
            "/api/tables/wish?$orderby=pieces%20desc&$top=1", "/api/tables/wish?$filter=contains(name,'boat')", "/api/tables/wish?$search=boat",
            "/api/tables/wish?$expand=accountRow($select=name),wishpart($count=true)", "/api/tables/account?$select=accountnumber&$expand=wish($count=true;$expand=wishpart)",
            "/api/tables/product?$top=3&$select=productnumber&$expand=wishpart($count=true;$orderby=pieces;$expand=wishRow)",
            "/api/tables/wish?$apply=aggregate($count%20as%20n,pieces%20with%20sum%20as%20s,price%20with%20max%20as%20m)", "/api/tables/wishpart?$apply=groupby((wish,wish/name),aggregate($count%20as%20n))",
            "/api/tables/wish(hers)", "/api/tables/wish('hers')?$expand=wishpart", "/api/tables/wish(hers)/wishpart", "/api/tables/wish(hers)/accountRow", "/api/tables/wishpart?$filter=wish/name%20eq%20'A%20boat'",
            "/api/tables/wishlabel(blue)/wishes?$count=true", "/api/tables/wishlabel(blue)/wishes/$count", "/api/tables/wishlabel?$filter=wishes/any(w:w/pieces%20eq%209)", "/api/tables/wish(hers)/labels",
            "/api/tables/wishlabel?$expand=wishes($count=true;$top=1)",
            "/api/tables/wish?$filter=secret%20eq%20'x'", "/api/tables/wish?$expand=secret", "/api/tables/$metadata", "/api/openapi.json", "/api/tables");
    /** What the site shows of the same rows. */
    private static final List<String> SHOWN = List.of("/wishes", "/wishes?sort=-name&page=2", "/wishes?q=boat", "/nb/wishes?done=true", "/wishes/hers", "/wishes/mine", "/wishes/new", "/api/content/pages/wishes",
            "/api/content/pages/wishes/hers", "/api/lists/wishes/rows.csv", "/api/lists/wishes/rows.csv?q=boat", "/api/forms/wish-part", "/search?q=boat", "/search?q=w1", "/api/search?q=boat",
            "/api/search?q=boat&facet=kind:wish", "/api/search?q=hers", "/api/tables/wish(hers)/scan/$value", "/api/printouts/wish/hers", "/api/sync/rows/wish/hers", "/nowhere");
    private static final List<List<String>> WRITES = List.of(
            List.of("PATCH", "/api/tables/wish(hers)", "{\"name\": \"x\"}"), List.of("PATCH", "/api/tables/wish(hers)", "{\"account\": \"ANATR\"}"), List.of("PUT", "/api/tables/wish(hers)", "{\"account\": \"ANATR\"}"),
            List.of("PATCH", "/api/tables/wish(hers)", "{\"secret\": \"x\"}"), List.of("DELETE", "/api/tables/wish(hers)", ""), List.of("POST", "/api/tables/wish(hers)/wishpart", "{\"pieces\": 1}"),
            List.of("POST", "/api/tables/wish(hers)/wishpart/$ref", "{\"@odata.id\": \"wishpart(P0001)\"}"), List.of("PUT", "/api/tables/wishpart(P0001)/wishRow/$ref", "{\"@odata.id\": \"wish(hers)\"}"),
            List.of("POST", "/api/tables/wishlabel(blue)/wishes/$ref", "{\"@odata.id\": \"wish(hers)\"}"), List.of("DELETE", "/api/tables/wish(hers)/labels/$ref?$id=wishlabel(blue)", ""),
            List.of("DELETE", "/api/tables/wishlabel(blue)/wishes/$ref?$id=wish(hers)", ""),
            List.of("POST", "/api/tables/wishpart", "{\"wish\": \"hers\", \"pieces\": 1}"),
            List.of("POST", "/api/tables/$batch", """
                    {"requests": [{"id": "1", "method": "get", "url": "wish(hers)"}, {"id": "2", "method": "get", "url": "wish?$count=true"}, {"id": "3", "method": "delete", "url": "wish(hers)"},
                      {"id": "4", "atomicityGroup": "g", "method": "patch", "url": "wish(hers)", "body": {"name": "x"}}]}"""));
    /** Each is followed by everything that can be asked, by everybody who asks. */
    private static final int CHANGES = Integer.getInteger("torg.http.changes", Boolean.getBoolean("torg.full") ? 1_000 : 12);
    private static Wishes wishes;

    @BeforeAll
    static void makeTables() {
        wishes = Wishes.in(PORTAL);
        var ana = PORTAL.signIn("ana.trujillo@anatr.example");
        for (var label : List.of("blue", "violet")) assertThat(ana.post("/api/tables/wishlabel", "{\"number\": \"" + label + "\"}").statusCode()).isEqualTo(201);
    }

    @AfterAll
    static void removeTables() {
        wishes.close();
    }

    @Test
    void nothingTellsOfThem() {
        var maria = PORTAL.signIn("maria.anders@alfki.example");
        var ana = PORTAL.signIn("ana.trujillo@anatr.example");
        assertThat(maria.post("/api/tables/wish", "{\"number\": \"mine\", \"account\": \"ALFKI\", \"name\": \"A small boat\", \"pieces\": 2, \"wishpart\": [{\"product\": \"1\", \"pieces\": 1}]}").statusCode()).isEqualTo(201);
        awaitMine(maria);

        var without = answers(maria);
        var hers = ana.post("/api/tables/wish", "{\"number\": \"hers\", \"account\": \"ANATR\", \"name\": \"A boat\", \"pieces\": 9, \"price\": 99, \"labels@odata.bind\": [\"wishlabel(blue)\"], \"wishpart\": [{\"product\": \"1\", \"pieces\": 7}]}");
        assertThat(hers.statusCode()).as(hers.body()).isEqualTo(201);
        var with = answers(maria);

        assertThat(with).isEqualTo(without);
        assertThat(without.getFirst()).startsWith("200").contains("\"@odata.count\":1");
        assertThat(ana.get("/api/tables/wish(hers)?$expand=wishpart").body()).as("whoever may see it does").contains("A boat", "\"pieces\":7");
        assertThat(ana.get("/api/tables/wishlabel(blue)/wishes/$count").body()).isEqualTo("1");
        for (var key : List.of("mine", "hers")) {
            var owner = key.equals("mine") ? maria : ana;
            assertThat(owner.send("DELETE", "/api/tables/wish(" + key + ")", Optional.empty(), "X-CSRF-Token", owner.csrf()).statusCode()).isEqualTo(204);
        }
    }

    /**
     * Many worlds: somebody else makes, changes, links and deletes rows, one change after the other. What is there before a change and after it are two worlds that differ in rows
     * alone that the callers may not see. They are a pair for each caller who was answered the same in both, whatever can be asked.
     */
    @Test
    void noneOfManyWorldsTellsOfThem() {
        var seed = Long.getLong("torg.seed", 1);
        var dice = new Dice(seed);
        var maria = PORTAL.signIn("maria.anders@alfki.example");
        var ana = PORTAL.signIn("ana.trujillo@anatr.example");
        assertThat(maria.post("/api/tables/wish", "{\"number\": \"mine\", \"account\": \"ALFKI\", \"name\": \"A small boat\", \"pieces\": 2, \"labels@odata.bind\": [\"wishlabel(blue)\"]}").statusCode()).isEqualTo(201);
        awaitMine(maria);
        var asks = asks();
        var callers = Map.of("Maria", maria, "nobody", PORTAL.anonymous(), "a token of Maria", maria.program(RevocationHouseTest.token(maria, "{\"name\":\"worlds\",\"readOnly\":false}")));
        var known = new TreeMap<String, List<String>>();
        callers.forEach((name, caller) -> known.put(name, answers(caller)));
        var there = new TreeSet<String>();
        var pairs = 0;
        for (var world = 1; world <= CHANGES; world++) {
            var change = change(ana, dice, there);
            awaitFound(ana, change.key(), there.contains(change.key()));
            for (var caller : callers.entrySet()) {
                for (var i = 0; i < asks.size(); i++) {
                    assertThat(answer(caller.getValue(), asks.get(i))).as("seed %d, world %d, after %s, %s: %s", seed, world, change, caller.getKey(), asks.get(i))
                            .isEqualTo(known.get(caller.getKey()).get(i));
                }
                pairs++;
            }
        }
        assertThat(answer(maria, List.of("GET", "/wishes", ""))).as("her own is seen").contains("A small boat");
        assertThat(Visitor.json(ana.get("/api/tables/wish?$count=true")).path("@odata.count").asInt()).as("there was something to tell of").isEqualTo(there.size()).isPositive();
        for (var key : there) assertThat(delete(ana, key)).isEqualTo(204);
        assertThat(delete(maria, "mine")).isEqualTo(204);
        System.out.println(pairs + " paired worlds over HTTP: " + CHANGES + " changes, " + callers.size() + " callers, all " + asks.size() + " requests of each, " + pairs * asks.size()
                + " answers compared byte for byte, from seed " + seed);
    }

    /** Her own row is found: from now on only what others do could change an answer. */
    private static void awaitMine(Visitor maria) {
        Eventually.holds("her own row is found", () -> Visitor.json(maria.get("/api/search?q=mine")).findValuesAsText("key").contains("mine"));
    }

    /** The search has heard of it as well. */
    private static void awaitFound(Visitor ana, String key, boolean there) {
        Eventually.holds("the search knows of " + key, () -> Visitor.json(ana.get("/api/search?top=100&q=" + key)).findValuesAsText("key").contains(key) == there);
    }

    /** Something that was done with a row. */
    private record Done(String what, String key) {}

    /** Somebody else does something with rows of their own; {@code hers} is one of them now and then. */
    private static Done change(Visitor ana, Dice dice, TreeSet<String> there) {
        var key = dice.chance(25) ? "hers" : "w" + dice.below(20);
        if (there.contains(key) && dice.chance(50)) {
            there.remove(key);
            assertThat(delete(ana, key)).isEqualTo(204);
            return new Done("the end of", key);
        }
        var values = "\"account\": \"ANATR\", \"name\": \"%s boat\", \"pieces\": %d, \"price\": %d, \"done\": %b".formatted(dice.one(List.of("A", "w1", "Zebra", "mine")), dice.below(100), dice.below(10_000), dice.chance(50));
        if (there.add(key)) {
            var more = dice.chance(50) ? ", \"labels@odata.bind\": [\"wishlabel(%s)\"], \"wishpart\": [{\"product\": \"%d\", \"pieces\": %d}]".formatted(dice.one(List.of("blue", "violet")), 1 + dice.below(3), dice.below(20)) : "";
            var made = ana.post("/api/tables/wish", "{\"number\": \"" + key + "\", " + values + more + "}");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            return new Done("a new", key);
        }
        var changed = ana.send("PATCH", "/api/tables/wish(" + key + ")", Optional.of("{" + values + "}"), "Content-Type", "application/json", "X-CSRF-Token", ana.csrf());
        assertThat(changed.statusCode()).as(changed.body()).isIn(200, 204);
        return new Done("another", key);
    }

    private static int delete(Visitor owner, String key) {
        return owner.send("DELETE", "/api/tables/wish(" + key + ")", Optional.empty(), "X-CSRF-Token", owner.csrf()).statusCode();
    }

    private static List<String> answers(Visitor visitor) {
        return asks().stream().map(ask -> answer(visitor, ask)).toList();
    }

    private static List<List<String>> asks() {
        return Stream.concat(Stream.of(READ, SHOWN).flatMap(List::stream).map(path -> List.of("GET", path, "")), WRITES.stream()).toList();
    }

    private static String answer(Visitor visitor, List<String> ask) {
        return Heard.of(visitor.send(ask.get(0), ask.get(1), ask.get(2).isEmpty() ? Optional.empty() : Optional.of(ask.get(2)),
                "Content-Type", "application/json", "X-CSRF-Token", visitor.csrf(), "Prefer", "odata.continue-on-error"));
    }
}
