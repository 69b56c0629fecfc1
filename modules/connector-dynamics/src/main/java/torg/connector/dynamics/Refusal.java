package torg.connector.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Turns this ERP's error bodies into a sentence a customer can read. */
final class Refusal {
    private static final List<String> GENERIC = List.of("validateWrite failed", "validateField failed", "Write failed for table row");

    private Refusal() {}

    /**
     * The business reason in an error body, if it has one. The form is {@code Write failed for table row of type 'X'. Infolog: Warning: ...; Error: ...}:
     * what follows {@code Infolog:} is for people, less the parts that only say that writing failed.
     */
    static Optional<String> reason(JsonNode body) {
        var message = body.path("error").path("innererror").path("message").asText("");
        var log = message.indexOf("Infolog:");
        if (log < 0) return Optional.empty();
        var parts = new LinkedHashSet<String>();
        for (var part : message.substring(log + "Infolog:".length()).split(";")) {
            var plain = part.strip().replaceFirst("^(Warning|Error|Info):\\s*", "").replaceAll("\\.+$", "");
            if (!plain.isBlank() && GENERIC.stream().noneMatch(plain::startsWith)) parts.add(plain);
        }
        return parts.isEmpty() ? Optional.of("The seller's system did not accept it") : Optional.of(String.join(". ", parts));
    }
}
