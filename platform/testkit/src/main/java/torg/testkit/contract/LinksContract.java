package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static torg.testkit.random.RandomTablesContract.HOUSE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Link;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.testkit.TestSource;

/** What every gate to rows keeps about rows that are linked by N:N relationships; a part of {@link TablesContract}. */
public interface LinksContract {
    /** Whoever signs in reads products and categories that are not secret; may link from some, and to others. */
    Caller ANN = Caller.contact("ann", "Ann", List.of(), List.of("buyer"));

    /** See {@link torg.testkit.random.RandomTablesContract#open}. */
    Tables open(TestSource site, TableAccess rules);

    @Test
    default void rowsAreLinkedFromEitherSideAndRemainAsTheyAre() {
        var tables = market();
        var last = tables.feed(HOUSE, 0, 1_000).getLast().sequence();

        var link = new Change.Associate("product", "tea", "categories", "drinks");
        assertThat(tables.write(HOUSE, Write.of(link)).keys()).containsExactly("tea");
        tables.write(HOUSE, Write.of(new Change.Associate("category", "drinks", "products", "tea"), link));

        assertThat(tables.links(HOUSE, "product", "categories", List.of("tea", "milk"))).containsExactly(new Link("tea", "drinks"));
        assertThat(tables.links(HOUSE, "category", "products", List.of("drinks"))).containsExactly(new Link("drinks", "tea"));
        assertThat(keys(tables, HOUSE, "category", new Condition.Linked("products", Condition.eq("id", "tea")))).containsExactly("drinks");
        assertThat(tables.find(HOUSE, "product", "tea")).get().returns(1L, Row::version);
        assertThat(tables.feed(HOUSE, last, 100)).extracting(Committed::table, Committed::key, Committed::kind, entry -> List.copyOf(entry.columns()))
                .containsExactly(tuple("product", "tea", Committed.Kind.UPDATED, List.of("categories")), tuple("category", "drinks", Committed.Kind.UPDATED, List.of("products")));

        tables.write(HOUSE, Write.of(new Change.Disassociate("category", "drinks", "products", "tea")));
        tables.write(HOUSE, Write.of(new Change.Disassociate("category", "drinks", "products", "tea")));
        assertThat(tables.links(HOUSE, "product", "categories", List.of("tea"))).isEmpty();
        assertThat(tables.feed(HOUSE, last, 100)).hasSize(4);
    }

    @Test
    default void aRowIsLinkedWithOthersOfItsTableInOneDirection() {
        var tables = market();
        tables.write(HOUSE, Write.of(new Change.Associate("product", "tea", "substitutes", "milk")));

        assertThat(keys(tables, HOUSE, "product", new Condition.Linked("substitute_of", Condition.eq("id", "tea")))).containsExactly("milk");
        assertThat(keys(tables, HOUSE, "product", new Condition.Linked("substitutes", Condition.eq("id", "tea")))).isEmpty();
        assertThat(keys(tables, HOUSE, "product", new Condition.Not(new Condition.Linked("substitutes", new Condition.Everything())))).containsExactly("milk", "plan");
    }

    @Test
    default void linksAreMadeWithTheRowsOfOneWriteAndGoWithThem() {
        var tables = market();
        tables.write(HOUSE, Write.of(new Change.Create("product", Map.of("id", "ale")), new Change.Create("category", Map.of("id", "beer")),
                new Change.Associate("product", new Change.Made(0), "categories", new Change.Made(1))));
        assertThat(tables.links(HOUSE, "category", "products", List.of("beer"))).containsExactly(new Link("beer", "ale"));

        refused(ProblemKind.NOT_FOUND, "table.no-row", tables, HOUSE, new Change.Disassociate("product", "ale", "categories", "beer"), new Change.Associate("product", "nosuch", "categories", "beer"));
        assertThat(tables.links(HOUSE, "category", "products", List.of("beer"))).as("nothing is half done").hasSize(1);

        tables.write(HOUSE, Write.of(new Change.Delete("category", "beer"), new Change.Create("category", Map.of("id", "beer"))));
        assertThat(tables.links(HOUSE, "product", "categories", List.of("ale"))).isEmpty();
    }

    @Test
    default void linkingNeedsBothRowsInSightAndARightOnEach() {
        var tables = market();
        tables.write(ANN, Write.of(new Change.Associate("product", "tea", "categories", "drinks")));
        tables.write(ANN, Write.of(new Change.Disassociate("product", "tea", "categories", "drinks")));

        refused(ProblemKind.DENIED, "table.denied", tables, ANN, new Change.Associate("category", "drinks", "products", "tea"));
        refused(ProblemKind.DENIED, "table.denied", tables, ANN, new Change.Associate("product", "milk", "categories", "drinks"));
        refused(ProblemKind.DENIED, "table.denied", tables, ANN, new Change.Associate("product", "tea", "categories", "closed"));
        refused(ProblemKind.MALFORMED, "table.unknown-column", tables, ANN, new Change.Associate("product", "tea", "colours", "drinks"));
        for (var nobodySees : List.of("plan", "nosuch", "", "x".repeat(70))) {
            refused(ProblemKind.NOT_FOUND, "table.no-row", tables, ANN, new Change.Associate("product", nobodySees, "categories", "drinks"));
            assertThat(refused(ProblemKind.INVALID, "table.invalid-values", tables, ANN, new Change.Associate("product", "tea", "substitutes", nobodySees)).fields())
                    .extracting(FieldProblem::field, FieldProblem::code).containsExactly(tuple("substitutes", "unknown-row"));
        }
        refused(ProblemKind.MALFORMED, "table.wrong-reference", tables, ANN, new Change.Associate("product", new Change.Made(0), "categories", new Change.Key("drinks")));
    }

