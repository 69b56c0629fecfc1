package torg.sync.desk;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Committed;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.spi.sync.Urgency;
import torg.sync.SyncEngine;
import torg.sync.compare.Difference;
import torg.sync.connector.Pause;
import torg.sync.connector.Trouble;
import torg.sync.desk.RowWay.There;
import torg.sync.map.Inbound;
import torg.sync.map.OfCompany;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/** Says of any row where it is between portal and ERP: out of the outbox, the ledger and the row itself, and, when that is wanted, out of the ERP. Nothing is kept for it. */
@Component(service = RowWays.class)
public final class RowWays {
    private static final int MOST_CHANGES = 50;
    private final SyncEngine engine;
    private final Outbox outbox;
    private final Tables tables;
    private final Caller sync = Caller.service("sync");

    @Activate
    public RowWays(@Reference SyncEngine engine, @Reference Outbox outbox, @Reference Tables tables) {
        this.engine = engine;
        this.outbox = outbox;
        this.tables = tables;
    }

    /** Tables whose rows go to an ERP or come from one, in the order of the maps. */
    List<Table> tables() {
        return engine.maps().map(TableMaps::maps).orElse(List.of()).stream().map(TableMap::table).distinct().flatMap(name -> tables.schema().find(name).stream()).toList();
    }

    /**
     * Where it is.
     *
     * @param ask whether the ERP is asked as well; what stands still is not asked for
     * @throws TorgException SIGN_IN or DENIED when the caller is no administrator; NOT_FOUND {@code sync.no-row} when no map is of this table, or there neither is nor was such a row
     */
    RowWay of(Request request, String table, String key, boolean ask) {
        SyncDesk.admit(request);
        var maps = engine.maps().orElseThrow(RowWays::missing);
        var known = tables.schema().find(table).filter(one -> !one.internal()).orElseThrow(RowWays::missing);
        var row = tables.find(sync, table, key);
        var whole = known.whole().flatMap(column -> row.flatMap(part -> part.text(column.name())).map(wholeKey -> of(request, column.target().orElseThrow(), wholeKey, ask)));
        return whole.orElseGet(() -> of(request, maps, known, key, row, ask));
    }

    private RowWay of(Request request, TableMaps maps, Table table, String key, Optional<Row> row, boolean ask) {
        var own = row.isPresent() ? maps.of(table.name(), new OfCompany(tables, sync).there(table.name(), key)) : maps;
        var map = own.sending(table.name()).or(() -> own.any(table.name())).orElseThrow(RowWays::missing);
        var changes = outbox.past(table.name(), key, MOST_CHANGES).stream().map(past -> step(map, past)).toList();
        if (row.isEmpty() && changes.isEmpty()) throw missing();
        var paused = engine.pausings().now();
        var number = row.flatMap(known -> known.text(map.erpKey(table))).filter(_ -> map.erpKey().isPresent() || !map.out());
        var erp = ask && row.isPresent() && paused.of(map).isEmpty() ? Optional.of(asked(request, maps, map, table, row.get())) : Optional.<There>empty();
        return new RowWay(table.name(), key, row.isPresent(), map, engine.state(map, paused), paused.of(map), number, engine.ledger().last(map), changes, erp);
    }

    private static RowWay.Step step(TableMap map, Outbox.Past past) {
        var entry = past.entry();
        var reference = map.reference().filter(_ -> entry.kind() == Committed.Kind.CREATED).map(field -> field + " " + entry.key());
        var columns = entry.kind() == Committed.Kind.UPDATED ? new TreeSet<>(entry.edit().before().keySet()) : new TreeSet<String>();
        return new RowWay.Step(entry, past.moment(), columns, reference);
    }

    private There asked(Request request, TableMaps maps, TableMap map, Table table, Row row) {
        try {
            var receiver = engine.looking(maps, map);
            if (receiver.isEmpty()) return new There.Silent(Trouble.of("the connector '" + map.connector() + "' is not running"));
            var record = Urgency.PEOPLE.during(() -> receiver.get().record(map, row));
            return record.isEmpty() ? new There.Absent() : new There.Found(Difference.readable(tables, request.caller(), table.name(), row.key(), Difference.between(row, new Inbound(tables, sync, maps, map).values(record.get()))));
        } catch (Pause e) {
            return new There.Silent(Trouble.of(e.getMessage()));
        } catch (TorgException e) {
            var why = new Trouble(e.code(), e.getMessage());
            return e.kind() == ProblemKind.INVALID || e.kind() == ProblemKind.MALFORMED ? new There.NotTaken(why) : new There.Silent(why);
        }
    }

    private static TorgException missing() {
        return TorgException.of(ProblemKind.NOT_FOUND, "sync.no-row", "there is no such row, or no table map is of its table");
    }
}
