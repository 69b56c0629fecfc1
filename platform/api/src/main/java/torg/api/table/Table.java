package torg.api.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.text.Text;

/**
 * A kind of row. Every row has a key: the text in the column {@link #key()}, unique, at most 64 characters, never changed once given.
 * Lookups hold the key of the row they point to, so keys are what people, URLs and scripts see.
 *
 * @param name lower case letters and digits, at most 40; a module's own has an underscore, {@code identity_session}
 * @param label one of them, {@code Order}
 * @param plural several of them, {@code Orders}
 * @param key name of the key column; text or autonumber
 * @param title name of the column that names a row to people; the key column if nothing better
 * @param columns by name, in document order, the key column included
 * @param indexes further indexes: lists of column names, leftmost first; lookups are always indexed
 * @param unique sets of two columns or more of which no two rows share all values; a row that lacks one of them shares with none. A set of one is told at its column
 * @param outbox whether changes made in the portal have to reach the ERP
 * @param internal whether only service callers reach it and no document describes it
 * @param hierarchy the lookup to the table itself by which its rows stand below one another, without circles and at most 100 levels deep; empty where they do not
 * @param relationships by name, the N:N relationships its rows have a part in, whichever document describes them; see {@link Schema}
 */
public record Table(
        String name,
        Text label,
        Text plural,
        String key,
        String title,
        Map<String, Column> columns,
        List<List<String>> indexes,
        List<List<String>> unique,
        boolean outbox,
        boolean internal,
        Optional<String> hierarchy,
        Map<String, Relationship> relationships) {
    public Table {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        relationships = Collections.unmodifiableMap(new LinkedHashMap<>(relationships));
        indexes = List.copyOf(indexes);
        unique = List.copyOf(unique);
        if (!columns.containsKey(key)) throw new IllegalArgumentException("table '" + name + "' has no column '" + key + "' for its key");
    }

    /** A table without unique sets, hierarchy and relationships. */
    public Table(String name, Text label, Text plural, String key, String title, Map<String, Column> columns, List<List<String>> indexes, boolean outbox, boolean internal) {
        this(name, label, plural, key, title, columns, indexes, List.of(), outbox, internal, Optional.empty(), Map.of());
    }

    /** A module's own table that only service callers reach, see {@link torg.spi.table.TableSource}; the first column is the key. */
    public static Table internal(String name, List<List<String>> indexes, Column... columns) {
        var byName = new LinkedHashMap<String, Column>();
        for (var column : columns) byName.put(column.name(), column);
        return new Table(name, Text.of(name), Text.of(name), columns[0].name(), columns[0].name(), byName, indexes, false, true);
    }

    /** The column of this name; empty when there is none. */
    public Optional<Column> column(String column) {
        return Optional.ofNullable(columns.get(column));
    }

    /** What tells rows apart besides the key: each unique column by itself, then the sets of {@link #unique()}. */
    public List<List<String>> uniqueKeys() {
        var alone = columns.values().stream().filter(column -> column.unique() && !column.name().equals(key)).map(column -> List.of(column.name()));
        return Stream.concat(alone, unique.stream()).toList();
    }

    /** Of the name alone: tables are looked up many times for one answer, and their columns are many. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The columns that rows are given values in, in document order: all but the calculated ones. */
    public List<Column> kept() {
        return columns.values().stream().filter(column -> !column.isCalculated()).toList();
    }

    /**
     * The columns a right to this one needs a right to, this one included: what a value is calculated from, and, for the lookups of a polymorphic one, all of
     * them, because to set one is to empty the others.
     */
    public Set<String> rightsOf(Column column) {
        if (column.formula().isEmpty() && column.group().isEmpty()) return Set.of(column.name());
        var names = new LinkedHashSet<>(Set.of(column.name()));
        column.group().map(columns::get).ifPresent(polymorphic -> {
            names.add(polymorphic.name());
            names.addAll(polymorphic.formula().orElseThrow().uses());
        });
        column.formula().ifPresent(formula -> formula.uses().forEach(name -> {
            names.add(name);
            if (columns.get(name).group().isPresent() && !columns.get(name).group().get().equals(column.name())) names.addAll(rightsOf(columns.get(name)));
        }));
        return names;
    }

    /** These columns and those that are calculated from one of them: what has another value when they have. */
    public Set<String> touchedBy(Set<String> changed) {
        var touched = new TreeSet<>(changed);
        for (var column : columns.values()) column.formula().filter(formula -> !Collections.disjoint(formula.uses(), changed)).ifPresent(_ -> touched.add(column.name()));
        return touched;
    }

    /** The N:N relationship of this name; empty when there is none. */
    public Optional<Relationship> relationship(String relationship) {
        return Optional.ofNullable(relationships.get(relationship));
    }

    /** The same table with one more relationship, unless it has one of the name. */
    Table with(Relationship relationship) {
        if (relationships.containsKey(relationship.name())) return this;
        var all = new LinkedHashMap<>(relationships);
        all.put(relationship.name(), relationship);
        return new Table(name, label, plural, key, title, columns, indexes, unique, outbox, internal, hierarchy, all);
    }

    /** The lookup that makes a row a part of another, such as a line of an order; empty when rows stand by themselves. */
    public Optional<Column> whole() {
        return columns.values().stream().filter(Column::part).findFirst();
    }
}
