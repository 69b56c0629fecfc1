package torg.web.roles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;
import torg.api.access.WebRole;
import torg.api.identity.Caller;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.SiteSettings;
import torg.api.site.Unknown;
import torg.api.table.Schema;
import torg.api.text.Text;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Makes web roles of {@code roles/*.yml}. */
@Component(service = SiteCompiler.class)
public final class RoleCompiler implements SiteCompiler<DefinedRoles> {
    /** Components by the marker of the page: at least one of them has to stand there. */
    private static final Map<String, List<String>> FACTOR_PAGES = new TreeMap<>(Map.of("second-factor", List.of("second-factor", "passkeys"), "prove", List.of("prove", "passkey-sign-in")));
    private static final Set<String> IMPLICIT = Set.of("anonymous", "authenticated");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    @Override
    public Class<DefinedRoles> part() {
        return DefinedRoles.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("roles");
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class);
    }

    @Override
    public DefinedRoles compile(SiteSource source, Problems problems) {
        var columns = source.part(Schema.class).find("contact").map(table -> List.copyOf(table.columns().keySet())).orElse(List.of());
        var roles = new LinkedHashMap<String, WebRole>();
        var named = new LinkedHashMap<Position, Set<String>>();
        var deputies = new LinkedHashMap<Position, WebRole>();
        for (var document : source.documents("roles")) {
            var reader = new Reader(document.fields(), problems);
            var role = role(reader, columns, problems);
            reader.done();
            add(roles, role, reader, problems);
            named.put(reader.at("invites"), role.invites());
            named.put(reader.at("deputy-for"), role.deputyFor());
            deputies.put(reader.at("deputy-for"), role);
            if (role.secondFactor()) checkFactorPages(reader.at("second-factor"), source, problems);
        }
        deputies.forEach((at, role) -> checkDeputy(at, role, roles, source.settings(), problems));
        named.forEach((at, names) -> names.stream().filter(name -> !roles.containsKey(name)).forEach(name -> problems.error(at, "web-roles.unknown-role",
                "no document defines role '" + name + "'", new Unknown(name, List.copyOf(roles.keySet())), "name roles of this site")));
        return DefinedRoles.of(roles);
    }

    private static void add(Map<String, WebRole> roles, WebRole role, Reader reader, Problems problems) {
        if (role.name().isEmpty()) return;
        if (IMPLICIT.contains(role.name())) {
            problems.error(reader.at("role"), "web-roles.implicit", "role '" + role.name() + "' is there by itself and cannot be given", "choose another name");
        } else if (!NAME.matcher(role.name()).matches()) {
            problems.error(reader.at("role"), "web-roles.name", "'" + role.name() + "' is no name for a role", "use lower case letters, digits and '-', at most 60, a letter first");
        } else if (roles.putIfAbsent(role.name(), role) != null) {
            problems.error(reader.at("role"), "web-roles.twice", "role '" + role.name() + "' is defined twice", "remove one of the documents, or rename the role");
        }
    }

    /** Nobody becomes an administrator, nor a deputy of others, nor goes around a second factor, by working in somebody's place. */
    private static void checkDeputy(Position at, WebRole role, Map<String, WebRole> roles, SiteSettings settings, Problems problems) {
        for (var name : role.deputyFor()) {
            var other = roles.get(name);
            var administers = settings.isAdministrator(Caller.contact("", name, List.of(), List.of(name)));
            if (administers || other != null && !other.deputyFor().isEmpty()) problems.error(at, "web-roles.deputy",
                    "whoever has role '" + name + "' " + (administers ? "looks after the site" : "is a deputy of others"), "name roles of customers only");
            if (other != null && other.secondFactor() && !role.secondFactor()) problems.error(at, "web-roles.deputy-factor",
                    "role '" + name + "' demands a second factor, and whoever works in the place of somebody who has it needs none", "add 'second-factor: required' here as well");
        }
    }

    /** Whoever has such a role is led there, and nowhere else: without the pages they can only sign out. */
    private static void checkFactorPages(Position at, SiteSource source, Problems problems) {
        FACTOR_PAGES.forEach((marker, components) -> {
            if (source.documents("pages").stream().anyMatch(page -> isMarked(page, marker) && components.stream().anyMatch(component -> places(page, component)))) return;
            problems.warning(at, "web-roles.no-factor-page", "whoever has this role and has no second factor yet, or has to prove it, finds no page for that",
                    "add a page with 'marker: " + marker + "', 'access: signed-in' and the component '" + components.getFirst() + "'");
        });
    }

    private static boolean isMarked(Document page, String marker) {
        return page.language().isEmpty() && (page.name().equals(marker) || page.fields().get("marker").stream()
                .flatMap(node -> (node instanceof Node.Sequence several ? several.items() : List.of(node)).stream())
                .anyMatch(node -> node instanceof Node.Scalar scalar && scalar.value().equals(marker)));
    }

    private static boolean places(Document page, String component) {
        return page.fields().get("components").filter(node -> node instanceof Node.Sequence all && all.items().stream().anyMatch(item -> item instanceof Node.Mapping placed
                && placed.get("component").filter(name -> name instanceof Node.Scalar scalar && scalar.value().equals(component)).isPresent())).isPresent();
    }

    private static WebRole role(Reader reader, List<String> columns, Problems problems) {
        var name = reader.required("role");
        var needs = reader.texts("needs");
        for (var column : needs) {
            if (columns.contains(column)) continue;
            problems.error(reader.at("needs"), "web-roles.unknown-column", "table 'contact' has no column '" + column + "'",
                    new Unknown(column, columns), "use columns of table 'contact'");
        }
        return new WebRole(name, reader.label("label").orElse(Text.of(name)), reader.label("description").orElse(Text.of("")), needs,
                Set.copyOf(reader.texts("invites")), Set.copyOf(reader.texts("deputy-for")), reader.word("second-factor", "optional", "required").equals("required"));
    }
}
