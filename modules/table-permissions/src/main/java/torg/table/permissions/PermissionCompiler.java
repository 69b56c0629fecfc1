package torg.table.permissions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Schema;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Makes checked rules of {@code permissions/*.yml}. */
@Component(service = SiteCompiler.class)
public final class PermissionCompiler implements SiteCompiler<Permissions> {
    /** The setting that closes all tables to whoever is not signed in. */
    private static final String ANONYMOUS_ROWS = "anonymous-rows";

    @Override
    public Class<Permissions> part() {
        return Permissions.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("permissions");
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class);
    }

    @Override
    public Permissions compile(SiteSource source, Problems problems) {
        var schema = source.part(Schema.class);
        var read = new RuleReader(schema, roles(source), names(source, "forms", "form"), problems);
        var drafts = new ArrayList<RuleDraft>();
        var columns = new ArrayList<ColumnRule>();
        var names = new HashSet<String>();
        for (var document : source.documents("permissions")) {
            var reader = new Reader(document.fields(), problems);
            // Emptied is not removed: the file may have held a rule that denies.
            if (!reader.has("permissions") && !reader.has("columns")) {
                problems.error(document.fields().at(), "permissions.empty", "this document holds no permission", "write 'permissions:' or 'columns:' into it, or remove the file");
            }
            names.addAll(named(document));
            reader.each("permissions", read::rule).forEach(drafts::addAll);
            reader.each("columns", read::columns).forEach(columns::addAll);
            reader.done();
        }
        var permissions = new Permissions(new RuleTree(schema, drafts, names, problems).rules(), columns, isClosed(source, problems));
        new Lints(schema, permissions, drafts, problems).tell();
        new Exposures(permissions, drafts, problems).tell();
        new Idle(permissions, drafts, problems).tell();
        return permissions;
    }

    private static boolean isClosed(SiteSource source, Problems problems) {
        var said = source.settings().value(ANONYMOUS_ROWS);
        if (said.isEmpty() || said.get().equals("none")) return said.isPresent();
        problems.error(source.at(ANONYMOUS_ROWS), "permissions.unknown-word", "'" + ANONYMOUS_ROWS + "' is 'none', or is not there", "write 'none', or take it away");
        return true;
    }

    /** Names of all rules of a document, those with a mistake included. */
    private static Set<String> named(Document document) {
        var unheard = new Problems();
        return new HashSet<>(new Reader(document.fields(), unheard).each("permissions", rule -> rule.text("name").orElse("")));
    }

    private static Set<String> roles(SiteSource source) {
        var roles = names(source, "roles", "role");
        roles.addAll(List.of("anonymous", "authenticated"));
        return roles;
    }

    /** Only the names count here: a rule for a role or form that nobody defines is a mistake. What else these say is for other modules. */
    private static Set<String> names(SiteSource source, String folder, String field) {
        var names = new TreeSet<String>();
        for (var document : source.documents(folder)) {
            if (document.fields().get(field).orElse(null) instanceof Node.Scalar name) names.add(name.value());
        }
        return names;
    }
}
