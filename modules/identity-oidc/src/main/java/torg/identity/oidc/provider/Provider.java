package torg.identity.oidc.provider;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom the settings trust: a provider that says of people who they are.
 *
 * @param name lower case, as its document calls it
 * @param strong whether it always asks for more than one factor
 */
public record Provider(String name, Issuer issuer, ClientID client, Secret secret, Scope scope, boolean strong) {
    private static final Pattern KEY = Pattern.compile("([a-z0-9][a-z0-9-]{0,39})\\.(.+)");
    private static final Set<String> KEYS = Set.of("issuer", "client-id", "client-secret", "scope", "strong");
    private static final String SCOPE = "openid email profile";

    /** What sessions that begin by it are told to have begun by. */
    public String way() {
        return way(name);
    }

    /** The same for one that the settings may not name any more. */
    public static String way(String name) {
        return "oidc/" + name;
    }

    /**
     * What the settings say: {@code acme.issuer} and so on.
     *
     * @param providers by name, those that are said wholly
     * @param problems what is wrong with the others, a sentence each
     */
    public record Told(Map<String, Provider> providers, List<String> problems) {
        public Told {
            providers = Map.copyOf(providers);
            problems = List.copyOf(problems);
        }

        /** Keys without a dot before the last name, such as the framework's own, are passed over. */
        public static Told by(Map<String, Object> settings) {
            var said = new TreeMap<String, Map<String, String>>();
            var problems = new ArrayList<String>();
            new TreeMap<>(settings).forEach((key, value) -> {
                var parts = KEY.matcher(key);
                if (!parts.matches() || isOfTheFramework(key)) return;
                if (!KEYS.contains(parts.group(2))) problems.add("'" + key + "' is no setting; known are " + String.join(", ", new TreeSet<>(KEYS)));
                said.computeIfAbsent(parts.group(1), _ -> new TreeMap<>()).put(parts.group(2), Objects.toString(value).strip());
            });
            var providers = new TreeMap<String, Provider>();
            said.forEach((name, values) -> wrong(values).ifPresentOrElse(wrong -> problems.add("provider '" + name + "' is not offered: " + wrong), () -> providers.put(name, of(name, values))));
            return new Told(providers, problems);
        }

        private static boolean isOfTheFramework(String key) {
            return Stream.of("service.", "component.", "felix.", "osgi.").anyMatch(key::startsWith);
        }

        private static Optional<String> wrong(Map<String, String> values) {
            for (var needed : List.of("issuer", "client-id", "client-secret")) if (values.getOrDefault(needed, "").isEmpty()) return Optional.of("it has no " + needed);
            if (!Wire.mayAsk(values.get("issuer"))) return Optional.of("its issuer is no https address");
            return Optional.empty();
        }

        private static Provider of(String name, Map<String, String> values) {
            var scope = Scope.parse(values.getOrDefault("scope", SCOPE));
            scope.add("openid");
            return new Provider(name, new Issuer(URI.create(values.get("issuer"))), new ClientID(values.get("client-id")), new Secret(values.get("client-secret")), scope,
                    values.getOrDefault("strong", "false").equals("true"));
        }
    }
}
