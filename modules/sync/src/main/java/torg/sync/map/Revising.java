package torg.sync.map;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Batch;
import torg.spi.sync.Connector.Correction;
import torg.spi.sync.Connector.Revision;

/** Turns what was done to the parts of a document after it was sent into what the ERP is to do to them, after a look at those that it has. Parts that nobody touched here are left alone. */
final class Revising {
    private static final int MOST_LATER = 1_000;
    private static final String EMPTY = Outbox.digest(null);
    private final Tables tables;
    private final Caller caller;
    private final TableMaps maps;
    private final Outbox outbox;
    private final Outbound outbound;
    private final TableMap parts;
    private final TableMap.Conflict conflict;
    private final List<Pair> sent;

    Revising(Tables tables, Caller caller, TableMaps maps, Outbox outbox, TableMap parts, TableMap.Conflict conflict) {
        this.tables = tables;
        this.caller = caller;
        this.maps = maps;
        this.outbox = outbox;
        this.outbound = new Outbound(tables, caller, maps);
        this.parts = parts;
        this.conflict = conflict;
        this.sent = parts.pairs().stream().filter(pair -> pair.out() && pair.field().isPresent()).toList();
    }

    /**
     * What is to be done.
     *
     * @param asked what a person has to decide before any of it is done
     */
    record Found(Revision.Lines lines, Optional<Asked> asked) {
        static final Found NOTHING = new Found(Revision.Lines.NONE, Optional.empty());
    }

    /**
     * What is left to be done; nothing when the ERP has it so, or has the last word.
     *
     * @param number the ERP's own of the document
     * @return what kept the ERP from being asked; {@link Answer.Refused} too when it has another part in the place of one that was made here
     * @throws TorgException INVALID when a part that the ERP has cannot be told
     */
    Answer<Found> left(Outbox.Entry entry, String number, Connector connector) {
        var entity = maps.entity(parts, connector);
        var there = new TreeMap<String, Map<String, Object>>();
        var read = TableMap.read(entity, fields(entity, connector), parts.where(), Map.of(parts.parent().orElseThrow(), List.of(number)), Optional.empty());
        var inbound = new Inbound(tables, caller, maps, parts);
        var key = tables.schema().table(parts.table()).key();
        for (var page = Optional.of(read); page.isPresent(); ) {
            var answer = connector.read(page.get());
            if (!(answer instanceof Answer.Done<Batch>(var batch))) return Correcting.failed(answer);
            batch.records().forEach(record -> there.put(String.valueOf(inbound.mapped(record).get(key)), record));
            page = batch.cursor().map(cursor -> new Connector.Read(read.entity(), read.fields(), read.where(), read.keys(), Optional.of(cursor)));
        }
        var lookup = parts.toWhole().orElseThrow();
        var added = new ArrayList<Map<String, Object>>();
        var changed = new ArrayList<Correction>();
        var removed = new ArrayList<Map<String, Object>>();
        var contest = new Contest(conflict, entry.written(), connector.clockAhead().orElse(Duration.ZERO));
        for (var part : new TreeSet<>(entry.edit().parts().keySet())) {
            var record = Optional.ofNullable(there.get(part.key()));
            var here = tables.find(caller, parts.table(), part.key()).filter(row -> row.text(lookup).equals(Optional.of(entry.key())));
            var before = entry.edit().parts().get(part);
            if (here.isEmpty()) record.filter(line -> was(inbound, line, held(entry, part))).ifPresent(removed::add);
            else if (record.isPresent() && before.isEmpty() && !isMade(inbound, record.get(), here.get(), held(entry, part)))
                return new Answer.Refused<>("sync.part-taken", "the ERP has another line in the place of '" + part.key() + "'");
            else if (record.isPresent()) correction(entity, inbound, record.get(), here.get(), before, contest).ifPresent(changed::add);
            // One that the ERP took out stays out, unless the portal has the last word.
            else if (before.isEmpty() || contest.isPutBack(part.key())) added.add(made(here.get(), number));
        }
        return new Answer.Done<>(new Found(new Revision.Lines(entity, parts.parent().orElseThrow(), number, added, changed, removed), contest.asked()));
    }

    private List<String> fields(String entity, Connector connector) {
        var key = connector.describe(entity).map(Connector.EntityInfo::key).orElse(List.of());
        return Stream.of(parts.fieldsRead(), sent.stream().flatMap(pair -> pair.field().stream()).toList(), key, parts.changedField().stream().toList()).flatMap(List::stream).distinct().toList();
    }

    private Map<String, Object> made(Row row, String number) {
        var fields = new HashMap<>(outbound.fields(parts, row));
        fields.put(parts.parent().orElseThrow(), number);
        return fields;
    }

    /** What a part held when the ERP last heard of it, as far as this change and later ones of the document tell; all of a part that was taken away. */
    private Map<String, String> held(Outbox.Entry entry, Outbox.Part part) {
        var held = new HashMap<>(entry.edit().parts().get(part));
        outbox.past(entry.table(), entry.key(), MOST_LATER).reversed().stream().map(Outbox.Past::entry).filter(later -> later.id() > entry.id())
                .forEach(later -> later.edit().parts().getOrDefault(part, Map.of()).forEach(held::putIfAbsent));
        return held;
    }

    /** Whether a record is a part that held this: both sides number their lines, and another one may have its number by now. What was empty the ERP may have filled by itself. */
    private boolean was(Inbound inbound, Map<String, Object> record, Map<String, String> held) {
        var told = sent.stream().filter(pair -> pair.in() && !held.getOrDefault(pair.column(), EMPTY).equals(EMPTY)).toList();
        return !told.isEmpty() && told.stream().allMatch(pair -> Outbox.digest(inbound.value(pair, record)).equals(held.get(pair.column())));
    }

    /** Whether a record is the part that was made here, from a time when nobody knew whether it had arrived; what changed of it here since is sent after this. */
    private boolean isMade(Inbound inbound, Map<String, Object> record, Row row, Map<String, String> since) {
        return sent.stream().filter(pair -> pair.in() && !since.containsKey(pair.column()))
                .allMatch(pair -> row.value(pair.column()).filter(value -> !Inbound.same(inbound.value(pair, record), value)).isEmpty());
    }

    private Optional<Correction> correction(String entity, Inbound inbound, Map<String, Object> record, Row row, Map<String, String> before, Contest contest) {
        var fields = new HashMap<String, Optional<Object>>();
        for (var pair : sent) {
            var there = inbound.value(pair, record);
            var here = row.value(pair.column()).orElse(null);
            if (!before.isEmpty() && !before.containsKey(pair.column()) || Inbound.same(there, here)) continue;
            if (contest.isOurs(row.key(), pair, record, there, before.get(pair.column())))
                fields.put(pair.field().orElseThrow(), Optional.ofNullable(here).map(value -> outbound.sent(parts, pair, value)));
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Correction(entity, record, fields));
    }
}
