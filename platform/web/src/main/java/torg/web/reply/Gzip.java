package torg.web.reply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import torg.api.web.Reply;

/** Compresses what is text and long enough to gain by it. */
final class Gzip {
    private static final int LEAST = 1_024;
    private static final Set<String> TYPES = Set.of("application/json", "application/problem+json", "application/javascript",
            "application/manifest+json", "application/xml", "image/svg+xml");

    private static final Pattern WEIGHT = Pattern.compile("[qQ]=([01](?:\\.\\d{0,3})?)");

    private Gzip() {}

    static boolean worthwhile(Reply reply) {
        if (reply.body().length < LEAST || reply.headers().containsKey("Content-Encoding")) return false;
        var type = reply.headers().getOrDefault("Content-Type", "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || TYPES.contains(type);
    }

    static boolean accepted(String acceptEncoding) {
        if (acceptEncoding == null) return false;
        for (var coding : acceptEncoding.split(",")) {
            var parts = coding.split(";", 2);
            if (parts[0].strip().equalsIgnoreCase("gzip")) return parts.length == 1 || isWanted(parts[1]);
        }
        return false;
    }

    /** A weight above zero; what is none asks for nothing. */
    private static boolean isWanted(String weight) {
        var number = WEIGHT.matcher(weight.strip());
        return number.matches() && Double.parseDouble(number.group(1)) > 0;
    }

    /** Small, for bytes that are sent many times. */
    static byte[] tight(byte[] bytes) {
        return compress(bytes, Deflater.BEST_COMPRESSION);
    }

    /** Cheap, for bytes that are sent once. */
    static byte[] quick(byte[] bytes) {
        return compress(bytes, Deflater.BEST_SPEED);
    }

    private static byte[] compress(byte[] bytes, int level) {
        var out = new ByteArrayOutputStream(bytes.length / 3);
        try (var gzip = new Leveled(out, level)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The JDK's stream, with a level. */
    private static final class Leveled extends GZIPOutputStream {
        Leveled(OutputStream out, int level) throws IOException {
            super(out, 4_096);
            def.setLevel(level);
        }
    }
}
