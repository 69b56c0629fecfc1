package torg.studio.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Nodes;
import torg.studio.desk.SiteRoles;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.room.Words;

/**
 * One rule of a document of permissions as fields: of rows which table, whose, and what may be done with them; of columns which.
 *
 * @param list {@code permissions} or {@code columns}
 * @param index of the rule in the list; as many as there are for a new one
 * @param typed whether the fields hold what somebody typed
 */
record RuleFields(Request request, Document document, Schema schema, String list, int index, boolean typed) {
    static final String ROWS = "permissions";
    static final String COLUMNS = "columns";
    /** What a rule that is not there yet is called in an address. */
    static final String NEW = "+";
    private static final List<String> SCOPES = List.of("global", "account", "account-tree", "contact", "self", "parent");
    private static final Map<String, List<String>> PRIVILEGES = Map.of(ROWS, List.of("read", "create", "write", "delete", "append", "append-to"), COLUMNS, List.of("read", "create", "update"));
    private static final List<String> ALL = List.of("*");

    /** How an address names a rule: by its name, wherever somebody else has put it meanwhile; by its number where it says none. */
    static String place(String list, Node.Mapping rule, int index) {
        var name = Nodes.text(rule.get("name"));
        return list + "." + (name.isEmpty() ? "~" + index : name);
    }

    Model model(Words words) {
        var model = Model.with("name", value("name")).with("tables", choices(tables(), value("table"))).with("roles", choices(roles(), values("roles"))).with("privileges", choices(worded(words, "privilege", PRIVILEGES.get(list)), values("privileges")))
                .with("forms", choices(Choices.withNone(names("forms", "form")), value("form")));
        if (list.equals(COLUMNS)) return model.with("ofColumns", Model.with("every", values(COLUMNS).equals(ALL)).with("columns", choices(columns(), values(COLUMNS).equals(ALL) ? List.of() : values(COLUMNS)))).build();
        return model.with("ofRows", Model.with("scopes", choices(worded(words, "scope", SCOPES), value("scope"))).with("vias", choices(Choices.withNone(vias()), value("via"))).with("parents", choices(Choices.withNone(parents()), value("parent")))
                .with("where", value("where")).with("deny", flag("deny")).with("public", flag("public"))).build();
    }

    private List<Model> choices(Map<String, Text> choices, String chosen) {
        return Choices.of(request.locale(), choices, chosen);
    }

    private List<Model> choices(Map<String, Text> choices, List<String> chosen) {
        return Choices.of(request.locale(), choices, chosen);
    }

    private static Map<String, Text> worded(Words words, String kind, List<String> values) {
        return Choices.plain(values.stream().collect(Collectors.toMap(value -> value, value -> words.text(kind + "." + value), (first, _) -> first, LinkedHashMap::new)));
    }

    private Map<String, Text> tables() {
        var tables = new TreeMap<String, Text>();
        schema.tables().values().stream().filter(table -> !table.internal()).forEach(table -> tables.put(table.name(), Text.of(table.plural().in(request.locale()) + " (" + table.name() + ")")));
        return tables;
    }

    private Map<String, Text> roles() {
        var roles = SiteRoles.of(request.site().documents(), request.locale());
        for (var implied : List.of("authenticated", "anonymous")) roles.putIfAbsent(implied, implied);
        return Choices.plain(roles);
    }

    private Map<String, Text> columns() {
        var columns = new LinkedHashMap<String, Text>();
        // what is a target of another goes with that one
        table().ifPresent(table -> table.columns().values().stream().filter(column -> column.group().isEmpty()).forEach(column -> columns.put(column.name(), named(column.label(), column.name()))));
        return columns;
    }

    /** Ways that lead from a row of the table: its lookups, those of what they lead to, its N:N relationships, and the row itself. */
    private Map<String, Text> vias() {
        var vias = new LinkedHashMap<String, Text>();
        table().ifPresent(table -> {
            vias.put(table.key(), named(table.columns().get(table.key()).label(), table.key()));
            lookups(table).forEach((name, target) -> {
                vias.put(name, leads(table.columns().get(name).label().in(request.locale()), target, name));
                lookups(target).forEach((next, far) -> vias.put(name + "." + next, leads(table.columns().get(name).label().in(request.locale()) + " \u203a " + target.columns().get(next).label().in(request.locale()), far, name + "." + next)));
            });
            table.relationships().values().forEach(relationship -> schema.find(relationship.target()).ifPresent(target -> vias.put(relationship.name(), leads(relationship.label().in(request.locale()), target, relationship.name()))));
        });
        return vias;
    }

