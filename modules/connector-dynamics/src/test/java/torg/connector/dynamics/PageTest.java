package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void handsOverARecordBeforeTheNextIsThere() throws Exception {
        var records = new ArrayList<String>();
        var known = new ArrayList<Integer>();
        var parts = List.of("{\"@odata.context\":\"x\",\"value\":[{\"Id\":1},", "{\"Id\":2},", "{\"Id\":3}],\"@odata.nextLink\":\"more\"}").stream().map(text -> noting(text, known, records)).toList();

        var beside = Page.read(new JsonMapper(), new SequenceInputStream(Collections.enumeration(parts)), record -> records.add(record.path("Id").asText()));

        assertThat(records).containsExactly("1", "2", "3");
        assertThat(known).as("records known when each part is asked for").containsExactly(0, 1, 2);
        assertThat(beside.path("@odata.nextLink").textValue()).isEqualTo("more");
    }

    /** Notes how many records are known when its first bytes are asked for. */
    private static InputStream noting(String text, List<Integer> known, List<String> records) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int from, int most) {
                if (pos == 0) known.add(records.size());
                return super.read(into, from, most);
            }
        };
    }
}
