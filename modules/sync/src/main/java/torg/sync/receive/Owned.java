package torg.sync.receive;

import java.util.List;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/**
 * Which rows of a map's table the ERP has, or had: those that carry its number, or are parts of a document that does. Where a map keeps no number, and where several maps share a
 * table, those that this map brought when everything of it was last read and that no other map has. What was made here and never was in the ERP is none of them.
 */
public final class Owned {
    private final Optional<String> number;
    private final Optional<Remembered> before;
    private final List<Keys> elsewhere;

    private Owned(Optional<String> number, Optional<Remembered> before, List<Keys> elsewhere) {
        this.number = number;
        this.before = before;
        this.elsewhere = elsewhere;
    }

    /** As it is now. */
    public static Owned of(Tables tables, Caller caller, TableMaps maps, TableMap map) {
        var number = byNumber(maps, map);
        if (number.isPresent()) return new Owned(number, Optional.empty(), List.of());
        return new Owned(number, Optional.of(Remembered.of(tables, caller, map)), others(maps, map).stream().map(other -> Remembered.of(tables, caller, other).keys()).toList());
    }

    /** The path to the ERP's number in rows of the map's table, where that alone tells whose they are. */
    static Optional<String> byNumber(TableMaps maps, TableMap map) {
        if (!others(maps, map).isEmpty()) return Optional.empty();
        return map.partOf().isPresent() ? maps.numberOfWhole(map) : map.erpKey();
    }

    private static List<TableMap> others(TableMaps maps, TableMap map) {
        return maps.maps().stream().filter(other -> other != map && other.table().equals(map.table())).toList();
    }

    /** What has to be read of a row. */
    public Optional<String> number() {
        return number;
    }

    /** Their keys, where these tell them. */
    Optional<Remembered> before() {
        return before;
    }

    /** Whether this row is one of them. */
    public boolean has(Row row) {
        return number.map(path -> row.value(path).isPresent()).orElseGet(() -> before.orElseThrow().keys().has(row.key()) && elsewhere.stream().noneMatch(keys -> keys.has(row.key())));
    }
}
