package torg.connector.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FieldPathTest {
    private static final String INVOICE = """
            {"number": "INV-1", "move.": {"state": "posted"}, "lines.": [{"quantity": 10, "note": ""}, {"quantity": 9.5, "note": null}], "lines_to_pay.": [
             {"maturity_date": {"__class__": "date", "year": 2026, "month": 12, "day": 29}}, {"maturity_date": null}, {"maturity_date": {"__class__": "date", "year": 2026, "month": 12, "day": 9}}]}""";

    @Test
    void ofSeveralValuesItIsTheFirstWhereThatIsAskedForAndAllDifferentOnesElse() {
        assertThat(FieldPath.of("min(lines_to_pay.maturity_date)").in(invoice())).contains(LocalDate.of(2026, 12, 9));
        assertThat(FieldPath.of("lines_to_pay.maturity_date").in(invoice())).contains("2026-12-09,2026-12-29");
        assertThat(FieldPath.of("min(lines.quantity)").in(invoice())).as("by number, not by letters").contains(new BigDecimal("9.5"));
    }

    @Test
    void whatIsNothingIsNothing() {
        assertThat(FieldPath.of("min(lines.note)").in(invoice())).isEmpty();
        assertThat(FieldPath.of("min(nowhere.number)").in(invoice())).isEmpty();
    }

    @Test
    void oneValueIsItselfEitherWay() {
        assertThat(FieldPath.of("move.state").in(invoice())).contains("posted");
        assertThat(FieldPath.of("min(move.state)").in(invoice())).contains("posted");
    }

    @Test
    void trytonIsAskedForThePathAlone() {
        assertThat(FieldPath.of("min(lines_to_pay.maturity_date)").path()).isEqualTo("lines_to_pay.maturity_date");
    }

    private static JsonNode invoice() {
        try {
            return new JsonMapper().readTree(INVOICE);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
