package torg.identity.oidc.provider;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.text.Sha256;
import torg.api.web.Return;

/**
 * What a browser that is sent to a provider keeps, so that it and nobody else comes back: a secret of which state, nonce and code verifier are made. The portal keeps nothing, so
 * that nobody can fill its memory, and any node may be the one to which it comes back.
 *
 * @param provider its name
 * @param begun when
 * @param linking the CSRF token's hash of the session to whose contact the identity is to be linked; empty to sign in
 * @param back the path of this site where to go then
 */
public record Errand(String secret, String provider, Instant begun, Optional<String> linking, String back) {
    static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Pattern TEXT = Pattern.compile("([\\w-]{43})\\.([a-z0-9-]{1,40})\\.([0-9]{1,12})\\.([\\w-]{43}|)\\.([\\w-]{1,1000})");
    /** All of it has to fit into a cookie. */
    private static final int LONGEST_BACK = 700;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One that begins now; what is no path of this site leads home. */
    public static Errand begin(String provider, InstantSource clock, Optional<String> csrf, Optional<String> back) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Errand(base64(bytes), provider, Instant.ofEpochSecond(clock.instant().getEpochSecond()), csrf.map(Errand::hash), back.filter(Errand::leadsBack).orElse("/"));
    }

    /** What the browser kept; empty when it kept nothing, or nothing of ours, or kept it too long. */
    public static Optional<Errand> read(String kept, InstantSource clock) {
        var parts = TEXT.matcher(kept == null ? "" : kept);
        if (!parts.matches()) return Optional.empty();
        try {
            var back = new String(Base64.getUrlDecoder().decode(parts.group(5)), StandardCharsets.UTF_8);
            var errand = new Errand(parts.group(1), parts.group(2), Instant.ofEpochSecond(Long.parseLong(parts.group(3))), Optional.of(parts.group(4)).filter(hash -> !hash.isEmpty()), back);
            return Optional.of(errand).filter(read -> leadsBack(back) && !clock.instant().isBefore(read.begun) && clock.instant().isBefore(read.begun.plus(LONGEST)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean leadsBack(String back) {
        return back.length() <= LONGEST_BACK && Return.isLocal(back);
    }

    /** As the browser keeps it. */
    public String text() {
        return String.join(".", secret, provider, Long.toString(begun.getEpochSecond()), linking.orElse(""), base64(back.getBytes(StandardCharsets.UTF_8)));
    }

    State state() {
        return new State(hash("state " + secret));
    }

    Nonce nonce() {
        return new Nonce(hash("nonce " + secret));
    }

    CodeVerifier verifier() {
        return new CodeVerifier(hash("verifier " + secret));
    }

    /** SHA-256 in 43 characters; enough for what has as much to be guessed. */
    public static String hash(String text) {
        return Sha256.base64(text);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
