package torg.identity.local.entrance;

import java.time.InstantSource;
import java.util.function.BiConsumer;
import torg.identity.local.contact.People;
import torg.identity.local.contact.People.Credential;
import torg.identity.local.contact.People.Person;
import torg.identity.local.factor.Factors;
import torg.identity.local.factor.Factors.Answer;
import torg.identity.local.factor.Halfway;
import torg.identity.local.session.Sessions;
import torg.spi.identity.Entrance.Proof;
import torg.spi.identity.Identity.Entry;
import torg.spi.identity.Identity.Session;

/** Begins the session of whoever proved who they are, by whichever way: asks for the second factor unless the proof is as strong, and lets nobody past who was kept out meanwhile. */
public final class Threshold {
    /** What the audit log calls an attempt that failed. */
    public static final String REFUSED = "sign-in";
    private final Sessions sessions;
    private final People people;
    private final Factors factors;
    private final Halfway halfway;
    private final InstantSource clock;
    private final Known known;
    private final BiConsumer<Person, Credential> arrived;
    private final BiConsumer<String, String> tell;

    /**
     * Where sessions begin.
     *
     * @param known what a person's session is to whoever asks
     * @param arrived told who is in, by which credential
     * @param tell told what was refused, and to which contact; empty for a ticket that is nobody's
     */
    public Threshold(Sessions sessions, People people, Factors factors, InstantSource clock, Known known, BiConsumer<Person, Credential> arrived,
            BiConsumer<String, String> tell) {
        this.sessions = sessions;
        this.people = people;
        this.factors = factors;
        this.halfway = new Halfway(clock);
        this.clock = clock;
        this.known = known;
        this.arrived = arrived;
        this.tell = tell;
    }

    /** A session as it is to whoever asks, by the proof with which it began and its CSRF token. */
    @FunctionalInterface
    public interface Known {
        Session session(Person person, Proof proof, String csrf);
    }

    /**
     * Let somebody in, or ask for the second factor.
     *
     * @param credential the person's, as it was when the proof was looked at
     * @param begun what is to be done once the session has begun
     */
    public Entry enter(Person person, Credential credential, Proof proof, Runnable begun) {
        if (!proof.strong() && factors.has(person.contact())) return new Entry.SecondFactor(halfway.begin(credential, proof, begun));
        return in(person, credential, proof, begun);
    }

    /** With the ticket of {@link #enter} and a code. */
    public Entry secondStep(String ticket, String code) {
        var half = halfway.of(ticket);
        if (half.isEmpty()) {
            tell.accept("second-factor", "");
            return new Entry.Refused();
        }
        var credential = half.get().credential();
        return switch (factors.use(credential.contact(), code)) {
            case Answer.Right() -> {
                halfway.end(ticket);
                yield people.find(credential.contact()).map(person -> in(person, credential, half.get().proof().strengthened(clock.instant()), half.get().begun())).orElseGet(() -> refused(credential));
            }
            case Answer.Wrong() -> {
                tell.accept("second-factor", credential.contact());
                yield new Entry.Refused();
            }
            case Answer.TooMany(var delay) -> new Entry.TooMany(delay);
        };
    }

    private Entry in(Person person, Credential credential, Proof proof, Runnable then) {
        var begun = sessions.begin(proof);
        // Whoever sets a password ends the sessions there are: this one may have begun too late for that, with a password that is no more.
        if (people.credentialOf(person.contact()).filter(credential::equals).isEmpty()) {
            sessions.end(begun.token());
            return refused(credential);
        }
        arrived.accept(person, credential);
        then.run();
        return new Entry.Granted(begun.token(), known.session(person, proof, begun.csrf()));
    }

    private Entry refused(Credential credential) {
        tell.accept(REFUSED, credential.contact());
        return new Entry.Refused();
    }
}
