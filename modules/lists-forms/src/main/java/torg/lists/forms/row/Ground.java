package torg.lists.forms.row;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.table.Column;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.spi.site.SiteSource;

/**
 * What documents are checked against; what does not hold becomes a problem with its place and the nearest name.
 *
 * @param roles the site's web roles, and what people call them
 * @param forms the names of the site's forms
 */
public record Ground(Schema schema, Pages pages, Map<String, Text> roles, Map<String, Text> forms, Problems problems) {

    public static Ground of(SiteSource source, Problems problems) {
        return new Ground(source.part(Schema.class), source.part(Pages.class), named(source, "roles", "role"), named(source, "forms", "form"), problems);
    }

    /** Names of documents and what people call them; whether the documents hold is checked by whoever reads them. */
    private static Map<String, Text> named(SiteSource source, String folder, String key) {
        var words = new HashMap<String, Text>();
        for (var document : source.documents(folder)) {
            var reader = new Reader(document.fields(), new Problems());
            reader.text(key).ifPresent(name -> words.put(name, reader.label("label").orElse(Text.of(name))));
        }
        return Map.copyOf(words);
    }

    /** Where the document of this name says which table it is about: {@code form: order} in the folder {@code forms}. */
    public static Position tableOf(SiteSource source, String kind, String name) {
        return source.documents(kind + "s").stream().map(Document::fields)
                .filter(fields -> fields.get(kind).filter(node -> node instanceof Node.Scalar scalar && scalar.value().equals(name)).isPresent())
                .flatMap(fields -> fields.get("table").stream()).map(Node::at).findFirst().orElseThrow();
    }

    /** The table a document names; a problem when there is none, also when the key is missing. */
    public Optional<Table> table(Reader reader, String key) {
        var name = reader.required(key);
        if (name.isEmpty()) return Optional.empty();
        return known(schema.tables(), name, reader.at(key), "table");
    }

    /** A path that a document writes. */
    public Optional<Path> path(Table from, String text, Position at) {
        var found = schema.path(from, text);
        if (found.isPresent()) return Optional.of(new Path(from, text, found.get()));
        explain(from, text, at);
        return Optional.empty();
    }

    /** A column of the table itself. */
    public Optional<Column> column(Table table, String name, Position at) {
        var column = table.column(name);
        if (column.isEmpty()) unknownColumn(table, name, at);
        return column;
    }

    /** The value of this name; a problem that names the nearest when there is none. */
    public <T> Optional<T> known(Map<String, T> all, String name, Position at, String what) {
        var found = Optional.ofNullable(all.get(name));
        if (found.isEmpty()) {
            unknown(at, what, "there is no " + what + " '" + name + "'", name, all.keySet());
        }
        return found;
    }

    /** The name a document gives itself; a problem when it is missing or another document has it. */
    public Optional<String> ownName(Reader reader, String key, Collection<String> taken) {
        var name = reader.required(key);
        if (name.isEmpty()) return Optional.empty();
        if (!name.matches("[a-z][a-z0-9-]{0,59}")) {
            problems.error(reader.at(key), "lists-forms.bad-name", "'" + name + "' is no name", "use lower case letters, digits and '-'");
            return Optional.empty();
        }
        if (taken.contains(name)) {
            problems.error(reader.at(key), "lists-forms.twice", "there are two documents with '" + key + ": " + name + "'",
                    "give one of them another name");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    public void error(Position at, String code, String message, String help) {
        problems.error(at, "lists-forms." + code, message, help);
    }

    /** A scalar's text; a problem for anything else. */
    public Optional<String> scalar(Node node, String what) {
        if (node instanceof Node.Scalar scalar) return Optional.of(scalar.value());
        error(node.at(), "wrong-shape", what + " is one value, not a list or a mapping", "write one value");
        return Optional.empty();
    }

    private void explain(Table from, String text, Position at) {
        var table = Optional.of(from);
        for (var name : List.of(text.split("\\.", -1))) {
            if (table.isEmpty()) {
                error(at, "bad-path", "'" + name + "' in '" + text + "' follows a column that points to no row", "end the path before it");
                return;
            }
            var column = table.get().column(name);
            if (column.isEmpty()) {
                unknownColumn(table.get(), name, at);
                return;
            }
            table = column.get().target().flatMap(schema::find);
        }
        error(at, "bad-path", "'" + text + "' follows too many rows", "use at most ten names");
    }

    private void unknownColumn(Table table, String name, Position at) {
        unknown(at, "column", "table '" + table.name() + "' has no column '" + name + "'", name, table.columns().keySet());
    }

    private void unknown(Position at, String what, String message, String name, Collection<String> known) {
        problems.error(at, "lists-forms.unknown-" + what, message, new Unknown(name, known), "known here: " + String.join(", ", known));
    }
}
