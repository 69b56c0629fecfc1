package torg.table.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.testkit.HandClock;

class BatchTest {
    private final Shop shop = new Shop();
    private final HandClock clock = new HandClock();
    private Duration each = Duration.ZERO;

    /** As each of them would be answered had it come alone: whoever tells problems tells those of a batch too, those of requests that were not tried among them. */
    @Test
    void whatGoesWrongSaysItsCodeAndItsSentence() {
        var answers = goOn(part("a", "get", "salesorder(5)"), depending(part("b", "get", "salesorder(2)"), "a"), part("c", "get", "salesorder?$filter=nothing eq 1"), part("d", "put", "salesorder"),
                grouped("g", part("e", "post", "salesorder", Map.of("number", "78", "account", "ALFKI", "lines", 7))), grouped("g", part("f", "post", "salesorder", Map.of("number", 1, "colour", "red"))));
        var alone = assertThrows(TorgException.class, () -> new TablesResource(shop.tables).readRow("salesorder", "5", Shop.request(Shop.MARIA)));
        assertThat(body(answers.getFirst())).containsEntry("code", alone.code()).containsEntry("detail", alone.getMessage());
        for (var answer : answers) {
            assertThat(answer).extractingByKey("headers").isEqualTo(Map.of("content-type", "application/problem+json"));
            assertThat(body(answer)).as(answer.toString()).hasEntrySatisfying("code", code -> assertThat(code.toString()).contains(".")).hasEntrySatisfying("detail", detail -> assertThat(detail.toString()).contains(" "));
            assertThat(body(answer)).containsEntry("status", answer.get("status"));
        }
        assertThat(answers).extracting(answer -> answer.get("status")).contains(404, 424, 400);
        assertThat(body(answers.get(1))).containsEntry("code", "table-api.depends").containsEntry("request", "told by the house");
    }

    @Test
    void eachIsJudgedAsIfItHadComeAlone() {
        var answers = goOn(part("a", "get", "salesorder?$select=number&$filter=number%20eq%20'2'"), part("b", "get", "/api/tables/salesorder(5)"), part("c", "get", "salesorder(2)/accountRow?$select=name"),
                part("d", "patch", "salesorder('2')", Map.of("note", "n"), "If-Match", "\"7\""), part("e", "delete", "product(1)"), part("f", "get", "inner"), part("g", "get", "salesorder?$select=margin"));
        assertThat(answers).extracting(answer -> answer.get("id") + " " + answer.get("status")).containsExactly("a 200", "b 404", "c 200", "d 412", "e 403", "f 404", "g 400");
        assertThat(body(answers.get(0))).containsEntry("value", List.of(Map.of("@odata.etag", "W/\"1\"", "number", "2")));
        assertThat(body(answers.get(2))).containsEntry("name", "Alfreds 'Futterkiste'");
    }

    @Test
    void tellsHowManyThereAre() {
        var answers = goOn(part("a", "get", "salesorder/$count?$filter=lines%20gt%201"), part("b", "get", "account(ALFKI)/salesorder/$count"), part("c", "get", "salesorder(1)/$count"),
                part("d", "post", "salesorder/$count", Map.of("number", "9")), part("e", "post", "salesorder/$ref", Map.of("number", "9")), part("f", "get", "salesorder(1)/accountRow/$ref"), part("g", "get", "salesorder(1)/$ref"), part("h", "get", "salesorder/$ref"));
        assertThat(answers).extracting(answer -> answer.get("id") + " " + answer.get("status")).containsExactly("a 200", "b 200", "c 400", "d 400", "e 400", "f 200", "g 400", "h 400");
        assertThat(answers.getFirst()).containsEntry("headers", Map.of("content-type", "text/plain")).containsEntry("body", "2");
        assertThat(answers.get(1)).containsEntry("body", "3");
        assertThat(body(answers.get(5))).containsEntry("@odata.id", "/api/tables/account(ALFKI)");
    }

