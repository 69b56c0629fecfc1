package torg.identity.local.session;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.table.Row;
import torg.spi.identity.Entrance.Proof;

/** By what a session's contact proved who they are, as it stands in the session's row. */
final class SessionProof {
    /** Of sessions that began before the way was kept. */
    private static final String FORMERLY = "password";

    private SessionProof() {}

    /** @param end of the session: one that is told for a later moment could be none that a database knows */
    static Map<String, Object> values(Proof proof, Instant end) {
        var values = new HashMap<String, Object>(Map.of("way", proof.way(), "strong", proof.strong(), "proved", proof.at()));
        proof.subject().ifPresent(subject -> values.put("subject", subject));
        proof.elsewhere().ifPresent(elsewhere -> values.put("elsewhere", elsewhere));
        proof.note().ifPresent(note -> values.put("note", note));
        if (proof.until().isPresent()) values.put("until", end);
        return values;
    }

    /**
     * What the session that takes another's place has of it: by what that one began, and the account it acts for. How and when its contact proved it last is its own, and
     * so is its end where the proof says one.
     */
    static Map<String, Object> goingOn(Row former, Row next) {
        var values = new HashMap<String, Object>(Map.of("way", way(former)));
        for (var column : List.of("subject", "elsewhere", "note", "account")) values.put(column, former.text(column).orElse(null));
        former.instant("until").filter(_ -> next.instant("until").isEmpty()).ifPresent(until -> {
            values.put("until", until);
            values.put("expires", earlier(next.instant("expires").orElseThrow(), Optional.of(until)));
        });
        return values;
    }

    /** The session's end, or that which whoever made sure says, whichever comes first. */
    static Instant earlier(Instant end, Optional<Instant> until) {
        return until.filter(moment -> moment.isBefore(end)).orElse(end);
    }

    static Proof of(Row row) {
        return new Proof(row.text("contact").orElseThrow(), way(row), row.text("subject"), row.text("elsewhere"), row.is("strong"),
                row.instant("proved").or(() -> row.instant("created")).orElseThrow(), row.text("note"), row.instant("until"));
    }

    static String way(Row row) {
        return row.text("way").orElse(FORMERLY);
    }
}
