package torg.sync.map;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Correction;
import torg.spi.sync.Connector.Revision;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Batch;

/** Turns the change of a row that the ERP has into what the ERP is to be sent, after a look at what the ERP has now. */
public final class Correcting {
    private final Tables tables;
    private final Caller caller;
    private final TableMaps maps;
    private final Outbox outbox;
    private final boolean conceding;

    public Correcting(Tables tables, Caller caller, TableMaps maps, Outbox outbox) {
        this(tables, caller, maps, outbox, false);
    }

    private Correcting(Tables tables, Caller caller, TableMaps maps, Outbox outbox, boolean conceding) {
        this.tables = tables;
        this.caller = caller;
        this.maps = maps;
        this.outbox = outbox;
        this.conceding = conceding;
    }

    /** The same where a person decided for the ERP: it has the last word, whatever the maps say. */
    public Correcting conceding() {
        return new Correcting(tables, caller, maps, outbox, true);
    }

    private TableMap.Conflict conflict(TableMap map) {
        return conceding ? new TableMap.Conflict.Erp() : map.conflict();
    }

    /**
     * What is left to be sent of a change.
     *
     * @param correction what is to be sent; without fields when the ERP has all of it, or has the last word
     * @param lost columns, in order, that were changed in the ERP as well and get its value
     * @param lines what is to be done to lines
     * @param asked what a person has to decide before any of it is sent; then it is sent as it stands here
     */
    public record Left(Correction correction, List<String> lost, Revision.Lines lines, Optional<Asked> asked) {
        public boolean isNothing() {
            return correction.fields().isEmpty() && lines.isNothing();
        }
    }

    /**
     * Compare; empty when the ERP need not hear of it: no changed column is the ERP's, the row is gone, it is still to be made there, which brings it as it is, or it is
     * one of those made here that the map does not send.
     *
     * @return what kept the ERP from being asked, {@link Answer.Refused} too when it does not have the record, or has several, or when parts were changed that the map does not send
     * @throws torg.api.problem.TorgException INVALID when what the ERP has in one of the columns has no place there
     */
    public Answer<Optional<Left>> left(Outbox.Entry entry, TableMap map, Connector connector) {
        var changed = map.pairs().stream().filter(pair -> pair.out() && entry.edit().before().containsKey(pair.column())).toList();
        var table = tables.schema().table(map.table());
        var row = tables.find(caller, map.table(), entry.key());
        var key = row.flatMap(known -> known.value(map.erpKey(table))).map(Object::toString);
        if (key.isEmpty()) return new Answer.Done<>(Optional.empty());
        var parts = lines(entry, map, key.get(), connector);
        if (!(parts instanceof Answer.Done<Revising.Found>(var found))) return failed(parts);
        if (changed.isEmpty() && found.lines().isNothing()) return new Answer.Done<>(Optional.empty());
        var entity = maps.entity(map, connector);
        var field = map.column(map.erpKey(table)).flatMap(Pair::field).orElseThrow();
        return switch (connector.read(TableMap.read(entity, fields(entity, map, changed, connector), map.where(), Map.of(field, List.of(key.get())), Optional.empty()))) {
            case Answer.Done<Batch>(var batch) -> the(new LinkedHashSet<>(batch.records()), map, entity, key.get(), record -> left(entry, map, changed, found, entity, row.get(), record, connector));
            case Answer<Batch> other -> failed(other);
        };
    }

    private Answer<Revising.Found> lines(Outbox.Entry entry, TableMap map, String number, Connector connector) {
        var changed = entry.edit().parts().keySet();
        if (changed.isEmpty()) return new Answer.Done<>(Revising.Found.NOTHING);
        var parts = maps.partsOf(map).filter(known -> changed.stream().allMatch(part -> part.table().equals(known.table())));
        return parts.map(known -> new Revising(tables, caller, maps, outbox, known, conflict(known)).left(entry, number, connector))
                .orElseGet(() -> new Answer.Refused<>("sync.not-sent", "parts of it were changed in the portal that no table map sends"));
    }

    /** An answer that is not done, as one to another question. */
    public static <T> Answer<T> failed(Answer<?> answer) {
        return switch (answer) {
            case Answer.Refused<?>(var code, var reason) -> new Answer.Refused<>(code, reason);
            case Answer.Later<?>(var delay, var reason) -> new Answer.Later<>(delay, reason);
            case Answer.Unknown<?>(var extent, var reason) -> new Answer.Unknown<>(extent, reason);
            case Answer.Done<?> _ -> throw new IllegalStateException("a done answer is no failure");
        };
    }

    /** An ERP that says the same of it twice has it once. */
    private static Answer<Optional<Left>> the(SequencedSet<Map<String, Object>> records, TableMap map, String entity, String key, Function<Map<String, Object>, Left> left) {
        if (records.size() == 1) return new Answer.Done<>(Optional.of(left.apply(records.getFirst())));
        if (records.isEmpty() && !map.out()) return new Answer.Done<>(Optional.empty());
        return new Answer.Refused<>("sync.not-there", "the ERP has " + (records.isEmpty() ? "no record" : "several records") + " of '" + entity + "' with the key " + key);
    }

    private static List<String> fields(String entity, TableMap map, List<Pair> changed, Connector connector) {
        var key = connector.describe(entity).map(Connector.EntityInfo::key).orElse(List.of());
        return Stream.of(map.fieldsRead(), changed.stream().flatMap(pair -> pair.field().stream()).toList(), key, map.changedField().stream().toList()).flatMap(List::stream).distinct().toList();
    }

    private Left left(Outbox.Entry entry, TableMap map, List<Pair> changed, Revising.Found found, String entity, Row row, Map<String, Object> record, Connector connector) {
        var inbound = new Inbound(tables, caller, maps, map);
        var outbound = new Outbound(tables, caller, maps);
        var contest = new Contest(conflict(map), entry.written(), connector.clockAhead().orElse(Duration.ZERO));
        var fields = new HashMap<String, Optional<Object>>();
        var lost = new TreeSet<String>();
        for (var pair : changed) {
            var here = row.value(pair.column()).orElse(null);
            var there = inbound.value(pair, record);
            if (Inbound.same(there, here)) continue;
            if (contest.isOurs(row.key(), pair, record, there, entry.edit().before().get(pair.column()))) {
                fields.put(pair.field().orElseThrow(), Optional.ofNullable(here).map(value -> outbound.sent(map, pair, value)));
            } else {
                lost.add(pair.column());
            }
        }
        return new Left(new Correction(entity, record, fields), List.copyOf(lost), found.lines(), Asked.together(contest.asked(), found.asked()));
    }
}
