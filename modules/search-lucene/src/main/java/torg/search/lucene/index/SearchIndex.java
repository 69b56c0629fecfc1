package torg.search.lucene.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.lucene.store.LockObtainFailedException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.search.lucene.file.BundledPrograms;
import torg.search.lucene.file.FileReading;
import torg.search.lucene.file.FileText;
import torg.search.lucene.file.FileText.Reason;
import torg.search.lucene.file.ReadingProcess;
import torg.search.lucene.file.TextFolder;
import torg.spi.table.ChangeListener;
import torg.spi.view.PageGuide;
import torg.spi.view.PageGuide.WebFile;

/** The index of the current site, kept in step by a thread of its own. Thread-safe. */
@Component(service = {SearchIndex.class, ChangeListener.class}, configurationPid = "torg.search.lucene")
@Designate(ocd = SearchIndex.Settings.class)
public final class SearchIndex implements ChangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(5);
    /** More than this is a load of data, and not what somebody just did and looks for. */
    private static final int FEW = 500;
    private static final String TEXTS = "-texts";

    /** Settings of this module. */
    @ObjectClassDefinition(name = "Torg search Lucene")
    public @interface Settings {
        /** Where the index lies. */
        @AttributeDefinition(description = "Folder of the index, which is made again when it is lost; a temporary one when empty")
        String folder() default "";
    }

    private final Sites sites;
    private final Tables tables;
    private final Path path;
    private final Feeding.Files files;
    private final Pending pending = new Pending();
    private final Map<String, Long> changes = new ConcurrentHashMap<>();
    private final Thread thread;
    /** Null while it cannot be opened. */
    private volatile Open open;
    private volatile String trouble = "";
    private volatile Fed fed;
    private volatile boolean damaged;
    private volatile boolean closed;

    /** Knows the pages; while nobody does none is found. */
    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile PageGuide guide;

    private record Open(IndexFolder folder, Feeding feeding) {}

    /** What was taken in as a whole. */
    private record Fed(Site site, PageGuide guide) {}

    /**
     * How far the index is.
     *
     * @param changed ids of documents that are not as they should be, and count as not there
     * @param complete whether all tables and the pages are in it; single changes that are not in yet never tell, since they may be of what the caller does not see
     */
    public record Standing(Set<String> changed, boolean complete) {}

    @Activate
    public SearchIndex(@Reference Sites sites, @Reference Tables tables, Settings settings, BundleContext context) {
        this(sites, tables, settings.folder().isEmpty() ? temporary() : Path.of(settings.folder()), new ReadingProcess(new BundledPrograms(context)));
    }

    /** @param path where the index lies; texts of files lie beside it */
    public SearchIndex(Sites sites, Tables tables, Path path, ReadingProcess process) {
        this.sites = sites;
        this.tables = tables;
        this.path = path;
        var texts = new TextFolder(path.resolveSibling(path.getFileName() + TEXTS));
        this.files = new Feeding.Files(texts, new FileReading(texts, process));
        open();
        thread = Thread.ofPlatform().daemon().name("torg-search").start(this::run);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("torg-search");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made for the search index", e);
        }
    }

    /** Who knows the pages, in a test. */
    public SearchIndex with(PageGuide pages) {
        guide = pages;
        return this;
    }

    /** Open it unless it is; what keeps it from that is told until it does no more. */
    private boolean open() {
        if (open != null) return true;
        try {
            var folder = IndexFolder.open(path, damaged);
            open = new Open(folder, new Feeding(folder, tables, pending, files, InstantSource.system()));
            damaged = false;
            trouble = "";
        } catch (IOException e) {
            var reason = e instanceof LockObtainFailedException ? "somebody else has it open, in '" + path + "'" : e.toString();
            if (!reason.equals(trouble)) LOG.error("event=search-index-closed reason=\"{}\": tried again until it can be opened", reason);
            trouble = reason;
        }
        return open != null;
    }

    @Override
    public void committed(List<Committed> entries) {
        for (var entry : entries) changes.merge(entry.table(), 1L, Long::sum);
        var now = open;
        if (now != null) now.feeding.hear(entries); // else it is read in the feed, or with all rows
    }

    /** How often each of these tables changed; grows before the writer of a change has its answer. */
    public Map<String, Long> changes(Collection<String> names) {
        return names.stream().collect(Collectors.toUnmodifiableMap(name -> name, name -> changes.getOrDefault(name, 0L)));
    }

    /** How far it is with this site; waits a moment for what was written just now. To be asked before it is read. */
    public Standing standing(Site site) {
        if (!isFed(site)) pending.wake();
        pending.awaitNone(FEW, PATIENCE, () -> isFed(site));
        var changed = pending.all();
        var ids = changed.stream().map(row -> Fields.id(row.table(), row.key())).collect(Collectors.toUnmodifiableSet());
        return new Standing(ids, isWhole(site));
    }

    /** Whether it was made, and no table of the site has to be made anew. */
    private boolean isWhole(Site site) {
        var now = open;
        var last = fed;
        return now != null && last != null && last.guide == guide && (last.site == site || now.feeding.holds(site));
    }

    /** Whether everything that was written until now is in it, words of files too. Nothing for callers: it tells of changes that they may not see. */
    public boolean isCurrent(Site site) {
        return isFed(site) && pending.size() == 0 && filesWaiting() == 0 && pending.size() == 0; // rows whose file was read are pending once more
    }

    private boolean isFed(Site site) {
        var now = fed;
        return now != null && now.site == site && now.guide == guide;
    }

    /** Tables, and pages, that are not in it as a whole yet. */
    public Set<String> building() {
        var now = open;
        return now == null ? Set.of() : now.feeding.building();
    }

    /** Rows that are waiting. */
    public int waiting() {
        return pending.size();
    }

    /** Ids of pages and rows that cannot be indexed, and are not found. */
    public Set<String> leftOut() {
        var now = open;
        return now == null ? Set.of() : now.folder.leftOut();
    }

    /** Files whose words are not read yet. */
    public int filesWaiting() {
        return files.reading().waiting();
    }

    /** The text of a web file that was read; empty without. */
    public Optional<FileText> textOf(WebFile file) {
        var now = open;
        return now == null ? Optional.empty() : now.feeding.webFile(Fields.id(file)).flatMap(stored -> texts().find(stored.digest()));
    }

    /** Texts of files that were read, by what the files hold. */
    public TextFolder texts() {
        return files.texts();
    }

    /**
     * Ids of rows with a file that cannot be read, and by whose name alone they are found.
     *
     * @param most ids of each reason
     * @return by reason; none without
     */
    public Map<Reason, List<String>> unread(int most) {
        var now = open;
        var unread = new EnumMap<Reason, List<String>>(Reason.class);
        if (now == null) return unread;
        for (var reason : Reason.values()) {
            var ids = read(_ -> now.folder.unread(reason.name(), most));
            if (!ids.isEmpty()) unread.put(reason, ids);
        }
        return unread;
    }

    /** What keeps it from being opened or kept in step; empty when nothing does. */
    public String trouble() {
        return closed || thread.isAlive() ? trouble : "its thread '" + thread.getName() + "' has ended";
    }

    /** Documents in it. */
    public int size() {
        var now = open;
        return now == null ? 0 : now.folder.size();
    }

    /**
     * Read it as it is now.
     *
     * @throws TorgException BUSY {@code search.not-ready} when it cannot be read; it is made again then
     */
    public <T> T read(IndexFolder.Reading<T> reading) {
        var now = open;
        if (now == null) throw notReady();
        try {
            return now.folder.read(reading);
        } catch (IOException | IllegalStateException e) {
            if (!closed) LOG.error("event=search-index-unreadable", e);
            if (now == open) damaged = true; // else it was closed meanwhile
            pending.wake();
            throw notReady();
        }
    }

    private static TorgException notReady() {
        return TorgException.of(ProblemKind.BUSY, "search.not-ready", "the search index cannot be read now").help("try again in a moment");
    }

    private void run() {
        var committed = System.nanoTime();
        while (!closed) {
            try {
                if (damaged) discard();
                if (!open()) {
                    rest();
                    continue;
                }
                step();
                if (System.nanoTime() - committed > BETWEEN_COMMITS.toNanos()) {
                    open.feeding.commit();
                    committed = System.nanoTime();
                }
                pending.awaitSome(LOOK);
            } catch (IOException | IllegalStateException e) {
                LOG.error("event=search-index-damaged: it is made again", e);
                damaged = true;
                rest();
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
                // Neither a mistake nor a moment without memory ends the search for good.
                LOG.warn("event=search-index-late reason=\"{}\": tried again soon", e.toString());
                rest();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void step() throws IOException {
        Site site;
        try {
            site = sites.current();
        } catch (TorgException e) {
            return; // there is none yet
        }
        var pages = guide;
        open.feeding.readFiles();
        if (isFed(site) && pending.size() == 0) return;
        open.feeding.follow(site, pages == null ? List.of() : pages.all(site), pages == null ? List.of() : pages.files(site));
        fed = new Fed(site, pages);
        pending.wake();
        open.feeding.takeIn();
    }

    /** Have it open no more; as long as it counts as damaged it is made again when it is opened. */
    private void discard() {
        var now = open;
        if (now == null) return;
        fed = null;
        open = null;
        try {
            now.folder.close();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("event=search-index-not-closed", e);
        }
    }

    /** What failed will most likely fail again at once, such as writing to a disk that is full. */
    private void rest() {
        pending.rest(BETWEEN_TRIES, () -> closed);
    }

    @Deactivate
    public void close() throws IOException, InterruptedException {
        closed = true;
        pending.wake();
        thread.join();
        files.reading().close();
        var now = open;
        if (now == null) return;
        try {
            now.feeding.commit();
        } finally {
            now.folder.close();
        }
    }
}
