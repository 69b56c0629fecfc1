package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.testkit.oracle.PermissionMeaning;
import torg.testkit.oracle.SiteFacts;

/**
 * Says whether more came out of a portal than is meant for one caller. That it finds a leak of each form is tried by {@link JudgeTest}.
 *
 * @param schema the tables
 * @param facts all their rows
 * @param house words that stand on pages whoever asks
 * @param meaning what the permissions mean for the caller
 */
record Judge(Schema schema, SiteFacts facts, Set<String> house, PermissionMeaning meaning) {
    private static final Set<ColumnType> NUMBERS = Set.of(ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.MONEY);

    /**
     * The tables' API gives every row and column of the table that is meant, and no other; a figure counts those rows and no other; a hidden row is not found, neither by
     * its key nor by a filter.
     *
     * @return how many rows were compared
     * @throws AssertionError when anything else comes out, or less
     */
    int compare(String who, Visitor visitor, Table table) {
        var label = who + " " + table.name();
        var address = "/api/tables/" + table.name();
        var meant = meaning.rows(table.name(), Privilege.READ);
        var answer = visitor.get(address);
        if (meant.isEmpty() && answer.statusCode() != 200) {
            assertThat(answer.statusCode()).as(label).isIn(401, 404);
            return 0;
        }
        var rows = visitor.rows(table.name());
        assertThat(rows).as(label).extracting(row -> row.path(table.key()).asText()).containsExactlyInAnyOrderElementsOf(meant);
        var columns = table.columns().keySet().stream().filter(column -> readable(table, column)).collect(Collectors.toSet());
        for (var row : rows) {
            var shown = new TreeSet<String>();
            row.fieldNames().forEachRemaining(name -> shown.add(name.replaceAll("@.*", "")));
            shown.remove("");
            assertThat(columns).as(label).containsAll(shown);
        }
        assertThat(visitor.get(address + "/$count").body()).as(label).isEqualTo("" + meant.size());
        assertThat(Visitor.json(visitor.get(address + "?$apply=aggregate($count%20as%20n)")).at("/value/0/n").asInt()).as(label).isEqualTo(meant.size());
        var hidden = hidden(table.name());
        if (!hidden.isEmpty()) {
            var sought = visitor.get(address + "?$count=true&$filter=" + table.key() + "%20eq%20'" + Visitor.encoded(hidden.first()).replace("+", "%20") + "'");
            assertThat(Visitor.json(sought).path("@odata.count").asInt(-1)).as(label + " " + hidden.first()).isZero();
            assertThat(visitor.get(address + "('" + Visitor.encoded(hidden.first()) + "')").statusCode()).as(label).isEqualTo(404);
        }
        return rows.size();
    }

    /**
     * Words that stand in cells the caller may not see, and nowhere else; also long numbers and what those of all rows sum up to, years of dates to come, and values of a choice whose
     * column is hidden. What is true of a row or not has no word of its own.
     *
     * @param known what the caller knows of itself
     */
    Set<String> secret(String known) {
        var hidden = new TreeSet<String>();
        var open = Words.of(known);
        each((readable, words) -> (readable ? open : hidden).addAll(words));
        hidden.removeAll(open);
        hidden.removeAll(house);
        return hidden;
    }

    /**
     * The secret words that were said; not those that whoever asked has said.
     *
     * @param secret what {@link #secret} gave
     * @param said words of the answer
     */
    static Set<String> leaked(Set<String> secret, Paths.Ask ask, Set<String> said) {
        var leaked = new TreeSet<>(secret);
        leaked.retainAll(said);
        leaked.removeAll(Words.of(URLDecoder.decode(ask.path().replace("+", "%20"), StandardCharsets.UTF_8) + " " + ask.body()));
        return leaked;
    }

    /** Of each table a row that the caller may see, if there is one, and one that it may not. */
    Map<String, List<String>> keys() {
        var keys = new TreeMap<String, List<String>>();
        for (var table : schema.tables().keySet()) {
            var seen = new TreeSet<>(meaning.rows(table, Privilege.READ));
            keys.put(table, Stream.concat(seen.stream().limit(1), hidden(table).stream().limit(1)).toList());
        }
        keys.values().removeIf(List::isEmpty);
        return keys;
    }

    private void each(BiConsumer<Boolean, Set<String>> cell) {
        for (var table : schema.tables().values()) {
            var rows = meaning.rows(table.name(), Privilege.READ);
            for (var column : table.columns().values()) {
                var readable = readable(table, column.name());
                // Which values a choice has is no secret of a row.
                var chosen = readable && column.type() == ColumnType.CHOICE;
                for (var key : facts.keys(table.name())) {
                    facts.cell(table.name(), key, column.name()).ifPresent(value -> cell.accept(chosen || readable && rows.contains(key), words(column, value.toString())));
                }
                if (!NUMBERS.contains(column.type())) continue;
                cell.accept(readable && rows.containsAll(facts.keys(table.name())), words(column, sum(table, column, facts.keys(table.name()))));
                cell.accept(readable, words(column, sum(table, column, rows)));
            }
        }
    }

    private static Set<String> words(Column column, String value) {
        return switch (column.type()) {
            case TEXT, LONG_TEXT, AUTONUMBER, LOOKUP, CHOICE -> Words.of(value);
            case INTEGER, DECIMAL, MONEY -> Words.numbers(new BigDecimal(value).toPlainString());
            case DATE, DATE_TIME -> Words.years(value);
            case BOOLEAN, FILE -> Set.of();
        };
    }

    private String sum(Table table, Column column, Set<String> keys) {
        return keys.stream().flatMap(key -> facts.cell(table.name(), key, column.name()).stream()).map(value -> new BigDecimal(value.toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add).toPlainString();
    }

    private TreeSet<String> hidden(String table) {
        var hidden = new TreeSet<>(facts.keys(table));
        hidden.removeAll(meaning.rows(table, Privilege.READ));
        return hidden;
    }

    /** A polymorphic lookup stands for its targets too. */
    private boolean readable(Table table, String column) {
        return column.equals(table.key()) || meaning.mayUse(table.name(), table.columns().get(column).group().orElse(column), ColumnPrivilege.READ);
    }
}
