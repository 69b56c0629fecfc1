package torg.identity.saml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.audit.Trace;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Tables;
import torg.api.text.Characters;
import torg.api.web.Outbound;
import torg.api.web.PublicUrl;
import torg.spi.identity.Newcomers;
import torg.spi.identity.ProviderProtocol;

/**
 * SAML 2.0 in the way of the web browser profile: a browser is led to a provider with a request, and its page sends the browser back here with a response, as a form. Such a form comes
 * from another site, so the browser shows no cookie with it: what it brought is checked and kept, the browser is led on within this site, and there it shows whose errand it was.
 */
@Component(service = {ProviderProtocol.class, Saml.class}, configurationPid = Saml.PID)
public final class Saml implements ProviderProtocol {
    private static final Logger LOG = LoggerFactory.getLogger(Saml.class);
    static final String PID = "torg.identity.saml";
    static final String NAME = "saml";
    /** By which a browser is led on with what it brought. */
    static final String TICKET = "answer";
    private static final String SIGN_IN = "sign-in-elsewhere";
    private static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
    private static final String POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
    private static final List<String> MAIL = List.of("email", "mail", "urn:oid:0.9.2342.19200300.100.1.3", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress");
    private static final List<String> FIRST = List.of("given_name", "givenName", "urn:oid:2.5.4.42", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname");
    private static final List<String> LAST = List.of("family_name", "sn", "surname", "urn:oid:2.5.4.4", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname");
    private static final List<String> FULL = List.of("displayName", "urn:oid:2.16.840.1.113730.3.1.241", "http://schemas.microsoft.com/identity/claims/displayname");
    private static final int LONGEST = 255;
    private static final int LONGEST_PROVIDER = 40;
    private final Provider.Told told;
    private final Descriptions descriptions;
    private final Answers answers;
    private final PublicUrl url;
    private final InstantSource clock;
    private final ScheduledExecutorService minutely = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("saml-sweep").factory());

    /** Missing: nobody is told. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    @Activate
    public Saml(Map<String, Object> settings, @Reference Tables tables, @Reference PublicUrl url, @Reference Outbound outbound) {
        this(Provider.Told.by(settings), tables, url, outbound, Clock.systemUTC());
        if (!told.providers().isEmpty()) minutely.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.MINUTES);
    }

    Saml(Provider.Told told, Tables tables, PublicUrl url, Outbound outbound, InstantSource clock) {
        this.told = told;
        this.descriptions = new Descriptions(outbound, clock);
        this.answers = new Answers(tables, clock);
        this.url = url;
        this.clock = clock;
    }

    @Deactivate
    void close() {
        minutely.shutdown();
    }

    /** What people said who never came back goes by itself; an attempt that fails is made again in a minute. */
    void sweep() {
        try {
            Trace.HOUSE.in(() -> {
                answers.sweep();
                return true;
            });
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("event=saml-answers-not-swept", e);
        }
    }

    /** What the settings say. */
    Provider.Told told() {
        return told;
    }

    /** Why a provider's description could not be had last; empty when it could. */
    Optional<String> trouble(String provider) {
        return descriptions.trouble(told.providers().get(provider));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> providers() {
        return told.providers().keySet();
    }

    @Override
    public URI begin(String provider, String state, boolean again) {
        try {
            var there = descriptions.of(provider(provider)).signOn().toString();
            var request = "<samlp:AuthnRequest xmlns:samlp=\"" + Xml.PROTOCOL + "\" ID=\"" + id(state) + "\" Version=\"2.0\" IssueInstant=\"" + clock.instant().truncatedTo(ChronoUnit.SECONDS)
                    + "\" Destination=\"" + Xml.escaped(there) + "\" AssertionConsumerServiceURL=\"" + Xml.escaped(recipient(provider)) + "\" ProtocolBinding=\"" + POST + "\""
                    + (again ? " ForceAuthn=\"true\"" : "")
                    + "><saml:Issuer xmlns:saml=\"" + Xml.ASSERTION + "\">" + Xml.escaped(entity(provider)) + "</saml:Issuer></samlp:AuthnRequest>";
            return URI.create(there + (there.contains("?") ? "&" : "?") + "SAMLRequest=" + URLEncoder.encode(deflated(request), StandardCharsets.UTF_8));
        } catch (Refused e) {
            throw refused(e);
        }
    }

    /** An XML ID begins with a letter or an underscore, and a state may begin with a digit. */
    private static String id(String state) {
        return "_" + state;
    }

    private static String deflated(String request) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
            out.write(request.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * Take a response with which a browser was sent here. Whose browser it is cannot be known yet.
     *
     * @return by which it is found when the browser is led on, see {@link #finish}
     */
    String take(String provider, String response) throws Refused {
        try {
            var from = provider(provider);
            var said = checked(from, response);
            return answers.keep(from.name(), said.issuer, said.assertion.id(), response);
        } catch (Refused e) {
            var log = audit;
            if (log != null) log.count(Act.refused(SIGN_IN).with(Characters.line(provider.length() > LONGEST_PROVIDER ? provider.substring(0, LONGEST_PROVIDER) : provider) + ": "
                    + Characters.line(e.getMessage())));
            throw e;
        }
    }

    @Override
    public Vouched finish(String provider, String state, Map<String, List<String>> query) {
        try {
            var from = provider(provider);
            var tickets = query.getOrDefault(TICKET, List.of());
            if (tickets.size() != 1) throw new Refused("the browser came back without an answer");
            var said = checked(from, answers.take(provider, tickets.getFirst()));
            if (!said.assertion.request().equals(id(state))) throw new Refused("the browser came back from another errand");
            var subject = subject(from, said.assertion);
            return new Vouched(new Newcomers.Stranger(provider, from.way(), said.issuer, subject, claims(from, said.assertion)), said.assertion.session(),
                    Optional.of(said.assertion.authenticated()), from.strong(), said.assertion.until());
        } catch (Refused e) {
            throw refused(e);
        }
    }

    /** @param issuer who says it: what the settings call it, and what it calls itself, which could be another one's name */
    private record Said(String issuer, Assertion assertion) {}

    private Said checked(Provider from, String response) throws Refused {
        var message = Xml.message(bytes(response));
        var description = descriptions.of(from);
        Element assertion;
        try {
            assertion = Signed.assertion(message, description.keys());
        } catch (Refused e) {
            var newer = descriptions.again(from);
            if (newer.keys().equals(description.keys())) throw e;
            description = newer;
            assertion = Signed.assertion(message, description.keys());
        }
        var said = Assertion.of(assertion, new Assertion.For(description.entity(), entity(from.name()), recipient(from.name())), clock.instant());
        envelope(message, description, recipient(from.name()), said);
        return new Said(from.way() + " " + description.entity(), said);
    }

    /** What holds the assertion need not be signed; it must not say anything else. */
    private static void envelope(Element response, Description description, String recipient, Assertion said) throws Refused {
        if (!Xml.required(response, "Version").equals("2.0")) throw new Refused("it is not of SAML 2.0");
        if (!Xml.attribute(response, "Destination").orElse(recipient).equals(recipient)) throw new Refused("it was made for another address");
        if (!Xml.attribute(response, "InResponseTo").orElse(said.request()).equals(said.request())) throw new Refused("it answers two things");
        for (var issuer : Xml.children(response, Xml.ASSERTION, "Issuer")) Assertion.issuer(issuer, description.entity());
        if (!Xml.required(Xml.one(Xml.one(response, Xml.PROTOCOL, "Status"), Xml.PROTOCOL, "StatusCode"), "Value").equals(SUCCESS)) throw new Refused("the provider says that it did not work");
    }

    private static byte[] bytes(String response) throws Refused {
        try {
            return Base64.getDecoder().decode(response.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new Refused("what was sent is not encoded as it should be", e);
        }
    }

    private static String subject(Provider from, Assertion said) throws Refused {
        if (from.id().isEmpty()) {
            if (said.name().isTransient()) throw new Refused("the provider gives the person another name each time: set " + from.name() + ".id, or have it send a persistent one");
            return said.name().value();
        }
        return only(said, List.of(from.id())).filter(id -> id.length() <= LONGEST).orElseThrow(() -> new Refused("it does not say the person's " + from.id()));
    }

    /** Everything by the provider's names, and by those of the documents what they call differently. Whether an address counts as verified is never the message's to say. */
    private static Map<String, Object> claims(Provider from, Assertion said) {
        var claims = new HashMap<String, Object>(said.attributes());
        for (var name : List.of("email", "given_name", "family_name", "name")) claims.remove(name);
        only(said, from.mail().isEmpty() ? MAIL : List.of(from.mail())).ifPresent(mail -> claims.put("email", mail));
        only(said, FIRST).ifPresent(name -> claims.put("given_name", name));
        only(said, LAST).ifPresent(name -> claims.put("family_name", name));
        only(said, FULL).ifPresent(name -> claims.put("name", name));
        claims.put("email_verified", from.mailVerified());
        return claims;
    }

    /** The value of the first of these attributes that has one, if it has one alone. */
    private static Optional<String> only(Assertion said, List<String> names) {
        return names.stream().map(name -> said.attributes().getOrDefault(name, List.of())).filter(values -> !values.isEmpty()).findFirst().filter(values -> values.size() == 1).map(List::getFirst)
                .filter(value -> !value.isBlank());
    }

    /** The portal's description of itself, for one provider; empty when the settings do not name it. */
    Optional<String> description(String provider) {
        if (!told.providers().containsKey(provider) || url.origin().isEmpty()) return Optional.empty();
        return Optional.of("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<md:EntityDescriptor xmlns:md=\"" + Xml.METADATA + "\" entityID=\"" + Xml.escaped(entity(provider)) + "\">"
                + "<md:SPSSODescriptor AuthnRequestsSigned=\"false\" WantAssertionsSigned=\"true\" protocolSupportEnumeration=\"" + Xml.PROTOCOL + "\">"
                + "<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>"
                + "<md:AssertionConsumerService Binding=\"" + POST + "\" Location=\"" + Xml.escaped(recipient(provider)) + "\" index=\"0\" isDefault=\"true\"/>"
                + "</md:SPSSODescriptor></md:EntityDescriptor>\n");
    }

    /** What a provider knows the portal by: where it describes itself. */
    private String entity(String provider) {
        return url.origin().orElseThrow() + "/api/saml/" + provider;
    }

    private String recipient(String provider) {
        return entity(provider) + "/answer";
    }

    private Provider provider(String name) throws Refused {
        if (url.origin().isEmpty()) throw new Refused("the portal does not know its own address");
        return Optional.ofNullable(told.providers().get(name)).orElseThrow(() -> new Refused("there is no such provider"));
    }

    private static TorgException refused(Refused e) {
        return TorgException.of(ProblemKind.DENIED, "identity-saml.refused", e.getMessage());
    }
}
