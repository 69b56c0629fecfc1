package torg.identity.saml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * @param metadata where its description of itself is: an address or a file
 * @param id the attribute that names a person; empty for the NameID
 * @param mail the attribute with the e-mail address; empty for those that are usual
 * @param mailVerified whether nobody there can write their own address
 * @param strong whether it always asks for more than one factor
 */
record Provider(String name, String metadata, String id, String mail, boolean mailVerified, boolean strong) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern KEY = Pattern.compile("([^.]*)\\.(.+)");
    private static final String METADATA = "metadata";
    private static final String MAIL_VERIFIED = "mail-verified";
    private static final String STRONG = "strong";
    private static final Set<String> KEYS = Set.of(METADATA, "id", "mail", MAIL_VERIFIED, STRONG);
    private static final Set<String> WORDS = Set.of("true", "false");

    /** What sessions that begin by it are told to have begun by. */
    String way() {
        return Saml.NAME + "/" + name;
    }

    /**
     * What the settings say: {@code acme.metadata} and so on.
     *
     * @param providers by name, those that are said wholly
     * @param problems what is wrong with the others
     */
    record Told(Map<String, Provider> providers, List<Wrong> problems) {
        /** @param what a sentence; @param remedy what to do */
        record Wrong(String what, String remedy) {}

        Told {
            providers = Map.copyOf(providers);
            problems = List.copyOf(problems);
        }

        /** The framework's own keys are passed over. A provider of which a key is not known or a value not understood is not offered: what was meant may have made it safer. */
        static Told by(Map<String, Object> settings) {
            var said = new TreeMap<String, Map<String, String>>();
            var problems = new ArrayList<Wrong>();
            new TreeMap<>(settings).forEach((key, value) -> {
                var parts = KEY.matcher(key);
                if (!parts.matches() || isOfTheFramework(key)) return;
                said.computeIfAbsent(parts.group(1), _ -> new TreeMap<>()).put(parts.group(2), String.valueOf(value).strip());
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
            if (!isReadable(values.getOrDefault(METADATA, ""))) return Optional.of(new Wrong("nothing says where its metadata is", "write " + name
                    + ".metadata as an https address, or as the whole path of a file"));
            for (var word : List.of(MAIL_VERIFIED, STRONG)) {
                if (!WORDS.contains(values.getOrDefault(word, "false"))) return Optional.of(new Wrong("'" + name + "." + word + "' is neither true nor false", "write one of the two"));
            }
            return Optional.empty();
        }

        private static boolean isReadable(String where) {
            try {
                return Outbound.isConfidential(where) || Path.of(where).isAbsolute();
            } catch (InvalidPathException _) {
                return false;
            }
        }

        private static Provider of(String name, Map<String, String> values) {
            return new Provider(name, values.get(METADATA), values.getOrDefault("id", ""), values.getOrDefault("mail", ""), is(values, MAIL_VERIFIED), is(values, STRONG));
        }

        private static boolean is(Map<String, String> values, String word) {
            return values.getOrDefault(word, "false").equals("true");
        }
    }
}
