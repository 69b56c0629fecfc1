package torg.identity.oidc;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
import torg.api.text.Characters;
import torg.api.web.Detour;
import torg.api.web.Outbound;
import torg.api.web.PublicUrl;
import torg.api.web.Request;
import torg.api.web.Return;
import torg.identity.oidc.person.Arrivals;
import torg.identity.oidc.person.Links;
import torg.identity.oidc.person.Mapping;
import torg.identity.oidc.person.Mappings;
import torg.identity.oidc.person.Origin;
import torg.identity.oidc.provider.Counterpart;
import torg.identity.oidc.provider.Counterparts;
import torg.identity.oidc.provider.Errand;
import torg.identity.oidc.provider.Provider;
import torg.identity.oidc.provider.Refused;
import torg.identity.oidc.provider.Said;
import torg.identity.oidc.provider.Voucher;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.identity.Entrance;
import torg.spi.identity.Entrance.Proof;
import torg.spi.identity.Identity.Entry;
import torg.spi.identity.ProviderProtocol;
import torg.spi.view.PageGuide;

/** Sends browsers to the providers that settings and site name, and lets in whoever comes back and is somebody here. */
@Component(service = Oidc.class, configurationPid = Oidc.PID)
public final class Oidc {
    static final String PID = "torg.identity.oidc";
    /** What is told to whoever comes back and is not let in, for whatever reason. */
    static final String REFUSED = ProviderProtocol.REFUSED;
    /** What is longer makes an address that providers do not take. */
    private static final int LONGEST_HINT = 6_000;
    static final String SIGN_IN = "sign-in-elsewhere";
    private static final String SIGN_OUT = "sign-out-elsewhere";
    private final InstantSource clock;
    private final Provider.Told told;
    private final Sites sites;
    private final Counterparts counterparts;
    private final Links links;
    private final Arrivals arrivals;
    private final Entrance entrance;
    private final Admissions admissions;
    private final PublicUrl url;
    private final Logouts logouts;

    /** Missing: nobody is told. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    /** Knows where people sign in. Missing: the home page. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile PageGuide pages;

    /** What else providers speak. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<ProviderProtocol> protocols = List.of();

    @Activate
    public Oidc(Map<String, Object> settings, @Reference Sites sites, @Reference Tables tables, @Reference Entrance entrance,
            @Reference Admissions admissions, @Reference WebRoles roles, @Reference PublicUrl url, @Reference Outbound outbound) {
        this(Provider.Told.by(settings), sites, tables, entrance, admissions, roles, url, outbound, Clock.systemUTC());
    }

    Oidc(Provider.Told told, Sites sites, Tables tables, Entrance entrance, Admissions admissions, WebRoles roles, PublicUrl url, Outbound outbound, InstantSource clock) {
        this.clock = clock;
        this.told = told;
        this.sites = sites;
        this.counterparts = new Counterparts(told.providers(), outbound, clock);
        this.links = new Links(tables, clock);
        this.arrivals = new Arrivals(tables, links, admissions, roles);
        this.entrance = entrance;
        this.admissions = admissions;
        this.url = url;
        this.logouts = new Logouts(entrance, clock);
    }

    /** What the settings say. */
    Provider.Told told() {
        return told;
    }

    /** The providers that people can choose here: the settings trust them, the site says what becomes of their people, and they can send them back. */
    List<Mapping> offered(Site site) {
        if (url.origin().isEmpty()) return List.of();
        return site.part(Mappings.class).map(Mappings::all).orElse(List.of()).stream()
                .filter(mapping -> counterparts.providers().containsKey(mapping.provider()) || protocol(mapping.provider()).isPresent()).toList();
    }

    private Optional<ProviderProtocol> protocol(String provider) {
        return protocols.stream().filter(protocol -> protocol.providers().contains(provider)).findFirst();
    }

    /** What sessions that begin by a provider are told to have begun by. */
    private String way(String provider) {
        if (counterparts.providers().containsKey(provider)) return Provider.way(provider);
        return protocol(provider).map(protocol -> Voucher.of(protocol, provider).way()).orElseGet(() -> Provider.way(provider));
    }

    /** Those of them that may speak for a contact: through no other can it come in, nor link an identity there. */
    List<Mapping> offered(Site site, String contact) {
        return offered(site).stream().filter(mapping -> arrivals.admits(mapping, contact)).toList();
    }

    /** Names of the OpenID providers, which may say that somebody signed out. */
    List<String> names() {
        return List.copyOf(counterparts.providers().keySet());
    }

    Links links() {
        return links;
    }

    /** What an address carries that links an identity: only who sees the page of this session can know it. */
    static String linking(String csrf) {
        return Errand.hash("link " + csrf);
    }

    /** The contact that asks, in a session of its own: which identities it has is nobody else's business. */
    static Optional<String> person(Request request) {
        return request.caller().contact().filter(_ -> request.csrf().isPresent() && request.caller().inPerson());
    }

