package torg.identity.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.spi.identity.Directory;
import torg.spi.identity.Entrance;
import torg.spi.identity.Newcomers;

/** Lets people in with the password of a directory that the settings name, and as whom the site's document makes them. */
@Component(service = {Directory.class, LdapDirectory.class}, configurationPid = LdapDirectory.PID)
public final class LdapDirectory implements Directory {
    static final String PID = "torg.identity.ldap";
    private static final Logger LOG = LoggerFactory.getLogger(LdapDirectory.class);
    /** A directory takes other letters and spaces for these, and each would be a name of its own to whoever counts attempts. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9.-]{1,189}");
    private static final int LONGEST_SUBJECT = 255;
    private static final String MAIL = "mail";
    private final Server.Told told;
    private final Map<String, Line> lines = new TreeMap<>();
    private final Newcomers newcomers;
    private final InstantSource clock;

    @Activate
    public LdapDirectory(Map<String, Object> settings, @Reference Newcomers newcomers) {
        this(Server.Told.by(settings), newcomers, Clock.systemUTC());
    }

    LdapDirectory(Server.Told told, Newcomers newcomers, InstantSource clock) {
        this.told = told;
        this.newcomers = newcomers;
        this.clock = clock;
        told.servers().forEach((name, server) -> lines.put(name, new Line(server)));
    }

    /** What the settings say. */
    Server.Told told() {
        return told;
    }

    /** Why a directory of the settings could not be asked last; empty when it could. */
    Optional<String> trouble(String name) {
        return lines.get(name).trouble();
    }

    @Override
    public boolean speaksFor(String name) {
        return server(name).isPresent();
    }

    private Optional<Server> server(String name) {
        var mail = name.toLowerCase(Locale.ROOT);
        if (!PLAIN.matcher(mail).matches()) return Optional.empty();
        return told.servers().values().stream().filter(server -> server.domains().contains(mail.substring(mail.indexOf('@') + 1))).findFirst();
    }

    @Override
    public Optional<Arrived> arrive(String name, String password) {
        var server = server(name);
        if (server.isEmpty() || password.isEmpty()) return Optional.empty();
        var mail = name.toLowerCase(Locale.ROOT);
        return lines.get(server.get().name()).entry(mail, password).flatMap(entry -> arrived(server.get(), mail, entry));
    }

    private Optional<Arrived> arrived(Server server, String mail, SearchResultEntry entry) {
        var subject = subject(entry, server.id());
        if (subject.isEmpty()) LOG.warn("directory={} event=no-id: the entry '{}' has no {}", server.name(), entry.getDN(), server.id());
        return subject.flatMap(id -> newcomers.arrive(new Newcomers.Stranger(server.name(), server.way(), server.issuer(), id, claims(server, mail, entry))))
                .map(arrival -> new Arrived(new Entrance.Proof(arrival.contact(), server.way(), subject, Optional.empty(), false, clock.instant()), arrival.begun()));
    }

    /** Some directories have bytes there. */
    private static Optional<String> subject(SearchResultEntry entry, String id) {
        var bytes = entry.getAttributeValueBytes(id);
        if (bytes == null || bytes.length == 0 || bytes.length > LONGEST_SUBJECT / 2) return Optional.empty();
        var text = entry.getAttributeValue(id);
        return Optional.of(text.chars().allMatch(c -> c > ' ' && c < 0x7f) ? text : HexFormat.of().formatHex(bytes));
    }

    /** What was read, by the names of the directory and by those of the documents; the address with which somebody came counts as verified where the settings say so and the entry has it. */
    private static Map<String, Object> claims(Server server, String mail, SearchResultEntry entry) {
        var claims = new HashMap<String, Object>();
        for (var attribute : server.attributes()) {
            var values = entry.getAttributeValues(attribute);
            if (values != null) claims.put(attribute, List.of(values));
        }
        Map.of("givenName", "given_name", "sn", "family_name", "cn", "name").forEach((attribute, claim) ->
                Optional.ofNullable(entry.getAttributeValue(attribute)).ifPresent(value -> claims.put(claim, value)));
        // Many have a surname and no first name there: then the whole name says more.
        if (!claims.containsKey("given_name")) claims.remove("family_name");
        var theirs = entry.getAttributeValues(MAIL);
        claims.put("email", mail);
        claims.put("email_verified", server.mailVerified() && theirs != null && Arrays.stream(theirs).anyMatch(mail::equalsIgnoreCase));
        return claims;
    }
}
