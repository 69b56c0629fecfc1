package torg.sync.map;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.spi.sync.Connector;
import torg.spi.sync.Printouts;

/**
 * Pairs a table with an ERP entity.
 *
 * @param name unique in the site
 * @param connector name of the connector that speaks to the ERP
 * @param entities the ERP's names of it, best first: the first that the ERP has is used
 * @param table the portal's table
 * @param out whether rows made in the portal are sent; changes of rows are where one of the pairs is
 * @param rows which of the rows made here are sent, by a condition that may follow lookups; those that the ERP has are its own, whatever they say
 * @param where ERP fields that must have these values; a list: one of them
 * @param records which of the ERP's records are taken, by a condition on the row that one would make, which may follow lookups; the others are as if the ERP did not show them
 * @param pairs columns in document order
 * @param constants ERP fields that always get these values on the way out
 * @param reference the ERP field that carries the portal's own key, asked for before anything is sent; empty when nothing is sent
 * @param erpKey the column that holds the ERP's own key; empty when the portal's key is the ERP's
 * @param same columns in which an ERP's record has to agree with the row that has its key already; else it is another document's
 * @param partOf name of the map of the whole document; empty for whole documents
 * @param conflict who has the last word when a column was changed on both sides
 * @param stamp the ERP field that says when a record was last changed; empty when none is known
 * @param gone what becomes of a row that the ERP does not have any more, or does not show in this map any more
 * @param deletes what becomes in the ERP of a record whose row was deleted here
 * @param every how often everything is compared
 * @param open how rows that are still moving are followed; empty when only everything is compared
 * @param printout what the ERP has in writing of a row; empty when nothing is had from there
 * @param companies whose rows and records it is for, where other maps are for those of others; empty: all there are
 */
