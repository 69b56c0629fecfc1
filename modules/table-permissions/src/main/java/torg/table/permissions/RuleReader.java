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

    Optional<RuleDraft> rule(Reader reader) {
        var wrongBefore = problems.found().size();
        var name = reader.required("name");
        var table = table(reader);
        var scope = scope(reader);
        var where = table.map(known -> where(known, reader)).orElseGet(Condition.Everything::new);
        var draft = new RuleDraft(reader, name, table.orElse(null), roles(reader), reader.flag("deny", false), form(reader), scope.orElse(null), reader.text("via"),
                reader.text("parent"), where, Privileges.privileges(reader, Privileges.ROWS, problems), Privileges.named(reader, "public", Privileges.ROWS, problems));
        reader.done();
        return problems.found().size() == wrongBefore ? Optional.of(draft) : Optional.empty();
    }

    Optional<ColumnRule> columns(Reader reader) {
        var wrongBefore = problems.found().size();
        var table = table(reader);
        var columns = table.map(known -> columns(known, reader)).orElse(Set.of());
        var rule = new ColumnRule(reader.at(), reader.required("name"), table.map(Table::name).orElse(""), roles(reader), form(reader), columns, Privileges.privileges(reader, Privileges.COLUMNS, problems));
        if (rule.roles().isEmpty()) problems.error(reader.at(), "permissions.no-role", "this rule is for nobody", "add 'roles:' with names of web roles");
        reader.done();
        return problems.found().size() == wrongBefore ? Optional.of(rule) : Optional.empty();
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

    private Optional<Table> table(Reader reader) {
        var name = reader.required("table");
        var table = schema.find(name).filter(known -> !known.internal());
        if (table.isEmpty() && !name.isEmpty()) unknown(reader.at("table"), "table", name, schema.tables().keySet());
        return table;
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

    private Condition where(Table table, Reader reader) {
        try {
            return reader.text("where").<Condition>map(text -> ConditionText.read(text, schema, table)).orElseGet(Condition.Everything::new);
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
