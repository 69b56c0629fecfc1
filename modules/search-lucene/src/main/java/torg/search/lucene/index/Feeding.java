package torg.search.lucene.index;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.file.StoredFile;
import torg.api.search.Found;
import torg.api.site.Site;
import torg.api.table.Committed;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.view.Page;
import torg.search.lucene.file.FileReading;
import torg.search.lucene.file.TextFolder;
import torg.search.lucene.index.Pending.Changed;
import torg.search.lucene.index.Pending.Noted;
import torg.search.lucene.site.SearchPlan;
import torg.spi.view.PageGuide.WebFile;

/** Keeps an index in step with a site and its rows. One thread calls {@link #follow}, {@link #takeIn} and {@link #commit}. */
final class Feeding {
    private static final Logger LOG = LoggerFactory.getLogger(Feeding.class);
    private static final Caller HOUSE = Caller.service("search");
    private static final int BATCH = 1_000;
    private static final int FEED_PAGE = 10_000;
    private static final String TABLE_NOTE = "table.";
    private static final String FEED_NOTE = "feed";
    private static final String TIME_NOTE = "time";
    /** The change feed remembers longer than this. */
    private static final Duration OLDEST = Duration.ofDays(20);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    /** Two writers are not heard in the order of the feed; to take in a change twice does no harm. */
    private static final long OVERLAP = 1_000;

    private final IndexFolder folder;
    private final Tables tables;
    private final Pending pending;
    private final Files files;
    private final InstantSource clock;
    /** Tables that are in the index, each with what its documents hold. */
    private final Map<String, String> built = new ConcurrentHashMap<>();
    private final long noted;
    /** By path, those in the index, and the languages that they are in it in. */
    private Map<String, Page> pages = Map.of();
    private List<Locale> pagesIn = List.of();
    /** Web files whose words are looked for, by id. */
    private volatile Map<String, WebFileText> webFiles = Map.of();
    /** By table, of the site that is followed. */
    private Map<String, RowDocument> documents = Map.of();
    /** When texts of files that are gone were thrown away. */
    private Instant swept = Instant.EPOCH;
    private boolean begun;
    private boolean touched;
    private final AtomicLong heard;
    private volatile Set<String> searched = Set.of();
    private volatile Set<String> building = Set.of();

    /** Files of rows: where their texts are kept, and who reads them. */
    record Files(TextFolder texts, FileReading reading) {}

    /** A row whose file is read by now. */
    private record Again(Pending pending, Changed row) implements Runnable {
        @Override
        public void run() {
            pending.add(row);
        }
    }

    Feeding(IndexFolder folder, Tables tables, Pending pending, Files files, InstantSource clock) {
        this.folder = folder;
        this.tables = tables;
        this.pending = pending;
        this.files = files;
        this.clock = clock;
        var notes = folder.notes();
        this.noted = Long.parseLong(notes.getOrDefault(FEED_NOTE, "0"));
        this.heard = new AtomicLong(noted);
        if (Instant.parse(notes.getOrDefault(TIME_NOTE, Instant.EPOCH.toString())).plus(OLDEST).isAfter(clock.instant())) {
            notes.forEach((note, text) -> {
                if (note.startsWith(TABLE_NOTE)) built.put(note.substring(TABLE_NOTE.length()), text);
            });
        }
    }

    /** What is not in the index as a whole yet: names of tables, and {@link Found.Hit#PAGE}. */
    Set<String> building() {
        return building;
    }

    void hear(List<Committed> entries) {
        var names = searched;
        for (var entry : entries) {
            if (names.contains(entry.table())) pending.add(new Changed(entry.table(), entry.key()));
        }
        heard.accumulateAndGet(entries.getLast().sequence(), Math::max);
    }

    /** Whether all tables of a site are in the index as a whole, as this site has them. Any thread may ask. */
    boolean holds(Site site) {
        return missing(documents(site)).isEmpty();
    }

