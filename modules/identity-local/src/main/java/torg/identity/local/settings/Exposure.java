package torg.identity.local.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What settings tell of people who come from other machines. A proxy on this machine may look like somebody who sits at it, so whoever told the
 * portal of a proxy or of a name of its own has shown it to others. Follows the settings while the portal runs.
 */
@Component(service = Exposure.class, configurationPid = Exposure.PID)
public final class Exposure {
    /** Settings of whoever serves HTTP; nothing is known of it here but the names of three of them. */
    public static final String PID = "torg.web";
    private final List<String> settings = new ArrayList<>();

    /** The three, each empty unless others come. */
    public @interface Settings {
        String public$_$url() default "";

        String[] allowed$_$hosts() default {};

        String[] trusted$_$proxies() default {};
    }

    @Activate
    public Exposure(Settings given) {
        note("public-url", given.public$_$url());
        note("allowed-hosts", given.allowed$_$hosts());
        note("trusted-proxies", given.trusted$_$proxies());
    }

    /** Names of the settings that say so; none where nobody else comes. */
    public List<String> settings() {
        return List.copyOf(settings);
    }

    private void note(String name, String... values) {
        if (!Stream.of(values).allMatch(String::isBlank)) settings.add(name);
    }
}
