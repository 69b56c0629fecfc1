package torg.identity.oidc;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.api.table.Tables;
import torg.identity.oidc.person.Arrivals;
import torg.identity.oidc.person.Links;
import torg.identity.oidc.person.Mapping;
import torg.identity.oidc.person.Mappings;
import torg.identity.oidc.person.Origin;
import torg.identity.oidc.provider.Refused;
import torg.identity.oidc.provider.Said;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.identity.Newcomers;

/** What becomes of people of whom another module made sure: the same as of those of OpenID providers, by the same documents. */
@Component
public final class OtherHouses implements Newcomers {
    private final Sites sites;
    private final Arrivals arrivals;

    /** Missing: nobody is told. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    @Activate
    public OtherHouses(@Reference Sites sites, @Reference Tables tables, @Reference Admissions admissions, @Reference WebRoles roles) {
        this(sites, tables, admissions, roles, Clock.systemUTC());
    }

    OtherHouses(Sites sites, Tables tables, Admissions admissions, WebRoles roles, InstantSource clock) {
        this.sites = sites;
        this.arrivals = new Arrivals(tables, new Links(tables, clock), admissions, roles);
    }

    @Override
    public boolean describes(Site site, String provider) {
        return mapping(site, provider).isPresent();
    }

    @Override
    public Optional<Arrival> arrive(Stranger stranger) {
        var origin = new Origin(stranger.provider(), stranger.way(), stranger.issuer());
        var said = new Said(stranger.subject(), Optional.empty(), Optional.empty(), stranger.claims(), Optional.empty());
        try {
            var mapping = mapping(sites.current(), stranger.provider()).orElseThrow(() -> new Refused("no document says what becomes of its people"));
            var contact = arrivals.contact(origin, mapping, said);
            return Optional.of(new Arrival(contact, arrivals.roles(origin, mapping, said, contact)));
        } catch (Refused e) {
            var log = audit;
            if (log != null) log.count(Act.refused(Oidc.SIGN_IN).with(Oidc.detail(stranger.provider(), e)));
            return Optional.empty();
        }
    }

    private static Optional<Mapping> mapping(Site site, String provider) {
        return site.part(Mappings.class).flatMap(mappings -> mappings.of(provider));
    }
}
