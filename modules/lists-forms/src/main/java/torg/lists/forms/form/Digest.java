package torg.lists.forms.form;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import torg.lists.forms.row.Literal;

/** What was asked, as a fingerprint: the same values give the same one, whatever their order and however a number is written. */
final class Digest {
    private Digest() {}

    static String of(Entry entry) {
        var text = new StringBuilder(canonical(entry.values()));
        entry.items().forEach(item -> text.append("\n-").append(canonical(item.values())));
        return of(text.toString());
    }

    static String of(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Lengths stand before texts, so that no text can pass for the end of another. */
    private static String canonical(Map<String, String> values) {
        var text = new StringBuilder();
        new TreeMap<>(values).forEach((name, value) -> {
            if (value.isBlank()) return;
            var plain = Literal.decimal(value.strip()).map(number -> number.stripTrailingZeros().toPlainString()).orElse(value.strip());
            text.append('\n').append(name).append(' ').append(plain.length()).append(' ').append(plain);
        });
        return text.toString();
    }
}
