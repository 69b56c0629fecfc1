package torg.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.problem.TorgException;
import torg.api.table.Condition.Compare;
import torg.api.table.Condition.Operator;
import torg.api.text.Text;

/** The language of conditions, sentence by sentence. */
class ConditionTextTest {
    private static final Table ACCOUNT = table("account", Column.of("number", ColumnType.TEXT), Column.of("blocked", ColumnType.BOOLEAN));
    private static final Table ORDER = table("order", Column.of("id", ColumnType.TEXT), Column.of("state", ColumnType.TEXT), Column.of("total", ColumnType.MONEY),
            Column.of("lines", ColumnType.INTEGER), Column.of("due", ColumnType.DATE), Column.of("done", ColumnType.BOOLEAN), Column.lookup("account", "account"),
            choice());
    private static final Table TAG = table("tag", Column.of("name", ColumnType.TEXT), Column.of("some", ColumnType.TEXT));
    private static final Schema SCHEMA = Schema.of(List.of(ACCOUNT.with(new Relationship("tags", Text.of("Tags"), "tag", "accounts", Text.of("Accounts"), true)), ORDER, TAG));

    private static Table table(String name, Column... columns) {
        var all = new LinkedHashMap<String, Column>();
        for (var column : columns) all.put(column.name(), column);
        return new Table(name, Text.of(name), Text.of(name), columns[0].name(), columns[0].name(), all, List.of(), false, false);
    }

    private static Column choice() {
        var plain = Column.of("kind", ColumnType.CHOICE);
        return new Column("kind", ColumnType.CHOICE, plain.label(), false, 0, 0, Optional.empty(), false, List.of(new Choice("web", Text.of("Web")), new Choice("phone", Text.of("Phone"))),
                Optional.empty(), Optional.empty(), false, false, Optional.empty());
    }

    private static Condition read(String text) {
        return ConditionText.read(text, SCHEMA, ORDER);
    }

    private static TorgException refusal(String text) {
        return catchThrowableOfType(TorgException.class, () -> read(text));
    }

    @Test
    void comparesColumnsWithValuesOfTheirType() {
        assertThat(read("state = 'it''s open'")).isEqualTo(Condition.eq("state", "it's open"));
        assertThat(read("total>=-12.50")).isEqualTo(compare("total", Operator.GE, new BigDecimal("-12.50")));
        assertThat(read("lines < 3")).isEqualTo(compare("lines", Operator.LT, 3L));
        assertThat(read("due != '2027-01-15'")).isEqualTo(compare("due", Operator.NE, LocalDate.of(2027, 1, 15)));
        assertThat(read("account.blocked = false")).isEqualTo(Condition.eq("account.blocked", false));
        assertThat(read("kind in ('web', 'phone')")).isEqualTo(new Condition.Or(List.of(Condition.eq("kind", "web"), Condition.eq("kind", "phone"))));
    }

    private static Condition compare(String path, Operator operator, Object value) {
        return new Compare(path, operator, new Operand.Literal(value));
    }

    @Test
    void asksWhetherSomeLinkedRowIsSo() {
        assertThat(read("some account.tags (name = 'vip' and some = 'x') and done")).isEqualTo(new Condition.And(List.of(
                new Condition.Linked("account.tags", new Condition.And(List.of(Condition.eq("name", "vip"), Condition.eq("some", "x")))), Condition.eq("done", true))));
        assertThat(ConditionText.read("not some accounts (blocked)", SCHEMA, SCHEMA.table("tag"))).isEqualTo(new Condition.Not(new Condition.Linked("accounts", Condition.eq("blocked", true))));
        assertThat(ConditionText.read("some in ('a')", SCHEMA, SCHEMA.table("tag"))).isEqualTo(Condition.eq("some", "a"));
        assertThat(ConditionText.of(read("some account.tags (name = 'vip')"))).isEqualTo("some account.tags (name = 'vip')");
        assertThat(refusal("some account.tag (name = 'vip')")).hasMessageContaining("no relationship 'account.tag'");
        assertThat(refusal("some account.tags (blocked)").help()).contains("use one of name, some");
        assertThat(refusal("not some account.tags (some account.tags (name = 'x'))")).isNotNull();
        assertThat(catchThrowableOfType(TorgException.class, () -> ConditionText.read("not some accounts (number = caller.account)", SCHEMA, SCHEMA.table("tag"))))
                .hasMessageContaining("negation");
    }

    @Test
    void looksIntoTextsAndAtEmptyCells() {
        assertThat(read("state contains 'pen'")).isEqualTo(new Condition.Contains("state", "pen"));
        assertThat(read("state starts with 'o'")).isEqualTo(new Condition.StartsWith("state", "o"));
        assertThat(read("due is empty")).isEqualTo(new Condition.Empty("due"));
        assertThat(read("due is not empty")).isEqualTo(new Condition.Not(new Condition.Empty("due")));
        assertThat(read("done")).isEqualTo(Condition.eq("done", true));
    }

