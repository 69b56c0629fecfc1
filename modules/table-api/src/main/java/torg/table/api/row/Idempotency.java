package torg.table.api.row;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Write;

/** Makes a repeat of a write harmless when the caller named it. */
public final class Idempotency {
    private static final int LONGEST = 200;

    private Idempotency() {}

    /**
     * The name of a write.
     *
     * @param what the body is sent to
     * @param body as it was sent; empty for none
     */
    public static Write.Once once(String key, String what, Map<String, Object> body) {
        if (key.isBlank() || key.length() > LONGEST) {
            throw TorgException.of(ProblemKind.MALFORMED, "table-api.idempotency-key", "Idempotency-Key has no characters, or more than " + LONGEST);
        }
        return new Write.Once(key, Write.Once.digestOf(what + canonical(body)));
    }

    /** Lengths stand before texts, so that no text can pass for the end of another. */
    private static String canonical(Object json) {
        var text = new StringBuilder();
        switch (json) {
            case Map<?, ?> members -> new TreeMap<>(members).forEach((name, value) -> text.append('\n').append(name).append(said(value)));
            case List<?> parts -> parts.forEach(part -> text.append("\n-").append(said(part)));
            case null, default -> text.append(json);
        }
        return text.toString();
    }

    private static String said(Object value) {
        if (value == null) return " empty";
        var plain = canonical(value);
        return " " + plain.length() + " " + plain;
    }
}
