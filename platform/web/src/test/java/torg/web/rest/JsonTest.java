package torg.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonTest {
    private final ObjectMapper json = Json.mapper();

    /** What a resource may return. */
    record Line(String key, String note) {}

    @Test
    void anEmptyCellIsNullAndWhatARecordDoesNotHaveIsLeftOut() throws Exception {
        assertThat(json.writeValueAsString(Collections.singletonMap("note", null))).isEqualTo("{\"note\":null}");
        assertThat(json.writeValueAsString(new Line("1", null))).isEqualTo("{\"key\":\"1\"}");
    }

    @Test
    void aLongOrderIsRead() throws Exception {
        var lines = IntStream.range(0, 200).mapToObj(i -> "{\"product\":\"a-rather-long-product-key-" + i + "\",\"quantity\":" + i
                + ",\"unit\":\"piece\",\"wanted\":\"2027-01-15\",\"note\":\"" + "n".repeat(500) + "\"}").collect(Collectors.joining(","));
        assertThat(read("{\"lines\":[" + lines + "]}").keySet().toString()).isEqualTo("[lines]");
    }

    @Test
    void whatNobodyMeansIsNotRead() {
        assertRefused("{\"a\":\"" + "b".repeat(300_000) + "\"}");
        assertRefused("{\"a\":[" + "1,".repeat(25_000) + "1]}");
        assertRefused("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}");
        assertRefused("{\"" + "a".repeat(300) + "\":1}");
        assertRefused("{\"a\":" + "1".repeat(200) + "}");
    }

    @Test
    void aNumberWithAFractionIsNoWholeOne() throws Exception {
        assertThat(json.readValue("1", Integer.class)).isEqualTo(1);
        for (var number : new String[] {"1.5", "1.0", "1e1"}) assertThatThrownBy(() -> json.readValue(number, Integer.class)).as(number).isInstanceOf(MismatchedInputException.class);
    }

    @Test
    void namesThatCallersMakeUpAreNotKept() throws Exception {
        var name = "made-up-by-" + System.nanoTime();
        Object read = read("{\"" + name + "\":1}").keySet().iterator().next();
        assertThat(read).isEqualTo(name).isNotSameAs(name.intern());
    }

    private Map<?, ?> read(String text) throws Exception {
        return json.readValue(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Map.class);
    }

    private void assertRefused(String text) {
        assertThatThrownBy(() -> read(text)).as(text.substring(0, 20)).isInstanceOf(StreamConstraintsException.class);
    }
}
