package torg.sync.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;

/** A value that has no place in its column is refused, never bent until it fits. */
@Timeout(20)
class InboundTest {
    private final Inbound inbound = inbound();

    @Test
    void takesWhatIsTheSameInTheColumnsType() {
        assertThat(inbound.values(Map.of("Id", "1", "Active", true, "Known", "Yes", "Count", new BigDecimal("3.0"), "Price", 12.345)))
                .containsEntry("active", true).containsEntry("known", true).containsEntry("count", 3L).containsEntry("price", new BigDecimal("12.35"));
        assertThat(inbound.values(Map.of("Id", "1", "Active", "FALSE", "Known", "No", "Count", "7", "Price", new BigDecimal("0E-999999999"))))
                .containsEntry("active", false).containsEntry("known", false).containsEntry("count", 7L).containsEntry("price", new BigDecimal("0.00"));
    }

    @Test
    void refusesWhatIsNot() {
        for (var field : List.of(Map.entry("Active", "Yes"), Map.entry("Active", 1L), Map.entry("Count", 3.7), Map.entry("Count", "9223372036854775808"), Map.entry("Count", "three"),
                Map.entry("Price", "1e999999999"), Map.entry("Price", "1e-999999999"), Map.entry("Count", "1e999999999"))) {
            assertThatThrownBy(() -> inbound.values(Map.of("Id", "1", field.getKey(), field.getValue()))).as(field.toString())
                    .isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("sync.wrong-value")).hasMessageContaining("'" + field.getValue() + "'");
        }
    }

    @Test
    void aTextMadeOfSeveralFieldsIsTranslatedByTheVeryWordOrTheFirstBeginningThatFits() {
        assertThat(List.of("done paid", "done", "sent draft", "sent posted").stream().map(states -> states.split(" ")).map(states ->
                inbound.values(Map.of("Id", "1", "State", states[0], "invoices.state", states.length > 1 ? states[1] : "")).get("status")))
                .containsExactly("closed", "closed", "open", "billed");
        assertThatThrownBy(() -> inbound.values(Map.of("Id", "1", "State", "lost"))).hasMessageContaining("'lost '").hasMessageContaining("{invoices.state}");
    }

    @Test
    void aDayIsNoonWhereAMomentIsWanted() {
        assertThat(inbound.values(Map.of("Id", "1", "Day", LocalDate.of(2031, 2, 3)))).containsEntry("moment", Instant.parse("2031-02-03T12:00:00Z"));
    }

    private static Inbound inbound() {
        var source = new TestSource()
                .document("tables/unit.yml", "{table: unit, key: id, columns: {id: {type: text}, active: {type: boolean}, known: {type: boolean}, count: {type: integer}, price: {type: decimal, scale: 2}, moment: {type: datetime}, status: {type: text}}}")
                .document("maps/units.yml", """
                        map: units
                        connector: dynamics
                        entity: Units
                        table: unit
                        columns: {id: Id, active: Active, known: {field: Known, values: {Yes: "true", No: "false"}}, count: Count, price: Price, moment: Day, status: {text: "{State} {invoices.state}", values: {"done *": closed, "sent *": open, "sent posted": billed, " *": none}}}
                        """);
        var schema = source.compile(new TableDocuments());
        var maps = source.compile(new MapsCompiler());
        return new Inbound(new MemoryTables(schema), Caller.service("sync"), maps, maps.maps().getFirst());
    }
}
