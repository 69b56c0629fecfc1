package torg.identity.local.factor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import torg.api.identity.Caller;
import torg.api.web.Request;
import torg.identity.local.factor.Factors.Answer;
import torg.identity.local.session.Sessions;

/** Where people begin, confirm and take away their second factor: beginning asks for the password, for whoever finds a browser open would lock its owner out with a telephone of their own. */
public final class FactorDesk {
    private final Factors factors;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Consumer<String> weaken;

    /** Whether a caller's password is this; wrong ones are counted. */
    @FunctionalInterface
    public interface Passwords {
        Answer check(Caller caller, String password, String address);
    }

    /** @param weaken told whose factor is about to go */
    public FactorDesk(Factors factors, Sessions sessions, Passwords passwords, Consumer<String> weaken) {
        this.factors = factors;
        this.sessions = sessions;
        this.passwords = passwords;
        this.weaken = weaken;
    }

    /** Whether this contact has one that counts. */
    public boolean has(String contact) {
        return factors.has(contact);
    }

    /** The secret of one that is begun and does not count yet. */
    public Optional<String> begun(String contact) {
        return factors.begun(contact);
    }

    /** How many recovery codes are left. */
    public int recoveryLeft(String contact) {
        return factors.recoveryLeft(contact);
    }

    /** Begin with a new secret, which does not count yet. */
    public Answer begin(Caller caller, String password, String address) {
        var answer = passwords.check(caller, password, address);
        if (answer instanceof Answer.Right) caller.contact().ifPresent(factors::begin);
        return answer;
    }

    /** Let it count from now on, in the session from which it is asked already; every other session of the person ends. Empty when that is no code. */
    public Optional<List<String>> confirm(Request request, String code) {
        var contact = request.caller().contact().orElseThrow();
        var codes = factors.confirm(contact, code);
        var csrf = request.csrf().orElse("");
        if (codes.isPresent()) {
            sessions.strengthen(contact, csrf);
            sessions.end(contact, Predicate.not(Sessions.Known::own), csrf);
        }
        return codes;
    }

    /** Take it away, with the password, for who proved of late who they are. No code is asked for: wrong ones would keep its owner from signing in. */
    public Answer remove(Request request, String password) {
        if (!isFresh(request)) return new Answer.Wrong();
        var answer = passwords.check(request.caller(), password, request.address());
        if (answer instanceof Answer.Right) request.caller().contact().ifPresent(weaken.andThen(factors::remove));
        return answer;
    }

    /** Whether who asks proved so short a time ago who they are that it may be taken away. */
    public boolean isFresh(Request request) {
        return sessions.isFresh(request.caller().contact().orElseThrow(), request.csrf().orElse(""));
    }
}
