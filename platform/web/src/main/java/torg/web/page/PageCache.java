package torg.web.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Site;
import torg.api.table.Committed;
import torg.spi.table.ChangeListener;
import torg.web.house.House;
import torg.web.reply.Stored;

/**
 * Keeps pages that are the same for everybody. A page is dropped by exactly what it was made of: another site, another house, a change to a table
 * it read. Bounded; the least recently used page makes room.
 */
@Component(service = {PageCache.class, ChangeListener.class})
public final class PageCache implements ChangeListener {
    private static final int MOST_PAGES = 1_000;
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Map<String, Kept> pages = new ConcurrentHashMap<>();
    private final Map<String, Long> changes = new HashMap<>();
    private final AtomicLong clock = new AtomicLong();
    private long bytes;
    private House house;
    private Site site;

    /** The page of this address, if it is still what this house and site would make; null otherwise. */
    public Stored find(String target, House house, Site site) {
        var kept = pages.get(target);
        if (kept == null || kept.house != house || kept.site != site) return null;
        kept.used = clock.incrementAndGet();
        return kept.page;
    }

    /** The moment before a page is made; {@link #keep} wants it back. */
    public long now() {
        return clock.incrementAndGet();
    }

    /** Keep a page, unless one of the tables it read changed while it was made. */
    public synchronized void keep(String target, House house, Site site, Stored page, Set<String> tables, long since) {
        if (page.size() > MOST_BYTES / 16) return;
        if (tables.stream().anyMatch(table -> changes.getOrDefault(table, 0L) > since)) return;
        live(house, site);
        drop(target);
        pages.put(target, new Kept(house, site, page, Set.copyOf(tables), clock.incrementAndGet()));
        bytes += page.size();
        while (bytes > MOST_BYTES || pages.size() > MOST_PAGES) dropOldest();
    }

    @Override
    public synchronized void committed(List<Committed> entries) {
        for (var entry : entries) changes.put(entry.table(), clock.incrementAndGet());
        var changed = entries.stream().map(Committed::table).distinct().toList();
        pages.forEach((target, kept) -> {
            if (changed.stream().anyMatch(kept.tables::contains)) drop(target);
        });
    }

    /** How many bytes are kept, about. */
    public synchronized long size() {
        return bytes;
    }

    /** Nothing of another house or site is held any longer, which would keep everything in memory that they were made of. */
    private void live(House now, Site at) {
        if (house == now && site == at) return;
        pages.clear();
        bytes = 0;
        house = now;
        site = at;
    }

    private void drop(String target) {
        var gone = pages.remove(target);
        if (gone != null) bytes -= gone.page.size();
    }

    private void dropOldest() {
        pages.entrySet().stream().min((a, b) -> Long.compare(a.getValue().used, b.getValue().used)).ifPresent(entry -> drop(entry.getKey()));
    }

    /** A page and what it was made of. */
    private static final class Kept {
        final House house;
        final Site site;
        final Stored page;
        final Set<String> tables;
        volatile long used;

        Kept(House house, Site site, Stored page, Set<String> tables, long used) {
            this.house = house;
            this.site = site;
            this.page = page;
            this.tables = tables;
            this.used = used;
        }
    }
}