    @Test
    void andBindsMoreTightlyThanOrAndNotThanBoth() {
        var done = Condition.eq("done", true);
        var blocked = Condition.eq("account.blocked", true);
        var few = compare("lines", Operator.LT, 2L);
        assertThat(read("done or account.blocked and lines < 2")).isEqualTo(new Condition.Or(List.of(done, new Condition.And(List.of(blocked, few)))));
        assertThat(read("(done or account.blocked) and lines < 2")).isEqualTo(new Condition.And(List.of(new Condition.Or(List.of(done, blocked)), few)));
        assertThat(read("not done and lines < 2")).isEqualTo(new Condition.And(List.of(new Condition.Not(done), few)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state = 'it''s open' and (total >= -12.50 or done = true)", "not (lines < 2 or due is empty)", "due is not empty", "account = caller.account",
        "state contains 'pen' or state starts with 'o'", "due != '2027-01-15'"})
    void whatIsReadCanBeWritten(String text) {
        assertThat(ConditionText.of(read(text))).isEqualTo(text);
    }

    @Test
    void theCallerIsAPlaceholder() {
        assertThat(read("account = caller.account")).isEqualTo(new Compare("account", Operator.EQ, new Operand.MyAccounts()));
        assertThat(read("id = caller.contact")).isEqualTo(new Compare("id", Operator.EQ, new Operand.Me()));
    }

    /** Who has no account would else be given every row by not being the owner of any. */
    @ParameterizedTest
    @ValueSource(strings = {"account != caller.account", "not account = caller.account", "not (done or not account = caller.account)", "account < caller.account"})
    void theCallerIsNotNegated(String text) {
        assertThat(refusal(text).getMessage()).startsWith("'caller.account' stands in a negation");
        assertThat(refusal(text).help()).contains("deny: true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "stat = 'open' | there is no column 'stat' in table 'order' (character 1 of the condition) | did you mean 'state'?",
        "account.nme = 'x' | there is no column 'account.nme' in table 'order' (character 1 of the condition) | use one of id, state, total, lines, due, done, account, kind",
        "kind = 'fax' | the text 'fax' is no value of column 'kind' (character 8 of the condition) | write one of 'web', 'phone'",
        "lines == 2 | a second '=' follows (character 8 of the condition) | write one '='",
        "lines = 'two' | the text 'two' is no value of column 'lines' (character 9 of the condition) | write a whole number, without quotes",
        "lines = 99999999999999999999 | 99999999999999999999 is no value of column 'lines' (character 9 of the condition) | write a whole number, without quotes",
        "due = '2027-02-30' | the text '2027-02-30' is no value of column 'due' (character 7 of the condition) | write a date such as '2027-01-15'",
        "total contains '1' | column 'total' holds no text (character 1 of the condition) | compare it with =, < or >",
        "total = caller.account | column 'total' holds no account (character 9 of the condition) | compare 'caller.account' with a lookup to table 'account' or with its key",
        "account = caller.name | there is no 'caller.name' (character 11 of the condition) | use caller.contact or caller.account",
        "done and | the end stands where a column was expected (character 9 of the condition) | write for instance status = 'open' and account = caller.account",
        "done done | 'done' stands where 'and', 'or' or the end was expected (character 6 of the condition) | write for instance status = 'open' and account = caller.account",
        "state = `open` | '`' belongs to no condition (character 9 of the condition) | write texts in single quotes, and names in small letters",
    })
    void saysWhatIsWrongWhereAndWhatToDo(String text, String message, String help) {
        var refusal = refusal(text);
        assertThat(refusal.code()).isEqualTo("condition.malformed");
        assertThat(refusal.getMessage()).isEqualTo(message);
        assertThat(refusal.help()).isEqualTo(help);
    }

    @Test
    void whatATextMayCostIsBounded() {
        assertThat(refusal("(".repeat(500) + "done" + ")".repeat(500)).getMessage()).contains("nested deeper than 20 levels");
        assertThat(refusal("not ".repeat(400) + "done").getMessage()).contains("nested deeper than 20 levels");
        assertThat(refusal("done or ".repeat(120) + "done").getMessage()).contains("more than 100 tests");
        assertThat(refusal("lines = 1 or " + "x".repeat(2_000)).getMessage()).contains("longer than 2000 characters");
        assertThat(refusal("kind in ('web'" + ", 'web'".repeat(110) + ")").getMessage()).contains("more than 100 values");
        assertThat(refusal("state = '" + "'".repeat(1_900)).getMessage()).isNotEmpty();
    }
}
