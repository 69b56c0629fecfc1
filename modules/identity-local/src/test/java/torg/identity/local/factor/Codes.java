package torg.identity.local.factor;

import java.time.Instant;

/** What an app shows. */
public final class Codes {
    private Codes() {}

    public static String of(String secret, Instant now) {
        return Totp.code(Base32.read(secret.replace(" ", "")), Totp.step(now));
    }
}
