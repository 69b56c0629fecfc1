package torg.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static torg.store.TestHouse.SYNC;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Link;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.store.StoreHealth;
import torg.store.database.Jdbc;
import torg.store.database.Names;
import torg.store.database.TestDatabase;
import torg.testkit.TestSource;

/** A site's tables change while the portal runs: what adds is done, what loses is refused at its line. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class MigrationTest extends EditedHouse {
    private static final String USER = """
            table: user
            key: name
            columns:
              name: {type: text, length: 20}
              best: {type: lookup, to: order}
            """;

    MigrationTest() {
        super(ORDER, USER);
    }

    @Override
    Write rows() {
        return Write.of(new Change.Create("user", Map.of("name", "u")), new Change.Create("order", Map.of("text", "twelve chars", "user", "u")),
                new Change.Create("order", Map.of("text", "twelve chars", "amount", new java.math.BigDecimal("1.25"))));
    }

    private List<SiteProblem> edited(String from, String to) {
        return edited(ORDER.replace(from, to));
    }

    private void refused(String from, String to, int line, String code) {
        assertThat(edited(from, to)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.fatal()).isTrue();
            assertThat(problem.at().path()).isEqualTo("site/tables/order.yml");
            assertThat(problem.at().line()).isEqualTo(line);
        });
    }

    @Test
    void tablesThatPointToEachOtherAndNamesThatAreKeyWordsAreNoTrouble() {
        house.tables.write(SYNC, Write.of(new Change.Update("user", "u", Map.of("best", "001"))));
        assertThat(house.tables.find(SYNC, "order", "001", "user.best.user").orElseThrow().text("user.best.user")).hasValue("u");
        house.tables.write(SYNC, Write.of(new Change.Update("user", "u", java.util.Collections.singletonMap("best", null)), new Change.Update("order", "001", java.util.Collections.singletonMap("user", null))));
    }

    @Test
    void addsTablesColumnsLookupsIndexesAndWiderTypes() {
        var wider = ORDER.replace("length: 20", "length: 400").replace("scale: 2", "scale: 4") + """
                  done: {type: boolean, default: false, required: true}
                  code: {type: text, unique: true}
                  team: {type: lookup, to: team}
                indexes:
                  - [team, done]
                """;
        house.with(source.document("tables/order.yml", wider).document("tables/team.yml", "{table: team, key: id, columns: {id: {type: text}}}"));
        assertThat(house.tables.find(SYNC, "order", "001").orElseThrow().cells()).containsEntry("done", false).containsEntry("text", "twelve chars");
        assertThat(facts().indexes()).contains(Names.index("order", Names.ending(List.of("team", "done"), "number")));
        house.tables.write(SYNC, Write.of(new Change.Create("team", Map.of("id", "t")), new Change.Create("order", Map.of("text", "x".repeat(400), "team", "t", "code", "c"))));
        var twice = catchThrowableOfType(TorgException.class, () -> house.tables.write(SYNC, Write.of(new Change.Update("order", "001", Map.of("code", "c")))));
        assertThat(twice.kind()).isEqualTo(ProblemKind.CONFLICT);
    }

    @Test
    void anIntegerBecomesADecimalAndBackAsLongAsNothingIsLost() {
        var counted = ORDER + "  pieces: {type: integer}\nindexes:\n  - [pieces]\n";
        var measured = counted.replace("pieces: {type: integer}", "pieces: {type: decimal, scale: 2}");
        house.with(source.document("tables/order.yml", counted));
        house.tables.write(SYNC, Write.of(new Change.Update("order", "001", Map.of("pieces", 7L)), new Change.Update("order", "002", Map.of("pieces", 1_000_000_000_000_000_000L))));
        assertThat(edited(measured)).as("a decimal has 18 digits before its point").singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("table.type-changed");
            assertThat(problem.at().line()).isEqualTo(8);
        });
        house.tables.write(SYNC, Write.of(new Change.Update("order", "002", Map.of("pieces", Long.MIN_VALUE))));
        assertThat(edited(measured)).singleElement().extracting(SiteProblem::code).isEqualTo("table.type-changed");

        house.tables.write(SYNC, Write.of(new Change.Update("order", "002", Map.of("pieces", 999_999_999_999_999_999L))));
        house.with(source.document("tables/order.yml", measured));
        house.tables.write(SYNC, Write.of(new Change.Update("order", "001", Map.of("pieces", new java.math.BigDecimal("7.25")))));
        assertThat(pieces()).containsExactly(new java.math.BigDecimal("7.25"), new java.math.BigDecimal("999999999999999999.00"));

        assertThat(edited(counted)).singleElement().extracting(SiteProblem::code).isEqualTo("table.scale-cut");
        house.tables.write(SYNC, Write.of(new Change.Update("order", "001", Map.of("pieces", new java.math.BigDecimal("8.00")))));
        house.with(source.document("tables/order.yml", counted));
        assertThat(pieces()).containsExactly(8L, 999_999_999_999_999_999L);
        house.tables.write(SYNC, Write.of(new Change.Update("order", "002", Map.of("pieces", 9L))));
        assertThat(pieces()).containsExactly(8L, 9L);
        assertThatThrownBy(() -> house.tables.write(SYNC, Write.of(new Change.Update("order", "002", Map.of("pieces", Long.MAX_VALUE))))).as("it has as many digits as the decimal had")
                .isInstanceOfSatisfying(TorgException.class, refused -> assertThat(refused.code()).isEqualTo("table.too-large"));
        house.tables.write(SYNC, Write.of(new Change.Update("order", "001", Map.of("pieces", 9L))));
        assertThat(edited(ORDER + "  pieces: {type: integer, unique: true}\n")).as("the database still keeps decimals").singleElement().extracting(SiteProblem::code).isEqualTo("table.not-unique");
    }

    private List<Object> pieces() {
        return house.tables.query(SYNC, Query.of("order", "pieces").order(new Query.Order("pieces", false))).rows().stream().map(row -> row.cells().get("pieces")).toList();
    }

    @Test
    void aProposalLeavesTheDatabaseAsItIs() {
        var known = source.compile(house.compiler);
        assertThat(source.languages("en", "nb").proposal().compile(house.compiler)).as("the same tables in other languages").isSameAs(known);
        assertThat(source.document("tables/order.yml", "# the same\n" + ORDER).compile(house.compiler)).as("said in other lines").isSameAs(known);

        source.document("tables/order.yml", ORDER.replace("length: 20", "length: 30") + "  code: {type: text}\n").document("tables/team.yml", "{table: team, key: id, columns: {id: {type: text}}}");
        assertThat(source.proposal().compile(house.compiler).table("order").columns()).containsKey("code");
        assertThat(facts().has("team")).isFalse();
        assertThat(facts().shape("order", "code")).isNull();
        assertThat(facts().shape("order", "text").length()).isEqualTo(20);

        source.compile(house.compiler);
        assertThat(facts().has("team")).as("once it is no proposal").isTrue();
        assertThat(facts().shape("order", "text").length()).isEqualTo(30);
    }

    private Facts facts() {
        return house.database.read(Facts::read);
    }

    @Test
    void refusesWhatWouldLoseSomething() {
        refused("text: {type: text, length: 20}", "text: {type: integer}", 5, "table.type-changed");
        refused("length: 20", "length: 5", 5, "table.shortened");
        refused("scale: 2", "scale: 1", 6, "table.scale-cut");
        refused("length: 20}", "length: 20, unique: true}", 5, "table.not-unique");
        refused("  user:", "  code: {type: text, unique: true, default: x}\n  user:", 7, "table.not-unique");
        refused("text: {type: text, length: 20}", "text: {type: lookup, to: user}", 5, "table.dangling");
        refused("key: number", "key: text", 5, "table.key-changed");
        assertThat(house.tables.find(SYNC, "order", "001", "text").orElseThrow().text("text")).hasValue("twelve chars");
    }

    @Test
    void whatIsRequiredFromNowOnHasToBeThere() {
        refused("scale: 2}", "scale: 2, required: true}", 6, "table.values-missing");
        assertThat(edited("scale: 2}", "scale: 2, required: true}")).singleElement()
                .asString().endsWith("column 'amount' of table 'order' is required, and 1 row has no value there (give it a default, or fill these rows first)");
        assertThat(edited("  user:", "  more: {type: text, required: true}\n  user:")).singleElement()
                .asString().endsWith("column 'more' of table 'order' is required, and 2 rows have no value there (give it a default, or add it without 'required' and fill these rows first)");

        assertThat(edited("length: 20}", "length: 20, required: true}")).as("every row has one").isEmpty();
        assertThat(edited("scale: 2}", "scale: 2, required: true, default: 3}")).isEmpty();
        house.with(source);
        assertThat(house.tables.find(SYNC, "order", "001").orElseThrow().decimal("amount")).hasValueSatisfying(amount -> assertThat(amount).isEqualByComparingTo("3"));
        assertThat(house.tables.find(SYNC, "order", "002").orElseThrow().decimal("amount")).hasValueSatisfying(amount -> assertThat(amount).isEqualByComparingTo("1.25"));
    }

    @Test
    void aRefusedEditLeavesRowsAsTheyAreAndOneInForceFillsThemAsAWriteDoes() {
        var needed = ORDER.replace("scale: 2}", "scale: 2, required: true, default: 3}") + "  twice: {type: decimal, formula: amount * 2}\n";
        house.heard.clear();
        assertThat(source.document("tables/order.yml", needed).problems(house.compiler)).isEmpty();
        assertThat(house.tables.find(SYNC, "order", "001").orElseThrow()).satisfies(row -> {
            assertThat(row.decimal("amount")).as("compiled, but never current").isEmpty();
            assertThat(row.version()).isEqualTo(1);
        });
        house.tables.write(SYNC, Write.of(new Change.Create("order", Map.of("text", "in between"))));
        house.heard.clear();

        house.with(source);
        assertThat(house.tables.query(SYNC, Query.of("order", "amount")).rows()).extracting(row -> row.decimal("amount").orElseThrow().intValue() + " " + row.version()).containsExactly("3 2", "1 1", "3 2");
        assertThat(house.heard).extracting(entry -> entry.key() + entry.kind() + new java.util.TreeSet<>(entry.columns()) + entry.origin()).containsExactlyInAnyOrder("001UPDATED[amount, twice]store", "003UPDATED[amount, twice]store");
        assertThat(house.tables.feed(SYNC, 0, 100)).containsAll(house.heard);
    }

    @Test
    void whatRowsLackWhenADemandComesIntoForceIsTold() {
        var next = source.document("tables/order.yml", ORDER.replace("length: 20}", "length: 20, required: true}")).compile(house.compiler);
        house.tables.write(SYNC, Write.of(new Change.Create("order", Map.of("user", "u"))));
        house.with(next);
        assertThat(house.tables.schema().table("order").columns().get("text").required()).isTrue();
        assertThat(new StoreHealth(house.database, house.catalog).check().message()).contains("'text'", "1 row has no value");
    }

    @Test
    void aDefaultThatNotAllRowsCanHaveFillsNone() {
        assertThat(edited("scale: 2}", "scale: 2, unique: true, required: true, default: 3}")).extracting(SiteProblem::code).containsExactly("table.values-missing");
        assertThat(edited("to: user}", "to: user, required: true, default: nobody}")).extracting(SiteProblem::code).containsExactly("table.values-missing");
        house.with(source.document("tables/order.yml", ORDER.replace("to: user}", "to: user, required: true, default: u}")));
        assertThat(house.tables.find(SYNC, "order", "002").orElseThrow().text("user")).hasValue("u");
    }

    @Test
    void aUniqueKeyOfSeveralColumnsComesLiveIfRowsAllow() {
        var key = "  kind: {type: text, default: plain}\nunique:\n  - [text, amount]\n  - [text, kind]\n";
        assertThat(source.document("tables/order.yml", ORDER + key).problems(house.compiler)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("table.not-unique");
            assertThat(problem.at().line()).as("both rows will be of the default kind").isEqualTo(11);
            assertThat(problem.message()).contains("'text, kind'");
            assertThat(problem.help()).contains("change these values");
        });
        house.tables.write(SYNC, Write.of(new Change.Update("order", "002", Map.of("text", "other"))));
        house.with(source);
        var same = Write.of(new Change.Update("order", "001", Map.of("text", "other")));
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.write(SYNC, same)).code()).isEqualTo("table.exists");
        assertThat(house.database.read(Facts::read).indexes()).contains("uq.order.text.amount", "uq.order.text.kind");
        house.with(source.document("tables/order.yml", ORDER));
        house.tables.write(SYNC, same);
    }

    @Test
    void anEmptyCellThatGetsADefaultMayMakeRowsAlike() {
        house.tables.write(SYNC, Write.of(new Change.Update("order", "002", java.util.Collections.singletonMap("amount", null))));
        assertThat(source.document("tables/order.yml", ORDER.replace("scale: 2}", "scale: 2, required: true, default: 1}") + "unique:\n  - [text, amount]\n").problems(house.compiler))
                .extracting(SiteProblem::code).containsExactly("table.not-unique");
        assertThat(source.document("tables/order.yml", ORDER + "unique:\n  - [text, amount]\n").problems(house.compiler)).isEmpty();
    }

    @Test
    void refusesNothingThatFitsWhatIsThere() {
        assertThat(edited("length: 20", "length: 12")).isEmpty();
        assertThat(edited("text: {type: text, length: 20}", "text: {type: longtext}")).isEmpty();
    }

    @Test
    void aColumnOrTableThatIsNoLongerDescribedKeepsItsValues() {
        house.with(source.document("tables/order.yml", ORDER.replace("  text: {type: text, length: 20}\n", "")));
        house.tables.write(SYNC, Write.of(new Change.Create("order", Map.of("user", "u"))));
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.query(SYNC, Query.of("order", "text"))).code()).isEqualTo("table.unknown-column");
        house.with(source.document("tables/order.yml", ORDER));
        assertThat(house.tables.find(SYNC, "order", "001", "text").orElseThrow().text("text")).hasValue("twelve chars");
        assertThat(house.tables.find(SYNC, "order", "003", "text").orElseThrow().text("text")).isEmpty();
    }

    @Test
    void promisesThatNobodyMakesAnyMoreAreNotKept() {
        var unique = ORDER.replace("amount: {type: decimal, scale: 2}", "amount: {type: decimal, scale: 2, unique: true}");
        house.with(source.document("tables/order.yml", unique));
        var same = Write.of(new Change.Update("order", "001", Map.of("amount", new java.math.BigDecimal("1.25"))));
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.write(SYNC, same)).kind()).isEqualTo(ProblemKind.CONFLICT);
        house.with(source.document("tables/order.yml", ORDER.replace("  user: {type: lookup, to: user}\n", "")));
        house.tables.write(SYNC, same);
        house.tables.write(SYNC, Write.of(new Change.Delete("user", "u")));
        refused("", "", 7, "table.dangling");
    }

    @Test
    void aRefusedEditLeavesTheOldSiteItsPromises() {
        var unique = ORDER.replace("amount: {type: decimal, scale: 2}", "amount: {type: decimal, scale: 2, unique: true}");
        house.with(source.document("tables/order.yml", unique));
        // Another document of this edit is wrong, so it is compiled but never current.
        assertThat(source.document("tables/order.yml", ORDER.replace("  user: {type: lookup, to: user}\n", "")).problems(house.compiler)).isEmpty();
        var same = Write.of(new Change.Update("order", "001", Map.of("amount", new java.math.BigDecimal("1.25"))));
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.write(SYNC, same)).kind()).isEqualTo(ProblemKind.CONFLICT);
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.write(SYNC, Write.of(new Change.Delete("user", "u")))).kind()).isEqualTo(ProblemKind.CONFLICT);
    }

    @Test
    void aRefusedEditHoldsTheOldSiteToNothing() {
        var strict = ORDER.replace("amount: {type: decimal, scale: 2}", "amount: {type: decimal, scale: 2, unique: true}") + "  team: {type: lookup, to: team}\n";
        // Another document of this edit is wrong, so it is compiled but never current.
        assertThat(source.document("tables/team.yml", "{table: team, key: id, columns: {id: {type: text}}}").document("tables/order.yml", strict).problems(house.compiler)).isEmpty();
        house.tables.write(SYNC, Write.of(new Change.Update("order", "001", Map.of("amount", new java.math.BigDecimal("1.25")))));
        assertThat(edited("scale: 2}", "scale: 2, unique: true}")).extracting(SiteProblem::code).containsExactly("table.not-unique");
    }

    @Test
    void aPromiseThatRowsBrokeBeforeItWasInForceIsToldAndTheOthersAreKept() {
        var strict = ORDER.replace("scale: 2}", "scale: 2, unique: true}") + "  code: {type: text, unique: true}\n";
        var next = source.document("tables/order.yml", strict).compile(house.compiler);
        house.tables.write(SYNC, Write.of(new Change.Update("order", "001", Map.of("amount", new java.math.BigDecimal("1.25")))));
        assertThat(house.migration.settle(next, ConfirmedLosses.NONE, house.feed).broken()).extracting(Objection::code).containsExactly("table.not-unique");
        house.with(next);
        assertThat(house.catalog.now().schema().table("order").columns()).containsKey("code");
        assertThat(new StoreHealth(house.database, house.catalog).check().message()).contains("'amount'");
        var twice = Write.of(new Change.Update("order", "001", Map.of("code", "c")), new Change.Update("order", "002", Map.of("code", "c")));
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.write(SYNC, twice)).kind()).isEqualTo(ProblemKind.CONFLICT);
    }

    @Test
    void aLongerKeyFitsItsLookups() {
        house.with(source.document("tables/user.yml", USER.replace("length: 20", "length: 60")));
        var name = "x".repeat(60);
        house.tables.write(SYNC, Write.of(new Change.Create("user", Map.of("name", name)), new Change.Update("order", "001", Map.of("user", name))));
    }

    @Test
    void whoAsksWhileTablesChangeIsAnswered() throws Exception {
        var asked = new java.util.concurrent.atomic.AtomicInteger();
        var stop = new java.util.concurrent.atomic.AtomicBoolean();
        var many = java.util.Collections.nCopies(4_000, (Change) new Change.Create("order", Map.of("text", "one of many")));
        house.tables.write(SYNC, Write.of(many).from("import"));
        try (var threads = java.util.concurrent.Executors.newCachedThreadPool()) {
            var askers = java.util.stream.IntStream.range(0, 4).mapToObj(i -> threads.submit(() -> {
                while (!stop.get()) {
                    assertThat(house.tables.query(SYNC, Query.of("order", "text").where(torg.api.table.Condition.eq("user", "u")).counted()).total()).hasValue(1);
                    if (i == 0) house.tables.write(SYNC, Write.of(new Change.Update("order", "002", Map.of("amount", new java.math.BigDecimal(asked.get())))));
                    asked.incrementAndGet();
                }
                return null;
            })).toList();
            try {
                for (var column = 0; column < 12; column++) {
                    var wider = ORDER;
                    for (var i = 0; i <= column; i++) wider += "  more" + i + ": {type: text, default: x}\n";
                    house.with(source.document("tables/order.yml", wider));
                }
            } finally {
                stop.set(true);
            }
            for (var asker : askers) asker.get();
        }
        assertThat(asked.get()).isPositive();
    }

    @Test
    void theSameDocumentsGiveTheVerySameSchema() {
        var before = house.tables.schema();
        house.with(source);
        assertThat(house.tables.schema()).isSameAs(before);
    }

    @Test
    void aModulesTablesStayWhenItGoesAndOnlyTheHouseSeesThem() {
        house.catalog.bindSource(() -> List.of(Table.internal("shop_session", List.of(List.of("until")), Column.of("id", ColumnType.TEXT), Column.of("until", ColumnType.DATE_TIME))));
        house.tables.write(SYNC, Write.of(new Change.Create("shop_session", Map.of("id", "s1"))));
        var maria = torg.api.identity.Caller.contact("maria", "Maria", List.of(), List.of());
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.query(maria, Query.of("shop_session"))).code()).isEqualTo("table.unknown");
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.find(maria, "shop_session", "s1")).getMessage())
                .isEqualTo(catchThrowableOfType(TorgException.class, () -> house.tables.find(maria, "nosuch", "s1")).getMessage().replace("nosuch", "shop_session"));
        house.with(new TestSource().document("tables/user.yml", USER.replace("  best: {type: lookup, to: order}\n", "")));
        assertThat(house.tables.find(SYNC, "shop_session", "s1")).isPresent();
    }

    @Test
    void aRelationshipIsAddedLiveAndKeepsItsLinksAndItsTarget() {
        var related = ORDER + "relationships:\n  watchers: {to: user, inverse: watched}\n";
        house.with(source.document("tables/order.yml", related));
        var watch = Write.of(new Change.Associate("order", "001", "watchers", "u"));
        house.tables.write(SYNC, watch);
        assertThat(house.tables.links(SYNC, "user", "watched", List.of("u"))).containsExactly(new Link("u", "001"));

        assertThat(source.document("tables/order.yml", related.replace("watchers: {to: user", "watchers: {to: order")).problems(house.compiler)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("table.relationship-changed");
            assertThat(problem.at().line()).isEqualTo(9);
        });

        house.with(source.document("tables/order.yml", ORDER));
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.write(SYNC, watch)).code()).isEqualTo("table.unknown-column");
        house.with(source.document("tables/order.yml", related));
        assertThat(house.tables.links(SYNC, "order", "watchers", List.of("001"))).containsExactly(new Link("001", "u"));
    }

    @Test
    void calculatedAndPolymorphicColumnsComeLiveAndHideNoValues() {
        house.with(source.document("tables/order.yml", ORDER + "  twice: {type: decimal, formula: amount * 2}\n  who: {type: lookup, to: [user, order]}\n"));
        house.tables.write(SYNC, Write.of(new Change.Update("order", "002", Map.of("who_user", "u"))));
        assertThat(house.tables.find(SYNC, "order", "002").orElseThrow().cells()).containsEntry("twice", new java.math.BigDecimal("2.50")).containsEntry("who", "user/u");
        var second = catchThrowableOfType(java.sql.SQLException.class, () -> house.database.<Integer>transaction(transaction ->
                Jdbc.update(transaction.connection(), "update \"order\" set \"who_order\" = \"number\" where \"number\" = '002'")));
        assertThat(second.getSQLState()).as("the database itself refuses two targets").startsWith("23");

        refused("user: {type: lookup, to: user}", "user: {type: lookup, to: [user, order]}", 7, "table.type-changed");
        refused("amount: {type: decimal, scale: 2}", "amount: {type: decimal, formula: 1 + 1}", 6, "table.type-changed");
        house.with(source.document("tables/order.yml", ORDER + "  who: {type: lookup, to: [user, order, third]}\n").document("tables/third.yml", "{table: third, key: id, columns: {id: {type: text}}}"));
        assertThat(house.tables.find(SYNC, "order", "002").orElseThrow().cells()).containsEntry("who", "user/u");
    }

    @Test
    void aHierarchyIsTakenUnlessRowsStandInACircle() {
        var before = ORDER + "  above: {type: lookup, to: order}\n";
        var tree = before.replace("key: number", "key: number\nhierarchy: above");
        house.with(source.document("tables/order.yml", before));
        house.tables.write(SYNC, Write.of(new Change.Update("order", "001", Map.of("above", "002")), new Change.Update("order", "002", Map.of("above", "001"))));
        assertThat(source.document("tables/order.yml", tree).problems(house.compiler)).singleElement().extracting(SiteProblem::code).isEqualTo("table.circle");
        house.tables.write(SYNC, Write.of(new Change.Put("order", "002", java.util.Collections.singletonMap("above", null))));
        house.with(source.document("tables/order.yml", tree));
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.write(SYNC, Write.of(new Change.Update("order", "002", Map.of("above", "001"))))).fields()).extracting(field -> field.code()).containsExactly("circle");
    }

    @Test
    void modulesMayNotTakeTheStoresOwnNamesNorTheSites() {
        var ours = Table.internal("torg_feed", List.of(), Column.of("id", ColumnType.TEXT));
        var sites = new Table("note", torg.api.text.Text.of("n"), torg.api.text.Text.of("n"), "id", "id", Map.of("id", Column.of("id", ColumnType.TEXT)), List.of(), false, false);
        house.catalog.bindSource(() -> List.of(ours, sites));
        assertThat(house.tables.schema().tables()).doesNotContainKeys("torg_feed", "note");
    }
}
