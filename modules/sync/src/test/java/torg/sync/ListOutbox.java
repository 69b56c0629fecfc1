package torg.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.api.table.Write;

/** An outbox for one reader, whose entries a test puts in. */
final class ListOutbox implements Outbox {
    final List<Entry> entries = new ArrayList<>();
    private final Tables tables;

    ListOutbox(Tables tables) {
        this.tables = tables;
    }

    Entry add(String table, String key, Committed.Kind kind) {
        var entry = new Entry(entries.size() + 1L, table, key, kind, Instant.now(), 1, 1, State.WAITING, "");
        entries.add(entry);
        return entry;
    }

    @Override
    public List<Entry> claim(String worker, int most, Duration lease) {
        return entries.stream().filter(entry -> entry.state() == State.WAITING).limit(most).toList();
    }

    @Override
    public boolean delivered(Entry entry, List<Change> result, String origin) {
        return close(entry, State.DELIVERED, "", result, origin);
    }

    @Override
    public boolean later(Entry entry, Instant when, String reason) {
        return close(entry, State.WAITING, reason, List.of(), "");
    }

    @Override
    public boolean refused(Entry entry, String code, String reason, List<Change> result, String origin) {
        return close(entry, State.REFUSED, reason, result, origin);
    }

    private boolean close(Entry entry, State state, String note, List<Change> result, String origin) {
        if (!result.isEmpty()) tables.write(Caller.service("sync"), Write.of(result).from(origin));
        entries.replaceAll(other -> other.id() == entry.id()
                ? new Entry(other.id(), other.table(), other.key(), other.kind(), other.written(), other.attempts() + 1, other.fence() + 1, state, note) : other);
        return true;
    }

    @Override
    public void retry(long id) {
        entries.stream().filter(entry -> entry.id() == id).findFirst().ifPresent(entry -> close(entry, State.WAITING, "", List.of(), ""));
    }

    @Override
    public List<Entry> list(Optional<State> state, int most) {
        return List.copyOf(entries);
    }

    @Override
    public Map<State, Long> counts() {
        return entries.stream().collect(Collectors.groupingBy(Entry::state, Collectors.counting()));
    }

    @Override
    public Optional<Instant> oldestWaiting() {
        return entries.stream().filter(entry -> entry.state() == State.WAITING).map(Entry::written).findFirst();
    }
}
