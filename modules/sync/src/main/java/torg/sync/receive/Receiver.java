package torg.sync.receive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import torg.sync.connector.Pause;
import torg.sync.map.Inbound;
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
    private static final int BATCH = 500;
    /** Values of one {@code or} chain; longer ones make addresses that servers refuse. */
    private static final int CHAIN = 40;
    private static final int ROWS_AT_ONCE = 128;
    private static final int LONGEST_KEY = 64;

    private final Tables tables;
    private final Caller caller;
    private final Ledger ledger;
    private final Outbox outbox;
    private final TableMaps maps;
    private final Source source;

    public Receiver(Tables tables, Caller caller, Ledger ledger, Outbox outbox, TableMaps maps, Source source) {
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
    public record Source(Connector connector, Runnable page) {}

    /** Whether everything of the map was read before. */
    public boolean knows(TableMap map) {
        return ledger.completed(map).isPresent();
    }

    /** Read everything of a map, or what is left of it; the pass knows how far it came, whatever ends this. */
    public void everything(Pass pass) {
        var map = pass.map();
        var first = ledger.completed(map).isEmpty();
        var progress = first ? new Progress(map.name(), pass.start(), InstantSource.system(), NEWS::info) : Progress.silent();
        if (!pass.isRead()) pages(map, read(map, map.where(), Map.of(), pass.cursor()), page -> {
            var failures = ledger.failures(map);
            take(map, page, failures);
            pass.page(page.records().size(), failures, page.cursor());
            progress.moved(pass.records(), pass.failures());
        });
        ledger.failures(map).keepOnly(pass.failed());
        ledger.complete(map, pass.records(), pass.failures());
        progress.done(pass.records(), pass.failures());
        LOG.info("read map={} records={} failed={} millis={}", map.name(), pass.records(), pass.failures(), Duration.between(pass.start(), Instant.now()).toMillis());
    }

    /** Look at the rows of a map that are still moving, and at the parts of those that moved. */
    public void open(TableMap map) {
        var open = map.open().orElseThrow();
        var where = new HashMap<>(map.where());
        where.putAll(open.fields());
        var moved = new HashSet<String>();
        var seen = new HashSet<String>();
        pages(map, read(map, where, Map.of(), Optional.empty()), page -> compare(map, page, seen, moved));
        var erpKey = map.erpKey().flatMap(map::column).flatMap(Pair::field);
        // A row that the portal holds for open and the ERP no longer does has just been closed there: ask for it by key.
        erpKey.ifPresent(field -> chains(closed(map, open, seen), CHAIN)
                .forEach(keys -> pages(map, read(map, map.where(), Map.of(field, keys), Optional.empty()), page -> compare(map, page, seen, moved))));
        // What was never read, perhaps because this ERP does not have it, holds up no document.
        maps.with(map).filter(parts -> parts.sends() || ledger.completed(parts).isPresent()).forEach(parts -> chains(List.copyOf(moved), CHAIN).forEach(keys -> parts(parts, keys)));
    }

    /** Read the parts of these documents again; keys are the ERP's. */
    public void parts(TableMap parts, List<String> documents) {
        pages(parts, read(parts, parts.where(), Map.of(parts.parent().orElseThrow(), documents), Optional.empty()), page -> take(parts, page, ledger.failures(parts)));
    }

    private void compare(TableMap map, Page page, Set<String> seen, Set<String> moved) {
        var inbound = new Inbound(tables, caller, maps, map);
        var key = tables.schema().table(map.table()).key();
        var erpColumn = map.erpKey().orElse(key);
        var failures = ledger.failures(map);
        var read = new ArrayList<Mapped>();
        for (var record : page.records()) {
            try {
                read.add(new Mapped(record, inbound.mapped(record)));
            } catch (TorgException e) {
                failed(failures, record, e);
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
                failed(failures, one.record, e);
            }
        }
        failures.taken(known);
        if (changed.isEmpty()) return;
        var taken = take(map, page.of(changed.stream().map(Mapped::record).toList()), failures);
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
        if (columns.length > Query.MOST_SELECTED) {
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
        return !text.isEmpty() && text.length() <= LONGEST_KEY && Storable.text(text, LONGEST_KEY).equals(text);
    }

    /** ERP keys of rows that the portal holds for open and that were not among those just read. */
    private List<String> closed(TableMap map, TableMap.Open open, Set<String> seen) {
        var erpColumn = map.erpKey().orElseThrow();
        var isOpen = Condition.any(open.values().stream().map(value -> Condition.eq(open.column(), value)).toList());
        var query = Query.of(map.table(), erpColumn).where(Condition.all(isOpen, new Condition.Not(new Condition.Empty(erpColumn)))).top(Query.MOST_ROWS);
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
        pages(map, read(map, map.where(), Map.of(), Optional.empty()), one -> page.accept(one.records()));
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
        var key = Map.of(field.orElseThrow(() -> TorgException.of(ProblemKind.CONFIG, "sync.not-askable", "map '" + map.name() + "' has no field by which the ERP could be asked for one record")), List.of(number.orElse(row.key())));
        var found = new ArrayList<Map<String, Object>>();
        pages(map, read(map, map.where(), key, Optional.empty()), page -> found.addAll(page.records()));
        return found.stream().findFirst();
    }

    /** Returns the keys of the rows that are here now as the ERP has them. */
    private Set<String> take(TableMap map, Page page, NotTaken failures) {
        // Asked before the documents are looked for: one that is delivered meanwhile is found then.
        var whole = map.partOf().flatMap(maps::named).filter(document -> document.out() && outbox.counts().values().stream().anyMatch(count -> count > 0));
        var astray = new ArrayList<Map<String, Object>>();
        var taken = put(map, page, failures, (record, why) -> {
            if (whole.isPresent() && why.code().equals(Inbound.NO_PARENT)) astray.add(record);
            else failed(failures, record, why);
        });
        if (!astray.isEmpty()) taken.addAll(put(map, page.of(notUnderWay(map, whole.get(), astray, page.asked())), failures, (record, why) -> failed(failures, record, why)));
        return taken;
    }

    private Set<String> put(TableMap map, Page page, NotTaken failures, BiConsumer<Map<String, Object>, TorgException> refused) {
        var taken = new HashSet<String>();
        var inbound = new Inbound(tables, caller, maps, map);
        var key = tables.schema().table(map.table()).key();
        var changes = new ArrayList<Change.Put>();
        var sources = new ArrayList<Map<String, Object>>();
        var keys = new HashSet<String>();
        for (var record : page.records()) {
            try {
                var values = inbound.values(record);
                if (!keys.add(String.valueOf(values.get(key)))) {
                    // A second record with this key is judged by the row that the first one made.
                    taken.addAll(write(map, changes, sources, page.asked(), failures));
                    values = inbound.values(record);
                }
                changes.add(new Change.Put(map.table(), String.valueOf(values.get(key)), values));
                sources.add(record);
            } catch (TorgException e) {
                refused.accept(record, e);
            }
            if (changes.size() == BATCH) taken.addAll(write(map, changes, sources, page.asked(), failures));
        }
        taken.addAll(write(map, changes, sources, page.asked(), failures));
        return taken;
    }

    /**
     * Of parts whose documents are not here, those that are no parts of a document on its way there. What the ERP made of one of ours carries our key, while its
     * number is not known here before the delivery is over; that brings its parts as well.
     */
    private List<Map<String, Object>> notUnderWay(TableMap parts, TableMap whole, List<Map<String, Object>> records, Instant asked) {
        var parent = parts.parent().orElseThrow();
        var number = whole.erpKey().flatMap(whole::column).flatMap(Pair::field).orElseThrow();
        var reference = whole.reference().orElseThrow();
        var ours = new HashMap<String, String>();
        for (var numbers : chains(records.stream().map(record -> String.valueOf(record.get(parent))).distinct().toList(), CHAIN)) {
            pages(whole, read(whole, List.of(number, reference), whole.where(), Map.of(number, numbers), Optional.empty()),
                    page -> page.records().forEach(head -> ours.put(String.valueOf(head.get(number)), String.valueOf(head.get(reference)))));
        }
        var underWay = outbox.unfinished(whole.table(), new HashSet<>(ours.values()), asked);
        return records.stream().filter(record -> !underWay.contains(ours.getOrDefault(String.valueOf(record.get(parent)), ""))).toList();
    }

    /** Together if possible; when one of them is refused, one by one, so that only that one is left out. Returns the keys written; both lists are empty afterwards. */
    private Set<String> write(TableMap map, List<Change.Put> changes, List<Map<String, Object>> sources, Instant asked, NotTaken failures) {
        leaveAloneWhatIsUnderWay(map, changes, sources, asked);
        if (changes.isEmpty()) return Set.of();
        var written = new HashSet<String>();
        try {
            tables.write(caller, Write.of(changes).from(map.connector()).asOf(asked));
            changes.forEach(change -> written.add(change.key()));
        } catch (TorgException batch) {
            if (!isOfTheRecord(batch)) throw batch;
            for (var i = 0; i < changes.size(); i++) {
                try {
                    tables.write(caller, Write.of(changes.get(i)).from(map.connector()).asOf(asked));
                    written.add(changes.get(i).key());
                } catch (TorgException single) {
                    failed(failures, sources.get(i), single);
                }
            }
        }
        failures.taken(IntStream.range(0, changes.size()).filter(i -> written.contains(changes.get(i).key())).mapToObj(sources::get).toList());
        changes.clear();
        sources.clear();
        return written;
    }

    /**
     * A document that was made here and is on its way is not whole in the ERP yet: its head without lines would be shown as an open order of nothing. What
     * the ERP refused stays refused, whatever is left of it there. The delivery itself brings what the ERP makes of it.
     */
    private void leaveAloneWhatIsUnderWay(TableMap map, List<Change.Put> changes, List<Map<String, Object>> sources, Instant asked) {
        var table = tables.schema().table(map.table());
        var whole = map.partOf().isPresent() ? table.whole() : Optional.<Column>empty();
        var documents = changes.stream().map(change -> document(change, whole)).toList();
        var documentTable = whole.flatMap(Column::target).map(tables.schema()::table).orElse(table);
        if (!documentTable.outbox()) return;
        var underWay = outbox.unfinished(documentTable.name(), new HashSet<>(documents), asked);
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

    private static void failed(NotTaken failures, Map<String, Object> record, TorgException why) {
        if (!isOfTheRecord(why)) throw why;
        failures.add(record, why);
    }

    /** A database that is busy or an ERP that is away says nothing about the record that was at hand; the pass ends and is taken up again. */
    private static boolean isOfTheRecord(TorgException why) {
        return why.kind() != ProblemKind.BUSY && why.kind() != ProblemKind.UPSTREAM;
    }

    private Read read(TableMap map, Map<String, Object> where, Map<String, List<String>> keys, Optional<String> cursor) {
        return read(map, map.fieldsRead(), where, keys, cursor);
    }

    private Read read(TableMap map, List<String> fields, Map<String, Object> where, Map<String, List<String>> keys, Optional<String> cursor) {
        return TableMap.read(maps.entity(map, source.connector), fields, where, keys, cursor);
    }

    /**
     * Records as the ERP gave them.
     *
     * @param asked just before the ERP was: what it says is no newer
     */
    private record Page(List<Map<String, Object>> records, Optional<String> cursor, Instant asked) {
        /** Some of them. */
        Page of(List<Map<String, Object>> some) {
            return new Page(some, cursor, asked);
        }
    }

    /** This page and all that follow it. */
    private void pages(TableMap map, Read first, Consumer<Page> take) {
        for (var page = Optional.of(first); page.isPresent(); ) {
            source.page.run();
            var read = page.get();
            var asked = ledger.now();
            var batch = batch(map, read);
            take.accept(new Page(batch.records(), batch.cursor(), asked));
            page = batch.cursor().map(cursor -> new Read(read.entity(), read.fields(), read.where(), read.keys(), Optional.of(cursor)));
        }
    }

    private Connector.Batch batch(TableMap map, Read read) {
        return switch (source.connector.read(read)) {
            case Answer.Done<Connector.Batch>(var batch) -> batch;
            case Answer.Refused<Connector.Batch>(var code, var reason) ->
                    throw TorgException.of(ProblemKind.CONFIG, code, "the ERP refuses to read entity '" + read.entity() + "' for map '" + map.name() + "': " + unknownField(map, read).orElse(reason));
            case Answer.Later<Connector.Batch>(var delay, var reason) -> throw new Pause(delay, reason);
            case Answer.Unknown<Connector.Batch>(_, var reason) -> throw TorgException.of(ProblemKind.UPSTREAM, "sync.no-answer", "the ERP did not answer: " + reason);
        };
    }

    /** What an ERP says of a name that it does not know helps nobody to find where it is written. */
    private Optional<String> unknownField(TableMap map, Read read) {
        var fields = Stream.of(read.fields(), read.where().keySet(), read.keys().keySet()).flatMap(Collection::stream);
        return maps.unknownField(map, source.connector, read.entity(), fields);
    }

    private static List<List<String>> chains(List<String> keys, int longest) {
        var chains = new ArrayList<List<String>>();
        for (var i = 0; i < keys.size(); i += longest) chains.add(keys.subList(i, Math.min(keys.size(), i + longest)));
        return chains;
    }
}
