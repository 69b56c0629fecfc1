package torg.testkit.oracle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private final Map<String, Written> written = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new HashMap<>();
    private final List<Columns> columns = new ArrayList<>();

    private PermissionText(Schema schema, List<Document> documents) {
        this.schema = schema;
        for (var document : documents) {
            var reader = new Reader(document.fields(), problems);
            reader.each("permissions", rule -> rule).forEach(this::write);
            reader.each("columns", this::columns).forEach(columns::addAll);
        }
        written.keySet().forEach(this::rule);
    }

    /**
     * One of the rules that a document says.
     *
     * @param below the rule whose rows its rows go with, and the lookup by which they do, where it is one of those that {@code with} names
     */
    private record Written(Reader reader, String table, Optional<Below> below) {}

    private record Below(String rule, String lookup) {}

    /** A rule of several tables is one for each; so is each table whose rows go with those of a rule. */
    private void write(Reader reader) {
        var name = reader.required("name");
        var tables = reader.texts("table");
        var so = new LinkedHashMap<String, String>();
        for (var table : tables) so.put(table, tables.size() == 1 ? name : name + "/" + table);
        so.forEach((table, rule) -> written.put(rule, new Written(reader, table, Optional.empty())));
        for (var word : reader.texts("with")) {
            var table = word.split("\\.")[0];
            var lookup = schema.table(table).columns().values().stream().filter(column -> column.target().filter(so::containsKey).isPresent() && (word.equals(table) || word.endsWith("." + column.name()))).findFirst().orElseThrow();
            written.put(name + "/" + table, new Written(reader, table, Optional.of(new Below(so.get(lookup.target().orElseThrow()), lookup.name()))));
            so.put(table, name + "/" + table);
        }
    }

    /** Who may do what by these documents, as one caller. */
    public static PermissionMeaning of(Schema schema, List<Document> documents, Facts facts, Caller caller) {
        var text = new PermissionText(schema, documents);
        return new PermissionMeaning(facts, List.copyOf(text.rules.values()), List.copyOf(text.columns), caller);
    }

    private Rule rule(String name) {
        var known = rules.get(name);
        if (known != null) return known;
        var reader = written.get(name).reader();
        var below = written.get(name).below();
        if (below.isPresent()) {
            var above = rule(below.get().rule());
            var with = new Rule(name, written.get(name).table(), Set.of(), above.roles(), above.deny(), above.form(), Scope.PARENT, List.of(below.get().lookup()), Optional.of(above), Optional.empty(), above.privileges());
            rules.put(name, with);
            return with;
        }
        var parent = reader.text("parent").map(this::rule);
        var said = new TreeSet<>(reader.texts("roles"));
        var whom = new TreeSet<>(said.isEmpty() ? parent.orElseThrow().roles() : said);
        parent.ifPresent(above -> whom.retainAll(above.roles()));
        var rule = new Rule(name, written.get(name).table(), said, whom, reader.flag("deny", false), parent.flatMap(Rule::form).or(() -> reader.text("form")), Scope.of(reader.required("scope")),
                reader.text("via").map(path -> List.of(path.split("\\."))).orElse(List.of()), parent, reader.text("where").map(WhereText::of), words(reader, Privilege.class));
        rules.put(name, rule);
        return rule;
    }

    private List<Columns> columns(Reader reader) {
        var all = reader.texts("columns").equals(List.of("*"));
        return reader.texts("table").stream().map(table -> new Columns(reader.required("name"), table, new TreeSet<>(reader.texts("roles")), reader.text("form"),
                all ? schema.table(table).columns().keySet() : new LinkedHashSet<>(reader.texts("columns")), words(reader, ColumnPrivilege.class))).toList();
    }

    private static <P extends Enum<P>> Set<P> words(Reader reader, Class<P> all) {
        var some = EnumSet.noneOf(all);
        for (var one : all.getEnumConstants()) if (reader.texts("privileges").contains(Words.of(one))) some.add(one);
        return some;
    }
}
