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
import torg.api.web.Outbound;

/**
 * Whom the settings trust: a provider that says of people who they are.
 *
 * @param name lower case, as its document calls it
 * @param strong whether it always asks for more than one factor
 */
public record Provider(String name, Issuer issuer, ClientID client, Secret secret, Scope scope, boolean strong) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern KEY = Pattern.compile("([^.]*)\\.(.+)");
    private static final Set<String> KEYS = Set.of("issuer", "client-id", "client-secret", "scope", "strong");
    private static final Set<String> WORDS = Set.of("true", "false");
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
     * @param problems what is wrong with the others
     */
    public record Told(Map<String, Provider> providers, List<Wrong> problems) {
        /** @param what a sentence; @param remedy what to do */
        public record Wrong(String what, String remedy) {}

        public Told {
            providers = Map.copyOf(providers);
            problems = List.copyOf(problems);
        }

        /** The framework's own keys are passed over. A provider of which a key is not known or a value not understood is not offered: what was meant may have made it safer. */
        public static Told by(Map<String, Object> settings) {
            var said = new TreeMap<String, Map<String, String>>();
            var problems = new ArrayList<Wrong>();
            new TreeMap<>(settings).forEach((key, value) -> {
                var parts = KEY.matcher(key);
                if (!parts.matches() || isOfTheFramework(key)) return;
                said.computeIfAbsent(parts.group(1), _ -> new TreeMap<>()).put(parts.group(2), Objects.toString(value).strip());
            });
            var providers = new TreeMap<String, Provider>();
            said.forEach((name, values) -> wrong(name, values).ifPresentOrElse(wrong -> problems.add(new Wrong("provider '" + name + "' is not offered: " + wrong.what, wrong.remedy)),
                    () -> providers.put(name, of(name, values))));
            return new Told(providers, problems);
        }

        private static boolean isOfTheFramework(String key) {
            return Stream.of("service.", "component.", "felix.", "osgi.").anyMatch(key::startsWith);
        }

        private static Optional<Wrong> wrong(String name, Map<String, String> values) {
            if (!NAME.matcher(name).matches()) return Optional.of(new Wrong("this is no name of a provider", "call it by 1 to 40 of a-z, 0-9 and '-', here and in its document"));
            for (var key : values.keySet()) {
                if (!KEYS.contains(key)) return Optional.of(new Wrong("'" + name + "." + key + "' is no setting", "settings are " + String.join(", ", new TreeSet<>(KEYS))));
            }
            for (var needed : List.of("issuer", "client-id", "client-secret")) {
                if (values.getOrDefault(needed, "").isEmpty()) return Optional.of(new Wrong("it has no " + needed, "add " + name + "." + needed));
            }
            if (!Outbound.isConfidential(values.get("issuer")))
                return Optional.of(new Wrong("its issuer is no https address", "write " + name + ".issuer as the provider calls itself, with https://"));
            if (!WORDS.contains(values.getOrDefault("strong", "false"))) return Optional.of(new Wrong("'" + name + ".strong' is neither true nor false", "write one of the two"));
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
