package torg.identity.local.password;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import torg.api.identity.Caller;
import torg.api.table.Tables;
import torg.identity.local.contact.People;
import torg.identity.local.contact.People.Credential;
import torg.identity.local.factor.Factors.Answer;
import torg.identity.local.limit.Counter;

/** Where whoever is in shows the own password, and takes another one. The password of the demo is everybody's, and stays. */
public final class PasswordDesk {
    /** More than anybody types. */
    public static final int LONGEST = 1_000;
    private final People people;
    private final Credentials credentials;
    private final Passwords passwords;
    private final Counter attempts;
    private final BiConsumer<String, String> tell;

    /** @param tell told what was refused, and to which contact */
    public PasswordDesk(People people, Tables tables, Passwords passwords, Counter attempts, BiConsumer<String, String> tell) {
        this.people = people;
        this.credentials = new Credentials(tables);
        this.passwords = passwords;
        this.attempts = attempts;
        this.tell = tell;
    }

    /** What came of a new password. */
    public sealed interface Changed {
        /** It holds from now on. */
        record Done() implements Changed {}

        /** The new one breaks this rule. */
        record Breaks(PasswordRule rule) implements Changed {}

        /** The old one was not right, or is no longer. */
        record Refused() implements Changed {}

        /** Too many attempts; ask again after the delay. */
        record TooMany(Duration delay) implements Changed {}
    }

    /** What this person signs in with. Nothing for who works in that one's place. */
    public Optional<Credential> credentialOf(Caller caller) {
        return caller.contact().filter(_ -> caller.inPerson()).flatMap(people::credentialOf);
    }

    /** Whether this is a caller's password: a wrong one is an attempt to sign in. */
    public Answer check(Caller caller, String password, String address) {
        var credential = own(caller, password);
        if (credential.isEmpty()) return new Answer.Wrong();
        return attempts.counted(credential.get().email(), address, Answer.TooMany::new, () -> {
            if (!passwords.matches(password, credential.get().hash())) return new Answer.Wrong();
            attempts.succeeded(credential.get().email(), address);
            return new Answer.Right();
        });
    }

    /**
     * Take a new password from somebody who is in and knows the old one; every other session of that person ends. Whoever is put out, or given another
     * password, while this is at work is refused.
     *
     * @param csrf of the session that stays
     */
    public Changed change(Caller caller, String csrf, String old, String next, String address) {
        var credential = own(caller, old);
        if (credential.isEmpty()) return new Changed.Refused();
        var email = credential.get().email();
        var broken = PasswordRule.brokenBy(next, email, List.of());
        if (broken.isPresent()) return new Changed.Breaks(broken.get());
        return attempts.counted(email, address, Changed.TooMany::new, () -> changed(credential.get(), csrf, old, next, address));
    }

    private Changed changed(Credential credential, String csrf, String old, String next, String address) {
        if (!passwords.matches(old, credential.hash()) || !credentials.replace(credential, passwords.hash(next), csrf)) {
            tell.accept("password-change", credential.contact());
            return new Changed.Refused();
        }
        attempts.succeeded(credential.email(), address);
        return new Changed.Done();
    }

    private Optional<Credential> own(Caller caller, String typed) {
        return credentialOf(caller).filter(found -> !found.demo() && typed.length() <= LONGEST);
    }
}
