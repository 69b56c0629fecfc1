package torg.sync.receive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Read;
import torg.sync.map.Inbound;
import torg.sync.map.ManyRows;
import torg.sync.map.Pair;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/**
 * Brings the ERP's records here. Everything it does can be repeated: a record that is here already, as it is, leaves no trace. One record that cannot be
 * taken is kept with its reason and stops no other.
 */
public final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    /** Its lines go to the console, so that whoever starts the portal sees that something happens. */
    private static final Logger NEWS = LoggerFactory.getLogger("torg.news");

    private final Tables tables;
    private final Caller caller;
    private final Ledger ledger;
    private final Outbox outbox;
    private final TableMaps maps;
    private final Records records;
    private final Sweep sweep;

    public Receiver(Tables tables, Caller caller, Ledger ledger, Outbox outbox, TableMaps maps, Source source) {
        this.tables = tables;
        this.caller = caller;
        this.ledger = ledger;
        this.outbox = outbox;
        this.maps = maps;
        this.records = new Records(maps, source, ledger::now, map -> new Inbound(tables, caller, maps, map));
        this.sweep = new Sweep(tables, caller, ledger, maps, records);
    }

    /**
     * Where records come from.
     *
     * @param page run for each page, so that somebody sees that a long pass moves
     * @param beside reads the next page of a long reading while one is written
     */
    public record Source(Connector connector, Runnable page, Beside beside) {
        /** One thing after the other. */
        public Source(Connector connector, Runnable page) {
            this(connector, page, (first, second) -> {
                first.run();
                second.run();
            });
        }
    }

    /** Does two things, perhaps at once. What the first throws comes before what the second throws. */
    @FunctionalInterface
    public interface Beside {
        void both(Runnable first, Runnable second);
    }

    /** Whether everything of the map was read before. */
    public boolean knows(TableMap map) {
        return ledger.completed(map).isPresent();
    }

    /** A look at everything of a map, from its beginning or from where the first one was when the portal ended. */
    public Pass begin(TableMap map) {
        return new Pass(map, ledger.reached(map));
    }

    /** Whether the ERP gives the first page of a map right now. */
    public boolean answersAtTheBeginning(TableMap map) {
        return records.answers(map);
    }

    /** Read everything of a map, or what is left of it; the pass knows how far it came, whatever ends this. */
    public void everything(Pass pass) {
        var map = pass.map();
        var first = ledger.completed(map).isEmpty();
        var progress = first ? new Progress(map.name(), pass.reading(), InstantSource.system(), NEWS::info) : Progress.silent();
        if (!pass.isRead()) records.all(map, pass.cursor(), page -> {
            var failures = ledger.failures(map);
            taking(map, failures, remembers(map).map(pass::remembered), pass.seen()::add).take(page);
            pass.page(page.records().size(), failures, page.cursor());
            if (first) page.cursor().ifPresent(next -> ledger.reached(map, new Ledger.Reached(next, pass.records(), pass.failures())));
            progress.moved(pass.records(), pass.failures());
        });
        // What is gone, and what is no failure any more, is for the next reading to say where this one has not seen all keys.
        if (!pass.goesOn()) {
            ledger.failures(map).keepOnly(pass.failed());
            sweep.after(pass);
        }
        ledger.complete(map, pass.records(), pass.failures());
        progress.done(pass.records(), pass.failures());
        LOG.info("read map={} records={} failed={} millis={}", map.name(), pass.records(), pass.failures(), Duration.between(pass.start(), Instant.now()).toMillis());
    }

    /**
     * Look at the rows of a map that are still moving, and at the parts of those that moved.
     *
     * @param before when the look before began; empty when there was none, and nothing can be said of how long something took
     */
    public void open(TableMap map, Optional<Instant> before) {
        var open = map.open().orElseThrow();
        var moved = new HashSet<String>();
        var seen = new HashSet<String>();
        records.where(map, open.fields(), page -> compare(map, page, before, seen, moved));
        var erpKey = map.erpKey().flatMap(map::column).flatMap(Pair::field);
        // A row that the portal holds for open and the ERP no longer does has just been closed there: ask for it by key. What it does not have under its key either is gone.
        erpKey.ifPresent(field -> {
            var closed = closed(map, open, seen);
            records.among(map, field, closed, page -> compare(map, page, before, seen, moved));
            sweep.unseen(map, map.erpKey().get(), closed, row -> seen.contains(row.text(map.erpKey().get()).orElse("")));
        });
        // What was never read, perhaps because this ERP does not have it, holds up no document.
        maps.with(map).filter(parts -> parts.sends() || ledger.completed(parts).isPresent()).forEach(parts -> parts(parts, List.copyOf(moved)));
    }

    /** Read the parts of these documents again; keys are the ERP's. */
    public void parts(TableMap parts, List<String> documents) {
        var seen = new HashSet<String>();
        records.among(parts, parts.parent().orElseThrow(), documents, page -> taking(parts, ledger.failures(parts), remembers(parts).map(Supplier::get), seen::add).take(page));
        maps.numberOfWhole(parts).ifPresent(path -> sweep.unseen(parts, path, documents, row -> seen.contains(row.key())));
    }

    private void compare(TableMap map, Records.Page page, Optional<Instant> before, Set<String> seen, Set<String> moved) {
        var inbound = new Inbound(tables, caller, maps, map);
        var key = tables.schema().table(map.table()).key();
        var erpColumn = map.erpKey().orElse(key);
        var failures = ledger.failures(map);
        var taking = taking(map, failures, remembers(map).map(Supplier::get), _ -> {});
        var read = new ArrayList<Mapped>();
        inbound.expect(page.records());
        for (var record : page.records()) {
            try {
                read.add(new Mapped(record, inbound.mapped(record)));
            } catch (TorgException e) {
                taking.failed(record, e);
            }
        }
        var here = here(map, read.stream().map(one -> String.valueOf(one.values.get(key))).collect(Collectors.toCollection(LinkedHashSet::new)));
        var changed = new ArrayList<Mapped>();
        var known = new ArrayList<Map<String, Object>>();
        for (var one : read) {
            try {
                var row = Optional.ofNullable(here.get(String.valueOf(one.values.get(key))));
                var values = inbound.settled(one.values, row);
                var erpKey = String.valueOf(values.get(erpColumn));
                seen.add(erpKey);
                if (row.filter(there -> isSo(there, values)).isPresent()) known.add(one.record);
                else changed.add(new Mapped(one.record, values));
            } catch (TorgException e) {
                taking.failed(one.record, e);
            }
        }
        failures.taken(known);
        if (changed.isEmpty()) return;
        var taken = taking.take(page.of(changed.stream().map(Mapped::record).toList()));
        // What was left alone or refused is not here as the ERP has it: its parts would find no document.
        var now = ledger.now();
        changed.stream().filter(one -> taken.contains(String.valueOf(one.values.get(key)))).forEach(one -> {
            moved.add(String.valueOf(one.values.get(erpColumn)));
            before.ifPresent(looked -> ledger.lags().arrived(map, records.changed(map, one.record), looked, now));
        });
    }

    /** A record, and what the map makes of it. */
    private record Mapped(Map<String, Object> record, Map<String, Object> values) {}

    private static boolean isSo(Row row, Map<String, Object> values) {
        return values.entrySet().stream().allMatch(value -> Inbound.same(value.getValue(), row.value(value.getKey()).orElse(null)));
    }

    /** Rows of these keys, as far as the map says something of them: this is asked every few seconds for all that is open. */
    private Map<String, Row> here(TableMap map, Set<String> keys) {
        return new ManyRows(tables, caller).byKey(map.table(), keys, Stream.concat(map.pairs().stream().filter(Pair::in).map(Pair::column), map.erpKey().stream()).distinct().toArray(String[]::new));
    }

    /** ERP keys of rows that the portal holds for open and that were not among those just read. */
    private List<String> closed(TableMap map, TableMap.Open open, Set<String> seen) {
        var erpColumn = map.erpKey().orElseThrow();
        var isOpen = Condition.any(open.values().stream().map(value -> Condition.eq(open.column(), value)).toList());
        // Those of other companies are for other maps to ask about.
        var isOurs = map.companies().map(TableMap.Companies::rows).orElseGet(Condition.Everything::new);
        var query = Query.of(map.table(), erpColumn).where(Condition.all(isOurs, isOpen, new Condition.Not(new Condition.Empty(erpColumn)))).top(Query.MOST_ROWS);
        var closed = new ArrayList<String>();
        for (var page = Optional.of(query); page.isPresent(); ) {
            var here = tables.query(caller, page.get());
            here.rows().stream().flatMap(row -> row.text(erpColumn).stream()).filter(key -> !seen.contains(key)).forEach(closed::add);
            page = here.next().map(query::after);
        }
        return closed;
    }

    /** Every record of a map, in pages, for whoever takes none. */
    public void look(TableMap map, Consumer<List<Map<String, Object>>> page) {
        records.all(map, Optional.empty(), one -> page.accept(one.records()));
    }

    /**
     * The ERP's record of a row, by the ERP's own key, or else by the reference under which it was sent; empty when the ERP has none that the map reads.
     *
     * @throws TorgException UPSTREAM when the ERP does not answer; CONFIG when it refuses, or when nothing of the map tells one record from others
     */
    public Optional<Map<String, Object>> record(TableMap map, Row row) {
        var table = tables.schema().table(map.table());
        var number = row.text(map.erpKey(table));
        var field = number.isPresent() ? map.column(map.erpKey(table)).flatMap(Pair::field) : map.reference();
        var asked = field.orElseThrow(() -> TorgException.of(ProblemKind.CONFIG, "sync.not-askable", "map '" + map.name() + "' has no field by which the ERP could be asked for one record"));
        var found = new ArrayList<Map<String, Object>>();
        records.among(map, asked, List.of(number.orElse(row.key())), page -> found.addAll(page.records()));
        return found.stream().findFirst();
    }

    private Taking taking(TableMap map, NotTaken failures, Optional<Remembered> remembered, Consumer<String> seen) {
        return new Taking(tables, caller, outbox, maps, records, map, failures, remembered, seen);
    }

    /** Where it is by their keys that rows of the map are known as the ERP's, those keys. */
    private Optional<Supplier<Remembered>> remembers(TableMap map) {
        return map.gone() instanceof TableMap.Ending.Kept || Owned.byNumber(maps, map).isPresent() ? Optional.empty() : Optional.of(() -> Remembered.of(tables, caller, map));
    }
}
