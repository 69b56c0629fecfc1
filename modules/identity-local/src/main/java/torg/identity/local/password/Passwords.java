package torg.identity.local.password;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * Hashes passwords with Argon2id, two at a time: each takes 19 MiB and about 50 ms, and a flood of sign-ins must not take the house's memory.
 * Source: OWASP Password Storage Cheat Sheet, Argon2id with m=19456 (19 MiB), t=2, p=1.
 */
public final class Passwords {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Argon2Function ARGON = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID, Argon2Function.ARGON2_VERSION_13);
    /** Costs as much to check as any other and fits no password: its hash is all zeros. */
    private static final String DECOY = "$argon2id$v=19$m=19456,t=2,p=1$" + base64(new byte[16]) + "$" + base64(new byte[32]);
    private static final Pattern HASH = Pattern.compile("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    private final SecureRandom random = new SecureRandom();
    private final Duration patience;
    private final Semaphore turns = new Semaphore(2, true);

    public Passwords() {
        this(PATIENCE);
    }

    /** @param patience how long it is worth waiting for one's turn */
    public Passwords(Duration patience) {
        this.patience = patience;
    }

    /**
     * The hash with its salt and parameters in one text.
     *
     * @throws TorgException BUSY {@code identity-local.busy} when there was no turn in time, as do the others
     */
    public String hash(String password) {
        var salt = new byte[16];
        random.nextBytes(salt);
        return inTurn(() -> ARGON.hash(bytes(password), salt).getResult());
    }

    /** Whether this is what {@link #hash} makes. */
    public static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** Whether the password is the one that was hashed. */
    public boolean matches(String password, String hash) {
        return inTurn(() -> Argon2Function.getInstanceFromHash(hash).check(bytes(password), hash.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Do the work of {@link #matches} for a name that nobody has, so that time does not tell. */
    public boolean matchesNobody(String password) {
        return matches(password, DECOY);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) throw busy();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private static TorgException busy() {
        return TorgException.of(ProblemKind.BUSY, "identity-local.busy", "too many people sign in at this moment").help("try again in a moment");
    }

    /** The same password typed on another keyboard may come composed in another way. */
    private static byte[] bytes(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
