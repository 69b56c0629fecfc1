package torg.identity.saml;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.health.Status;
import torg.api.site.Sites;
import torg.api.web.PublicUrl;
import torg.spi.health.HealthCheck;
import torg.spi.identity.Newcomers;

/** Says which provider nobody can choose, and why. */
@Component(service = HealthCheck.class)
public final class SamlCheck implements HealthCheck {
    private final Saml saml;
    private final Newcomers newcomers;
    private final Sites sites;
    private final PublicUrl url;

    @Activate
    public SamlCheck(@Reference Saml saml, @Reference Newcomers newcomers, @Reference Sites sites, @Reference PublicUrl url) {
        this.saml = saml;
        this.newcomers = newcomers;
        this.sites = sites;
        this.url = url;
    }

    @Override
    public String name() {
        return "saml";
    }

    @Override
    public Status check() {
        var told = saml.told();
        if (!told.problems().isEmpty()) return Status.warn(told.problems().getFirst().what(), told.problems().getFirst().remedy() + " (" + Saml.PID + ".properties)");
        var names = told.providers().keySet().stream().sorted().toList();
        if (names.isEmpty()) return Status.ok("no provider is named by the settings");
        if (url.origin().isEmpty()) return Status.warn("no provider is offered: they have to know where to send people back to", "set public-url of torg.web");
        for (var name : names) {
            if (!newcomers.describes(sites.current(), name)) return Status.warn("provider '" + name + "' is not offered: the site does not say what becomes of its people",
                    "add providers/" + name + ".yml");
            var trouble = saml.trouble(name);
            if (trouble.isPresent()) return Status.warn("nobody comes in by provider '" + name + "': " + trouble.get(), "look at " + name + ".metadata in " + Saml.PID + ".properties");
        }
        return Status.ok("people can sign in through " + String.join(", ", names));
    }
}