    /** Whether whoever asks has shown of late who they are: to link an identity, or to unlink one, a browser that was left open is not enough. */
    boolean isFresh(Request request) {
        return person(request).flatMap(_ -> request.csrf()).filter(csrf -> entrance.isFresh(request.caller(), csrf)).isPresent();
    }

    /** Send a browser to a provider. */
    Detour begin(Request request, String provider) {
        try {
            var there = voucher(provider);
            var linking = request.query("link");
            if (linking.isPresent() && !(request.csrf().map(Oidc::linking).equals(linking) && isFresh(request))) throw new Refused("a link that is not of this session");
            var errand = Errand.begin(there.name(), clock, linking.flatMap(_ -> request.csrf()), request.query("return").or(() -> Optional.of(request.link("/"))));
            // no other site puts somebody in, or into another session, whom the provider knows: they press the button there themselves
            if ("cross-site".equals(request.headers().get("sec-fetch-site"))) return new Detour.Ends(Return.by(signIn(request), errand.back()));
            var again = linking.isEmpty() && !request.caller().isAnonymous();
            return new Detour.Begins(there.begin(errand, again).toString(), errand.text());
        } catch (Refused e) {
            return refused(request, provider, e);
        }
    }

    /** Take a browser that comes back from one; whatever is wrong is the same answer. */
    Detour back(Request request, String provider, String kept) {
        try {
            var errand = Errand.read(kept, clock).filter(read -> read.provider().equals(provider)).orElseThrow(() -> new Refused("the browser was sent on no such errand"));
            var there = voucher(provider);
            var vouched = there.finish(errand, request.query());
            var said = vouched.said();
            var origin = new Origin(there.name(), there.way(), vouched.issuer());
            var mapping = sites.current().part(Mappings.class).flatMap(mappings -> mappings.of(provider)).orElseThrow();
            if (errand.linking().isPresent()) return linked(request, origin, mapping, errand, said.subject());
            var contact = arrivals.contact(origin, mapping, said);
            var proof = new Entrance.Proof(contact, there.way(), Optional.of(said.subject()), said.session(), vouched.strong() && mapping.hasAuthority(), shown(said), hint(provider, said),
                    vouched.until());
            return switch (entrance.enter(proof, request.address(), arrivals.roles(origin, mapping, said, contact))) {
                case Entry.Granted(var token, var _) -> new Detour.SignedIn(token, errand.back());
                case Entry.SecondFactor(var ticket) -> new Detour.SecondFactor(ticket,
                        person(request).isPresent() ? Entrance.again(request, errand.back()) : Return.by(signIn(request), errand.back()));
                case Entry.Refused(), Entry.TooMany(var _) -> throw new Refused("the contact may not come in");
            };
        } catch (Refused e) {
            return refused(request, provider, e);
        }
    }

    /** What the session keeps of the provider's word, to be shown to it when its owner signs out there as well: else it asks whom it is to sign out. Where it is too long they sign out here alone. */
    private Optional<String> hint(String provider, Said said) throws Refused {
        var there = counterparts.of(provider);
        return said.token().filter(token -> token.length() <= LONGEST_HINT && there.filter(Counterpart::signsOut).isPresent());
    }

    /** When whoever comes in showed who they are: another house may know its browser for days. Where it does not say, it was long ago. */
    private Instant shown(Said said) {
        var now = clock.instant();
        return said.authenticated().map(at -> at.isAfter(now) ? now : at).filter(at -> at.isAfter(Instant.EPOCH)).orElse(Instant.EPOCH);
    }

    /** Only in the session in which it was wished, while that is there and has not been left alone for long; and never unseen by whose it is. */
    private Detour linked(Request request, Origin origin, Mapping mapping, Errand errand, String subject) throws Refused {
        if (!request.csrf().map(Errand::hash).equals(errand.linking()) || !isFresh(request)) throw new Refused("a link for another session");
        var contact = person(request).orElseThrow(() -> new Refused("a link for nobody"));
        if (!arrivals.admits(mapping, contact)) throw new Refused("the contact is of an account for which the provider does not speak");
        var stays = admissions.stays(request.caller(), request.csrf().orElseThrow()).orElseThrow(() -> new Refused("a link for a session that is over"));
        var with = Stream.concat(Stream.of(stays), entrance.warning(request, origin.way()).stream()).toList();
        if (!links.link(origin, subject, contact, with)) throw new Refused("the identity is linked with somebody else, or the session is over");
        return new Detour.Ends(errand.back() + (errand.back().contains("?") ? "&" : "?") + "linked=1");
    }

    /** What an address carries that signs out: only who sees the page of this session can know it. */
    static String leaving(String csrf) {
        return Errand.hash("leave " + csrf);
    }

