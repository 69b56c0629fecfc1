package torg.table.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Link;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.table.api.model.Csdl;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;

/** Rows that are linked many to many, and lookups that lead to several tables. */
class RelationsTest {
    private static final TestSource SITE = new TestSource()
            .document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}, name: {type: text}}}")
            .document("tables/contact.yml", "{table: contact, key: id, columns: {id: {type: text}, name: {type: text}}}")
            .document("tables/tag.yml", "{table: tag, key: id, columns: {id: {type: text}, weight: {type: integer}}}")
            .document("tables/note.yml", """
                    table: note
                    key: id
                    columns:
                      id: {type: text}
                      regarding: {type: lookup, to: [account, contact]}
                    relationships:
                      tags: {to: tag, inverse: notes}
                      related: {to: note, inverse: related_of}
                    """);

    private final Rules rules = new Rules();
    private final MemoryTables tables = new MemoryTables(SITE.compile(new TableDocuments())).rights(rules);
    private final TablesResource resource = new TablesResource(tables);

    @BeforeEach
    void fill() {
        tables.write(Shop.HOUSE, Write.of(new Change.Create("account", Map.of("id", "ALFKI", "name", "Alfreds")), new Change.Create("contact", Map.of("id", "MARIA", "name", "Maria")),
                new Change.Create("tag", Map.of("id", "red", "weight", 1L)), new Change.Create("tag", Map.of("id", "blue", "weight", 2L)), new Change.Create("tag", Map.of("id", "closed")), new Change.Create("tag", Map.of("id", "secret")),
                new Change.Create("note", Map.of("id", "one")), new Change.Create("note", Map.of("id", "two")), new Change.Create("note", Map.of("id", "hers")),
                new Change.Associate("note", "one", "tags", "red"), new Change.Associate("note", "one", "tags", "secret"), new Change.Associate("note", "hers", "tags", "red"),
                new Change.Associate("note", "one", "related", "two")));
    }

    @Test
    void leadToEachOtherFromEitherSide() {
        assertThat(keys("note", "one", "tags")).containsExactly("red");
        assertThat(keys("tag", "red", "notes")).as("as far as they are seen").containsExactly("one");
        assertThat(keys("note", "one", "related")).containsExactly("two");
        assertThat(keys("note", "two", "related_of")).containsExactly("one");
        assertThat(keys("note", "two", "related")).isEmpty();
        assertThat(resource.countAlong("tag", "red", "notes", asked())).isEqualTo("1");
        for (var hidden : List.of("hers", "nosuch")) assertThat(problem(() -> resource.along("note", hidden, "tags", asked())).kind()).isEqualTo(ProblemKind.NOT_FOUND);
    }

    @Test
    void areShownWithinEachOther() {
        tables.write(Shop.HOUSE, Write.of(new Change.Associate("note", "one", "tags", "blue"), new Change.Associate("note", "two", "tags", "blue")));
        assertThat(Entities.rows(resource.rows("note", asked("$select", "id", "$expand", "tags($select=id;$orderby=weight desc;$top=1;$count=true)")))).extracting(row -> row.get("tags@odata.count"), row -> row.get("tags").toString())
                .containsExactly(tuple(2L, "[{@odata.etag=W/\"1\", id=blue}]"), tuple(1L, "[{@odata.etag=W/\"1\", id=blue}]"));
        assertThat(row("one", "$select", "id", "$expand", "tags($select=id;$filter=weight eq 1;$expand=notes($select=id)),related($select=id;$expand=related_of($select=id))").toString())
                .isEqualTo("{@odata.context=/api/tables/$metadata#note(id)/$entity, @odata.etag=W/\"1\", id=one, tags=[{@odata.etag=W/\"1\", id=red, notes=[{@odata.etag=W/\"1\", id=one}]}], "
                        + "related=[{@odata.etag=W/\"1\", id=two, related_of=[{@odata.etag=W/\"1\", id=one}]}]}");
        tables.write(Shop.HOUSE, Write.of(IntStream.range(0, 300).<Change>mapToObj(i -> new Change.Create("tag", Map.of("id", "t%03d".formatted(i)))).toList()));
        tables.write(Shop.HOUSE, Write.of(IntStream.range(0, 300).<Change>mapToObj(i -> new Change.Associate("note", "two", "tags", "t%03d".formatted(i))).toList()));
        var many = row("two", "$expand", "tags($select=id)");
        assertThat((List<?>) many.get("tags")).hasSize(200);
        var next = URI.create((String) many.get("tags@odata.nextLink"));
        assertThat(next.getPath()).isEqualTo("/api/tables/note(two)/tags");
        assertThat(Entities.rows(Entities.of(resource.along("note", "two", "tags", asked(TablesResourceTest.parameters(next)))))).hasSize(101);
        rules.unread = Set.of("tag");
        assertThat(problem(() -> row("one", "$expand", "tags")).getMessage().replace("tags", "nothing")).isEqualTo(problem(() -> row("one", "$expand", "nothing")).getMessage());
    }

    @Test
    void areAskedOfInAFilter() {
        assertThat(found("note", "tags/any(t: t/id eq 'red')")).containsExactly("one");
        assertThat(found("note", "tags/any(t: t/id eq 'secret')")).as("a hidden row is told by no filter").isEmpty();
        assertThat(found("note", "tags/all(t: t/weight eq 1) and tags/any()")).containsExactly("one");
        assertThat(found("note", "not tags/any()")).containsExactly("two");
        assertThat(found("note", "tags/$count eq 1")).as("a hidden row is not counted").containsExactly("one");
        assertThat(found("note", "tags/$count($filter=weight gt 1) eq 0")).containsExactly("one", "two");
        assertThat(found("note", "related_of/any(n: n/tags/any(t: t/weight lt 2))")).containsExactly("two");
        assertThat(found("tag", "notes/any(n: n/id eq 'hers')")).isEmpty();
    }

    @Test
    void areLinkedAndUnlinked() {
        assertThat(link(Edit.Kind.LINK, "note", "two", "tags", "tag('red')").getStatus()).isEqualTo(204);
        assertThat(link(Edit.Kind.LINK, "tag", "blue", "notes", "note(two)").getStatus()).as("from the other side").isEqualTo(204);
        assertThat(keys("note", "two", "tags")).containsExactly("blue", "red");
        assertThat(link(Edit.Kind.UNLINK, "note", "two", "tags", "tag('red')").getStatus()).isEqualTo(204);
        assertThat(keys("note", "two", "tags")).containsExactly("blue");
        assertThat(tables.find(Shop.HOUSE, "note", "two").orElseThrow().version()).as("the row itself remains").isEqualTo(1);
        assertThat(problem(() -> resource.link(Edit.Kind.LINK, false, "note", "two", "tags", null, Map.of("@odata.id", "tag(red)"), asked())).kind()).as("one more is given with POST").isEqualTo(ProblemKind.MALFORMED);
    }

    @Test
    void areLinkedOnlyAsFarAsTheyAreSeenAndMayBe() {
        for (var hidden : List.of("secret", "nosuch")) {
            assertThat(problem(() -> link(Edit.Kind.LINK, "note", "one", "tags", "tag(" + hidden + ")")).fields()).extracting(FieldProblem::field, FieldProblem::code).containsExactly(tuple("tags", "unknown-row"));
            assertThat(problem(() -> link(Edit.Kind.UNLINK, "note", "one", "tags", "tag(" + hidden + ")")).code()).isEqualTo("table.invalid-values");
        }
        for (var hidden : List.of("hers", "nosuch")) assertThat(problem(() -> link(Edit.Kind.LINK, "note", hidden, "tags", "tag(red)")).kind()).isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(problem(() -> link(Edit.Kind.LINK, "note", "two", "tags", "tag(closed)")).kind()).isEqualTo(ProblemKind.DENIED);
        assertThat(problem(() -> link(Edit.Kind.LINK, "note", "two", "tags", "note(one)")).kind()).as("of another table").isEqualTo(ProblemKind.MALFORMED);
        assertThat(tables.links(Shop.HOUSE, "note", "tags", List.of("one", "two"))).containsExactly(new Link("one", "red"), new Link("one", "secret"));
    }

    @Test
    void areMadeWithTheRowTheyAreLinkedWith() {
        var made = create("note", Map.of("id", "new", "tags", List.of(Map.of("id", "green", "notes", List.of(Map.of("id", "newer")))), "tags@odata.bind", List.of("tag('red')", "/api/tables/tag(blue)")));
        assertThat(made.getStatus()).isEqualTo(201);
        assertThat(Entities.of(made)).containsEntry("id", "new");
        assertThat(keys("note", "new", "tags")).containsExactly("blue", "green", "red");
        assertThat(keys("tag", "green", "notes")).containsExactly("new", "newer");

        assertThat(problem(() -> create("note", Map.of("id", "n", "tags@odata.bind", List.of("tag(red)", "tag(secret)")))).fields()).extracting(FieldProblem::field).containsExactly("tags");
        assertThat(problem(() -> create("note", Map.of("id", "n", "tags", List.of(Map.of("id", "n1"), Map.of("id", "red"))))).kind()).isEqualTo(ProblemKind.CONFLICT);
        assertThat(problem(() -> create("note", Map.of("id", "n", "tags", List.of(Map.of("id", "n1"), Map.of("id", "secret"))))).kind()).as("nobody is told what stands where they may make nothing").isEqualTo(ProblemKind.DENIED);
        assertThat(tables.find(Shop.HOUSE, "note", "n")).as("all or none").isEmpty();
        assertThat(tables.find(Shop.HOUSE, "tag", "n1")).isEmpty();
    }

    @Test
    void areMadeInAChangeSet() {
        var answers = batch(part("1", "post", "note", Map.of("id", "new", "tags", List.of(Map.of("id", "green")))), part("2", "post", "tag", Map.of("id", "grey")),
                part("3", "post", "$1/tags/$ref", Map.of("@odata.id", "$2")), part("4", "post", "$1/tags", Map.of("id", "pink")), part("5", "patch", "note(two)", Map.of("regarding_contact", "MARIA")));
        assertThat(answers).extracting(answer -> answer.get("status")).containsExactly(201, 201, 204, 201, 200);
        assertThat(answers).extracting(answer -> answer.get("body") instanceof Map<?, ?> row ? row.get("id") + "" : "").containsExactly("new", "grey", "", "pink", "two");
        assertThat(keys("note", "new", "tags")).containsExactly("green", "grey", "pink");
        assertThat(batch(part("1", "post", "note", Map.of("id", "next", "tags@odata.bind", List.of("tag(secret)"))), part("2", "patch", "note(two)", Map.of("regarding_contact", "MARIA"))))
                .as("nobody says which one was refused").extracting(answer -> answer.get("status")).containsExactly(422, 422);
    }

    @Test
    void areDescribedToWhoeverMaySeeThem() {
        assertThat(Csdl.of(tables, Shop.MARIA)).contains("<NavigationProperty Name=\"tags\" Type=\"Collection(torg.tag)\" Partner=\"notes\"", "<NavigationProperty Name=\"related_of\" Type=\"Collection(torg.note)\" Partner=\"related\"",
                "<NavigationProperty Name=\"regarding_contactRow\" Type=\"torg.contact\" Partner=\"noteByRegarding_contact\"", "<NavigationPropertyBinding Path=\"tags\" Target=\"tag\"");
        assertThat(resource.describe(asked()).paths()).containsKeys("/tables/note({key})/tags", "/tables/note({key})/tags/$count", "/tables/note({key})/tags/$ref", "/tables/note({key})/regarding_accountRow/$ref");
        assertThat(resource.describe(asked()).schemas().get("note").toString()).contains("tags={").contains("regarding_contactRow={");
        rules.unread = Set.of("tag", "contact");
        assertThat(Csdl.of(tables, Shop.MARIA)).contains("Name=\"related\"", "Name=\"regarding_accountRow\"").doesNotContain("tags", "Row\" Type=\"torg.contact\"");
        assertThat(resource.describe(asked()).toString()).contains("/tables/note({key})/related").doesNotContain("tags", "regarding_contactRow");
        assertThat(problem(() -> resource.along("note", "one", "tags", asked())).getMessage().replace("tags", "nothing")).isEqualTo(problem(() -> resource.along("note", "one", "nothing", asked())).getMessage());
        assertThat(problem(() -> found("note", "tags/any()")).getMessage().replace("tags", "nothing")).isEqualTo(problem(() -> found("note", "nothing/any()")).getMessage());
    }

    @Test
    void whoMayNotLinkIsToldOfNoLinking() {
        rules.unlinked = true;
        assertThat(resource.describe(asked()).paths()).containsKey("/tables/note({key})/tags");
        assertThat(((Map<?, ?>) resource.describe(asked()).paths().get("/tables/note({key})/tags/$ref")).keySet().toString()).isEqualTo("[get]");
        assertThat(((Map<?, ?>) resource.describe(asked()).paths().get("/tables/note({key})/tags")).keySet().toString()).isEqualTo("[get]");
        assertThat(problem(() -> link(Edit.Kind.LINK, "note", "two", "tags", "tag(red)")).kind()).isEqualTo(ProblemKind.DENIED);
    }

    /** A polymorphic lookup is a way for each table it may lead to; at most one of them leads anywhere. */
    @Test
    void aPolymorphicLookupIsAWayForEachTarget() {
        set("two", "regarding_accountRow", "account('ALFKI')");
        assertThat(row("two", "$expand", "regarding_accountRow($select=name),regarding_contact($select=name)")).containsEntry("regarding", "account/ALFKI").containsEntry("regarding_contact", null)
                .extractingByKey("regarding_accountRow").asString().contains("name=Alfreds");
        set("two", "regarding_contact", "contact(MARIA)");
        assertThat(row("two")).containsEntry("regarding", "contact/MARIA").containsEntry("regarding_account", null).containsEntry("regarding_contact", "MARIA");
        assertThat(keys("contact", "MARIA", "noteByRegarding_contact")).containsExactly("two");
        assertThat(found("note", "regarding_contactRow/name eq 'Maria' and regarding eq 'contact/MARIA'")).containsExactly("two");
        assertThat(found("contact", "noteByRegarding_contact/any(n: n/id eq 'two')")).containsExactly("MARIA");

        resource.link(Edit.Kind.UNLINK, false, "note", "two", "regarding_accountRow", null, Map.of(), asked());
        assertThat(row("two")).as("what leads to another table remains").containsEntry("regarding", "contact/MARIA");
        resource.link(Edit.Kind.UNLINK, false, "note", "two", "regarding_contactRow", null, Map.of(), asked());
        assertThat(row("two")).containsEntry("regarding", null);
        assertThat(Entities.of(create("note", Map.of("id", "bound", "regarding_accountRow@odata.bind", "account('ALFKI')")))).containsEntry("regarding", "account/ALFKI");
        assertThat(problem(() -> set("two", "regarding_accountRow", "contact(MARIA)")).kind()).isEqualTo(ProblemKind.MALFORMED);
    }

    private void set(String note, String way, String to) {
        resource.link(Edit.Kind.LINK, false, "note", note, way, null, Map.of("@odata.id", to), asked());
    }

    private Response link(Edit.Kind kind, String table, String key, String way, String to) {
        return resource.link(kind, true, table, key, way, null, Map.of("@odata.id", to), asked());
    }

    private Response create(String table, Map<String, Object> body) {
        return resource.create(table, null, body, asked());
    }

    private List<Object> keys(String table, String key, String way) {
        return Entities.rows(Entities.of(resource.along(table, key, way, asked()))).stream().map(row -> row.get("id")).toList();
    }

    private List<Object> found(String table, String filter) {
        return Entities.rows(resource.rows(table, asked("$filter", filter))).stream().map(row -> row.get("id")).toList();
    }

    private Map<String, Object> row(String note, String... options) {
        return Entities.of(resource.row("note", note, asked(options)));
    }

    private static Request asked(String... options) {
        return Shop.request(Shop.MARIA, options);
    }

    private static Map<String, Object> part(String id, String method, String url, Map<String, Object> body) {
        return Map.of("id", id, "method", method, "url", url, "body", body, "atomicityGroup", "g");
    }

    private static Batch.Told told(RuntimeException fault) {
        if (fault instanceof TorgException problem) return new Batch.Told(problem.kind().status(), problem.code());
        throw fault;
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> batch(Map<?, ?>... parts) {
        var batch = new Batch(resource, tables, asked(), () -> Instant.EPOCH, RelationsTest::told);
        return (List<Map<String, Object>>) batch.run(Part.read(Map.of("requests", List.of(parts)))).get("responses");
    }

    private static TorgException problem(ThrowingCallable call) {
        var thrown = catchThrowableOfType(TorgException.class, call);
        assertThat(thrown).isNotNull();
        return thrown;
    }

    /** Everything, but the note that is hers and the tag that is secret; and nothing is linked to the closed one. */
    private static final class Rules implements TableAccess {
        Set<String> unread = Set.of();
        boolean unlinked;

        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            if (unread.contains(table) || unlinked && privilege == Privilege.APPEND_TO) return Grant.denied("unread");
            var hidden = new Condition.Not(Condition.eq("id", table.equals("note") ? "hers" : "secret"));
            return new Grant(privilege == Privilege.APPEND_TO ? Condition.all(hidden, new Condition.Not(Condition.eq("id", "closed"))) : hidden, List.of("all but one"));
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return _ -> true;
        }

        @Override
        public Set<String> tables() {
            return Set.of("account", "contact", "tag", "note");
        }
    }
}
