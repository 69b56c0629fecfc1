package torg.sync.receive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.sync.map.Inbound;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/**
 * Rows that the ERP had and does not show in a map any more: found beside what was read, asked for once more, since pages may shift while they are read, and then taken away or marked, as the
 * map says. Repeatable. For one thread.
 */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int PAGE = 1_000;
    private static final int BATCH = 500;
    /** Keys or numbers in one question. */
    private static final int LOOKED_AT = 50;
    /** Taken away after one reading; the next one goes on. */
    private static final int MOST = 10_000;
    private final Tables tables;
    private final Caller caller;
    private final Guard guard;
    private final TableMaps maps;
    private final Records records;
    private final Ledger ledger;

    Sweep(Tables tables, Caller caller, Ledger ledger, TableMaps maps, Records records) {
        this.tables = tables;
        this.caller = caller;
        this.guard = ledger.guard();
        this.maps = maps;
        this.records = records;
        this.ledger = ledger;
    }

    /** Everything of a map was read. */
    void after(Pass pass) {
        var map = pass.map();
        if (map.gone() instanceof TableMap.Ending.Kept) return;
        var owned = Owned.of(tables, caller, maps, map);
        var missing = new Keys();
        var suspects = new ArrayList<Row>();
        var of = 0L;
        var gone = 0L;
        for (var page = Optional.of(rows(map)); page.isPresent(); ) {
            var here = tables.query(caller, page.get());
            for (var row : here.rows()) {
                if (!owned.has(row) || isMarked(map, row)) continue;
                of++;
                if (pass.seen().has(row.key())) continue;
                gone++;
                missing.add(row.key());
                if (suspects.size() < MOST) suspects.add(row);
            }
            page = here.next().map(rows(map)::after);
        }
        var removed = Set.<String>of();
        if (guard.admits(map, gone, of)) {
            removed = removed(map, suspects, pass.failures() > 0);
            guard.swept(map, gone - removed.size());
        }
        remember(owned, pass, missing, removed);
    }

    private static void remember(Owned owned, Pass pass, Keys missing, Set<String> removed) {
        owned.before().ifPresent(before -> {
            var known = new Keys();
            known.addAll(pass.seen(), Set.of());
            known.addAll(missing, removed);
            before.replace(known);
        });
    }

    /**
     * The ERP was asked for all that has one of these numbers of its own.
     *
     * @param path to the number in rows of the map's table
     * @param seen which rows it has
     */
    void unseen(TableMap map, String path, Collection<String> numbers, Predicate<Row> seen) {
        if (map.gone() instanceof TableMap.Ending.Kept || !Owned.byNumber(maps, map).equals(Optional.of(path))) return;
        var suspects = new ArrayList<Row>();
        for (var some : Records.chains(List.copyOf(numbers), LOOKED_AT)) {
            var query = rows(map).where(numbered(map, path, some));
            for (var page = Optional.of(query); page.isPresent(); ) {
                var here = tables.query(caller, page.get());
                here.rows().stream().filter(row -> !seen.test(row) && !isMarked(map, row)).forEach(suspects::add);
                page = here.next().map(query::after);
            }
        }
        // Of many, and of all that there are, the next reading of everything knows better whether they are too many.
        if (guard.admitsFew(map, suspects.size()) && !isAll(map, path, suspects)) guard.went(map, removed(map, suspects, false).size());
    }

    /** Rows with one of these numbers; those of documents by the documents' keys, for a database that is asked for the numbers of their documents looks at all rows. */
    private Condition numbered(TableMap map, String path, List<String> numbers) {
        var whole = map.partOf().flatMap(maps::named);
        if (whole.isEmpty()) return any(path, numbers);
        var number = whole.get().erpKey().orElseThrow();
        var documents = tables.query(caller, Query.of(whole.get().table()).where(any(number, numbers)).top(Query.MOST_ROWS)).rows();
        return any(map.toWhole().orElseThrow(), documents.stream().map(Row::key).toList());
    }

    private static Condition any(String path, List<String> values) {
        return Condition.any(values.stream().map(value -> Condition.eq(path, value)).toList());
    }

    /** Whether these, with those that went by such looks before, are several and all that the map has. */
    private boolean isAll(TableMap map, String path, List<Row> suspects) {
        if (suspects.size() + guard.went(map) < 2) return false;
        var keys = suspects.stream().map(Row::key).collect(Collectors.toSet());
        var query = rows(map).where(new Condition.Not(new Condition.Empty(path)));
        for (var page = Optional.of(query); page.isPresent(); ) {
            var here = tables.query(caller, page.get());
            if (here.rows().stream().anyMatch(row -> !keys.contains(row.key()) && !isMarked(map, row))) return false;
            page = here.next().map(query::after);
        }
        return true;
    }

    private Query rows(TableMap map) {
        var marks = map.gone() instanceof TableMap.Ending.Marked(var values) ? values.keySet() : Set.<String>of();
        var number = map.partOf().isPresent() ? maps.numberOfWhole(map) : map.erpKey();
        var key = tables.schema().table(map.table()).key();
        return Query.of(map.table(), Stream.of(Stream.of(key), number.stream(), marks.stream()).flatMap(names -> names).distinct().toArray(String[]::new)).top(PAGE);
    }

    private static boolean isMarked(TableMap map, Row row) {
        return map.gone() instanceof TableMap.Ending.Marked(var values) && values.entrySet().stream().allMatch(mark -> Inbound.same(mark.getValue(), row.value(mark.getKey()).orElse(null)));
    }

    /** Returns the keys of those that are dealt with. */
    private Set<String> removed(TableMap map, List<Row> suspects, boolean someUnclear) {
        if (suspects.isEmpty()) return Set.of();
        var asked = ledger.now();
        var gone = map.partOf().flatMap(_ -> maps.numberOfWhole(map)).map(number -> notAmong(map, suspects, number)).orElseGet(() -> notThere(map, suspects, someUnclear));
        var removed = new HashSet<String>();
        for (var some : Records.chains(gone, BATCH)) {
            try {
                tables.write(caller, Write.of(some.stream().map(row -> change(map, row)).toList()).from(map.connector()).asOf(asked));
                some.forEach(row -> removed.add(row.key()));
            } catch (TorgException batch) {
                if (!Taking.isOfTheRecord(batch)) throw batch;
                some.stream().filter(row -> isRemoved(map, row, asked)).forEach(row -> removed.add(row.key()));
            }
        }
        removed.removeAll(left(map, removed));
        if (!gone.isEmpty()) LOG.info("gone from the ERP map={} rows={} kept={}", map.name(), removed.size(), gone.size() - removed.size());
        return removed;
    }

    /** Those of these rows that are here as they were all the same: what is on its way to the ERP is no connector's to change. */
    private Set<String> left(TableMap map, Set<String> keys) {
        var key = tables.schema().table(map.table()).key();
        var left = new HashSet<String>();
        for (var some : Records.chains(List.copyOf(keys), LOOKED_AT)) {
            var query = rows(map).where(any(key, some));
            tables.query(caller, query).rows().stream().filter(row -> !isMarked(map, row)).forEach(row -> left.add(row.key()));
        }
        return left;
    }

    private boolean isRemoved(TableMap map, Row row, Instant asked) {
        try {
            tables.write(caller, Write.of(change(map, row)).from(map.connector()).asOf(asked));
            return true;
        } catch (TorgException e) {
            if (!Taking.isOfTheRecord(e)) throw e;
            // What other rows refer to stays until they are gone as well.
            LOG.debug("gone from the ERP and kept map={} key={} because={}", map.name(), row.key(), e.getMessage());
            return e.kind() == ProblemKind.NOT_FOUND;
        }
    }

    private static Change change(TableMap map, Row row) {
        return map.gone() instanceof TableMap.Ending.Marked(var values) ? new Change.Update(map.table(), row.key(), values) : new Change.Delete(map.table(), row.key());
    }

    /** Those that the ERP does not have by its own key. Where that is no field by which it can be asked, all of them, unless there were records whose key nobody could tell. */
    private List<Row> notThere(TableMap map, List<Row> suspects, boolean someUnclear) {
        var table = tables.schema().table(map.table());
        var field = map.keyField(table);
        if (field.isEmpty()) return someUnclear ? List.of() : suspects;
        var column = map.erpKey(table);
        var there = new HashSet<String>();
        var asked = suspects.stream().collect(Collectors.toMap(Row::key, row -> column.equals(table.key()) ? row.key() : row.text(column).orElse(row.key())));
        records.among(map, List.of(field.get()), field.get(), new HashSet<>(asked.values()), page -> page.records().forEach(record -> there.add(plain(record.get(field.get())))));
        return suspects.stream().filter(row -> !there.contains(plain(asked.get(row.key())))).toList();
    }

    /** Parts that are not among those that their documents have; where it is not clear which ones a document has, all of it stays. */
    private List<Row> notAmong(TableMap parts, List<Row> suspects, String number) {
        var inbound = new Inbound(tables, caller, maps, parts);
        var parent = parts.parent().orElseThrow();
        var key = tables.schema().table(parts.table()).key();
        var there = new HashSet<String>();
        var unclear = new HashSet<String>();
        var documents = suspects.stream().flatMap(row -> row.text(number).stream()).collect(Collectors.toSet());
        records.among(parts, parent, documents, page -> page.records().forEach(record -> key(inbound, record, key).ifPresentOrElse(there::add, () -> unclear.add(plain(record.get(parent))))));
        var missing = suspects.stream().filter(row -> !there.contains(row.key()) && !unclear.contains(plain(row.text(number).orElse("")))).toList();
        var shown = shown(parts, missing.stream().flatMap(row -> row.text(number).stream()).collect(Collectors.toSet()));
        return missing.stream().filter(row -> shown.test(row.text(number).orElse(""))).toList();
    }

    /** Which of these documents the ERP shows. One that is gone itself, and stays here, stays with its parts: people look at what it was. */
    private Predicate<String> shown(TableMap parts, Set<String> numbers) {
        var whole = parts.partOf().flatMap(maps::named).filter(map -> !(map.gone() instanceof TableMap.Ending.Deleted));
        var field = whole.flatMap(map -> map.keyField(tables.schema().table(map.table())));
        if (field.isEmpty()) return _ -> true;
        var shown = new HashSet<String>();
        records.among(whole.get(), List.of(field.get()), field.get(), numbers, page -> page.records().forEach(record -> shown.add(plain(record.get(field.get())))));
        return number -> shown.contains(plain(number));
    }

    private static Optional<String> key(Inbound inbound, Map<String, Object> record, String key) {
        try {
            return Optional.ofNullable(inbound.mapped(record).get(key)).map(Object::toString);
        } catch (TorgException e) {
            if (!Taking.isOfTheRecord(e)) throw e;
            return Optional.empty();
        }
    }

    /** ERPs do not agree on whether case tells keys apart; the safe side is that it does not. */
    private static String plain(Object key) {
        return String.valueOf(key).toLowerCase(Locale.ROOT);
    }
}
