package torg.identity.oidc;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.health.Status;
import torg.api.site.Sites;
import torg.api.web.PublicUrl;
import torg.identity.oidc.person.Mappings;
import torg.spi.health.HealthCheck;

/** Says which provider nobody can choose, and why. */
@Component(service = HealthCheck.class)
public final class ProvidersCheck implements HealthCheck {
    private final Oidc oidc;
    private final Sites sites;
    private final PublicUrl url;

    @Activate
    public ProvidersCheck(@Reference Oidc oidc, @Reference Sites sites, @Reference PublicUrl url) {
        this.oidc = oidc;
        this.sites = sites;
        this.url = url;
    }

    @Override
    public String name() {
        return "providers";
    }

    @Override
    public Status check() {
        var told = oidc.told();
        if (!told.problems().isEmpty()) return Status.warn(told.problems().getFirst().what(), told.problems().getFirst().remedy() + " (" + Oidc.PID + ".properties)");
        if (told.providers().isEmpty()) return Status.ok("no provider is named by the settings");
        if (url.origin().isEmpty()) return Status.warn("no provider is offered: they have to know where to send people back to", "set public-url of torg.web");
        var mappings = sites.current().part(Mappings.class);
        var unsaid = told.providers().keySet().stream().filter(name -> mappings.flatMap(found -> found.of(name)).isEmpty()).sorted().findFirst();
        return unsaid.map(name -> Status.warn("provider '" + name + "' is not offered: the site does not say what becomes of its people", "add providers/" + name + ".yml"))
                .orElseGet(() -> Status.ok("people can sign in through " + String.join(", ", oidc.names().stream().sorted().toList())));
    }
}
