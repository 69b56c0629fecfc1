package torg.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Read;

/**
 * Brings the ERP's records here. Everything it does can be repeated: a record that is here already, as it is, leaves no trace. One record that cannot be
 * taken is kept with its reason and stops no other.
 */
final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    /** Its lines go to the console, so that whoever starts the portal sees that something happens. */
    private static final Logger PROGRESS = LoggerFactory.getLogger("torg.sync.progress");
    private static final int BATCH = 500;
    /** Values of one {@code or} chain; longer ones make addresses that servers refuse. */
    private static final int CHAIN = 40;
    private static final int ROWS_AT_ONCE = 128;
    /** What a query selects at most. */
    private static final int MOST_COLUMNS = 60;
    private static final int LONGEST_KEY = 64;

    private final Tables tables;
    private final Caller caller;
    private final Ledger ledger;
    private final Outbox outbox;
    private final TableMaps maps;
    private final Source source;

    Receiver(Tables tables, Caller caller, Ledger ledger, Outbox outbox, TableMaps maps, Source source) {
        this.tables = tables;
        this.caller = caller;
        this.ledger = ledger;
        this.outbox = outbox;
        this.maps = maps;
        this.source = source;
    }

    /**
     * Where records come from.
     *
     * @param page run for each page, so that somebody sees that a long pass moves
     */
    record Source(Connector connector, Runnable page) {}

    /** Whether everything of the map was read before. */
    boolean knows(TableMap map) {
        return ledger.completed(map).isPresent();
    }

    /** Read everything of a map. */
    void everything(TableMap map) {
        var first = ledger.completed(map).isEmpty();
        var start = Instant.now();
        var progress = first ? new Progress(map.name(), InstantSource.system(), PROGRESS::info) : Progress.silent();
        ledger.forget(map);
        var count = new Count(progress);
        pages(map, map.where(), Map.of(), records -> {
            count.told();
            take(map, records, count);
        });
        ledger.complete(map, count.records, count.failed);
        progress.done(count.records, count.failed);
        LOG.info("read map={} records={} failed={} millis={}", map.name(), count.records, count.failed, Duration.between(start, Instant.now()).toMillis());
    }

    /** Look at the rows of a map that are still moving, and at the parts of those that moved. */
    void open(TableMap map) {
        var open = map.open().orElseThrow();
        var where = new HashMap<>(map.where());
        where.putAll(open.fields());
        var moved = new HashSet<String>();
        var seen = new HashSet<String>();
        pages(map, where, Map.of(), records -> compare(map, records, seen, moved));
        var erpKey = map.erpKey().flatMap(map::column).flatMap(Pair::field);
        // A row that the portal holds for open and the ERP no longer does has just been closed there: ask for it by key.
        erpKey.ifPresent(field -> chains(closed(map, open, seen), CHAIN).forEach(keys -> pages(map, map.where(), Map.of(field, keys), records -> compare(map, records, seen, moved))));
        maps.partsOf(map).ifPresent(parts -> chains(List.copyOf(moved), CHAIN).forEach(keys -> parts(parts, keys)));
    }

    /** Read the parts of these documents again; keys are the ERP's. */
    void parts(TableMap parts, List<String> documents) {
        pages(parts, parts.where(), Map.of(parts.parent().orElseThrow(), documents), records -> take(parts, records, new Count(Progress.silent())));
    }

    private void compare(TableMap map, List<Map<String, Object>> records, Set<String> seen, Set<String> moved) {
        var inbound = new Inbound(tables, caller, maps, map);
        var key = tables.schema().table(map.table()).key();
        var erpColumn = map.erpKey().orElse(key);
        var read = new ArrayList<Mapped>();
        for (var record : records) {
            try {
                read.add(new Mapped(record, inbound.mapped(record)));
            } catch (TorgException e) {
                ledger.failed(map, record, e);
            }
        }
        var here = here(map, read.stream().map(one -> String.valueOf(one.values.get(key))).collect(Collectors.toCollection(LinkedHashSet::new)));
        var changed = new ArrayList<Mapped>();
        for (var one : read) {
            try {
                var row = Optional.ofNullable(here.get(String.valueOf(one.values.get(key))));
                var values = inbound.settled(one.values, row);
                var erpKey = String.valueOf(values.get(erpColumn));
                seen.add(erpKey);
                if (row.filter(known -> isSo(known, values)).isPresent()) continue;
                changed.add(new Mapped(one.record, values));
            } catch (TorgException e) {
                ledger.failed(map, one.record, e);
            }
        }
        if (changed.isEmpty()) return;
        var taken = take(map, changed.stream().map(Mapped::record).toList(), new Count(Progress.silent()));
        // What was left alone or refused is not here as the ERP has it: its parts would find no document.
        changed.stream().map(Mapped::values).filter(values -> taken.contains(String.valueOf(values.get(key)))).forEach(values -> moved.add(String.valueOf(values.get(erpColumn))));
    }

    /** A record, and what the map makes of it. */
    private record Mapped(Map<String, Object> record, Map<String, Object> values) {}

    private static boolean isSo(Row row, Map<String, Object> values) {
        return values.entrySet().stream().allMatch(value -> Inbound.same(value.getValue(), row.value(value.getKey()).orElse(null)));
    }

    /** Rows of these keys, by key, many at once: this is asked every few seconds for all that is open. */
    private Map<String, Row> here(TableMap map, Set<String> keys) {
        var columns = Stream.concat(map.pairs().stream().filter(Pair::in).map(Pair::column), map.erpKey().stream()).distinct().toArray(String[]::new);
        var rows = new HashMap<String, Row>();
        if (columns.length > MOST_COLUMNS) {
            keys.forEach(key -> tables.find(caller, map.table(), key).ifPresent(row -> rows.put(key, row)));
            return rows;
        }
        var table = tables.schema().table(map.table());
        for (var some : chains(keys.stream().filter(Receiver::isKey).toList(), ROWS_AT_ONCE)) {
            // The same few lengths again and again, so that the store has few statements to remember.
            var padded = Stream.concat(some.stream(), Collections.nCopies(Integer.highestOneBit(some.size() * 2 - 1) - some.size(), some.getLast()).stream());
            var any = Condition.any(padded.map(key -> Condition.eq(table.key(), key)).toList());
            tables.query(caller, Query.of(map.table(), columns).where(any).top(some.size())).rows().forEach(row -> rows.put(row.key(), row));
        }
        return rows;
    }

    /** What no row can have for a key need not be asked for, and some of it cannot be. */
    private static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_KEY && text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
    }

    /** ERP keys of rows that the portal holds for open and that were not among those just read. */
    private List<String> closed(TableMap map, TableMap.Open open, Set<String> seen) {
        var erpColumn = map.erpKey().orElseThrow();
        var isOpen = Condition.any(open.values().stream().map(value -> Condition.eq(open.column(), value)).toList());
        var here = tables.query(caller, Query.of(map.table(), erpColumn).where(Condition.all(isOpen, new Condition.Not(new Condition.Empty(erpColumn)))).top(10_000)).rows();
        return here.stream().flatMap(row -> row.text(erpColumn).stream()).filter(key -> !seen.contains(key)).toList();
    }

    /** Returns the keys of the rows that are here now as the ERP has them. */
    private Set<String> take(TableMap map, List<Map<String, Object>> records, Count count) {
        // Asked before the documents are looked for: one that is delivered meanwhile is found then.
        var mayBeUnderWay = map.partOf().isPresent() && outbox.nextDue().isPresent();
        var taken = new HashSet<String>();
        var inbound = new Inbound(tables, caller, maps, map);
        var key = tables.schema().table(map.table()).key();
        var changes = new ArrayList<Change.Put>();
        var sources = new ArrayList<Map<String, Object>>();
        var keys = new HashSet<String>();
        for (var record : records) {
            count.records++;
            try {
                var values = inbound.values(record);
                if (!keys.add(String.valueOf(values.get(key)))) {
                    // A second record with this key is judged by the row that the first one made.
                    taken.addAll(write(map, changes, sources, count));
                    values = inbound.values(record);
                }
                changes.add(new Change.Put(map.table(), String.valueOf(values.get(key)), values));
                sources.add(record);
            } catch (TorgException e) {
                // The part of a document on its way there, whose number is not known here yet: its delivery brings it.
                if (!mayBeUnderWay || !e.code().equals(Inbound.NO_PARENT)) failed(map, record, e, count);
            }
            if (changes.size() == BATCH) {
                taken.addAll(write(map, changes, sources, count));
                count.told();
            }
        }
        taken.addAll(write(map, changes, sources, count));
        return taken;
    }

    /** Together if possible; when one of them is refused, one by one, so that only that one is left out. Returns the keys written; both lists are empty afterwards. */
    private Set<String> write(TableMap map, List<Change.Put> changes, List<Map<String, Object>> sources, Count count) {
        leaveAloneWhatIsUnderWay(map, changes, sources);
        if (changes.isEmpty()) return Set.of();
        var written = new HashSet<String>();
        try {
            tables.write(caller, Write.of(changes).from(map.connector()));
            changes.forEach(change -> written.add(change.key()));
        } catch (TorgException batch) {
            if (batch.kind() == ProblemKind.BUSY) throw batch;
            for (var i = 0; i < changes.size(); i++) {
                try {
                    tables.write(caller, Write.of(changes.get(i)).from(map.connector()));
                    written.add(changes.get(i).key());
                } catch (TorgException single) {
                    failed(map, sources.get(i), single, count);
                }
            }
        }
        changes.clear();
        sources.clear();
        return written;
    }

    /**
     * A document that was made here and is on its way is not whole in the ERP yet: its head without lines would be shown as an open order of nothing. What
     * the ERP refused stays refused, whatever is left of it there. The delivery itself brings what the ERP makes of it.
     */
    private void leaveAloneWhatIsUnderWay(TableMap map, List<Change.Put> changes, List<Map<String, Object>> sources) {
        var table = tables.schema().table(map.table());
        var whole = map.partOf().isPresent() ? table.whole() : Optional.<Column>empty();
        var documents = changes.stream().map(change -> document(change, whole)).toList();
        var underWay = outbox.unfinished(whole.flatMap(Column::target).orElse(map.table()), new HashSet<>(documents));
        if (underWay.isEmpty()) return;
        for (var i = changes.size() - 1; i >= 0; i--) {
            if (!underWay.contains(documents.get(i))) continue;
            changes.remove(i);
            sources.remove(i);
        }
    }

    private static String document(Change.Put put, Optional<Column> whole) {
        return whole.map(column -> String.valueOf(put.values().get(column.name()))).orElse(put.key());
    }

    private void failed(TableMap map, Map<String, Object> record, TorgException why, Count count) {
        count.failed++;
        ledger.failed(map, record, why);
    }

    private void pages(TableMap map, Map<String, Object> where, Map<String, List<String>> keys, java.util.function.Consumer<List<Map<String, Object>>> take) {
        var entity = maps.entity(map, source.connector);
        Optional<String> cursor = Optional.empty();
        do {
            source.page.run();
            switch (source.connector.read(new Read(entity, map.fieldsRead(), where, keys, cursor))) {
                case Answer.Done<Connector.Batch>(var batch) -> {
                    take.accept(batch.records());
                    cursor = batch.cursor();
                }
                case Answer.Refused<Connector.Batch>(var code, var reason) ->
                        throw TorgException.of(ProblemKind.CONFIG, code, "the ERP refuses to read entity '" + entity + "' for map '" + map.name() + "': " + reason);
                case Answer.Later<Connector.Batch>(var delay, var reason) -> throw new Pause(delay, reason);
                case Answer.Unknown<Connector.Batch>(_, var reason) -> throw TorgException.of(ProblemKind.UPSTREAM, "sync.no-answer", "the ERP did not answer: " + reason);
            }
        } while (cursor.isPresent());
    }

    private static List<List<String>> chains(List<String> keys, int longest) {
        var chains = new ArrayList<List<String>>();
        for (var i = 0; i < keys.size(); i += longest) chains.add(keys.subList(i, Math.min(keys.size(), i + longest)));
        return chains;
    }

    /** What a pass did so far. */
    private static final class Count {
        private final Progress progress;
        private long records;
        private long failed;

        Count(Progress progress) {
            this.progress = progress;
        }

        /** More is to come. */
        void told() {
            progress.moved(records, failed);
        }
    }
}