    /** The time of a request is that of all its parts. */
    @Test
    void noPartIsDoneAfterTheTimeOfTheRequest() {
        var answers = Deadline.within(Duration.ZERO, () -> goOn(part("a", "get", "salesorder"), part("b", "patch", "salesorder('2')", Map.of("note", "late"), "If-Match", "*")));
        assertThat(answers).extracting(answer -> answer.get("status")).containsExactly(503, 503);
        assertThat(answers.toString()).contains("request.too-long");
        assertThat(body(goOn(part("c", "get", "salesorder('2')?$select=note")).getFirst())).doesNotContainEntry("note", "late");
    }

    @Test
    void theFirstFailureEndsIt() {
        assertThat(run(part("a", "get", "salesorder(5)"), part("b", "get", "salesorder(2)"))).extracting(answer -> answer.get("status")).containsExactly(404);
        assertThat(goOn(part("a", "get", "salesorder(5)"), depending(part("b", "get", "salesorder(2)"), "a"), part("c", "get", "salesorder(2)"))).extracting(answer -> answer.get("status")).containsExactly(404, 424, 200);
    }

    @Test
    void isTriedByWhatCameOfOthers() {
        var answers = run(part("1", "patch", "salesorder(77)", Map.of("note", "n"), "If-Match", "*"), asking("$1/$succeeded", part("2", "get", "salesorder(1)")),
                asking("$1/$succeeded eq false and $1/code eq 'table.no-row'", part("3", "post", "salesorder", Map.of("number", "77", "account", "ALFKI", "lines", 7))),
                asking("$3/lines gt 6 and $3/account ne 'ANATR' and not ($3/paid eq true)", part("4", "get", "$3/accountRow?$select=name")),
                depending(asking("$2/$succeeded or $4/$succeeded", part("5", "get", "salesorder(77)?$select=number")), "2"), part("6", "get", "salesorder(1)"));
        assertThat(answers).as("one without an 'if' is not tried behind a failure").extracting(answer -> answer.get("id") + " " + answer.get("status")).containsExactly("1 404", "2 424", "3 201", "4 200", "5 200");
    }

    @Test
    void whatItsOwnWordsLeaveOutEndsNothing() {
        assertThat(run(part("1", "get", "salesorder(1)"), asking("$1/$succeeded eq false", part("2", "post", "salesorder", Map.of("number", "9", "account", "ALFKI"))), part("3", "get", "salesorder(2)")))
                .extracting(answer -> answer.get("status")).containsExactly(200, 424, 200);
    }

    @Test
    void aChangeSetIsTriedWhenAllOfItIs() {
        var answers = goOn(part("1", "get", "salesorder(1)"), asking("$1/lines eq 1", grouped("g", part("2", "patch", "salesorder(1)", Map.of("note", "a")))),
                asking("$1/lines eq 2", grouped("g", part("3", "patch", "salesorder(2)", Map.of("note", "a")))), part("4", "get", "salesorder(1)"),
                asking("$4/note eq null", grouped("h", part("5", "patch", "salesorder(1)", Map.of("note", "b")))), grouped("h", part("6", "patch", "salesorder(2)", Map.of("note", "b"))));
        assertThat(answers).extracting(answer -> answer.get("status")).containsExactly(200, 424, 424, 200, 200, 200);
        for (var wrong : List.of(List.of(asking("$2/$succeeded", part("1", "get", "product")), part("2", "get", "product")), List.of(asking("$1/$succeeded", part("1", "get", "product"))),
                List.of(grouped("g", part("1", "delete", "product(1)")), asking("$1/$succeeded", grouped("g", part("2", "delete", "product(1)")))),
                List.of(grouped("g", part("1", "delete", "product(1)")), asking("$g/$succeeded", part("2", "get", "product"))))) {
            assertThatThrownBy(() -> Part.read(Map.of("requests", wrong))).hasMessageContaining("asks about one that is not done before it");
        }
    }

