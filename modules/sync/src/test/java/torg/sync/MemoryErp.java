package torg.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector;
import torg.spi.sync.Governor;

/** A very small ERP: records in lists, two to a page, that can be away, say no, ask for a pause, or work on after everybody stopped waiting. */
public final class MemoryErp implements Connector {
    public final Map<String, List<Map<String, Object>>> entities = new LinkedHashMap<>();
    public volatile boolean away;
    /** How many records a page has. */
    public int page = 2;
    public Optional<String> refusal = Optional.empty();
    public volatile Optional<Duration> pause = Optional.empty();
    /** A pause that is asked for only when a document is to be made. */
    volatile Optional<Duration> full = Optional.empty();
    /** Documents are made when a test says so, and who sent them hears nothing. */
    public volatile boolean slow;
    /** What goes on elsewhere while the next document is being sent. */
    public Optional<Runnable> meanwhile = Optional.empty();
    /** The connector has a mistake that shows when it describes an entity. */
    public boolean mistaken;
    /** Ids of records that somebody in the ERP is at work on. */
    public final Set<Object> busy = ConcurrentHashMap.newKeySet();
    /** Entities that are not for the portal to read. */
    public final Set<String> closed = ConcurrentHashMap.newKeySet();
    /** Entities that break whenever they are read. */
    final Set<String> broken = ConcurrentHashMap.newKeySet();
    /** What reading an entity runs into, as when the connector's bundle is replaced meanwhile. */
    final Map<String, Error> errors = new ConcurrentHashMap<>();
    /** What the connector breaks off with when the document is made, before it can say so. */
    public Optional<Throwable> torn = Optional.empty();
    /** By how much its clock is ahead, where it says so. */
    public Duration ahead;
    /** Whoever asks for a document waits for it. */
    volatile CountDownLatch finding = new CountDownLatch(0);
    /** By a document's reference: whoever is to make it waits for this. */
    final Map<String, CountDownLatch> making = new ConcurrentHashMap<>();
    public final AtomicInteger reads = new AtomicInteger();
    public final AtomicInteger finds = new AtomicInteger();
    public final AtomicInteger creates = new AtomicInteger();
    public final AtomicInteger changes = new AtomicInteger();
    /** What the ERP says the status of a new document is. */
    public volatile String status = "Active";
    private final String name;
    public int made;
    private final List<Runnable> under = new ArrayList<>();
    private int numbers = 100;
    /** What requests would have to pass, once the sync said so. */
    public volatile Governor governor = Governor.NONE;
    public Governor.Limits limits = Governor.Limits.NONE;

    public MemoryErp() {
        this("dynamics");
    }

    public MemoryErp(String name) {
        this.name = name;
    }