    private static Map<String, RowDocument> documents(Site site) {
        var documents = new LinkedHashMap<String, RowDocument>();
        site.part(SearchPlan.class).orElse(SearchPlan.PAGES_ONLY).tables().forEach((name, table) -> documents.put(name, new RowDocument(table, site.settings())));
        return documents;
    }

    private Set<String> missing(Map<String, RowDocument> documents) {
        return documents.keySet().stream().filter(name -> !documents.get(name).digest().equals(built.get(name))).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Take in the pages and web files of this site, and the tables that are not in as a whole. */
    void follow(Site site, Collection<Page> all, Collection<WebFile> files) throws IOException {
        documents = documents(site);
        var missing = missing(documents);
        building = Set.copyOf(missing);
        searched = Set.copyOf(documents.keySet());
        if (!begun) begin();
        webFiles(site.settings().locales(), files);
        pages(site, all);
        for (var name : Set.copyOf(built.keySet())) {
            if (!documents.containsKey(name)) remove(name);
        }
        for (var name : missing) {
            build(name, documents.get(name));
            building = building.stream().filter(other -> !other.equals(name)).collect(Collectors.toUnmodifiableSet());
        }
    }

    /** What was committed while nobody listened; and pages and web files have no feed, they are read anew. */
    private void begin() throws IOException {
        folder.removeAll(Found.Hit.PAGE);
        folder.removeAll(Found.Hit.FILE);
        var after = noted;
        while (!built.isEmpty()) {
            var entries = tables.feed(HOUSE, after, FEED_PAGE);
            if (entries.isEmpty()) break;
            hear(entries);
            after = entries.getLast().sequence();
        }
        begun = true;
        readFiles();
    }

    /** One in the place of another has another id. */
    private void webFiles(List<Locale> locales, Collection<WebFile> all) throws IOException {
        var before = webFiles;
        var now = HashMap.<String, WebFileText>newHashMap(all.size());
        for (var file : all) {
            var id = Fields.id(file);
            if (WebFileText.hasWords(file)) now.put(id, before.containsKey(id) ? before.get(id) : WebFileText.of(file));
        }
        webFiles = now;
        var gone = before.keySet().stream().filter(id -> !now.containsKey(id)).toList();
        var here = now.keySet().stream().filter(id -> !before.containsKey(id) || !locales.equals(pagesIn)).toList();
        var taken = false;
        try {
            for (var id : gone) folder.remove(id);
            for (var id : here) put(now.get(id), locales);
            taken = true;
        } finally {
            // what ended by a mistake is tried again, and is not in yet
            if (!taken) webFiles = before;
        }
        if (!gone.isEmpty() || !here.isEmpty()) folder.show();
    }

    private void put(WebFileText text, List<Locale> locales) throws IOException {
        var id = Fields.id(text.file());
        var again = new Again(pending, new Changed(Found.Hit.FILE, Fields.key(id)));
        folder.put(id, () -> text.document(locales, file -> files.reading.of(file, () -> Optional.ofNullable(webFiles.get(id)).map(WebFileText::content), again)));
    }

    /** What is known of a web file by its id; empty for one that is not taken in. */
    Optional<StoredFile> webFile(String id) {
        return Optional.ofNullable(webFiles.get(id)).map(WebFileText::stored);
    }

    /** A page that no edit changed is the same object as before, or is made of the same; of those alone that are not, texts are made. */
    private void pages(Site site, Collection<Page> all) throws IOException {
        var locales = site.settings().locales();
        var now = HashMap.<String, Page>newHashMap(all.size());
        all.forEach(page -> now.put(page.path(), page));
        var changed = false;
        for (var path : pages.keySet()) {
            for (var locale : pagesIn) {
                if (now.containsKey(path) && locales.contains(locale)) continue;
                folder.remove(PageText.id(path, locale));
                changed = true;
            }
        }
        for (var page : now.values()) {
            var before = pages.get(page.path());
            if (page.equals(before) && locales.equals(pagesIn)) continue;
            for (var locale : locales) {
                var text = PageText.of(page, locale);
                if (before != null && pagesIn.contains(locale) && text.equals(PageText.of(before, locale))) continue;
                folder.put(text.id(), text::document);
                changed = true;
            }
        }
        pages = now;
        pagesIn = locales;
        if (changed) folder.show();
    }

    /** Have files read that are not read yet, when there is room for more. */
    void readFiles() throws IOException {
        if (!begun || !files.reading.hasRoom()) return;
        for (var id : folder.unread(RowDocument.NOT_YET, FileReading.ASKED)) pending.add(new Changed(Fields.kind(id), Fields.key(id)));
    }

    private void remove(String table) throws IOException {
        folder.removeAll(table);
        built.remove(table);
        touched = true;
    }

    private void build(String name, RowDocument documents) throws IOException {
        var begin = System.nanoTime();
        remove(name);
        var query = Query.of(name, documents.searched().read().toArray(String[]::new)).top(BATCH);
        var count = 0;
        for (var page = tables.query(HOUSE, query); ; page = tables.query(HOUSE, query.after(page.next().get()))) {
            for (var row : page.rows()) put(documents, row);
            count += page.rows().size();
            if (page.next().isEmpty()) break;
        }
        folder.show();
        built.put(name, documents.digest());
        LOG.info("event=search-index-built table={} rows={} milliseconds={}", name, count, (System.nanoTime() - begin) / 1_000_000);
    }

    /** Take in what has changed since it was last asked. */
    void takeIn() throws IOException {
        for (var changed = pending.some(BATCH); !changed.isEmpty(); changed = pending.some(BATCH)) {
            var byTable = changed.stream().map(Noted::row).collect(Collectors.groupingBy(Changed::table, Collectors.mapping(Changed::key, Collectors.toList())));
            for (var table : byTable.entrySet()) {
                var known = documents.get(table.getKey());
                if (table.getKey().equals(Found.Hit.FILE)) takeIn(table.getValue());
                else if (known != null) takeIn(known, table.getKey(), table.getValue());
            }
            folder.show();
            pending.done(changed);
            touched = true;
        }
    }

    /** Web files, whose words are known by now. */
    private void takeIn(List<String> keys) throws IOException {
        for (var key : keys) {
            var text = webFiles.get(Fields.id(Found.Hit.FILE, key));
            if (text != null) put(text, pagesIn);
        }
    }

    private void takeIn(RowDocument documents, String table, List<String> keys) throws IOException {
        var query = Query.of(table, documents.searched().read().toArray(String[]::new)).top(1);
        var rows = tables.each(HOUSE, query, documents.searched().table().key(), keys, BATCH);
        for (var key : keys) {
            var row = rows.get(key).rows().stream().findFirst();
            if (row.isPresent()) put(documents, row.get());
            else folder.remove(Fields.id(table, key));
        }
    }

    private void put(RowDocument documents, Row row) throws IOException {
        var again = new Again(pending, new Changed(row.table(), row.key()));
        folder.put(Fields.id(row.table(), row.key()), () -> documents.of(row, (column, file) ->
                files.reading.of(file, () -> tables.file(HOUSE, row.table(), row.key(), column.name()), again)));
    }

    /** Put on disk what has changed since it was last asked. */
    void commit() throws IOException {
        if (!touched) return;
        var notes = new HashMap<String, String>();
        built.forEach((table, digest) -> notes.put(TABLE_NOTE + table, digest));
        var upTo = heard.get(); // before it is asked what is pending: what is heard of in between is not taken in
        notes.put(FEED_NOTE, Long.toString(pending.size() > 0 ? noted : Math.max(noted, upTo - OVERLAP)));
        notes.put(TIME_NOTE, clock.instant().toString());
        folder.commit(notes);
        touched = false;
        var now = clock.instant();
        if (swept.plus(BETWEEN_SWEEPS).isAfter(now)) return;
        files.texts.keep(folder::holdsFile);
        swept = now;
    }
}
