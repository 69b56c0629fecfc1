package torg.connector.dynamics;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** A page of records in JSON, read as it comes: as a tree it would be many times what it is on the wire. */
final class Page {
    private Page() {}

    /**
     * Hand over each record of {@code value}, one after the other.
     *
     * @return what stands beside the records, such as where the next page is
     * @throws JsonParseException when it is no page: what breaks off must not pass for the last one
     */
    static JsonNode read(JsonMapper json, InputStream body, Consumer<JsonNode> record) throws IOException {
        var beside = json.createObjectNode();
        var records = false;
        try (var parser = json.createParser(body)) {
            expect(parser, JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = parser.currentName();
                if (!name.equals("value")) {
                    parser.nextToken();
                    beside.set(name, parser.readValueAsTree());
                    continue;
                }
                expect(parser, JsonToken.START_ARRAY);
                while (parser.nextToken() != JsonToken.END_ARRAY) record.accept(parser.readValueAsTree());
                records = true;
            }
            if (!records) throw new JsonParseException(parser, "there is no list of records");
        }
        return beside;
    }

    private static void expect(JsonParser parser, JsonToken token) throws IOException {
        if (parser.nextToken() != token) throw new JsonParseException(parser, "there is no list of records");
    }
}
