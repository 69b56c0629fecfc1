package torg.identity.ldap;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.health.Status;
import torg.api.site.Sites;
import torg.spi.health.HealthCheck;
import torg.spi.identity.Newcomers;

/** Says which directory cannot be asked, and why. */
@Component(service = HealthCheck.class)
public final class DirectoriesCheck implements HealthCheck {
    private final LdapDirectory directory;
    private final Newcomers newcomers;
    private final Sites sites;

    @Activate
    public DirectoriesCheck(@Reference LdapDirectory directory, @Reference Newcomers newcomers, @Reference Sites sites) {
        this.directory = directory;
        this.newcomers = newcomers;
        this.sites = sites;
    }

    @Override
    public String name() {
        return "directories";
    }

    @Override
    public Status check() {
        var told = directory.told();
        if (!told.problems().isEmpty()) return Status.warn(told.problems().getFirst().what(), told.problems().getFirst().remedy() + " (" + LdapDirectory.PID + ".properties)");
        var names = told.servers().keySet().stream().sorted().toList();
        for (var name : names) {
            if (!newcomers.describes(sites.current(), name)) return Status.warn("nobody comes in by the directory '" + name + "': the site does not say what becomes of its people",
                    "add providers/" + name + ".yml");
            var trouble = directory.trouble(name);
            if (trouble.isPresent()) return Status.warn("the directory '" + name + "' cannot be asked: " + trouble.get(),
                    "look at " + name + ".url, its certificate, bind-dn and base in " + LdapDirectory.PID + ".properties");
        }
        return Status.ok(names.isEmpty() ? "no directory is named by the settings" : "people can sign in with the passwords of " + String.join(", ", names));
    }
}
