package torg.identity.oidc.person;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.text.Text;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads {@code providers/*.yml}. */
@Component(service = SiteCompiler.class)
public final class MappingCompiler implements SiteCompiler<Mappings> {
    private static final String FOLDER = "providers";

    @Override
    public Class<Mappings> part() {
        return Mappings.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of(FOLDER);
    }

    @Override
    public Mappings compile(SiteSource source, Problems problems) {
        var known = roles(source);
        var mappings = source.documents(FOLDER).stream().map(document -> mapping(document, known, problems)).toList();
        var seen = new HashSet<String>();
        for (var i = 0; i < mappings.size(); i++) {
            if (!seen.add(mappings.get(i).provider())) problems.error(source.documents(FOLDER).get(i).fields().at(), "identity-oidc.twice", "provider '" + mappings.get(i).provider() + "' is described twice", "remove one of the two");
        }
        return new Mappings(mappings);
    }

    private static Mapping mapping(Document document, Set<String> known, Problems problems) {
        var reader = new Reader(document.fields(), problems);
        var provider = reader.required("provider");
        var label = reader.label("label").orElse(Text.of(provider));
        var unknown = Mapping.Unknown.valueOf(reader.word("unknown", "refuse", "link", "create").toUpperCase(Locale.ROOT));
        var accounts = reader.each("accounts", rule -> rule(rule, problems));
        if (unknown != Mapping.Unknown.REFUSE && accounts.isEmpty()) {
            problems.error(reader.at("unknown"), "identity-oidc.no-accounts", "nothing says in which account people of provider '" + provider + "' are", "add 'accounts:' with a domain or a claim for each");
        }
        var roles = reader.mapping("roles");
        var claim = roles.map(given -> given.required("claim")).orElse("");
        var given = roles.map(read -> given(read, known, problems)).orElse(Map.of());
        if (roles.isPresent() && accounts.isEmpty()) {
            problems.error(reader.at("roles"), "identity-oidc.roles-of-nobody", "provider '" + provider + "' is to give roles, and nothing says to people of which accounts", "add 'accounts:' with a domain or a claim for each");
        }
        reader.done();
        return new Mapping(provider, label, unknown, accounts, claim, given);
    }

    private static Mapping.Rule rule(Reader reader, Problems problems) {
        var domain = reader.text("domain").orElse("").toLowerCase(Locale.ROOT);
        var claim = reader.text("claim").orElse("");
        var rule = new Mapping.Rule(domain, claim, claim.isEmpty() ? "" : reader.required("value"), reader.required("account"));
        if (domain.isEmpty() == claim.isEmpty()) problems.error(reader.at(), "identity-oidc.rule", "it says by domain or by claim whose people they are, and by one of them", "write 'domain:', or 'claim:' and 'value:'");
        reader.done();
        return rule;
    }

    /** A group that is not named here gives nothing. */
    private static Map<String, String> given(Reader reader, Set<String> known, Problems problems) {
        var given = new LinkedHashMap<String, String>();
        reader.mapping("give").ifPresent(give -> give.entries().forEach((group, node) -> {
            if (!(node instanceof Node.Scalar(var at, var role))) {
                problems.error(node.at(), "identity-oidc.role", "'" + group + "' gives no web role", "write the name of one role");
                return;
            }
            if (!known.contains(role)) problems.warning(at, "identity-oidc.no-role", "no document defines the web role '" + role + "', so nobody is given it", new Unknown(role, known), "add it to the folder roles");
            given.put(group, role);
        }));
        reader.done();
        return given;
    }

    private static Set<String> roles(SiteSource source) {
        var known = new TreeSet<String>();
        for (var document : source.documents("roles")) {
            if (document.fields().get("role").orElse(null) instanceof Node.Scalar(_, var role)) known.add(role);
        }
        return known;
    }
}
