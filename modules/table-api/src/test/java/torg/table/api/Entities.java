package torg.table.api;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/** What an answer holds. */
final class Entities {
    private Entities() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> of(Response response) {
        return (Map<String, Object>) response.getEntity();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> rows(Map<String, Object> answer) {
        return (List<Map<String, Object>>) answer.get("value");
    }
}