    @Test
    void aChangeSetHappensTogether() {
        shop.tables.rights(new Shop.Everything());
        var answers = run(grouped("g", part("1", "post", "account", Map.of("number", "NEW", "name", "New"))), grouped("g", part("2", "post", "$1/salesorderByAccount", Map.of("number", "n1"))),
                grouped("g", part("3", "post", "salesorder", Map.of("number", "n2", "accountRow@odata.bind", "$1"))), grouped("g", part("4", "patch", "salesorder(2)", Map.of("note", "n"))),
                part("5", "get", "$1/salesorder?$select=number"), part("6", "patch", "$1", Map.of("name", "Newer")));
        assertThat(answers).extracting(answer -> answer.get("status")).containsExactly(201, 201, 201, 200, 200, 200);
        assertThat(answers.getFirst()).containsEntry("atomicityGroup", "g").extractingByKey("headers").asString().contains("/api/tables/account(NEW)");
        assertThat(body(answers.get(4)).get("value")).asString().contains("n1", "n2");
        assertThat(body(answers.get(5))).containsEntry("name", "Newer");
    }

    @Test
    void linksRowsThatAreMadeInIt() {
        shop.tables.rights(new Shop.Everything());
        var answers = run(grouped("g", part("1", "post", "account", Map.of("number", "NEW"))), grouped("g", part("2", "put", "salesorder(1)/accountRow/$ref", Map.of("@odata.id", "$1"))),
                grouped("g", part("3", "post", "$1/salesorder/$ref", Map.of("@odata.id", "salesorder(2)"))), part("4", "delete", "account(NEW)/salesorder/$ref?$id=salesorder(2)"),
                part("5", "get", "$1/salesorder?$select=number"));
        assertThat(answers).extracting(answer -> answer.get("status")).containsExactly(201, 204, 204, 204, 200);
        assertThat(body(answers.getLast())).containsEntry("value", List.of(Map.of("@odata.etag", "W/\"2\"", "number", "1")));
    }

    @Test
    void whatIsSaidOfARowIsNoRowOfIt() {
        var answers = run(grouped("g", part("1", "post", "account", Map.of("number", "N1", "x@odata.type", List.of(Map.of())))),
                grouped("g", part("2", "post", "account", Map.of("number", "N2"))), grouped("g", part("3", "patch", "account(ANATR)", Map.of("name", "A"))));
        assertThat(answers).extracting(answer -> body(answer).get("number")).containsExactly("N1", "N2", "ANATR");
    }

    @Test
    void orNotAtAll() {
        var answers = goOn(grouped("g", part("1", "patch", "salesorder(2)", Map.of("note", "n"))), grouped("g", part("2", "post", "salesorder", Map.of("number", "n", "account", "ALFKI", "note", "x".repeat(300)))),
                depending(part("3", "get", "salesorder(2)"), "g"), part("4", "get", "salesorder(2)"));
        assertThat(answers).extracting(answer -> answer.get("status")).containsExactly(424, 422, 424, 200);
        assertThat(body(answers.get(1)).get("fields")).asString().contains("note").doesNotContain("1.note");
        assertThat(body(answers.get(3))).containsEntry("note", null);
        assertThat(run(grouped("g", part("1", "patch", "salesorder(2)", Map.of("note", "n"))), grouped("g", part("2", "patch", "salesorder(5)", Map.of("note", "n"))))).extracting(answer -> answer.get("status"))
                .as("nobody says which one was refused").containsExactly(404, 404);
        assertThat(run(grouped("g", part("1", "patch", "salesorder(77)", Map.of("account", "ALFKI"))))).extracting(answer -> answer.get("status")).as("no row is made by changing it").containsExactly(404);
    }

