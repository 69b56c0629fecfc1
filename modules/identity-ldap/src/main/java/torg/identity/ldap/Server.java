package torg.identity.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom the settings trust: a directory that knows names and passwords.
 *
 * @param name lower case, as its document calls it
 * @param secure whether the first byte is of TLS; else it is begun before anything is said, except to this machine
 * @param reader the name with which people are looked up, and its password; empty text to ask as nobody in particular
 * @param domains of the e-mail addresses that are its people's, lower case
 * @param filter by which one is found, {@value #PLACE} where the address goes
 * @param id the attribute that it gives to nobody else later
 * @param attributes that are read besides, as what the site's document may ask for
 * @param mailVerified whether nobody there can give themselves an address
 * @param certificates file of certificates that are trusted, PEM; empty text for those that the JVM trusts
 */
record Server(String name, String host, int port, boolean secure, String reader, String password, String base, List<String> domains, String filter, String id, List<String> attributes,
        boolean mailVerified, String certificates) {
    static final String PLACE = "{mail}";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern KEY = Pattern.compile("([^.]*)\\.(.+)");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,188}[a-z0-9])?");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,99}");
    private static final Set<String> KEYS = Set.of("url", "bind-dn", "bind-password", "base", "domains", "filter", "id", "attributes", "mail-verified", "certificates");
    private static final Set<String> WORDS = Set.of("true", "false");
    private static final int LDAPS = 636;
    private static final int LDAP = 389;

    Server {
        domains = List.copyOf(domains);
        attributes = List.copyOf(attributes);
    }

    /** What sessions that begin by it are told to have begun by. */
    String way() {
        return "ldap/" + name;
    }

    /** What tells it from every other: its name here, and the tree of its people. */
    String issuer() {
        try {
            return way() + "/" + DN.normalize(base);
        } catch (LDAPException e) {
            throw new IllegalStateException("it was one when the settings were read", e);
        }
    }

    /** Nothing goes over a wire in the clear. */
    boolean isThisMachine() {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * What the settings say: {@code acme.url} and so on.
     *
     * @param servers by name, those that are said wholly
     * @param problems what is wrong with the others
     */
    record Told(Map<String, Server> servers, List<Wrong> problems) {
        /** @param what a sentence; @param remedy what to do */
        record Wrong(String what, String remedy) {}

        Told {
            servers = Map.copyOf(servers);
            problems = List.copyOf(problems);
        }

        /** The framework's own keys are passed over. A directory of which a key is not known or a value not understood is not asked: what was meant may have made it safer. */
        static Told by(Map<String, Object> settings) {
            var said = new TreeMap<String, Map<String, String>>();
            new TreeMap<>(settings).forEach((key, value) -> {
                var parts = KEY.matcher(key);
                if (!parts.matches() || Stream.of("service.", "component.", "felix.", "osgi.").anyMatch(key::startsWith)) return;
                said.computeIfAbsent(parts.group(1), _ -> new TreeMap<>()).put(parts.group(2), Objects.toString(value).strip());
            });
            var servers = new TreeMap<String, Server>();
            var problems = new ArrayList<Wrong>();
            said.forEach((name, values) -> wrong(name, values).or(() -> taken(name, values, servers)).ifPresentOrElse(
                    wrong -> problems.add(new Wrong("directory '" + name + "' is not asked: " + wrong.what, wrong.remedy)), () -> servers.put(name, of(name, values))));
            return new Told(servers, problems);
        }

        private static Optional<Wrong> wrong(String name, Map<String, String> values) {
            if (!NAME.matcher(name).matches()) return Optional.of(new Wrong("this is no name of a directory", "call it by 1 to 40 of a-z, 0-9 and '-', here and in its document"));
            for (var key : values.keySet()) {
                if (!KEYS.contains(key)) return Optional.of(new Wrong("'" + name + "." + key + "' is no setting", "settings are " + String.join(", ", new TreeSet<>(KEYS))));
            }
            for (var needed : List.of("url", "base", "domains")) {
                if (values.getOrDefault(needed, "").isEmpty()) return Optional.of(new Wrong("it has no " + needed, "add " + name + "." + needed));
            }
            if (address(values.get("url")).isEmpty()) return Optional.of(new Wrong("its url is no address of a directory",
                    "write " + name + ".url as ldaps://ldap.example, or ldap:// for TLS that begins later"));
            if (!DN.isValidDN(values.get("base")) || !DN.isValidDN(values.getOrDefault("bind-dn", ""))) return Optional.of(new Wrong("its base or bind-dn is no distinguished name",
                    "write them as ou=people,dc=acme,dc=example"));
            if (values.getOrDefault("bind-dn", "").isEmpty() != values.getOrDefault("bind-password", "").isEmpty())
                return Optional.of(new Wrong("bind-dn and bind-password go together", "write both or none"));
            if (!list(values.get("domains")).stream().allMatch(domain -> DOMAIN.matcher(domain.toLowerCase(Locale.ROOT)).matches())) return Optional.of(new Wrong("its domains are none",
                    "write " + name + ".domains as acme.example, acme.no"));
            if (!isFilter(filter(values))) return Optional.of(new Wrong("its filter is none, or has no " + PLACE, "write " + name + ".filter as (&(objectClass=person)(mail=" + PLACE + "))"));
            if (!Stream.concat(Stream.of(values.getOrDefault("id", "entryUUID")), list(values.getOrDefault("attributes", "")).stream()).allMatch(attribute -> ATTRIBUTE.matcher(attribute).matches()))
                return Optional.of(new Wrong("its id or attributes are no names of attributes", "write them as entryUUID and memberOf"));
            if (!WORDS.contains(values.getOrDefault("mail-verified", "false"))) return Optional.of(new Wrong("'" + name + ".mail-verified' is neither true nor false", "write one of the two"));
            return Optional.empty();
        }

        /** Whom to ask for an address is never a matter of order. */
        private static Optional<Wrong> taken(String name, Map<String, String> values, Map<String, Server> others) {
            return domains(values).stream().filter(domain -> others.values().stream().anyMatch(other -> other.domains.contains(domain))).findFirst()
                    .map(domain -> new Wrong("another directory has the domain " + domain, "name it in " + name + ".domains or there"));
        }

        private static boolean isFilter(String filter) {
            try {
                if (!filter.contains(PLACE)) return false;
                Filter.create(filter.replace(PLACE, "x"));
                return true;
            } catch (LDAPException _) {
                return false;
            }
        }

        private static Server of(String name, Map<String, String> values) {
            var url = address(values.get("url")).orElseThrow();
            var secure = url.getScheme().equals("ldaps");
            return new Server(name, url.getHost().replaceAll("[\\[\\]]", ""), url.getPort() > 0 ? url.getPort() : secure ? LDAPS : LDAP, secure, values.getOrDefault("bind-dn", ""),
                    values.getOrDefault("bind-password", ""),
                    values.get("base"), domains(values), filter(values), values.getOrDefault("id", "entryUUID"), list(values.getOrDefault("attributes", "memberOf")),
                    values.getOrDefault("mail-verified", "false").equals("true"), values.getOrDefault("certificates", ""));
        }

        private static Optional<URI> address(String url) {
            try {
                var uri = new URI(url);
                return Optional.of(uri).filter(known -> Set.of("ldap", "ldaps").contains(Objects.toString(known.getScheme())) && known.getHost() != null && known.getPort() <= 65_535
                        && known.getRawUserInfo() == null && known.getRawQuery() == null && Set.of("", "/").contains(known.getRawPath()));
            } catch (URISyntaxException _) {
                return Optional.empty();
            }
        }

        private static String filter(Map<String, String> values) {
            return values.getOrDefault("filter", "(mail=" + PLACE + ")");
        }

        private static List<String> domains(Map<String, String> values) {
            return list(values.get("domains")).stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
        }

        private static List<String> list(String text) {
            return Stream.of(text.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
        }
    }
}
