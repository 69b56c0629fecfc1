package torg.sync.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.api.identity.Caller;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;

/** A map calculates what the ERP does not say from what it does. */
@Timeout(20)
class CalculatedTest {
    @Test
    void aColumnIsCalculatedFromWhatTheRecordSays() {
        var source = site("net: {formula: \"if(quantity >= 100, price * 0.9, price) * quantity\"}, discount: {formula: \"first(discounted, 0) + price\"}, label: {formula: \"id & ': ' & kind\"}, big: {formula: quantity >= 100}");
        var schema = source.compile(new TableDocuments());
        var maps = source.compile(new MapsCompiler());
        var inbound = new Inbound(new MemoryTables(schema), Caller.service("sync"), maps, maps.maps().getFirst());

        assertThat(inbound.values(Map.of("Id", "1", "Kind", "A", "Quantity", 200, "Price", "2.5", "Discount", 5)))
                .containsEntry("net", new BigDecimal("450.00")).containsEntry("discount", new BigDecimal("7.50")).containsEntry("label", "1: tea").containsEntry("big", true);
        assertThat(inbound.values(Map.of("Id", "2", "Quantity", 3, "Price", 2))).containsEntry("net", new BigDecimal("6.00")).containsEntry("label", "2: ").containsEntry("big", false);
        assertThat(inbound.values(Map.of("Id", "3", "Price", 2))).as("without a quantity").containsEntry("net", null).containsEntry("big", false);
    }

    @Test
    void aFormulaThatCannotWorkIsTold() {
        assertThat(problems("net: {formula: price * quantity}")).isEmpty();
        assertThat(problems("net: {formula: price * quantiy}")).containsExactly("sync.wrong-formula");
        assertThat(problems("net: {formula: kind}")).containsExactly("sync.wrong-formula");
        assertThat(problems("twice: {formula: price * 2}")).as("calculated by the table").containsExactly("sync.calculated");
        assertThat(problems("net: {formula: twice * 2}")).as("known when the row is there").containsExactly("sync.wrong-formula");
        assertThat(problems("count: {formula: price * 2}")).as("of another type").containsExactly("sync.wrong-formula");
        assertThat(problems("net: {formula: \"first(big, 1)\"}")).containsExactly("sync.wrong-formula");
        assertThat(problems("net: {formula: price + net}")).as("itself").containsExactly("sync.not-mapped-before");
        assertThat(problems("net: {formula: price, direction: both}")).containsExactly("sync.one-way");
        assertThat(problems("net: {formula: \"if(kind = 'milk', 1, 2)\"}")).containsExactly("sync.wrong-formula");
    }

    private static List<String> problems(String columns) {
        var site = site(columns);
        site.compile(new TableDocuments());
        return site.problems(new MapsCompiler()).stream().map(problem -> problem.code()).toList();
    }

    private static TestSource site(String columns) {
        return new TestSource().document("tables/line.yml", """
                table: line
                key: id
                columns:
                  id: {type: text}
                  kind: {type: choice, choices: {tea: Tea}}
                  quantity: {type: integer}
                  count: {type: integer}
                  price: {type: decimal, scale: 2}
                  discounted: {type: decimal, scale: 2}
                  discount: {type: decimal, scale: 2}
                  net: {type: decimal, scale: 2}
                  twice: {type: decimal, scale: 2, formula: price * 2}
                  label: {type: text}
                  big: {type: boolean}
                """).document("maps/lines.yml", """
                map: lines
                connector: erp
                entity: Lines
                table: line
                columns: {id: Id, kind: {field: Kind, values: {A: tea}}, quantity: Quantity, price: Price, discounted: Discount, %s}
                """.formatted(columns));
    }
}