    private Map<String, Table> lookups(Table table) {
        var lookups = new LinkedHashMap<String, Table>();
        table.columns().values().forEach(column -> column.target().flatMap(schema::find).ifPresent(target -> lookups.put(column.name(), target)));
        return lookups;
    }

    private Text leads(String label, Table target, String path) {
        return Text.of(label + " \u2192 " + target.plural().in(request.locale()) + " (" + path + ")");
    }

    private Text named(Text label, String name) {
        return Text.of(label.in(request.locale()) + " (" + name + ")");
    }

    /** Other rules about rows, whichever document has them. */
    private Map<String, Text> parents() {
        var parents = new TreeMap<String, Text>();
        for (var other : request.site().documents()) {
            if (!other.folder().equals(ROWS)) continue;
            Nodes.items(other.fields(), List.of(ROWS)).forEach(rule -> {
                if (!(rule instanceof Node.Mapping said)) return;
                var name = Nodes.text(said.get("name"));
                if (!name.isEmpty() && !name.equals(text("name"))) parents.put(name, Text.of(name + ": " + Nodes.text(said.get("table"))));
            });
        }
        return parents;
    }

    private Map<String, Text> names(String folder, String key) {
        var names = new TreeMap<String, String>();
        request.site().documents().stream().filter(one -> one.folder().equals(folder)).map(one -> Nodes.text(one.fields().get(key))).filter(name -> !name.isEmpty()).forEach(name -> names.put(name, name));
        return Choices.plain(names);
    }

    private Optional<Table> table() {
        return schema.find(value("table")).filter(table -> !table.internal());
    }

    /** What the form changes: nothing of what was left as it is. A new rule comes last. */
    List<Amendment> amendments() {
        if (index < rules().size()) return changes(at(), said());
        var rule = Node.empty(Position.start(""));
        for (var change : changes(List.of(), rule)) rule = change.in(rule);
        return List.of(new Amendment.Insert(at(), rule));
    }

    /** The rule goes. */
    List<Amendment> removal() {
        return List.of(new Amendment.Remove(at()));
    }

    private List<Amendment> changes(List<String> at, Node.Mapping now) {
        var changes = new Changes(at, now);
        for (var key : List.of("name", "table")) changes.become(key, form(key));
        changes.become("roles", forms("roles")).flag("deny", !form("deny").isEmpty()).become("form", form("form"));
        if (list.equals(ROWS)) for (var key : List.of("scope", "via", "parent", "where")) changes.become(key, form(key));
        else if (!form("every").isEmpty()) changes.become(COLUMNS, Nodes.texts(now.get(COLUMNS)).equals(ALL) ? now.get(COLUMNS) : Optional.of(Changes.scalar(ALL.getFirst())));
        else changes.become(COLUMNS, forms(COLUMNS));
        return changes.become("privileges", forms("privileges")).flag("public", !form("public").isEmpty()).all();
    }

    private List<String> at() {
        return List.of(list, String.valueOf(index));
    }

    private List<Node> rules() {
        return Nodes.items(document.fields(), List.of(list));
    }

    private Node.Mapping said() {
        return Nodes.mapping(document.fields(), at());
    }

    private String text(String key) {
        return Nodes.text(said().get(key));
    }

    private String value(String key) {
        return typed ? form(key) : text(key);
    }

    private List<String> values(String key) {
        if (typed && key.equals(COLUMNS) && !form("every").isEmpty()) return ALL;
        return typed ? forms(key) : Nodes.texts(said().get(key));
    }

    private boolean flag(String key) {
        return typed ? !form(key).isEmpty() : text(key).equals("true");
    }

    private String form(String key) {
        return request.form(key).map(String::strip).orElse("");
    }

    private List<String> forms(String key) {
        return new ArrayList<>(request.form().getOrDefault(key, List.of()));
    }
}
