package torg.search.lucene.miss;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.web.Network;
import torg.api.web.Request;
import torg.search.lucene.text.Words;

/**
 * Counts what people look for in vain, so that a customizer sees which word or page is missing. Nothing of who looked is kept, nor what only a few looked for: a text is written
 * down once three have, different people or visitors from different networks, and never one that may be a number or an address. Thread-safe.
 */
@Component(service = Misses.class)
public final class Misses {
    /** Characters of a text that is counted. */
    static final int LONGEST = 60;
    /** Texts of a site that are kept, the most frequent. */
    static final int MOST_KEPT = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Misses.class);
    private static final Caller HOUSE = Caller.service("search");
    private static final int ASKERS = 3;
    /** Texts that are waited for to be asked again; the one that was asked least lately is forgotten. */
    private static final int MOST_WAITING = 2_000;
    private static final int SECONDS_BETWEEN_WRITES = 30;

    private final Tables tables;
    private final InstantSource clock;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("torg-search-misses").factory());
    private final Map<Text, Asked> waiting = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Text, Asked> eldest) {
            return size() > MOST_WAITING;
        }
    };

    /** What was looked for, on a site. */
    private record Text(String site, String text) {
        String id() {
            return Write.Once.digestOf(site + '\n' + text);
        }
    }

    /** By whom, as long as these are few, and how often since it was written down. */
    private static final class Asked {
        private final Set<String> askers = new HashSet<>();
        private int unwritten;

        private void by(String asker) {
            if (askers.size() < ASKERS) askers.add(asker);
            unwritten++;
        }

        private boolean isMany() {
            return askers.size() == ASKERS;
        }
    }

    /**
     * A text that nothing was found for.
     *
     * @param text in plain letters
     * @param count how often, about: what was not written down before the portal ended is not in it
     * @param last in UTC
     */
    public record Miss(String text, long count, LocalDate last) {
        static Miss of(Row row) {
            return new Miss(row.text("text").orElseThrow(), row.integer("count"), row.date("last").orElseThrow());
        }
    }

    @Activate
    public Misses(@Reference Tables tables) {
        this(tables, InstantSource.system());
        writer.scheduleWithFixedDelay(this::writeInPeace, SECONDS_BETWEEN_WRITES, SECONDS_BETWEEN_WRITES, TimeUnit.SECONDS);
    }

    Misses(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** Nothing was found for this text, for the caller of this request. */
    public void note(Request request, String typed) {
        var text = Words.whole(typed);
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(sign -> sign == '@' || Character.isDigit(sign))) return;
        var asker = request.caller().contact().map(contact -> "contact " + contact).orElseGet(() -> "network " + Network.of(request.address()));
        synchronized (waiting) {
            waiting.computeIfAbsent(new Text(request.site().name(), text), _ -> new Asked()).by(asker);
        }
    }

    /** What was looked for in vain on a site, the most frequent first. */
    public List<Miss> of(String site) {
        write();
        return rows(site).stream().map(Miss::of).toList();
    }

    /** Begin anew for a site. */
    public void forget(String site) {
        synchronized (waiting) {
            waiting.keySet().removeIf(text -> text.site.equals(site));
        }
        delete(rows(site));
    }

    private void writeInPeace() {
        try {
            write();
        } catch (RuntimeException e) {
            LOG.warn("event=search-misses-unwritten reason=\"{}\": these are not counted", e.toString());
        }
    }

    private synchronized void write() {
        var counts = new HashMap<Text, Integer>();
        synchronized (waiting) {
            waiting.forEach((text, asked) -> {
                if (!asked.isMany() || asked.unwritten == 0) return;
                counts.put(text, asked.unwritten);
                asked.unwritten = 0;
            });
        }
        counts.forEach(this::write);
        counts.keySet().stream().map(Text::site).distinct().forEach(site -> delete(rows(site).stream().skip(MOST_KEPT).toList()));
    }

    private void write(Text text, int more) {
        var before = tables.find(HOUSE, MissTable.NAME, text.id(), "count").map(row -> row.integer("count")).orElse(0L);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        tables.write(HOUSE, Write.of(new Change.Put(MissTable.NAME, text.id(), Map.of("site", text.site, "text", text.text, "count", before + more, "last", today))));
    }

    private List<Row> rows(String site) {
        return tables.query(HOUSE, Query.of(MissTable.NAME, "text", "count", "last").where(Condition.eq("site", site))
                .order(new Query.Order("count", true), new Query.Order("last", true)).top(Query.MOST_ROWS)).rows();
    }

    private void delete(List<Row> rows) {
        if (!rows.isEmpty()) tables.write(HOUSE, Write.of(rows.stream().map(row -> new Change.Delete(MissTable.NAME, row.key())).toArray(Change[]::new)));
    }

    @Deactivate
    public void close() {
        writer.shutdownNow();
        writeInPeace();
    }
}
