package torg.table.permissions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import torg.api.problem.TorgException;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.table.Condition;
import torg.api.table.ConditionText;
import torg.api.table.Formula;
import torg.api.table.Schema;
import torg.api.table.Table;

/** Reads the rules of a document one by one and checks what needs no other rule. A rule with a mistake is told and left out. */
final class RuleReader {
    private final Schema schema;
    private final Set<String> roles;
    private final Set<String> forms;
    private final Problems problems;

    /**
     * @param roles that the site defines, the implicit ones included
     * @param forms that the site defines
     */
    RuleReader(Schema schema, Set<String> roles, Set<String> forms, Problems problems) {
        this.schema = schema;
        this.roles = roles;
        this.forms = forms;
        this.problems = problems;
    }

    /** One rule for each table that is named, and one below for each whose rows go with them; none where anything is wrong. */
    List<RuleDraft> rule(Reader reader) {
        var wrongBefore = problems.found().size();
        var name = reader.required("name");
        var tables = tables(reader);
        var scope = scope(reader);
        var roles = roles(reader);
        var deny = reader.flag("deny", false);
        var form = form(reader);
        var via = reader.text("via");
        var parent = reader.text("parent");
        var where = reader.text("where");
        var privileges = Privileges.privileges(reader, Privileges.ROWS, problems);
        var agreed = Agreement.of(reader, problems);
        var drafts = tables.stream().map(table -> new RuleDraft(reader, named(name, table, tables), table, roles, deny, form, scope.orElse(null), via,
                parent, where(where, table, reader), privileges, agreed)).toList();
        var all = new Belongings(schema, problems).with(name, drafts, reader);
        reader.done();
        return problems.found().size() == wrongBefore ? all : List.of();
    }

    /** One rule for each table that is named; none where anything is wrong. */
    List<ColumnRule> columns(Reader reader) {
        var wrongBefore = problems.found().size();
        var name = reader.required("name");
        var tables = tables(reader);
        var roles = roles(reader);
        var form = form(reader);
        var privileges = Privileges.privileges(reader, Privileges.COLUMNS, problems);
        var rules = tables.stream().map(table -> new ColumnRule(reader.at(), named(name, table, tables), table.name(), roles, form, columns(table, reader), privileges)).toList();
        if (roles.isEmpty()) problems.error(reader.at(), "permissions.no-role", "this rule is for nobody", "add 'roles:' with names of web roles");
        reader.done();
        return problems.found().size() == wrongBefore ? rules : List.of();
    }

    /** What a rule about one of several tables is called: {@code catalogue/product}. */
    private static String named(String name, Table table, List<Table> tables) {
        return tables.size() == 1 ? name : RuleDraft.named(name, table);
    }

    /** Names of columns; a star means all the table has. */
    private Set<String> columns(Table table, Reader reader) {
        var names = reader.texts("columns");
        if (names.equals(List.of("*"))) return table.columns().keySet();
        if (names.isEmpty()) problems.error(reader.at("columns"), "permissions.no-column", "this rule names no column", "add 'columns:' with names of columns, or \"*\" for all");
        names.stream().filter(name -> !table.columns().containsKey(name)).forEach(name -> unknown(reader.at("columns"), "column", name, table.columns().keySet()));
        names.stream().flatMap(name -> table.column(name).stream()).forEach(column -> column.group().filter(polymorphic -> !names.contains(polymorphic)).ifPresent(polymorphic ->
                problems.error(reader.at("columns"), "permissions.one-target", "column '" + column.name() + "' is one target of '" + polymorphic + "', whose targets go together", "name '" + polymorphic + "'")));
        var all = new LinkedHashSet<>(names);
        names.stream().flatMap(name -> table.column(name).stream()).forEach(column -> {
            if (column.formula().orElse(null) instanceof Formula.Pointed pointed) all.addAll(pointed.uses());
        });
        return all;
    }

    /** One table, or several that the rule says the same of. */
    private List<Table> tables(Reader reader) {
        var names = reader.texts("table").stream().filter(name -> !name.isBlank()).toList();
        if (names.isEmpty()) problems.error(reader.at("table"), "site.missing", "'table' is missing here", "add 'table:' with the name of a table, or of several");
        names.stream().filter(name -> table(name).isEmpty()).forEach(name -> unknown(reader.at("table"), "table", name, schema.tables().keySet()));
        return names.stream().flatMap(name -> table(name).stream()).toList();
    }

    private Optional<Table> table(String name) {
        return schema.find(name).filter(known -> !known.internal());
    }

    /** A missing scope is no scope: guessing one could only guess too much. */
    private Optional<RuleDraft.Scope> scope(Reader reader) {
        var word = reader.required("scope");
        var known = Arrays.stream(RuleDraft.Scope.values()).map(scope -> scope.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
        if (known.contains(word)) return Optional.of(RuleDraft.Scope.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
        if (!word.isEmpty()) unknown(reader.at("scope"), "scope", word, known);
        return Optional.empty();
    }

    private Set<String> roles(Reader reader) {
        var named = new LinkedHashSet<>(reader.texts("roles"));
        named.stream().filter(role -> !roles.contains(role)).forEach(role -> unknown(reader.at("roles"), "web role", role, roles));
        return named;
    }

    private Optional<String> form(Reader reader) {
        var named = reader.text("form");
        named.filter(form -> !forms.contains(form)).ifPresent(form -> unknown(reader.at("form"), "form", form, forms));
        return named;
    }

    private Condition where(Optional<String> where, Table table, Reader reader) {
        try {
            return where.<Condition>map(text -> ConditionText.read(text, schema, table)).orElseGet(Condition.Everything::new);
        } catch (TorgException e) {
            problems.error(reader.at("where"), "permissions.wrong-condition", e.getMessage(), e.help());
            return new Condition.Nothing();
        }
    }

    private void unknown(Position at, String kind, String name, Iterable<String> known) {
        var names = new ArrayList<String>();
        known.forEach(names::add);
        problems.error(at, "permissions.unknown-" + kind.replace(' ', '-'), "there is no " + kind + " '" + name + "'",
                new Unknown(name, names), "use one of " + String.join(", ", names));
    }
}
