package torg.web.page;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Preview;
import torg.api.site.Site;
import torg.api.table.Committed;
import torg.spi.table.ChangeListener;
import torg.web.house.House;
import torg.web.reply.Stored;

/**
 * Keeps pages that are the same for everybody. A page is dropped by exactly what it was made of: another house, an edit of the site that its guide does not
 * know to be about other pages, a change to a table it read; and at the moment up to which its guide said that it holds. Bounded; the least recently used page makes room.
 */
@Component(service = {PageCache.class, ChangeListener.class})
public final class PageCache implements ChangeListener {
    private static final int MOST_PAGES = 1_000;
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Map<String, Kept> pages = new ConcurrentHashMap<>();
    private final Map<String, Long> changes = new HashMap<>();
    private final AtomicLong clock = new AtomicLong();
    private final InstantSource time;
    private long bytes;
    private House house;
    private Site site;

    /** By the machine's time. */
    @Activate
    public PageCache() {
        this(InstantSource.system());
    }

    PageCache(InstantSource time) {
        this.time = time;
    }

    /**
     * What a page is made of, as it was before the making began.
     *
     * @param change the latest change to any table
     * @param until the first moment at which the page may be another
     */
    public record Beginning(House house, Site site, long change, Instant until) {}

    /** The page of this address, if it is still what this house and site would make; null otherwise. */
    public Stored find(String target, House house, Site site) {
        var kept = pages.get(target);
        if (kept != null && kept.made.site != site) {
            if (isOnlyLookedAt(site)) return null;
            live(house, site);
            kept = pages.get(target);
        }
        if (kept == null || kept.made.house != house || kept.made.site != site || isOver(kept.made.until)) return null;
        kept.used = clock.incrementAndGet();
        return kept.page;
    }

    /** Whether it is a preview: then it is no later state of what is kept. */
    private static boolean isOnlyLookedAt(Site site) {
        return site.part(Preview.class).isPresent();
    }

    /** Almost nothing ever is, and needs no look at the clock. */
    private boolean isOver(Instant until) {
        return until != Instant.MAX && !time.instant().isBefore(until);
    }

    /** To be asked before a page is looked for and made; {@link #keep} wants it back. */
    public Beginning begin(House house, Site site) {
        return new Beginning(house, site, clock.incrementAndGet(), house.guide().map(guide -> guide.until(site)).orElse(Instant.MAX));
    }

    /**
     * Keep a page, unless one of the tables it read changed while it was made, or the site, or its site is only looked at.
     *
     * @param path of the page that is shown, or that rules what is
     */
    public synchronized void keep(String target, Beginning made, Stored page, Set<String> tables, String path) {
        if (page.size() > MOST_BYTES / 16 || isOnlyLookedAt(made.site)) return;
        if (tables.stream().anyMatch(table -> changes.getOrDefault(table, 0L) > made.change)) return;
        live(made.house, made.site);
        if (site != made.site) return;
        drop(target);
        pages.put(target, new Kept(made, page, Set.copyOf(tables), path, clock.incrementAndGet()));
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

    /**
     * From now on it is this house and site. Nothing of others is held any longer, which would keep everything in memory that they were made of: what was kept and would be
     * made the same again is of this site now. A request that began on an older site brings nothing back.
     */
    private synchronized void live(House now, Site at) {
        if (house == now && site == at) return;
        if (house == now && at.version() < site.version()) return;
        var touched = house == now ? now.guide().flatMap(guide -> guide.touched(site, at)) : Optional.<Set<String>>empty();
        house = now;
        site = at;
        if (touched.isEmpty()) {
            pages.clear();
            bytes = 0;
            return;
        }
        pages.forEach((target, kept) -> {
            if (touched.get().contains(kept.path)) drop(target);
            else pages.put(target, kept.of(at));
        });
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
        final Beginning made;
        final Stored page;
        final Set<String> tables;
        final String path;
        volatile long used;

        Kept(Beginning made, Stored page, Set<String> tables, String path, long used) {
            this.made = made;
            this.page = page;
            this.tables = tables;
            this.path = path;
            this.used = used;
        }

        /** The same on another site. */
        Kept of(Site now) {
            return new Kept(new Beginning(made.house, now, made.change, made.until), page, tables, path, used);
        }
    }
}
