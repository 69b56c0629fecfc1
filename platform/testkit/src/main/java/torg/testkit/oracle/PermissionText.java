package torg.testkit.oracle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Schema;

/** Documents of permissions that people wrote, read for {@link PermissionMeaning}. For documents that hold: a portal refuses others. */
public final class PermissionText {
    private final Schema schema;
    private final Problems problems = new Problems(Set.of());
    private final Map<String, Reader> written = new HashMap<>();
    private final Map<String, Rule> rules = new HashMap<>();
    private final List<Columns> columns = new ArrayList<>();

    private PermissionText(Schema schema, List<Document> documents) {
        this.schema = schema;
        for (var document : documents) {
            var reader = new Reader(document.fields(), problems);
            reader.each("permissions", rule -> rule).forEach(rule -> written.put(rule.required("name"), rule));
            columns.addAll(reader.each("columns", this::columns));
        }
        written.keySet().forEach(this::rule);
    }

    /** Who may do what by these documents, as one caller. */
    public static PermissionMeaning of(Schema schema, List<Document> documents, Facts facts, Caller caller) {
        var text = new PermissionText(schema, documents);
        return new PermissionMeaning(facts, List.copyOf(text.rules.values()), List.copyOf(text.columns), caller);
    }

    private Rule rule(String name) {
        var known = rules.get(name);
        if (known != null) return known;
        var reader = written.get(name);
        var parent = reader.text("parent").map(this::rule);
        var said = new TreeSet<>(reader.texts("roles"));
        var whom = new TreeSet<>(said.isEmpty() ? parent.orElseThrow().roles() : said);
        parent.ifPresent(above -> whom.retainAll(above.roles()));
        var rule = new Rule(name, reader.required("table"), said, whom, reader.flag("deny", false), parent.flatMap(Rule::form).or(() -> reader.text("form")), Scope.of(reader.required("scope")),
                reader.text("via").map(path -> List.of(path.split("\\."))).orElse(List.of()), parent, reader.text("where").map(WhereText::of), words(reader, Privilege.class));
        rules.put(name, rule);
        return rule;
    }

    private Columns columns(Reader reader) {
        var table = reader.required("table");
        var all = reader.texts("columns").equals(List.of("*"));
        return new Columns(reader.required("name"), table, new TreeSet<>(reader.texts("roles")), reader.text("form"),
                all ? schema.table(table).columns().keySet() : new LinkedHashSet<>(reader.texts("columns")), words(reader, ColumnPrivilege.class));
    }

    private static <P extends Enum<P>> Set<P> words(Reader reader, Class<P> all) {
        var some = EnumSet.noneOf(all);
        for (var one : all.getEnumConstants()) if (reader.texts("privileges").contains(Words.of(one))) some.add(one);
        return some;
    }
}
