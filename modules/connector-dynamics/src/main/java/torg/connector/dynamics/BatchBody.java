package torg.connector.dynamics;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One atomic change set, as multipart/mixed: all of it happens or nothing. The company option stands on each inner
 * address, because the outer one is not looked at.
 */
record BatchBody(List<Operation> operations, String boundary) {
    BatchBody(List<Operation> operations) {
        this(operations, UUID.randomUUID().toString());
    }

    /**
     * One request of it.
     *
     * @param version only while the record has it; empty for what is made
     */
    record Operation(String method, URI address, Optional<String> version, Optional<Map<String, Object>> body) {
        static Operation insert(URI set, Map<String, Object> record) {
            return new Operation("POST", set, Optional.empty(), Optional.of(record));
        }
    }

    String mediaType() {
        return "multipart/mixed; boundary=batch_" + boundary;
    }

    String text(JsonMapper json) {
        var body = new StringBuilder();
        line(body, "--batch_" + boundary);
        line(body, "Content-Type: multipart/mixed; boundary=changeset_" + boundary);
        line(body, "");
        for (var i = 0; i < operations.size(); i++) {
            var operation = operations.get(i);
            line(body, "--changeset_" + boundary);
            line(body, "Content-Type: application/http");
            line(body, "Content-Transfer-Encoding: binary");
            line(body, "Content-ID: " + (i + 1));
            line(body, "");
            line(body, operation.method() + " " + operation.address() + " HTTP/1.1");
            line(body, "Content-Type: application/json");
            line(body, "Accept: application/json");
            operation.version().ifPresent(version -> line(body, "If-Match: " + version));
            line(body, "");
            line(body, operation.body().map(values -> write(json, values)).orElse(""));
        }
        line(body, "--changeset_" + boundary + "--");
        line(body, "--batch_" + boundary + "--");
        return body.toString();
    }

    private static String write(JsonMapper json, Map<String, Object> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JacksonException e) {
            throw new IllegalStateException("a plain value could not be written as JSON", e);
        }
    }

    private static void line(StringBuilder body, String text) {
        body.append(text).append("\r\n");
    }
}
