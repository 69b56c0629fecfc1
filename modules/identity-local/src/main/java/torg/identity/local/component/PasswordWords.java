package torg.identity.local.component;

import java.util.Optional;
import torg.api.web.Request;
import torg.identity.local.password.PasswordRule;

/** Says in the language of a request which rule a password breaks. */
public final class PasswordWords {
    private final Words words = new Words();

    /** What is wrong with the password; empty when it is taken. */
    public Optional<String> objection(Request request, String password, String email) {
        return PasswordRule.brokenBy(password, email).map(rule -> said(request, rule));
    }

    /** What a password has to keep. */
    public String hint(Request request) {
        return words.text(request, "password-hint", PasswordRule.SHORTEST);
    }

    String said(Request request, PasswordRule rule) {
        return words.text(request, switch (rule) {
            case TOO_SHORT -> "password-too-short";
            case TOO_LONG -> "password-too-long";
            case IS_THE_EMAIL -> "password-is-email";
            case GUESSED_FIRST -> "password-guessed";
        }, PasswordRule.SHORTEST, PasswordRule.LONGEST);
    }
}
