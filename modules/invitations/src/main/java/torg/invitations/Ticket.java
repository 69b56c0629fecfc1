package torg.invitations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import torg.api.text.Sha256;

/**
 * Says when a form was handed out, signed, so that whoever fills it in faster than a person reads it, or keeps one for later, is found out without a script and without a third party.
 * The key is this process's own: after a restart a form is simply handed out anew.
 */
final class Ticket {
    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofHours(1);
    private final byte[] key = new byte[32];
    private final InstantSource clock;

    Ticket(InstantSource clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    /** One of now. */
    String next() {
        return signed(Long.toString(clock.millis()));
    }

    /** Whether it is one of these, and a person may have filled in the form since. */
    boolean isGood(String ticket) {
        var moment = ticket.split("\\.", 2)[0];
        if (!moment.matches("\\d{1,15}") || !MessageDigest.isEqual(signed(moment).getBytes(StandardCharsets.UTF_8), ticket.getBytes(StandardCharsets.UTF_8))) return false;
        var age = Duration.between(Instant.ofEpochMilli(Long.parseLong(moment)), clock.instant());
        return age.compareTo(SHORTEST) >= 0 && age.compareTo(LONGEST) < 0;
    }

    private String signed(String moment) {
        return moment + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.signed(key, moment.getBytes(StandardCharsets.UTF_8)));
    }
}
