package torg.connector.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns this ERP's error bodies into a sentence a customer can read. */
final class Refusal {
    private static final List<String> GENERIC = List.of("validateWrite failed", "validateField failed", "Write failed for table row");
    /**
     * What the ERP says when two wrote the same record at once: {@code Cannot edit a record in Sales orders (SalesTable). An update conflict occurred due to another
     * user process deleting the record or changing one or more fields in the record}. It comes with the status of a refusal, and not always after {@code Infolog:}.
     */
    private static final Pattern CONFLICT = Pattern.compile("update conflict|another (user )?process|(changed|modified|updated) by another user", Pattern.CASE_INSENSITIVE);

    private Refusal() {}

    /** Whether the error body says that somebody else changed the record at the same time: no reason against it, and gone when it is tried again. */
    static boolean isConflict(JsonNode body) {
        return CONFLICT.matcher(body.path("error").path("innererror").path("message").asText("")).find();
    }

    /** What the ERP says is wrong with the request itself, for whoever runs the portal: it may name whatever the ERP is made of. */
    static Optional<String> technical(JsonNode body) {
        var error = body.path("error");
        return Stream.of(error.path("innererror").path("message"), error.path("message")).map(message -> message.asText("").strip()).filter(message -> !message.isEmpty()).findFirst();
    }

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