public record TableMap(
        String name,
        String connector,
        List<String> entities,
        String table,
        boolean out,
        Condition rows,
        Map<String, Object> where,
        Condition records,
        List<Pair> pairs,
        Map<String, Object> constants,
        Optional<String> reference,
        Optional<String> erpKey,
        List<String> same,
        Optional<String> partOf,
        Conflict conflict,
        Optional<String> stamp,
        Ending gone,
        Ending deletes,
        Duration every,
        Optional<Open> open,
        Optional<Printout> printout,
        Optional<Companies> companies) {

    /**
     * Companies of the seller.
     *
     * @param column that says of which one a row is
     * @param keys of these
     */
    public record Companies(String column, Set<String> keys) {
        public Companies {
            keys = Set.copyOf(keys);
        }

        /** Their rows. */
        public Condition rows() {
            return Condition.any(keys.stream().sorted().map(key -> Condition.eq(column, key)).toList());
        }

        /** Whether somebody else is for one of these too, or for all. */
        boolean meets(Optional<Companies> other) {
            return other.filter(those -> those.column.equals(column) && Collections.disjoint(keys, those.keys)).isEmpty();
        }
    }

    /** @param of whether the row in question is of some of these */
    boolean isFor(Predicate<Companies> of) {
        return companies.filter(of.negate()).isEmpty();
    }

    /** Who has the last word on a column that was changed here and in the ERP before either heard of it. */
    public sealed interface Conflict {
        /** The ERP. */
        record Erp() implements Conflict {}

        /** The portal. */
        record Portal() implements Conflict {}

        /** Who changed it later: the field says when the ERP's record was last changed. */
        record Latest(String field) implements Conflict {}

        /** A person, who is asked. */
        record Ask() implements Conflict {}
    }

    /** What becomes on one side of what the other side does not have any more. */
    public sealed interface Ending {
        /** It goes as well; one that others refer to stays until those are gone. */
        record Deleted() implements Ending {}

        /** It stays as it is. */
        record Kept() implements Ending {}

        /** It stays and gets these values, by column here, by field in the ERP. */
        record Marked(Map<String, Object> values) implements Ending {
            public Marked {
                values = Map.copyOf(values);
            }
        }
    }

    /**
     * Rows that are still moving.
     *
     * @param every how often they are looked at
     * @param fields what the ERP calls open: these fields have these values; a list: one of them
     * @param column the portal's column that says so
     * @param values its values for rows that the portal holds for open
     */
    public record Open(Duration every, Map<String, Object> fields, String column, Set<String> values) {}

    /**
     * What the ERP has in writing of a row.
     *
     * @param kind the ERP's name of it
     * @param where by which of its fields it is found: texts with columns of the row in braces, or of a row that one leads to, {@code {salesorder.erpnumber}}
     */
    public record Printout(String kind, Map<String, String> where) {
        /** The columns and paths that are named. */
        public Set<String> columns() {
            return where.values().stream().flatMap(text -> Braces.names(text).stream()).collect(Collectors.toSet());
        }
    }

    /** What the ERP has in writing of a row; where it prints records of the map's own entity, the map's {@link #where} counts as well. Only where there is a {@link #printout}. */
    public Printouts.Wanted printoutOf(Row row) {
        var own = printout.orElseThrow();
        var shown = read(own.kind, List.of(), entities.contains(own.kind) ? where : Map.of(), Map.of(), Optional.empty());
        var values = new HashMap<String, String>();
        shown.where().forEach((field, value) -> values.put(field, value.toString()));
        own.where.forEach((field, text) -> values.put(field, Braces.fill(text, name -> row.text(name).orElse(""))));
        return new Printouts.Wanted(own.kind, values, shown.keys());
    }

    /** A question for records; where a field may have one of several values, it is asked for as a key is. */
    public static Connector.Read read(String entity, List<String> fields, Map<String, Object> where, Map<String, List<String>> keys, Optional<String> cursor) {
        var equal = new HashMap<String, Object>();
        var among = new HashMap<>(keys);
        where.forEach((field, value) -> {
            if (value instanceof List<?> values) among.putIfAbsent(field, values.stream().map(Object::toString).toList());
            else equal.put(field, value);
        });
        return new Connector.Read(entity, fields, equal, among, cursor);
    }

    /** Names of the ERP fields that are read. */
    public List<String> fieldsRead() {
        return Stream.concat(pairs.stream().filter(Pair::in).flatMap(pair -> fields(pair).stream()), stamp.stream()).distinct().toList();
    }

    /** The field that says when the ERP's record was last changed, where that decides. */
    public Optional<String> changedField() {
        return conflict instanceof Conflict.Latest(var field) ? Optional.of(field) : Optional.empty();
    }

    /** The fields that tell a record from all others: what the key of its row is made of, and the ERP's own key. */
    public Set<String> identity(String key) {
        var fields = new TreeSet<String>();
        made(key, fields);
        erpKey.ifPresent(column -> made(column, fields));
        return fields;
    }

    private void made(String column, Set<String> fields) {
        var pair = column(column).filter(Pair::in);
        if (pair.isEmpty()) return;
        fields.addAll(fields(pair.get()));
        // Columns that a value is made of are mapped before it, so this ends.
        switch (pair.get().source()) {
            case Pair.Source.Template(var text, _) -> Braces.names(text).forEach(name -> made(name, fields));
            case Pair.Source.From(var path) -> made(path.substring(0, path.indexOf('.')), fields);
            case Pair.Source.Calculated(var formula) -> formula.uses().forEach(name -> made(name, fields));
            case Pair.Source.Field _, Pair.Source.Parent _ -> {}
        }
    }

    /** The fields that a value is made of directly. */
    private List<String> fields(Pair pair) {
        return switch (pair.source()) {
            case Pair.Source.Field(var field, var otherwise, _, _) -> Stream.concat(Stream.of(field), otherwise.stream()).toList();
            case Pair.Source.Parent(var field) -> List.of(field);
            case Pair.Source.Template(var text, _) -> Braces.names(text).stream().filter(name -> column(name).isEmpty()).toList();
            case Pair.Source.From _, Pair.Source.Calculated _ -> List.of();
        };
    }

    /** Whether changes of rows that the ERP has are sent: those of whole documents of which a column is. */
    boolean changes() {
        return partOf.isEmpty() && (pairs.stream().anyMatch(Pair::out) || !(deletes instanceof Ending.Kept));
    }

    /** Whether it sends anything. */
    public boolean sends() {
        return pairs.stream().anyMatch(Pair::out);
    }

    /** The column that holds the ERP's own key of a row. */
    public String erpKey(Table table) {
        return erpKey.orElse(table.key());
    }

    /** The field by which the ERP can be asked for the record of a row, since it holds just what stands in {@link #erpKey(Table)}; empty when that is made in another way. */
    public Optional<String> keyField(Table table) {
        return column(erpKey(table)).map(Pair::source).filter(source -> source instanceof Pair.Source.Field field && field.otherwise().isEmpty() && field.values().isEmpty())
                .map(source -> ((Pair.Source.Field) source).field());
    }

    /** The fields in which the key of a row may stand, most likely first; none when it is made in another way. */
    List<String> keyFields(Table table) {
        return column(table.key()).map(Pair::source).filter(Pair.Source.Field.class::isInstance).map(Pair.Source.Field.class::cast)
                .map(field -> Stream.concat(Stream.of(field.field()), field.otherwise().stream()).toList()).orElse(List.of());
    }

    /** In a map of parts, the column that leads to the document. */
    public Optional<String> toWhole() {
        return pairs.stream().filter(pair -> pair.source() instanceof Pair.Source.Parent).map(Pair::column).findFirst();
    }

    /** The field of a part's record that holds the ERP's key of the whole document. */
    public Optional<String> parent() {
        return pairs.stream().map(Pair::source).filter(Pair.Source.Parent.class::isInstance).map(source -> ((Pair.Source.Parent) source).field()).findFirst();
    }

    /** The pair whose column numbers the parts of a document: the integer that is sent. */
    Optional<Pair> number(Table table) {
        return pairs.stream().filter(pair -> pair.out() && table.column(pair.column()).map(Column::type).filter(ColumnType.INTEGER::equals).isPresent()).findFirst();
    }

    public Optional<Pair> column(String column) {
        return pairs.stream().filter(pair -> pair.column().equals(column)).findFirst();
    }
}
