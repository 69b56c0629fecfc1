package torg.studio.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    /** Roles that everybody has or who signed in, whether or not a document says more of them. */
    private static final List<String> IMPLIED = List.of("authenticated", "anonymous");
    private static final List<String> SCOPES = List.of("global", "account", "account-tree", "contact", "self", "parent");
    private static final Map<String, List<String>> PRIVILEGES = Map.of(ROWS, List.of("read", "create", "write", "delete", "append", "append-to"), COLUMNS, List.of("read", "create", "update"));
    private static final List<String> ALL = List.of("*");
    private static final String PUBLIC = "public";
    private static final String EVERYBODY = "anonymous";

    /** How an address names a rule: by its name, wherever somebody else has put it meanwhile; by its number where it says none. */
    static String place(String list, Node.Mapping rule, int index) {
        var name = Nodes.text(rule.get("name"));
        return list + "." + (name.isEmpty() ? "~" + index : name);
    }

    /** The rules that an entry of a document stands for, and the table of each: one, or one for each of its tables and of those whose rows go with its rows. */
    static SortedMap<String, String> rules(Node.Mapping entry) {
        var name = Nodes.text(entry.get("name"));
        var tables = Nodes.texts(entry.get("table"));
        var rules = new TreeMap<String, String>();
        tables.forEach(table -> rules.put(tables.size() == 1 ? name : name + "/" + table, table));
        with(entry).forEach(table -> rules.put(name + "/" + table, table));
        return rules;
    }

    /** Tables whose rows go with those of a rule. */
    static List<String> with(Node.Mapping entry) {
        return Nodes.texts(entry.get("with")).stream().map(word -> word.split("\\.")[0]).toList();
    }

    /** What people call a role that no document defines. */
    static String called(String role, Words words) {
        return IMPLIED.contains(role) ? words.text("role." + role) : role;
    }

    Model model(Words words) {
        var more = Model.with("open", named().size() > 1).with("tables", choices(others(), named().stream().skip(1).toList()));
        var model = Model.with("name", value("name"))
                .with("tables", choices(tables(), first()))
                .with("more", more)
                .with("roles", choices(roles(words), values("roles")))
                .with("privileges", choices(worded(words, "privilege", PRIVILEGES.get(list)), values("privileges")))
                .with("forms", choices(Choices.withNone(names("forms", "form")), value("form")));
        return (list.equals(COLUMNS) ? model.with("ofColumns", ofColumns()) : model.with("ofRows", ofRows(words))).build();
    }

    private Model.Builder ofColumns() {
        var every = values(COLUMNS).equals(ALL);
        return Model.with("every", every).with("columns", choices(columns(), every ? List.of() : values(COLUMNS)));
    }

    private Model.Builder ofRows(Words words) {
        return Model.with("scopes", choices(worded(words, "scope", SCOPES), value("scope")))
                .with("vias", choices(Choices.withNone(vias()), value("via")))
                .with("parents", choices(Choices.withNone(parents()), value("parent")))
                .with("with", choices(withs(), values("with")))
                .with("where", value("where"))
                .with("deny", flag("deny"))
                .with("public", typed && flag("public")) // to agree is an act of its own, each time
                .with("shown", typed ? form("shown") : String.join(", ", Nodes.texts(agreed().get(COLUMNS))))
                .with("agreed", !agreed().entries().isEmpty());
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

    private Map<String, Text> roles(Words words) {
        var roles = SiteRoles.of(request.site().documents(), request.locale());
        for (var implied : IMPLIED) roles.putIfAbsent(implied, called(implied, words));
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
        otherRules().forEach(rule -> rules(rule).forEach((one, table) -> parents.put(one, Text.of(one + ": " + table))));
        return parents;
    }

    private Stream<Node.Mapping> otherRules() {
        return request.site().documents().stream().filter(other -> other.folder().equals(ROWS)).flatMap(other -> Nodes.items(other.fields(), List.of(ROWS)).stream())
                .filter(Node.Mapping.class::isInstance).map(Node.Mapping.class::cast).filter(rule -> !Nodes.text(rule.get("name")).isEmpty() && !Nodes.text(rule.get("name")).equals(text("name")));
    }

    /** Other rules that somebody agreed to that they deny everybody rows of the same tables: what is agreed to here counts on them. */
    private List<String> denials() {
        var tables = Stream.concat(named().stream(), forms("with").stream().map(word -> word.split("\\.")[0])).toList();
        return otherRules().filter(rule -> Nodes.text(rule.get("deny")).equals("true") && Nodes.texts(rule.get("roles")).contains(EVERYBODY) && rule.get(PUBLIC).isPresent())
                .flatMap(rule -> rules(rule).entrySet().stream()).filter(rule -> tables.contains(rule.getValue())).map(Map.Entry::getKey).toList();
    }

    private Map<String, Text> names(String folder, String key) {
        var names = new TreeMap<String, String>();
        request.site().documents().stream().filter(one -> one.folder().equals(folder)).map(one -> Nodes.text(one.fields().get(key))).filter(name -> !name.isEmpty()).forEach(name -> names.put(name, name));
        return Choices.plain(names);
    }

    private Optional<Table> table() {
        return schema.find(first()).filter(table -> !table.internal());
    }

    /** The tables that the rule says the same of; the first is the one whose columns are shown. */
    private List<String> named() {
        if (!typed) return Nodes.texts(said().get("table"));
        return Stream.concat(Stream.of(form("table")), forms("more").stream()).filter(name -> !name.isEmpty()).distinct().toList();
    }

    private String first() {
        return named().isEmpty() ? "" : named().getFirst();
    }

    private Map<String, Text> others() {
        var others = tables();
        others.remove(first());
        return others;
    }

    /** Tables whose rows point to rows of the rule, or of a table that was chosen to go with them; by which lookup, where there are several. Near ones come first, as a document has to name them. */
    private Map<String, Text> withs() {
        var withs = new LinkedHashMap<String, Text>();
        var reached = new TreeSet<>(named());
        var chosen = new TreeSet<String>();
        do {
            reached.addAll(chosen);
            tables().forEach((name, label) -> {
                if (named().contains(name)) return;
                var ways = lookups(schema.table(name)).entrySet().stream().filter(way -> reached.contains(way.getValue().name()) && !way.getValue().name().equals(name)).map(way -> name + "." + way.getKey()).toList();
                var choices = ways.size() == 1 ? List.of(name) : ways;
                choices.forEach(choice -> withs.putIfAbsent(choice, ways.size() == 1 ? label : Text.of(label.in(request.locale()) + " \u2192 " + choice)));
                if (choices.stream().anyMatch(values("with")::contains)) chosen.add(name);
            });
        } while (!reached.containsAll(chosen));
        return withs;
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
        changes.become("name", form("name"));
        if (named().size() != 1) changes.become("table", named());
        else if (!Nodes.texts(now.get("table")).equals(named())) changes.become("table", Optional.of(Changes.scalar(first())));
        changes.become("roles", forms("roles")).flag("deny", !form("deny").isEmpty()).become("form", form("form"));
        if (list.equals(ROWS)) {
            for (var key : List.of("scope", "via", "parent", "where")) changes.become(key, form(key));
            changes.become("with", forms("with")).become(PUBLIC, publicly());
        } else if (!form("every").isEmpty()) changes.become(COLUMNS, Nodes.texts(now.get(COLUMNS)).equals(ALL) ? now.get(COLUMNS) : Optional.of(Changes.scalar(ALL.getFirst())));
        else changes.become(COLUMNS, forms(COLUMNS));
        return changes.become("privileges", forms("privileges")).all();
    }

    /** What everybody is given, as the rule is now, when somebody agrees to it; else what was agreed to before, as long as the rule may be for everybody: without roles it is for its parent's. */
    private Optional<Node> publicly() {
        if (form(PUBLIC).isEmpty()) return said().get(PUBLIC).filter(_ -> forms("roles").isEmpty() || forms("roles").contains(EVERYBODY));
        var agreed = new LinkedHashMap<String, Node>();
        if (!form("deny").isEmpty()) agreed.put("deny", Changes.scalar("true"));
        if (!named().isEmpty()) agreed.put("table", one(named()));
        if (!forms("with").isEmpty()) agreed.put("with", Changes.list(forms("with")));
        for (var key : List.of("scope", "via", "parent", "where", "form")) if (!form(key).isEmpty()) agreed.put(key, Changes.scalar(form(key)));
        agreed.put("privileges", Changes.list(forms("privileges")));
        var shown = Stream.of(form("shown").split("[,\\s]+")).filter(column -> !column.isEmpty()).toList();
        if (!shown.isEmpty()) agreed.put(COLUMNS, one(shown));
        if (form("deny").isEmpty() && !denials().isEmpty()) agreed.put("except", Changes.list(denials()));
        return Optional.of(new Node.Mapping(Position.start(""), agreed));
    }

    private static Node one(List<String> values) {
        return values.size() == 1 ? Changes.scalar(values.getFirst()) : Changes.list(values);
    }

    private Node.Mapping agreed() {
        return Nodes.mapping(document.fields(), Changes.place(at(), PUBLIC));
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
