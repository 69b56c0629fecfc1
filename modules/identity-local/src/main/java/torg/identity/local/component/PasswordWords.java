package torg.identity.local.component;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import torg.api.site.SiteSettings;
import torg.api.web.Request;
import torg.identity.local.password.PasswordRule;
import torg.spi.identity.PasswordRules;

/** Says in the language of a request which rule a password breaks. */
@Component
public final class PasswordWords implements PasswordRules {
    private static final int MOST_NEAR = 200;
    private final Words words = new Words();

    @Override
    public Optional<String> objection(Request request, String password, String email) {
        return PasswordRule.brokenBy(password, email, near(request.site().settings())).map(rule -> said(request, rule));
    }

    /** The site's name in its languages and what its setting {@code password-words} lists, as they are and word by word. */
    private static List<String> near(SiteSettings settings) {
        var said = Stream.concat(settings.locales().stream().map(settings.name()::in), settings.value("password-words").stream());
        return said.map(text -> text.toLowerCase(Locale.ROOT)).flatMap(text -> Stream.concat(Stream.of(text), Stream.of(text.split("[^\\p{L}\\p{N}]+")))).filter(word -> !word.isEmpty()).distinct().limit(MOST_NEAR).toList();
    }

    @Override
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
