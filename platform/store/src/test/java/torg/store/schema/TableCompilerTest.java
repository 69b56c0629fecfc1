package torg.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.api.site.SiteProblem;
import torg.api.site.Unknown;
import torg.api.table.ColumnType;
import torg.api.table.Relationship;
import torg.api.text.Text;
import torg.store.TestHouse;
import torg.store.database.TestDatabase;
import torg.testkit.TestSource;

/** What {@code tables/*.yml} may say, and how a mistake is told. */
class TableCompilerTest {
    final TestHouse house = new TestHouse(TestDatabase.H2.open());

    @AfterEach
    void close() {
        house.close();
    }

    private java.util.List<SiteProblem> problems(String columns) {
        return new TestSource().document("tables/b.yml", "{table: b, key: id, columns: {id: {type: text}}}").document("tables/a.yml", "table: a\nkey: id\ncolumns:\n  id: {type: text}\n" + columns).problems(house.compiler);
    }

    private void wrong(String columns, int line, String code, String help) {
        assertThat(problems(columns)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.at().line()).isEqualTo(line);
            assertThat(problem.help()).contains(help);
        });
    }

    @Test
    void whatCouldStandThereIsSaidToWhoAsks() {
        assertThat(problems("  b: {type: " + Unknown.ASKED + "}\n")).singleElement().satisfies(problem -> assertThat(problem.choices()).contains("text", "lookup", "money"));
        assertThat(problems("  b: {type: lookup, to: " + Unknown.ASKED + "}\n")).singleElement().satisfies(problem -> assertThat(problem.choices()).contains("a", "b"));
        assertThat(problems("  b: {type: nothing}\n")).singleElement().satisfies(problem -> assertThat(problem.choices()).as("nobody asked").isEmpty());
    }

    @Test
    void readsTheShippedTables() {
        var schema = TestHouse.shipped().compile(house.compiler);
        var order = schema.table("salesorder");
        assertThat(order.outbox()).isTrue();
        assertThat(order.columns().get("total").type()).isEqualTo(ColumnType.MONEY);
        assertThat(order.columns().get("status").defaultValue()).contains("received");
        assertThat(order.indexes()).contains(List.of("account", "orderdate"), List.of("erpnumber"));
        assertThat(schema.table("salesorderdetail").whole().orElseThrow().name()).isEqualTo("salesorder");
        assertThat(schema.table("salesorderdetail").columns().get("quantity").scale()).isEqualTo(3);
        assertThat(schema.table("product").columns().get("discontinued").defaultValue()).contains(false);
    }

    @Test
    void readsWhichFilesAColumnTakes() {
        wrong("  f: {type: file}\n", 5, "table.media-types", "media-types: [application/pdf]");
        wrong("  f: {type: file, media-types: [image/pngg]}\n", 5, "table.media-types", "did you mean 'image/png'?");
        wrong("  f: {type: file, media-types: [text/html]}\n", 5, "table.media-types", "");
        wrong("  f: {type: file, media-types: [image/png], max-size: 21 MB}\n", 5, "table.max-size", "5 MB");
        wrong("  f: {type: file, media-types: [image/png], max-size: 0}\n", 5, "table.max-size", "5 MB");
        wrong("  f: {type: file, media-types: [image/png], required: true}\n", 5, "table.misplaced", "at the field of a form");
        wrong("  f: {type: text, max-size: 1 MB}\n", 5, "table.misplaced", "change the type");
        wrong("  f: {type: file, media-types: [image/png]}\nindexes:\n  - [f]\n", 7, "table.index-file", "take it out");
        wrong("  f: {type: file, media-types: [image/png]}\ntitle: f\n", 6, "table.title-file", "texts");
        assertThat(problems("  f: {type: file, media-types: [image/png, text/csv], max-size: 200 KB}\n")).isEmpty();
    }

    @Test
    void readsDefaultsInTheirTypes() {
        var schema = new TestSource().document("tables/a.yml", """
                table: a
                key: id
                columns:
                  id: {type: text}
                  n: {type: integer, default: 7}
                  d: {type: decimal, scale: 3, default: 1.5}
                """).compile(house.compiler);
        assertThat(schema.table("a").columns().get("id").length()).isEqualTo(64);
        assertThat(schema.table("a").columns().get("n").defaultValue()).contains(7L);
        assertThat(schema.table("a").columns().get("d").defaultValue()).contains(new BigDecimal("1.500"));
    }

    @Test
    void tellsWhereWhatAndWhatToDo() {
        wrong("  b: {type: txt}\n", 5, "table.unknown-type", "'text'");
        wrong("  b: {type: text, lenght: 5}\n", 5, "site.unknown-key", "'length'");
        wrong("  b: {type: lookup}\n", 5, "site.missing", "add 'to:'");
        wrong("  b: {type: lookup, to: aa}\n", 5, "table.unknown-target", "'a'");
        wrong("  b: {type: choice}\n", 5, "site.missing", "add 'choices:'");
        wrong("  b: {type: choice, default: x, choices: {y: Y}}\n", 5, "table.default", "one of the choices");
        wrong("  b: {type: integer, default: many}\n", 5, "table.default", "one that is");
        wrong("  b: {type: text, length: 3, default: abcd}\n", 5, "table.default", "one that it holds");
        wrong("  b: {type: lookup, to: b, default: %s}\n".formatted("x".repeat(65)), 5, "table.default", "one that it holds");
        wrong("  b: {type: decimal, default: 1234567890123456789}\n", 5, "table.default", "one that is");
        wrong("  b: {type: decimal, default: 1.234}\n", 5, "table.default", "one that is");
        wrong("  b: {type: decimal, default: 1e999999999}\n", 5, "table.default", "one that is");
        wrong("  b: {type: decimal, default: 1e-999999999}\n", 5, "table.default", "one that is");
        wrong("  b: {type: date, default: +12345-01-01}\n", 5, "table.default", "one that it holds");
        wrong("  b: {type: text, scale: 5}\n", 5, "site.unknown-key", "remove it");
        wrong("  b: {type: text, length: 5000}\n", 5, "site.no-number", "bounds");
        wrong("  B: {type: text}\n", 5, "table.name", "lower case");
        wrong("  torg_x: {type: text}\n", 5, "table.name", "lower case");
        wrong("  b: {type: autonumber, format: W}\n", 5, "table.format", "run of zeros");
        wrong("  b: {type: autonumber, format: \"{c}\"}\n", 5, "table.format", "did you mean 'b'?");
        wrong("  b: {type: money, currency: c}\n", 5, "table.unknown-currency", "did you mean 'b'?");
        wrong("indexes:\n  - [idd]\n", 6, "table.unknown-column", "'id'");
        wrong("  b: {type: text}\n  c: {type: text}\nunique:\n  - b\n", 8, "site.wrong-shape", "brackets");
        wrong("  b: {type: text}\nunique:\n  - [b, dd]\n", 7, "table.unknown-column", "'id'");
        wrong("  b: {type: text}\nunique:\n  - [b]\n", 7, "table.unique-alone", "unique: true");
        wrong("  b: {type: text}\nunique:\n  - [b, id]\n", 7, "table.unique-key", "take it out");
        wrong("  b: {type: text}\nunique:\n  - [b, b]\n", 7, "table.unique-twice", "once");
        wrong("  b: {type: text, length: 400}\n  c: {type: text, length: 400}\nunique:\n  - [b, c]\n", 8, "table.unique-long", "length");
        wrong("  b: {type: longtext, unique: true}\n", 5, "table.unique-long", "length");
        wrong("  b: {type: text, formula: id}\n  c: {type: text}\nunique:\n  - [b, c]\n", 8, "table.index-calculated", "made of");
        wrong("  b: {type: decimal, formula: c * 2}\n", 5, "table.formula", "'id'");
        wrong("  b: {type: decimal, formula: id * 2}\n", 5, "table.formula", "integers");
        wrong("  b: {type: decimal, formula: 2 / 3}\n", 5, "table.formula", "single quotes");
        wrong("  b: {type: text, formula: id & }\n", 5, "table.formula", "firstname");
        wrong("  b: {type: boolean, formula: id = caller.contact}\n", 5, "table.formula", "values only");
        wrong("  b: {type: integer, formula: 1 + 1}\n", 5, "table.formula", "change its type");
        wrong("  b: {type: text, formula: id, required: true}\n", 5, "table.misplaced", "remove it");
        wrong("  n: {type: integer}\n  b: {type: decimal, formula: n * n * n}\n", 6, "table.formula", "fewer columns");
        wrong("  b: {type: text, formula: id}\nindexes:\n  - [b]\n", 7, "table.index-calculated", "made of");
        wrong("  b: {type: text, formula: id}\n  c: {type: text, formula: b}\n", 6, "table.formula", "'id'");
        wrong("  b: {type: lookup, to: [a, aa]}\n", 5, "table.unknown-target", "'a'");
        wrong("  b: {type: lookup, to: [a, a]}\n", 5, "table.target-twice", "once");
        wrong("  b: {type: lookup, to: [a, b], unique: true}\n", 5, "table.misplaced", "remove it");
        wrong("  b: {type: lookup, to: b}\nhierarchy: b\n", 6, "table.no-hierarchy", "none yet");
        wrong("relationships:\n  more: {to: aa, inverse: less}\n", 6, "table.unknown-target", "'a'");
        wrong("relationships:\n  more: {to: a}\n", 6, "site.missing", "inverse");
        wrong("relationships:\n  more: {to: a, inverse: id}\n", 6, "table.name-taken", "another name");
        wrong("relationships:\n  more: {to: a, inverse: more}\n", 6, "table.name-taken", "another name");
        wrong("relationships:\n  More: {to: a, inverse: less}\n", 6, "table.name", "lower case");
        wrong("relationships:\n  more: {to: a, inverse: less, kind: x}\n", 6, "site.unknown-key", "remove it");
        wrong("relationships:\n  more: a\n", 6, "site.wrong-shape", "table");
        wrong("  b: {type: lookup, to: a, part: true}\n", 1, "table.part-of-itself", "part");
    }

    @Test
    void aRelationshipIsInTheTablesAtBothOfItsSides() {
        var schema = new TestSource().document("tables/a.yml", "{table: a, key: id, columns: {id: {type: text}}, relationships: {bs: {to: b, inverse: as, label: Bs, inverse-label: As}, next: {to: a, inverse: before}}}")
                .document("tables/b.yml", "{table: b, key: id, columns: {id: {type: text}}}").compile(house.compiler);
        assertThat(schema.table("b").relationships().values()).containsExactly(new Relationship("as", Text.of("As"), "a", "bs", Text.of("Bs"), false));
        assertThat(schema.table("a").relationships().values()).extracting(Relationship::name, Relationship::target, Relationship::inverse)
                .containsExactly(tuple("bs", "b", "as"), tuple("next", "a", "before"), tuple("before", "a", "next"));
    }

    @Test
    void everyTableIsDescribedOnce() {
        var text = "{table: a, key: id, columns: {id: {type: text}}}";
        assertThat(new TestSource().document("tables/a.yml", text).document("tables/b.yml", text).problems(house.compiler)).extracting(SiteProblem::code).containsExactly("table.twice");
        assertThat(new TestSource().document("tables/a.yml", "{table: a, key: no, columns: {id: {type: text}}}").problems(house.compiler)).extracting(SiteProblem::code).containsExactly("table.no-key");
    }
}
