package torg.pages.former;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.site.Document;
import torg.api.site.LostAddresses;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Rows;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.pages.tree.SitePages;
import torg.spi.health.HealthCheck;

/**
 * Remembers where pages were, so that one that moves by whatever door keeps its addresses: a file that was renamed in a folder says nothing of where it was. Sees a site with the
 * next address that is asked for or within a second, and writes down what it saw; while the portal does not run nothing is missed, since the next site is held against what was
 * written. Thread-safe.
 */
@Component(immediate = true, service = {FormerAddresses.class, HealthCheck.class, LostAddresses.class})
public final class FormerAddresses implements HealthCheck, LostAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(FormerAddresses.class);
    private static final Caller HOUSE = Caller.service("pages");
    private static final int MOST_CHANGES = 1_000;
    private static final int MOST_TOLD = 5;

    private final Sites sites;
    private final Tables tables;
    private final InstantSource clock;
    private final ScheduledExecutorService writing = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("torg-former-addresses").factory());
    private Map<Document, Marked> marks = new IdentityHashMap<>();
    private Optional<Seen> seen = Optional.empty();
    /** What the table holds of the site that was seen. */
    private Memory written = new Memory(Map.of());

    /** How often somebody came since the start, by the address of a page that is lost. */
    private final Map<String, Integer> inVain = new HashMap<>();

    /** A document's page; an unchanged document is the same object. */
    private record Marked(String address, Mark mark) {
        static Marked of(Document document) {
            return new Marked(SitePages.path(document.name()), Mark.of(document));
        }
    }

    private record Seen(Site site, Memory memory) {}

    @Activate
    public FormerAddresses(@Reference Sites sites, @Reference Tables tables) {
        this(sites, tables, InstantSource.system());
        writing.scheduleWithFixedDelay(this::writeInPeace, 1, 1, TimeUnit.SECONDS);
    }

    /** By this clock, and only when told to write. */
    public FormerAddresses(Sites sites, Tables tables, InstantSource clock) {
        this.sites = sites;
        this.tables = tables;
        this.clock = clock;
    }

    /** The path of the page that was at this one; empty when there is none, or none that is certain to be that page. */
    public synchronized Optional<String> now(String address) {
        var memory = see();
        if (memory.filter(known -> known.isLost(address)).isPresent()) inVain.merge(address, 1, Integer::sum);
        return memory.flatMap(known -> known.now(address));
    }

    @Override
    public String name() {
        return "addresses";
    }

    /** A page may have been taken away on purpose, so it is told, and nobody is woken for it. */
    @Override
    public synchronized Status check() {
        if (see().isEmpty()) return Status.ok("where pages were is not known yet");
        var lost = asked();
        if (lost.isEmpty()) return Status.ok("no page that is gone was asked for");
        var most = lost.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey())).limit(MOST_TOLD)
                .map(one -> one.getKey() + " (" + one.getValue() + ")").collect(Collectors.joining(", "));
        var more = lost.size() > MOST_TOLD ? " and " + (lost.size() - MOST_TOLD) + " more" : "";
        return new Status(Status.Level.OK, "pages that are gone were asked for since the start: " + most + more, "choose at /studio/redirects where these addresses lead, if anywhere, or write it into redirects.yml");
    }

    @Override
    public synchronized SortedMap<String, Integer> asked() {
        var memory = see();
        if (memory.isEmpty()) return Collections.emptySortedMap();
        var redirects = sites.current().part(SitePages.class).map(SitePages::redirects);
        inVain.keySet().removeIf(address -> !memory.get().isLost(address) || redirects.flatMap(led -> led.find(address)).isPresent());
        return Collections.unmodifiableSortedMap(new TreeMap<>(inVain));
    }

    /** Empty before the memory of this site was read. */
    private Optional<Memory> see() {
        var site = sites.current();
        if (seen.isEmpty() || !seen.get().site().name().equals(site.name())) return Optional.empty();
        if (seen.get().site() != site) seen = Optional.of(new Seen(site, present(site).map(pages -> seen.get().memory().with(pages, clock.instant())).orElse(seen.get().memory())));
        return seen.map(Seen::memory);
    }

    /** The pages of a site that have one address each, by that; empty while nobody makes pages of documents. */
    private Optional<Map<String, Mark>> present(Site site) {
        var pages = site.part(SitePages.class);
        if (pages.isEmpty()) return Optional.empty();
        var before = marks;
        marks = new IdentityHashMap<>();
        var present = new HashMap<String, Mark>();
        var language = site.settings().defaultLocale().toLanguageTag();
        for (var document : site.documents()) {
            if (!document.folder().equals("pages") || !document.language().isEmpty() && !document.language().equals(language)) continue;
            var marked = before.get(document);
            if (marked == null) marked = Marked.of(document);
            var address = marked.address();
            if (address.length() > AddressTable.LONGEST_ADDRESS || pages.get().tree().entry(address).filter(entry -> !entry.hasVariables()).isEmpty()) continue;
            marks.put(document, marked);
            present.put(address, marked.mark());
        }
        return Optional.of(present);
    }

    private void writeInPeace() {
        try {
            write();
        } catch (TorgException e) {
            LOG.debug("addresses of pages are written later", e); // there is no site yet, or the database is away
        } catch (RuntimeException e) {
            LOG.error("the addresses of pages could not be written down", e); // a timer that throws is not called again
        }
    }

    /** Read what is known of a site that was not seen before, and write down what is known by now. Nobody who asks for a page waits for the database. */
    public void write() {
        var site = sites.current();
        if (isNew(site)) {
            var read = read(site.name());
            synchronized (this) {
                written = read;
                seen = Optional.of(new Seen(site, present(site).map(pages -> read.with(pages, clock.instant())).orElse(read)));
            }
        }
        Seen now;
        Memory before;
        synchronized (this) {
            see();
            now = seen.orElseThrow();
            before = written;
        }
        if (now.memory() == before) return;
        var changes = changes(now.site().name(), before, now.memory());
        for (var from = 0; from < changes.size(); from += MOST_CHANGES) tables.write(HOUSE, Write.of(changes.subList(from, Math.min(changes.size(), from + MOST_CHANGES))));
        synchronized (this) {
            written = now.memory();
        }
    }

    private synchronized boolean isNew(Site site) {
        return seen.filter(one -> one.site().name().equals(site.name())).isEmpty();
    }

    private Memory read(String site) {
        var known = new HashMap<String, Known>();
        var query = Query.of(AddressTable.NAME, "address", "print", "markers", "now", "gone").where(Condition.eq("site", site)).top(Query.MOST_ROWS);
        for (Optional<Rows> page = Optional.of(tables.query(HOUSE, query)); page.isPresent(); page = page.get().next().map(next -> tables.query(HOUSE, query.after(next)))) {
            page.get().rows().forEach(row -> known.put(row.text("address").orElseThrow(), AddressTable.known(row)));
        }
        return new Memory(known);
    }

    private static List<Change> changes(String site, Memory before, Memory now) {
        var changes = new ArrayList<Change>();
        now.known().forEach((address, known) -> {
            if (!known.equals(before.known().get(address))) changes.add(AddressTable.put(site, address, known));
        });
        before.known().keySet().stream().filter(address -> !now.known().containsKey(address)).forEach(address -> changes.add(AddressTable.delete(site, address)));
        return changes;
    }

    @Deactivate
    public void stop() {
        writing.shutdownNow();
    }
}
