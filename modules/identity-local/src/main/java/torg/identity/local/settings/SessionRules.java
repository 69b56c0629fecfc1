package torg.identity.local.settings;

import java.time.Duration;
import java.time.Instant;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * How long sessions last, and whether people of the demo may have one.
 *
 * @param longest from the beginning to the end of a session
 * @param silence between two requests
 * @param fresh for how long sensitive acts do not ask again who somebody is
 * @param onBehalf how long somebody works on behalf of a contact before that ends
 */
public record SessionRules(Duration longest, Duration silence, Duration fresh, Duration onBehalf, boolean demo) {
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Duration ON_BEHALF = Duration.ofMinutes(30);

    /** The same with what {@code proof-minutes} and {@code on-behalf-minutes} are where nobody says. */
    public SessionRules(Duration longest, Duration silence, boolean demo) {
        this(longest, silence, FRESH, ON_BEHALF, demo);
    }

    /** What the settings say; the demo's password is known to everyone, so it counts on this machine only. */
    public static SessionRules of(Settings settings, Exposure exposure) {
        return new SessionRules(Duration.ofHours(within("session-hours", settings.session$_$hours(), 720)),
                Duration.ofMinutes(within("idle-minutes", settings.idle$_$minutes(), 43_200)),
                Duration.ofMinutes(within("proof-minutes", settings.proof$_$minutes(), 720)),
                Duration.ofMinutes(within("on-behalf-minutes", settings.on$_$behalf$_$minutes(), 480)), settings.demo() && settings.loopback() && exposure.settings().isEmpty());
    }

    public boolean isOver(Instant expires, Instant seen, Instant now) {
        return !now.isBefore(expires) || !now.isBefore(seen.plus(silence));
    }

    private static int within(String name, int value, int most) {
        if (value >= 1 && value <= most) return value;
        throw TorgException.of(ProblemKind.CONFIG, "identity-local.setting", "setting '" + name + "' of " + Settings.PID + " is " + value + ", expected 1 to " + most)
                .help("set it to a number in these bounds");
    }
}