    /** The provider through which whoever asks came in, and shows once more who they are: it asks them although it knows them, see {@link #begin}. */
    Optional<Mapping> cameBy(Request request) {
        return begun(request).flatMap(proof -> offered(request.site()).stream().filter(mapping -> way(mapping.provider()).equals(proof.way())).findFirst());
    }

    /** The provider at which whoever asks can sign out as well, because their session began by it and has what it said then. */
    Optional<Mapping> leaves(Request request) {
        return begun(request).filter(proof -> proof.note().isPresent()).flatMap(_ -> cameBy(request));
    }

    private Optional<Proof> begun(Request request) {
        return person(request).flatMap(_ -> request.csrf()).flatMap(csrf -> entrance.proof(request.caller(), csrf));
    }

    /** Sign out here, whatever comes then, and send the browser to the provider by which the session began. */
    Detour leave(Request request, String provider, Optional<String> token) {
        try {
            var proof = begun(request).filter(found -> found.way().equals(Provider.way(provider)) && request.csrf().map(Oidc::leaving).equals(token))
                    .orElseThrow(() -> new Refused("signing out of another session"));
            entrance.end(proof.way(), proof.subject(), proof.elsewhere());
            var there = offered(provider);
            var errand = Errand.begin(provider, clock, Optional.empty(), Optional.of(signIn(request) + "?signed-out=1"));
            return new Detour.Begins(there.signOut(errand, proof.note().orElseThrow(() -> new Refused("nothing is kept of the session there")), address(there.provider(), "left")).toString(),
                    errand.text());
        } catch (Refused e) {
            tell(Act.refused(SIGN_OUT).about(request.caller()).with(detail(provider, e)));
            return new Detour.Ends(signIn(request));
        }
    }

    /** Take a browser that comes back from signing out there. Nothing hangs on it: whoever comes from elsewhere is led to the same page. */
    Detour left(Request request, String provider, String kept) {
        var errand = Errand.read(kept, clock).filter(read -> read.provider().equals(provider) && Counterpart.signedOut(read, request.query()));
        return new Detour.Ends(errand.map(Errand::back).orElseGet(() -> signIn(request)));
    }

    /** A provider says that somebody signed out there. */
    void loggedOut(String provider, String token) throws Refused {
        try {
            var there = counterparts.of(provider).orElseThrow(() -> new Refused("there is no such provider"));
            logouts.take(there, token);
            tell(Act.done(SIGN_OUT).with(provider));
        } catch (Refused e) {
            tell(Act.refused(SIGN_OUT).with(detail(provider, e)));
            throw e;
        }
    }

    /** Unlink an identity of whoever asks: sessions that began by it end. Returns whether the one that asks was among them. */
    boolean unlink(Request request, String contact, String id) {
        var proof = request.csrf().flatMap(csrf -> entrance.proof(request.caller(), csrf));
        var link = links.unlink(contact, id);
        link.ifPresent(gone -> entrance.end(gone.way(), Optional.of(gone.subject()), Optional.empty()));
        return link.flatMap(gone -> proof.filter(begun -> begun.way().equals(gone.way()) && begun.subject().equals(Optional.of(gone.subject())))).isPresent();
    }

    private void requireOffered(String provider) throws Refused {
        // a request may be one of a preview, whose drafts nobody has published
        if (offered(sites.current()).stream().noneMatch(mapping -> mapping.provider().equals(provider))) throw new Refused("there is no such provider");
    }

    private Counterpart offered(String provider) throws Refused {
        requireOffered(provider);
        return counterparts.of(provider).orElseThrow(() -> new Refused("there is no such provider"));
    }

    private Voucher voucher(String provider) throws Refused {
        if (counterparts.providers().containsKey(provider)) {
            var there = offered(provider);
            return Voucher.of(there, address(there.provider(), "back"));
        }
        requireOffered(provider);
        return Voucher.of(protocol(provider).orElseThrow(() -> new Refused("there is no such provider")), provider);
    }

    private URI address(Provider provider, String what) {
        return URI.create(url.origin().orElseThrow() + "/api/oidc/" + provider.name() + "/" + what);
    }

    private Detour refused(Request request, String provider, Refused why) {
        tell(Act.refused(SIGN_IN).about(request.caller()).with(detail(provider, why)));
        return new Detour.Ends(signIn(request) + "?" + REFUSED + "=refused");
    }

    static String detail(String provider, Refused why) {
        return Characters.line(provider.length() > 40 ? provider.substring(0, 40) : provider) + ": " + Characters.line(why.getMessage());
    }

    /** Where people sign in. */
    String signIn(Request request) {
        var guide = pages;
        return request.link(guide == null ? "/" : guide.signIn(request).orElse("/"));
    }

    private void tell(Act act) {
        var log = audit;
        if (log != null) log.count(act);
    }
}