    @Test
    void aRepeatChangesNothing() {
        var parts = List.of(part("1", "post", "salesorder", Map.of("number", "n1", "account", "ALFKI")), grouped("g", part("2", "post", "salesorder", Map.of("number", "n2", "account", "ALFKI"))),
                grouped("g", part("3", "patch", "salesorder(2)", Map.of("note", "n"))), part("4", "delete", "salesorder(3)"));
        var named = Shop.with(Shop.request(Shop.MARIA), "idempotency-key", "k");
        assertThat(run(named, parts)).extracting(answer -> answer.get("status")).containsExactly(201, 201, 200, 204);
        assertThat(run(named, parts)).extracting(answer -> answer.get("status")).containsExactly(200, 200, 200, 204);
        assertThat(run(named, List.of(part("1", "post", "salesorder", Map.of("number", "n9", "account", "ALFKI"))))).extracting(answer -> answer.get("status")).containsExactly(422);
        assertThat(run(part("x", "post", "salesorder", Map.of("number", "n3", "account", "ALFKI"), "Idempotency-Key", "own"), part("y", "post", "salesorder", Map.of("number", "n3", "account", "ALFKI"), "Idempotency-Key", "own")))
                .extracting(answer -> answer.get("status")).containsExactly(201, 200);
    }

    @Test
    void whatIsMadeIsAnsweredOnceAndAsMadeWhenItCannotBeReadAfterwards() {
        var parts = List.of(grouped("g", part("1", "post", "salesorder", Map.of("number", "n1", "account", "ALFKI"))), grouped("g", part("2", "patch", "salesorder(2)", Map.of("note", "n"))));
        assertThat(run(Shop.busyAfterWrites(shop.tables), Shop.request(Shop.MARIA), parts)).extracting(answer -> answer.get("id") + " " + answer.get("status")).containsExactly("1 201", "2 204");
        var alone = part("3", "post", "salesorder", Map.of("number", "n3", "account", "ALFKI"));
        assertThat(run(Shop.busyAfterWrites(shop.tables), Shop.request(Shop.MARIA), List.of(alone))).extracting(answer -> answer.get("status")).containsExactly(201);
    }

    @Test
    void aMistakeOfOursInOneIsNoneInTheOthers() {
        var asked = new int[1];
        var tables = Shop.instead(shop.tables, name -> {
            if (name.equals("query") && ++asked[0] == 1) throw new IllegalStateException("a mistake");
            return Optional.empty();
        });
        var request = Shop.with(Shop.request(Shop.MARIA), "prefer", "odata.continue-on-error");
        var parts = List.of(part("1", "patch", "salesorder(2)", Map.of("note", "n")), part("2", "get", "salesorder"), part("3", "get", "salesorder"));
        assertThat(run(tables, request, parts)).extracting(answer -> answer.get("status")).containsExactly(200, 500, 200);
        var writing = Shop.instead(shop.tables, name -> {
            if (name.equals("write")) throw new IllegalStateException("a mistake");
            return Optional.empty();
        });
        assertThat(run(writing, request, List.of(grouped("g", part("1", "patch", "salesorder(2)", Map.of("note", "m"))), grouped("g", part("2", "patch", "salesorder(3)", Map.of("note", "m"))), part("3", "get", "salesorder(2)"))))
                .extracting(answer -> answer.get("status")).containsExactly(500, 500, 200);
    }

