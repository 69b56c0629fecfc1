package torg.sync.compare;

import java.util.List;
import java.util.Map;
import torg.api.access.ColumnPrivilege;
import torg.api.identity.Caller;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.sync.map.Inbound;

/** A column that differs, with both values as texts; empty where there is none, both empty where whoever asks may not read it. */
public record Difference(String column, String here, String there) {

    /** What the ERP says otherwise than a row does, by the names of the columns. */
    public static List<Difference> between(Row here, Map<String, Object> there) {
        return there.entrySet().stream().filter(value -> !Inbound.same(value.getValue(), here.value(value.getKey()).orElse(null))).sorted(Map.Entry.comparingByKey())
                .map(value -> new Difference(value.getKey(), text(here.value(value.getKey()).orElse(null)), text(value.getValue()))).toList();
    }

    /** The same for this caller, who may read the row of this key, or not. */
    public static List<Difference> readable(Tables tables, Caller caller, String table, String key, List<Difference> differences) {
        if (differences.isEmpty()) return differences;
        var seen = tables.find(caller, table, key, tables.schema().table(table).key()).isPresent();
        return differences.stream().map(one -> seen && tables.mayUse(caller, ColumnPrivilege.READ, table, one.column()) ? one : new Difference(one.column(), "", "")).toList();
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
