package torg.example;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import torg.api.health.Status;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.web.Request;
import torg.spi.health.HealthCheck;

/** Knows how to greet: what the page and the resource share. A changed setting makes a new one, and whoever uses it gets that. */
@Component(configurationPid = "torg.example", service = {Greeter.class, HealthCheck.class})
@Designate(ocd = Greeter.Settings.class)
public final class Greeter implements HealthCheck {
    private static final int LONG = 10;

    /** Settings of this module. */
    @ObjectClassDefinition(name = "Torg example")
    public @interface Settings {
        /** What a greeting ends with. */
        @AttributeDefinition(description = "What a greeting ends with")
        String ending() default "!";
    }

    private final Messages messages = Messages.beside(Greeter.class, "nb");
    private final String ending;

    /** @param settings of this module */
    @Activate
    public Greeter(Settings settings) {
        this(settings.ending());
    }

    Greeter(String ending) {
        this.ending = ending;
    }

    /** Greet somebody in the language of the answer, or whoever asks when no name is given. */
    String greet(Request request, String name) {
        var words = request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of());
        var caller = request.caller().isAnonymous() ? messages.text(request.locale(), words, "greeting.guest") : request.caller().name();
        return messages.text(request.locale(), words, "greeting.hello", name.isBlank() ? caller : name, ending);
    }

    @Override
    public String name() {
        return "example";
    }

    @Override
    public Status check() {
        if (ending.length() <= LONG) return Status.ok("greetings end with '" + ending + "'");
        return Status.warn("the setting 'ending' is longer than " + LONG + " characters", "shorten it in settings/torg.example.properties");
    }
}