    @Test
    void boundsWhatItMayCost() {
        assertThatThrownBy(() -> Part.read(Map.of("requests", IntStream.range(0, 101).mapToObj(i -> part("" + i, "get", "product")).toList()))).hasMessageContaining("at most 100");
        shop.wide(2_000);
        var answers = goOn(IntStream.range(0, 4).mapToObj(i -> part("" + i, "get", "wide?$top=2000")).toArray(Map<?, ?>[]::new));
        assertThat(answers).extracting(answer -> answer.get("status")).containsExactly(200, 200, 413, 413);
        each = Duration.ofSeconds(11);
        assertThat(goOn(part("1", "get", "salesorder(5)"), part("2", "get", "salesorder(5)"), part("3", "get", "product"))).extracting(answer -> answer.get("status")).containsExactly(404, 404, 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{id=1}", "{id=1, method=get}", "{id=1, method=get, url=}", "{id=1, method=head, url=product}", "{id=1, method=get, url=a/b/c}", "{id=1, method=get, url=product(%zz)}",
            "{id=1, method=get, url=product, atomicityGroup=g}", "{id=1, method=get, url=product, dependsOn=x}", "{id=1, method=post, url=product, body=x}", "{id=1, method=get, url=product, if=}", "{id=1, method=get, url=product, if=true}"})
    void refusesWhatItCannotRead(String written) {
        var part = new HashMap<String, Object>();
        for (var member : written.substring(1, written.length() - 1).split(", ")) if (member.contains("=")) part.put(member.split("=", 2)[0], member.split("=", 2)[1]);
        assertThatThrownBy(() -> Part.read(Map.of("requests", List.of(part)))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
    }

    @Test
    void refusesPartsThatDoNotGoTogether() {
        for (var parts : List.of(List.of(part("1", "get", "product"), part("1", "get", "product")), List.of(depending(part("1", "get", "product"), "2"), part("2", "get", "product")),
                List.of(grouped("g", part("1", "delete", "product(1)")), part("2", "get", "product"), grouped("g", part("3", "delete", "product(1)"))))) {
            assertThatThrownBy(() -> Part.read(Map.of("requests", parts))).isInstanceOf(TorgException.class);
        }
        assertThat(run(part("1", "get", "$nobody"))).extracting(answer -> answer.get("status")).containsExactly(400);
        assertThat(run(part("1", "post", "salesorder(2)", Map.of()))).extracting(answer -> answer.get("status")).containsExactly(400);
        assertThat(run(part("1", "delete", "salesorder"))).extracting(answer -> answer.get("status")).containsExactly(400);
    }

    private List<Map<String, Object>> run(Map<?, ?>... parts) {
        return run(Shop.request(Shop.MARIA), List.of(parts));
    }

    private List<Map<String, Object>> goOn(Map<?, ?>... parts) {
        return run(Shop.with(Shop.request(Shop.MARIA), "prefer", "odata.continue-on-error"), List.of(parts));
    }

    private List<Map<String, Object>> run(Request request, List<? extends Map<?, ?>> parts) {
        return run(shop.tables, request, parts);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> run(Tables tables, Request request, List<? extends Map<?, ?>> parts) {
        var batch = new Batch(new TablesResource(tables), tables, request, clock, this::told);
        return (List<Map<String, Object>>) batch.run(Part.read(Map.of("requests", parts))).get("responses");
    }

    private Batch.Told told(RuntimeException fault) {
        clock.pass(each);
        return fault instanceof TorgException problem ? new Batch.Told(problem.kind().status(), Map.of("status", problem.kind().status(), "code", problem.code(), "detail", problem.getMessage(),
                "fields", problem.fields().toString(), "request", "told by the house")) : new Batch.Told(500, Map.of());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(Map<String, Object> answer) {
        return (Map<String, Object>) answer.get("body");
    }

    private static Map<String, Object> part(String id, String method, String url) {
        return new HashMap<>(Map.of("id", id, "method", method, "url", url));
    }

    private static Map<String, Object> part(String id, String method, String url, Map<String, Object> body, String... header) {
        var part = part(id, method, url);
        part.put("body", body);
        if (header.length > 0) part.put("headers", Map.of(header[0], header[1]));
        return part;
    }

    private static Map<String, Object> grouped(String group, Map<String, Object> part) {
        part.put("atomicityGroup", group);
        return part;
    }

    private static Map<String, Object> asking(String when, Map<String, Object> part) {
        part.put("if", when);
        return part;
    }

    private static Map<String, Object> depending(Map<String, Object> part, String... on) {
        part.put("dependsOn", new ArrayList<>(List.of(on)));
        return part;
    }
}
