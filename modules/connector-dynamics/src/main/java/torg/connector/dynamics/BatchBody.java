package torg.connector.dynamics;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One atomic change set of inserts into one entity set, as multipart/mixed: all of them happen or none. The company option stands on each inner
 * address, because the outer one is not looked at.
 */
record BatchBody(URI set, List<Map<String, Object>> inserts, String boundary) {
    BatchBody(URI set, List<Map<String, Object>> inserts) {
        this(set, inserts, UUID.randomUUID().toString());
    }

    String mediaType() {
        return "multipart/mixed; boundary=batch_" + boundary;
    }

    String text(JsonMapper json) {
        var body = new StringBuilder();
        line(body, "--batch_" + boundary);
        line(body, "Content-Type: multipart/mixed; boundary=changeset_" + boundary);
        line(body, "");
        for (var i = 0; i < inserts.size(); i++) {
            line(body, "--changeset_" + boundary);
            line(body, "Content-Type: application/http");
            line(body, "Content-Transfer-Encoding: binary");
            line(body, "Content-ID: " + (i + 1));
            line(body, "");
            line(body, "POST " + set + " HTTP/1.1");
            line(body, "Content-Type: application/json");
            line(body, "Accept: application/json");
            line(body, "");
            line(body, write(json, inserts.get(i)));
        }
        line(body, "--changeset_" + boundary + "--");
        line(body, "--batch_" + boundary + "--");
        return body.toString();
    }

    private static String write(JsonMapper json, Map<String, Object> insert) {
        try {
            return json.writeValueAsString(insert);
        } catch (JacksonException e) {
            throw new IllegalStateException("a plain value could not be written as JSON", e);
        }
    }

    private static void line(StringBuilder body, String text) {
        body.append(text).append("\r\n");
    }
}