    public MemoryErp with(String entity, Map<String, Object> record) {
        entities.computeIfAbsent(entity, _ -> new ArrayList<>()).add(new HashMap<>(record));
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Governor.Limits limits() {
        return limits;
    }

    @Override
    public void governed(Governor by) {
        governor = by;
    }

    @Override
    public Optional<EntityInfo> describe(String entity) {
        reach();
        if (mistaken) throw new NoSuchElementException("No value present");
        return Optional.ofNullable(entities.get(entity)).map(records -> {
            var fields = new HashMap<>(Map.of("Number", new FieldInfo("Number", "text", false)));
            records.forEach(record -> record.keySet().forEach(name -> fields.putIfAbsent(name, new FieldInfo(name, "text", true))));
            return new EntityInfo(fields, List.of("Number"));
        });
    }

    @Override
    public Optional<Duration> clockAhead() {
        return Optional.ofNullable(ahead);
    }

    @Override
    public synchronized Answer<Batch> read(Read read) {
        reads.incrementAndGet();
        reach();
        if (closed.contains(read.entity())) return new Answer.Refused<>("erp.denied", "no rights to " + read.entity());
        if (broken.contains(read.entity())) throw TorgException.of(ProblemKind.UPSTREAM, "erp.failed", "the ERP answered 500");
        if (errors.containsKey(read.entity())) throw errors.get(read.entity());
        if (pause.isPresent()) return new Answer.Later<>(pause.get(), "busy");
        var all = entities.get(read.entity()).stream()
                .filter(record -> read.where().entrySet().stream().allMatch(field -> field.getValue().equals(String.valueOf(record.get(field.getKey())))))
                .filter(record -> read.keys().entrySet().stream().allMatch(field -> field.getValue().contains(String.valueOf(record.get(field.getKey())))))
                .map(Map::copyOf).toList();
        var from = read.cursor().map(Integer::parseInt).orElse(0);
        var to = Math.min(all.size(), from + page);
        return new Answer.Done<>(new Batch(all.subList(from, to), to < all.size() ? Optional.of("" + to) : Optional.empty()));
    }

    @Override
    public Answer<Extent> find(Outgoing document) {
        finds.incrementAndGet();
        await(finding);
        reach();
        if (pause.isPresent()) return new Answer.Later<>(pause.get(), "busy");
        synchronized (this) {
            return new Answer.Done<>(there(document).isPresent() ? Extent.ALL : Extent.NOTHING);
        }
    }

    @Override
    public Answer<Map<String, Object>> create(Outgoing document) {
        creates.incrementAndGet();
        await(making.getOrDefault(document.reference(), new CountDownLatch(0)));
        return created(document);
    }

    private synchronized Answer<Map<String, Object>> created(Outgoing document) {
        var other = meanwhile;
        meanwhile = Optional.empty();
        other.ifPresent(Runnable::run);
        reach();
        var later = full.or(() -> pause);
        if (later.isPresent()) return new Answer.Later<>(later.get(), "busy");
        if (refusal.isPresent()) return new Answer.Refused<>("erp.refused", refusal.get());
        var there = there(document);
        if (there.filter(record -> !document.same().stream().allMatch(field -> document.head().get(field).equals(record.get(field)))).isPresent())
            return new Answer.Refused<>("erp.reference-taken", "somebody else has " + document.reference());
        if (there.isPresent()) return new Answer.Done<>(Map.copyOf(there.get()));
        made++;
        if (torn.isPresent()) {
            make(document);
            if (torn.get() instanceof Error error) throw error;
            throw (RuntimeException) torn.get();
        }
        if (!slow) return new Answer.Done<>(make(document));
        under.add(() -> make(document));
        return new Answer.Unknown<>(Extent.ALL, "the ERP did not answer in time");
    }

    @Override
    public synchronized Answer<Map<String, Object>> change(Correction correction) {
        changes.incrementAndGet();
        reach();
        if (pause.isPresent()) return new Answer.Later<>(pause.get(), "busy");
        if (refusal.isPresent()) return new Answer.Refused<>("erp.refused", refusal.get());
        var there = entities.get(correction.entity()).stream().filter(record -> List.of("Number", "Id").stream().allMatch(key -> Objects.equals(record.get(key), correction.record().get(key)))).findFirst().orElseThrow();
        if (busy.contains(there.get("Id")) || !correction.fields().keySet().stream().allMatch(field -> Objects.equals(there.get(field), correction.record().get(field)))) return new Answer.Later<>(Duration.ZERO, "changed meanwhile");
        Runnable work = () -> correction.fields().forEach((field, value) -> value.ifPresentOrElse(given -> there.put(field, given), () -> there.remove(field)));
        if (slow) {
            under.add(work);
            return new Answer.Unknown<>(Extent.ALL, "the ERP did not answer in time");
        }
        work.run();
        return new Answer.Done<>(Map.copyOf(there));
    }

    @Override
    public synchronized Answer<Map<String, Object>> revise(Revision revision) {
        changes.incrementAndGet();
        reach();
        if (pause.isPresent()) return new Answer.Later<>(pause.get(), "busy");
        if (refusal.isPresent()) return new Answer.Refused<>("erp.refused", refusal.get());
        var lines = entities.get(revision.lines().entity());
        Runnable work = () -> {
            revision.head().fields().forEach((field, value) -> set(of(revision.head()), field, value));
            revision.lines().changed().forEach(one -> one.fields().forEach((field, value) -> set(of(one), field, value)));
            revision.lines().removed().forEach(gone -> lines.removeIf(gone::equals));
            revision.lines().added().forEach(line -> with(revision.lines().entity(), line));
        };
        if (slow) {
            under.add(work);
            return new Answer.Unknown<>(Extent.ALL, "the ERP did not answer in time");
        }
        work.run();
        return new Answer.Done<>(Map.copyOf(of(revision.head())));
    }

    private Map<String, Object> of(Correction correction) {
        return entities.get(correction.entity()).stream().filter(record -> record.entrySet().containsAll(correction.record().entrySet())).findFirst().orElseThrow();
    }

    private static void set(Map<String, Object> record, String field, Optional<Object> value) {
        value.ifPresentOrElse(given -> record.put(field, given), () -> record.remove(field));
    }

    @Override
    public synchronized Answer<Boolean> delete(Removal removal) {
        reach();
        if (refusal.isPresent()) return new Answer.Refused<>("erp.refused", refusal.get());
        Runnable work = () -> entities.get(removal.entity()).removeIf(removal.record()::equals);
        if (slow) {
            under.add(work);
            return new Answer.Unknown<>(Extent.ALL, "the ERP did not answer in time");
        }
        work.run();
        return new Answer.Done<>(true);
    }

    /** The ERP comes to the end of what it was sent. */
    public void finish() {
        under.forEach(Runnable::run);
        under.clear();
    }

    private Optional<Map<String, Object>> there(Outgoing document) {
        return entities.get(document.entity()).stream().filter(record -> document.reference().equals(record.get(document.referenceField()))).findFirst();
    }

    private Map<String, Object> make(Outgoing document) {
        var head = new HashMap<>(document.head());
        head.put(document.referenceField(), document.reference());
        head.put("Number", "SO-" + ++numbers);
        head.put("Status", status);
        with(document.entity(), head);
        document.parts().ifPresent(parts -> parts.lines().forEach(line -> {
            var copy = new HashMap<>(line);
            copy.put(parts.parentField(), head.get(parts.headKey()));
            copy.put("Price", new java.math.BigDecimal("18"));
            with(parts.entity(), copy);
        }));
        return Map.copyOf(head);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reach() {
        if (away) throw TorgException.of(ProblemKind.UPSTREAM, "erp.away", "the ERP cannot be reached");
    }
}
