package torg.pages.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import torg.api.text.Sha256;

/**
 * What is told at once, named and signed as the specification Standard Webhooks (standardwebhooks.com) says, so that receivers find a library that checks it.
 *
 * @param id the same whenever the same is told, so that a receiver knows what it has heard
 */
record Message(String id, Instant at, String body) {
    /** Whoever has missed more than this reads the site anew. */
    private static final int MOST_CHANGES = 1_000;
    private static final String ENCODED = "whsec_";
    private static final JsonFactory JSON = new JsonFactory();

    /** @param changes at least one */
    static Message of(String site, List<Contents.Change> changes, Instant at) {
        return new Message("msg_" + ContentsReader.digest(site + changes), at, json(site, changes, at));
    }

    private static String json(String site, List<Contents.Change> changes, Instant at) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", "content.published");
            json.writeStringField("timestamp", at.toString());
            json.writeObjectFieldStart("data");
            json.writeStringField("site", site);
            json.writeArrayFieldStart("changes");
            for (var change : changes.subList(0, Math.min(changes.size(), MOST_CHANGES))) {
                json.writeStartObject();
                json.writeStringField("change", change.change());
                json.writeStringField("kind", change.thing().kind().name().toLowerCase(Locale.ROOT));
                json.writeStringField("path", change.thing().path());
                if (change.version().isPresent()) json.writeStringField("version", change.version().get());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("more", changes.size() > MOST_CHANGES);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Whether one can sign with this secret. */
    static boolean signs(String secret) {
        try {
            return key(secret).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] key(String secret) {
        return secret.startsWith(ENCODED) ? Base64.getDecoder().decode(secret.substring(ENCODED.length())) : secret.getBytes(UTF_8);
    }

    /** What proves to whoever has the secret that this was sent by somebody who has it too, and when. */
    String signature(String secret) {
        return "v1," + Base64.getEncoder().encodeToString(Sha256.signed(key(secret), (id + "." + at.getEpochSecond() + "." + body).getBytes(UTF_8)));
    }
}
