package torg.sync.receive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.sync.map.Erased;
import torg.sync.map.Inbound;
import torg.sync.map.Pair;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/** Writes records of one map here. One that cannot be taken is kept with its reason and stops no other. For one page and one thread. */
final class Taking {
    private static final int BATCH = 500;
    private final Tables tables;
    private final Caller caller;
    private final Outbox outbox;
    private final TableMaps maps;
    private final Records records;
    private final TableMap map;
    private final NotTaken failures;
    private final Optional<Remembered> remembered;
    private final Consumer<String> seen;

    /**
     * @param remembered where it is by their keys that rows are known as the ERP's
     * @param seen told the key of every record that has one, whatever becomes of it
     */
    Taking(Tables tables, Caller caller, Outbox outbox, TableMaps maps, Records records, TableMap map, NotTaken failures, Optional<Remembered> remembered, Consumer<String> seen) {
        this.tables = tables;
        this.caller = caller;
        this.outbox = outbox;
        this.maps = maps;
        this.records = records;
        this.map = map;
        this.failures = failures;
        this.remembered = remembered;
        this.seen = seen;
    }

    /** Returns the keys of the rows that are here now as the ERP has them. */
    Set<String> take(Records.Page page) {
        // Asked before the documents are looked for: one that is delivered meanwhile is found then.
        var whole = map.partOf().flatMap(maps::named).filter(document -> document.out() && outbox.counts().values().stream().anyMatch(count -> count > 0));
        var astray = new ArrayList<Map<String, Object>>();
        var taken = put(page, (record, why) -> {
            if (whole.isPresent() && why.code().equals(Inbound.NO_PARENT)) astray.add(record);
            else failed(record, why);
        });
        if (!astray.isEmpty()) taken.addAll(put(page.of(notUnderWay(whole.get(), astray, page.asked())), this::failed));
        return taken;
    }

    private Set<String> put(Records.Page page, BiConsumer<Map<String, Object>, TorgException> refused) {
        var taken = new HashSet<String>();
        var inbound = new Inbound(tables, caller, maps, map);
        var key = tables.schema().table(map.table()).key();
        var changes = new ArrayList<Change.Put>();
        var sources = new ArrayList<Map<String, Object>>();
        var keys = new HashSet<String>();
        for (var some : Records.chains(page.records(), BATCH)) {
            inbound.expectRows(some);
            for (var record : some) {
                try {
                    var values = inbound.values(record);
                    seen.accept(String.valueOf(values.get(key)));
                    if (!keys.add(String.valueOf(values.get(key)))) {
                        // A second record with this key is judged by the row that the first one made.
                        taken.addAll(write(changes, sources, page.asked()));
                        values = inbound.values(record);
                    }
                    changes.add(new Change.Put(map.table(), String.valueOf(values.get(key)), values));
                    sources.add(record);
                } catch (TorgException e) {
                    refused.accept(record, e);
                }
            }
            taken.addAll(write(changes, sources, page.asked()));
        }
        return taken;
    }

    /**
     * Of parts whose documents are not here, those that are no parts of a document on its way there. What the ERP made of one of ours carries our key, while its
     * number is not known here before the delivery is over; that brings its parts as well.
     */
    private List<Map<String, Object>> notUnderWay(TableMap whole, List<Map<String, Object>> astray, Instant asked) {
        var parent = map.parent().orElseThrow();
        var number = whole.erpKey().flatMap(whole::column).flatMap(Pair::field).orElseThrow();
        var reference = whole.reference().orElseThrow();
        var ours = new HashMap<String, String>();
        var numbers = astray.stream().map(record -> String.valueOf(record.get(parent))).distinct().toList();
        records.among(whole, List.of(number, reference), number, numbers, page -> page.records().forEach(head -> ours.put(String.valueOf(head.get(number)), String.valueOf(head.get(reference)))));
        var underWay = outbox.unfinished(whole.table(), new HashSet<>(ours.values()), asked);
        return astray.stream().filter(record -> !underWay.contains(ours.getOrDefault(String.valueOf(record.get(parent)), ""))).toList();
    }

    /** Together if possible; when one of them is refused, one by one, so that only that one is left out. Returns the keys written; both lists are empty afterwards. */
    private Set<String> write(List<Change.Put> changes, List<Map<String, Object>> sources, Instant asked) {
        leaveAloneWhatIsUnderWay(changes, sources, asked);
        leaveAloneWhoIsErased(changes, sources);
        if (changes.isEmpty()) return Set.of();
        var written = new HashSet<String>();
        try {
            put(changes, asked);
            changes.forEach(change -> written.add(change.key()));
        } catch (TorgException batch) {
            if (!isOfTheRecord(batch)) throw batch;
            for (var i = 0; i < changes.size(); i++) {
                try {
                    put(List.of(changes.get(i)), asked);
                    written.add(changes.get(i).key());
                } catch (TorgException single) {
                    failed(sources.get(i), single);
                }
            }
        }
        failures.taken(IntStream.range(0, changes.size()).filter(i -> written.contains(changes.get(i).key())).mapToObj(sources::get).toList());
        changes.clear();
        sources.clear();
        return written;
    }

    private void put(List<Change.Put> changes, Instant asked) {
        var beside = remembered.flatMap(known -> known.beside(changes.stream().map(Change.Put::key).toList()));
        tables.write(caller, Write.of(Stream.concat(changes.stream(), beside.stream()).toList()).from(map.connector()).asOf(asked));
    }

    /**
     * A document that was made here and is on its way is not whole in the ERP yet: its head without lines would be shown as an open order of nothing. What
     * the ERP refused stays refused, whatever is left of it there. The delivery itself brings what the ERP makes of it.
     */
    private void leaveAloneWhatIsUnderWay(List<Change.Put> changes, List<Map<String, Object>> sources, Instant asked) {
        var table = tables.schema().table(map.table());
        var whole = map.partOf().isPresent() ? table.whole() : Optional.<Column>empty();
        var documents = changes.stream().map(change -> document(change, whole)).toList();
        var documentTable = whole.flatMap(Column::target).map(tables.schema()::table).orElse(table);
        if (!documentTable.outbox()) return;
        leaveAlone(outbox.unfinished(documentTable.name(), new HashSet<>(documents), asked), documents, changes, sources);
    }

    private void leaveAloneWhoIsErased(List<Change.Put> changes, List<Map<String, Object>> sources) {
        if (changes.isEmpty()) return;
        var keys = changes.stream().map(Change.Put::key).toList();
        leaveAlone(new Erased(tables, caller).among(map.table(), new HashSet<>(keys)), keys, changes, sources);
    }

    /** @param names one for each change, in their order */
    private static void leaveAlone(Set<String> left, List<String> names, List<Change.Put> changes, List<Map<String, Object>> sources) {
        if (left.isEmpty()) return;
        for (var i = changes.size() - 1; i >= 0; i--) {
            if (!left.contains(names.get(i))) continue;
            changes.remove(i);
            sources.remove(i);
        }
    }

    private static String document(Change.Put put, Optional<Column> whole) {
        return whole.map(column -> String.valueOf(put.values().get(column.name()))).orElse(put.key());
    }

    /** Keep a record that is not taken. */
    void failed(Map<String, Object> record, TorgException why) {
        if (!isOfTheRecord(why)) throw why;
        failures.add(record, why);
    }

    /** A database that is busy or an ERP that is away says nothing about the record that was at hand; the pass ends and is taken up again. */
    static boolean isOfTheRecord(TorgException why) {
        return why.kind() != ProblemKind.BUSY && why.kind() != ProblemKind.UPSTREAM;
    }
}