    @Test
    default void aHiddenRowIsLinkedWithNothing() {
        var tables = market();
        tables.write(HOUSE, Write.of(new Change.Associate("product", "plan", "categories", "drinks"), new Change.Associate("product", "milk", "categories", "closed")));

        assertThat(keys(tables, ANN, "category", new Condition.Linked("products", new Condition.Everything()))).containsExactly("closed");
        assertThat(tables.links(ANN, "category", "products", List.of("drinks", "closed"))).containsExactly(new Link("closed", "milk"));
        assertThat(tables.links(ANN, "product", "categories", List.of("plan"))).isEmpty();
        assertThat(catchThrowableOfType(TorgException.class, () -> tables.links(ANN, "product", "colours", List.of())).code()).isEqualTo("table.unknown-column");
    }

    @Test
    default void whatManyRowsAreLinkedWithIsOneQuestion() {
        var tables = market();
        tables.write(HOUSE, Write.of(new Change.Associate("category", "drinks", "products", "tea"), new Change.Associate("category", "drinks", "products", "milk"), new Change.Associate("category", "drinks", "products", "plan"),
                new Change.Associate("category", "closed", "products", "milk"), new Change.Associate("product", "tea", "substitutes", "milk"), new Change.Associate("product", "plan", "substitutes", "milk")));

        var first = tables.each(ANN, Query.of("product").order(new Query.Order("id", true)).top(1).counted(), "categories", List.of("closed", "drinks", "nosuch"), 10);
        assertThat(first.keySet()).containsExactly("closed", "drinks", "nosuch");
        assertThat(first.get("drinks").total()).as("as far as they are seen").hasValue(2);
        assertThat(first.get("drinks").rows()).extracting(Row::key).containsExactly("tea");
        var behind = Query.of("product").order(new Query.Order("id", true)).after(first.get("drinks").next().orElseThrow()).where(new Condition.Linked("categories", Condition.eq("id", "drinks")));
        assertThat(tables.query(ANN, behind).rows()).extracting(Row::key).containsExactly("milk");
        assertThat(first.get("closed").rows()).extracting(Row::key).containsExactly("milk");
        assertThat(first.get("closed").next()).isEmpty();
        assertThat(first.get("nosuch").total()).hasValue(0);

        var of = tables.each(ANN, Query.of("product").where(Condition.eq("id", "milk")), "substitute_of", List.of("tea", "milk", "plan"), 10);
        assertThat(of.get("tea").rows()).extracting(Row::key).containsExactly("milk");
        assertThat(List.of(of.get("milk"), of.get("plan"))).as("in one direction, and of no row that is hidden").allSatisfy(none -> assertThat(none.rows()).isEmpty());
        assertThat(catchThrowableOfType(TorgException.class, () -> tables.each(ANN, Query.of("product"), "categories", List.of("drinks", "closed"), 2)).code()).isEqualTo("table.too-many-rows");
    }

    /** Whom a rule about links lets see a row is asked again when they change. */
    @Test
    default void whatLinksDecideIsTold() {
        var linked = new Condition.Linked("categories", new Condition.Linked("products", Condition.eq("id", "tea")));
        var tables = open(shop(), new OwnOrders(Map.of("product READ", new Grant(linked, List.of("beside tea")))));
        assertThat(tables.deciding(ANN, "product")).containsExactlyInAnyOrder("product", "category");
        assertThat(tables.explain(ANN, Privilege.READ, "product", "tea").allowed()).isFalse();
    }

    private static TorgException refused(ProblemKind kind, String code, Tables tables, Caller caller, Change... changes) {
        var problem = Optional.ofNullable(catchThrowableOfType(TorgException.class, () -> tables.write(caller, Write.of(changes)))).orElseThrow(() -> new AssertionError("it was done: " + List.of(changes)));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.kind()).isEqualTo(kind);
        return problem;
    }

    private static List<String> keys(Tables tables, Caller caller, String table, Condition where) {
        return tables.query(caller, Query.of(table).where(where)).rows().stream().map(Row::key).toList();
    }

    private Tables market() {
        var seen = new Grant(new Condition.Not(Condition.eq("id", "plan")), List.of("no plans"));
        var all = new Grant(new Condition.Everything(), List.of("all"));
        var tables = open(shop(), new OwnOrders(Map.of("product READ", seen, "product APPEND", new Grant(Condition.eq("id", "tea"), List.of("tea")), "product APPEND_TO", seen,
                "category READ", all, "category APPEND_TO", new Grant(Condition.eq("id", "drinks"), List.of("open")))));
        tables.write(HOUSE, Write.of(new Change.Create("product", Map.of("id", "tea")), new Change.Create("product", Map.of("id", "milk")), new Change.Create("product", Map.of("id", "plan")),
                new Change.Create("category", Map.of("id", "drinks")), new Change.Create("category", Map.of("id", "closed"))));
        return tables;
    }

    private static TestSource shop() {
        return new TestSource().document("tables/category.yml", "{table: category, key: id, columns: {id: {type: text}}}").document("tables/product.yml", """
                table: product
                key: id
                outbox: true
                columns:
                  id: {type: text}
                relationships:
                  categories: {to: category, inverse: products}
                  substitutes: {to: product, inverse: substitute_of}
                """);
    }
}
