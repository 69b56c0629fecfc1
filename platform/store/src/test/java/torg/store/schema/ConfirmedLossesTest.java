package torg.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static torg.store.TestHouse.SYNC;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.problem.TorgException;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.store.database.Jdbc;
import torg.store.database.TestDatabase;

/** What an edit would lose is refused in words that confirm it; with them it is lost when the site is in force, and not before. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ConfirmedLossesTest extends EditedHouse {
    private static final String INDEXED = ORDER + """
            indexes:
              - [user, text]
              - [text, amount]
            relationships:
              watchers: {to: user, inverse: watched}
            """;
    private long last;

    ConfirmedLossesTest() {
        super(INDEXED, "{table: user, key: name, columns: {name: {type: text}}}");
    }

    @BeforeEach
    void forget() {
        last = house.heard.getLast().sequence();
        house.heard.clear();
    }

    @Override
    Write rows() {
        return Write.of(new Change.Create("user", Map.of("name", "u")), new Change.Create("order", Map.of("text", "twelve chars", "user", "u", "amount", new BigDecimal("1.25"))),
                new Change.Create("order", Map.of("text", "u", "amount", new BigDecimal("3"))), new Change.Associate("order", "001", "watchers", "u"));
    }

    /** The edit is refused, says how many rows and in which words; with these it is taken, and nothing is lost before it is in force. */
    private void confirmed(String document, String rows, String words) {
        var before = texts();
        assertThat(edited(document)).singleElement().satisfies(problem -> {
            assertThat(problem.fatal()).isTrue();
            assertThat(problem.message()).endsWith(": " + rows);
            assertThat(problem.help()).endsWith("write 'confirm-loss: [" + words + "]'");
        });
        var with = document + "confirm-loss: [" + words + "]\n";
        assertThat(edited(with)).as("with these words").isEmpty();
        assertThat(texts()).as("compiled, and not in force").isEqualTo(before);
        house.with(source);
        house.tables.schema();
        assertThat(edited(with + "\n")).as("the next edit is told that there is nothing left to confirm").singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("table.loss-idle");
            assertThat(problem.fatal()).isFalse();
            assertThat(problem.at().line()).isEqualTo((int) with.lines().count());
        });
    }

    private List<String> texts() {
        return house.database.read(connection -> Jdbc.query(connection, "select \"text\" from \"order\" order by \"number\"", rows -> rows.getString(1)));
    }

    /** Which rows changed since the beginning, in which columns, as those who listen heard it and the feed says it. */
    private List<String> changed() {
        assertThat(house.tables.feed(SYNC, last, 100)).isEqualTo(house.heard);
        return house.heard.stream().map(entry -> entry.kind() + " " + entry.table() + " " + entry.key() + " " + new TreeSet<>(entry.columns()) + " by " + entry.caller()).toList();
    }

    private Row order(String key) {
        return house.tables.find(SYNC, "order", key).orElseThrow();
    }

    @Test
    void aTextIsShortened() {
        confirmed(INDEXED.replace("length: 20", "length: 5"), "1 row loses a value", "shorten column text to 5");
        assertThat(order("001")).returns("twelv", row -> row.text("text").orElseThrow()).returns(2L, Row::version);
        assertThat(order("002")).returns("u", row -> row.text("text").orElseThrow()).returns(1L, Row::version);
        assertThat(changed()).containsExactly("UPDATED order 001 [text] by service:store");
    }

    @Test
    void aNumberIsRounded() {
        confirmed(INDEXED.replace("scale: 2", "scale: 1"), "1 row loses a value", "round column amount to 1");
        assertThat(order("001").cells()).containsEntry("amount", new BigDecimal("1.3"));
        assertThat(changed()).containsExactly("UPDATED order 001 [amount] by service:store");
        house.with(source.document("tables/order.yml", INDEXED));
        assertThat(order("001").cells()).as("rounded for good").containsEntry("amount", new BigDecimal("1.30"));
    }

    @Test
    void aColumnOfAnotherTypeIsEmptied() {
        confirmed(INDEXED.replace("text: {type: text, length: 20}", "text: {type: date, required: true, default: 2027-01-15}"), "2 rows lose a value", "empty column text");
        assertThat(order("001")).returns(LocalDate.of(2027, 1, 15), row -> row.cells().get("text")).returns(2L, Row::version);
        assertThat(changed()).containsExactlyInAnyOrder("UPDATED order 001 [text] by service:store", "UPDATED order 002 [text] by service:store");
        house.tables.write(SYNC, Write.of(new Change.Update("order", "001", Map.of("text", LocalDate.EPOCH))));
        assertThat(house.database.read(Facts::read).indexes()).contains("ix.order.text.amount.number", "ix.order.user.text.number");
    }

    @Test
    void aColumnThatIsNeededIsNotEmptied() {
        assertThat(edited(INDEXED.replace("text: {type: text, length: 20}", "text: {type: integer, required: true}") + "confirm-loss: [empty column text]\n")).singleElement()
                .satisfies(problem -> assertThat(problem.help()).contains("default"));
        assertThat(edited(INDEXED.replace("amount: {type: decimal, scale: 2}", "amount: {type: lookup, to: user, required: true, default: nobody}") + "confirm-loss: [empty column amount]\n"))
                .as("a default that leads nowhere").singleElement().satisfies(problem -> assertThat(problem.help()).contains("default"));
    }

    @Test
    void wordsThatAreTakenOutBeforeItIsLostConfirmNothing() {
        var shorter = INDEXED.replace("length: 20", "length: 5");
        assertThat(edited(shorter + "confirm-loss: [shorten column text to 5]\n")).isEmpty();
        assertThat(edited(shorter)).extracting(SiteProblem::code).containsExactly("table.shortened");
    }

    /** Who takes an edit back before anybody asked for rows has lost nothing: the edit before is compiled by then, and in force in a moment. */
    @Test
    void whatIsTakenBackBeforeItIsLostStays() {
        var dated = INDEXED.replace("text: {type: text, length: 20}", "text: {type: date}") + "confirm-loss: [empty column text]\n";
        house.with(source.document("tables/order.yml", dated));
        assertThat(edited(INDEXED)).isEmpty();
        assertThat(catchThrowableOfType(TorgException.class, house.tables::schema).code()).as("nothing is lost while another may take its place").isEqualTo("store.busy");
        house.with(source);
        assertThat(order("001")).returns("twelve chars", row -> row.text("text").orElseThrow()).returns(1L, Row::version);
        assertThat(changed()).isEmpty();
    }

    @Test
    void aLookupIsEmptiedWhereItLeadsNowhere() {
        confirmed(INDEXED.replace("text: {type: text, length: 20}", "text: {type: lookup, to: user}"), "1 row loses a value", "empty column text where it leads nowhere");
        assertThat(order("001").cells()).doesNotContainKey("text");
        assertThat(order("002").cells()).containsEntry("text", "u");
        assertThat(changed()).containsExactly("UPDATED order 001 [text] by service:store");
        assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.write(SYNC, Write.of(new Change.Update("order", "001", Map.of("text", "nobody")))))).isNotNull();
    }

    @Test
    void aColumnGoesThatIsCalculatedFromNowOn() {
        confirmed(INDEXED.replace("amount: {type: decimal, scale: 2}", "amount: {type: decimal, formula: 1 + 1}").replace("  - [text, amount]\n", ""), "2 rows lose a value", "drop column amount");
        assertThat(order("001").cells()).containsEntry("amount", new BigDecimal("2.00"));
        assertThat(changed()).containsExactlyInAnyOrder("UPDATED order 001 [amount] by service:store", "UPDATED order 002 [amount] by service:store");
    }

    @Test
    void aColumnThatNobodyDescribesStaysUntilItIsConfirmed() {
        var without = INDEXED.replace("  text: {type: text, length: 20}\n", "").replace("  - [user, text]\n  - [text, amount]\n", "  - [user, amount]\n");
        house.with(source.document("tables/order.yml", without));
        house.with(source.document("tables/order.yml", INDEXED));
        assertThat(order("001").cells()).containsEntry("text", "twelve chars");
        house.with(source.document("tables/order.yml", without + "confirm-loss:\n  - drop column text\n"));
        house.tables.schema();
        house.with(source.document("tables/order.yml", INDEXED));
        assertThat(order("001").cells()).doesNotContainKey("text");
        assertThat(changed()).as("nobody saw it any more").isEmpty();
        assertThat(edited(INDEXED + "confirm-loss: [drop column text]\n")).as("a column that is described stays").extracting(SiteProblem::code).containsExactly("table.loss-idle");
    }

    @Test
    void linksGoWithTheirRelationship() {
        confirmed(INDEXED.replace("watchers: {to: user", "watchers: {to: order"), "1 row loses a value", "drop relationship watchers");
        assertThat(house.tables.links(SYNC, "order", "watchers", List.of("001"))).isEmpty();
        assertThat(changed()).containsExactly("UPDATED order 001 [watchers] by service:store");
        assertThat(order("001").version()).as("the row itself remains").isEqualTo(1);
        house.tables.write(SYNC, Write.of(new Change.Associate("order", "001", "watchers", "002")));
    }

    @Test
    void aTableGoesWhenNobodyNeedsIt() {
        house.with(source.document("tables/item.yml", "{table: item, key: id, outbox: true, columns: {id: {type: autonumber, format: I00}, order: {type: lookup, to: order}}}"));
        house.tables.write(SYNC, Write.of(new Change.Create("item", Map.of("order", "001"))));
        var gone = source.document("tables/item.yml", "table: item\nconfirm-loss: [drop table]\n");
        assertThat(gone.problems(house.compiler)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("table.still-sending");
            assertThat(problem.message()).contains("1 change of its rows");
        });
        house.database.retried(transaction -> Jdbc.update(transaction.connection(), "update \"torg_outbox\" set \"state\" = 'DROPPED'"));
        house.with(gone);
        house.tables.schema();
        assertThat(house.database.read(Facts::read)).returns(false, facts -> facts.has("item")).returns(true, facts -> facts.has("order")).returns(true, facts -> facts.sequences().stream().noneMatch(name -> name.contains("item")));
        assertThat(source.document("tables/item.yml", "table: item\nkey: id\nconfirm-loss: [drop table]\n").problems(house.compiler)).extracting(SiteProblem::code).contains("site.unknown-key");
        assertThat(source.without("tables/item.yml").document("tables/user.yml", "table: user\nconfirm-loss: [drop table]\n").problems(house.compiler)).as("orders point to it").extracting(SiteProblem::code).contains("table.unknown-target");
    }

    @Test
    void wordsConfirmNothingElse() {
        assertThat(edited(INDEXED.replace("length: 20", "length: 5") + "confirm-loss: [shorten column text to 6]\n")).extracting(SiteProblem::code).containsExactly("table.shortened");
        assertThat(edited(INDEXED.replace("key: number", "key: text") + "confirm-loss: [drop column number, empty column text]\n")).extracting(SiteProblem::code).containsExactly("table.key-changed");
        assertThat(edited(INDEXED.replace("length: 20}", "length: 5, unique: true}"))).as("what tells rows apart is not cut").singleElement().satisfies(problem -> assertThat(problem.help()).isEqualTo("make it long enough"));
    }
}
