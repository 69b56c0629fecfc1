package torg.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.api.table.Write;

/** An outbox in a list: handed out for a time, and only who holds an entry reports about it. */
public final class ListOutbox implements Outbox {
    public final List<Entry> entries = new ArrayList<>();
    final AtomicInteger claims = new AtomicInteger();
    /** Tables whose documents were asked about. */
    final Set<String> asked = new TreeSet<>();
    private final Map<Long, Instant> due = new HashMap<>();
    private final Map<Long, Instant> held = new HashMap<>();
    private final Tables tables;
    private final InstantSource clock;

    public ListOutbox(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    public Entry add(String table, String key, Committed.Kind kind) {
        return add(table, key, kind, Edit.NONE);
    }

    public synchronized Entry add(String table, String key, Committed.Kind kind, Edit edit) {
        var entry = new Entry(entries.size() + 1L, table, key, kind, clock.instant(), 1, 1, State.WAITING, "", edit);
        entries.add(entry);
        due.put(entry.id(), clock.instant());
        return entry;
    }

    @Override
    public synchronized List<Entry> claim(String worker, int most, Duration lease, Set<String> resting) {
        claims.incrementAndGet();
        var free = entries.stream().filter(entry -> entry.state() == State.WAITING && !resting.contains(entry.table()) && !due.get(entry.id()).isAfter(clock.instant())).limit(most).toList();
        for (var entry : free) {
            held.put(entry.id(), clock.instant().plus(lease));
            put(entry, entry.attempts() + 1, entry.fence() + 1, State.WAITING, entry.note(), clock.instant().plus(lease));
        }
        return free.stream().map(entry -> entries.get((int) entry.id() - 1)).toList();
    }

    @Override
    public boolean delivered(Entry entry, List<Change> result, String origin) {
        return close(entry, State.DELIVERED, "", result, origin);
    }

    @Override
    public synchronized boolean later(Entry entry, Instant when, String reason) {
        if (!holds(entry)) return false;
        held.remove(entry.id());
        return put(entry, entry.attempts(), entry.fence(), State.WAITING, reason, when);
    }

    @Override
    public synchronized boolean hold(Entry entry, Instant until, String reason) {
        if (!holds(entry)) return false;
        held.put(entry.id(), until);
        return put(entry, entry.attempts(), entry.fence(), State.WAITING, reason, until);
    }

    @Override
    public boolean refused(Entry entry, String code, String reason, List<Change> result, String origin) {
        return close(entry, State.REFUSED, code + ": " + reason, result, origin);
    }

    private synchronized boolean close(Entry entry, State state, String note, List<Change> result, String origin) {
        if (!holds(entry)) return false;
        if (!result.isEmpty()) tables.write(Caller.service("sync"), Write.of(result).from(origin));
        held.remove(entry.id());
        return put(entry, entry.attempts(), entry.fence(), state, note, clock.instant());
    }

    private boolean holds(Entry entry) {
        var now = entries.get((int) entry.id() - 1);
        return now.state() == State.WAITING && now.fence() == entry.fence();
    }

    private boolean put(Entry entry, int attempts, long fence, State state, String note, Instant when) {
        entries.set((int) entry.id() - 1, new Entry(entry.id(), entry.table(), entry.key(), entry.kind(), entry.written(), attempts, fence, state, note, entry.edit()));
        due.put(entry.id(), when);
        return true;
    }

    @Override
    public synchronized void retry(long id) {
        var entry = open(id);
        put(entry, entry.attempts(), entry.fence(), State.WAITING, entry.note(), isHeld(id) ? held.get(id) : clock.instant());
    }

    @Override
    public synchronized void drop(long id, String note) {
        var entry = open(id);
        if (entry.state() == State.WAITING && isHeld(id)) throw TorgException.of(ProblemKind.CONFLICT, "outbox.held", "entry " + id + " may be on its way");
        put(entry, entry.attempts(), entry.fence() + 1, State.DROPPED, note, clock.instant());
    }

    private Entry open(long id) {
        return entries.stream().filter(entry -> entry.id() == id && (entry.state() == State.WAITING || entry.state() == State.REFUSED)).findFirst()
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "outbox.no-entry", "no entry " + id + " is waiting or parked"));
    }

    private boolean isHeld(long id) {
        return held.containsKey(id) && held.get(id).isAfter(clock.instant());
    }

    @Override
    public synchronized Set<String> unfinished(String table, Collection<String> keys, Instant asOf) {
        asked.add(table);
        return entries.stream().filter(entry -> entry.table().equals(table) && entry.kind() == Committed.Kind.CREATED && (entry.state() == State.WAITING || entry.state() == State.REFUSED || entry.state() == State.DELIVERED && due.get(entry.id()).isAfter(asOf)))
                .map(Entry::key).filter(keys::contains).collect(Collectors.toSet());
    }

    @Override
    public synchronized List<Entry> list(Optional<State> state, int most) {
        return entries.reversed().stream().filter(entry -> state.isEmpty() || state.get() == entry.state()).limit(most).toList();
    }

    @Override
    public synchronized List<Entry> inOrder(State state, long from, int most) {
        return entries.stream().filter(entry -> entry.state() == state && entry.id() >= from).limit(most).toList();
    }

    @Override
    public synchronized Map<State, Long> counts() {
        return Map.of(State.WAITING, count(State.WAITING), State.REFUSED, count(State.REFUSED));
    }

    private long count(State state) {
        return entries.stream().filter(entry -> entry.state() == state).count();
    }

    /** The states there are entries in. */
    public synchronized Set<State> states() {
        return entries.stream().map(Entry::state).collect(Collectors.toSet());
    }

    @Override
    public synchronized List<Queue> queues() {
        return entries.stream().filter(entry -> entry.state() == State.WAITING || entry.state() == State.REFUSED)
                .collect(Collectors.groupingBy(entry -> new Queue(entry.table(), entry.state(), 0, Instant.MIN))).entrySet().stream()
                .map(queue -> new Queue(queue.getKey().table(), queue.getKey().state(), queue.getValue().size(), queue.getValue().getFirst().written())).toList();
    }

    @Override
    public synchronized List<Past> past(String table, String key, int most) {
        return entries.reversed().stream().filter(entry -> entry.table().equals(table) && entry.key().equals(key)).limit(most).map(entry -> new Past(entry, due.get(entry.id()))).toList();
    }

    @Override
    public synchronized Optional<Instant> oldestWaiting() {
        return entries.stream().filter(entry -> entry.state() == State.WAITING).map(Entry::written).min(Comparator.naturalOrder());
    }

    @Override
    public synchronized Optional<Instant> nextDue() {
        return entries.stream().filter(entry -> entry.state() == State.WAITING).map(entry -> due.get(entry.id())).min(Comparator.naturalOrder());
    }
}
