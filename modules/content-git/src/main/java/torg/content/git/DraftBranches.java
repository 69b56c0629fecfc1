package torg.content.git;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.spi.site.ContentStore;

/**
 * Drafts, each a branch {@code drafts/<author>/<path of the file>} that leaves the one of the site where the draft was begun. So Git shows what a draft changes and can merge
 * it, and a draft that was merged is one no more.
 */
final class DraftBranches implements ContentStore.Drafts {
    private static final Logger LOG = LoggerFactory.getLogger(DraftBranches.class);
    static final String FOLDER = "drafts/";
    private static final int MOST_TRIES = 100;

    private final Supplier<Branch> site;
    private final Supplier<Optional<ObjectId>> siteHead;
    private final long largest;
    private final long mostBytes;
    private final Clock clock;
    private final Runnable changed;
    /** What was read: every page of the Studio asks for all drafts, most have not changed, and all who ask share the bytes. */
    private final Map<Source, Optional<Draft>> kept = new HashMap<>();

    /**
     * @param site its branch
     * @param siteHead where that is
     * @param largest bytes of a file
     * @param mostBytes of all drafts together; those that are too much are left out
     * @param changed is told whenever one is another or goes
     */
    DraftBranches(Supplier<Branch> site, Supplier<Optional<ObjectId>> siteHead, long largest, long mostBytes, Clock clock, Runnable changed) {
        this.site = site;
        this.siteHead = siteHead;
        this.largest = largest;
        this.mostBytes = mostBytes;
        this.clock = clock;
        this.changed = changed;
    }

    @Override
    public synchronized List<Draft> all() {
        var head = siteHead.get();
        var all = new ArrayList<Draft>();
        try {
            var sources = repository().getRefDatabase().getRefsByPrefix(Constants.R_HEADS + FOLDER).stream().map(ref -> new Source(ref.getName(), ref.getObjectId(), head)).sorted(Comparator.comparing(Source::branch)).toList();
            kept.keySet().retainAll(Set.copyOf(sources));
            var room = mostBytes;
            for (var source : sources) {
                var draft = draft(source, room);
                draft.ifPresent(all::add);
                room -= size(draft);
            }
        } catch (IOException e) {
            throw Unreadable.broken(site.get().folder(), e);
        }
        all.sort(Comparator.comparing(Draft::path).thenComparing(draft -> draft.author().contact()));
        return all;
    }

    /** What decides of a draft: its branch and where that is, and where the site is. */
    private record Source(String branch, ObjectId tip, Optional<ObjectId> head) {}

    /** @param room bytes that it may take */
    private Optional<Draft> draft(Source source, long room) throws IOException {
        var known = kept.get(source);
        if (known != null && size(known) <= room) return known;
        kept.remove(source);
        var found = read(source);
        var isDraft = found.isPresent() && differs(found.get(), source.head());
        if (isDraft && found.get().size() > room) {
            LOG.warn("branch={} event=draft-left-out: drafts have more than {} bytes together", source.branch(), mostBytes);
            return Optional.empty();
        }
        var draft = isDraft ? Optional.of(draft(found.get())) : Optional.<Draft>empty();
        kept.put(source, draft);
        return draft;
    }

    private static long size(Optional<Draft> draft) {
        return draft.flatMap(one -> one.change().bytes()).map(bytes -> bytes.length).orElse(0);
    }

    /**
     * Where a draft is.
     *
     * @param seen version of the file from which it was begun
     * @param blob what it would make of the file; empty when that would go
     * @param size of that, in bytes
     */
    private record Found(Edit.Author author, String path, RevCommit tip, Optional<String> seen, Optional<ObjectId> blob, long size) {
        String version() {
            return tip.name();
        }
    }

    private Draft draft(Found found) throws IOException {
        var bytes = found.blob().isEmpty() ? Optional.<byte[]>empty() : Optional.of(repository().open(found.blob().get(), Constants.OBJ_BLOB).getBytes());
        return new Draft(found.author(), found.path(), found.version(), found.tip().getCommitterIdent().getWhenAsInstant(), new Edit.Change(found.seen(), bytes));
    }

    private Optional<Found> read(Source source) throws IOException {
        var names = source.branch().substring((Constants.R_HEADS + FOLDER).length()).split("/", 2);
        if (names.length < 2) return Optional.empty();
        return read(decoded(names[0]), decoded(names[1]), source.tip(), source.head());
    }

    /** Empty for one that was merged, and for a branch of somebody who calls theirs alike. */
    private Optional<Found> read(String contact, String path, ObjectId tip, Optional<ObjectId> head) throws IOException {
        if (!Names.fit(path)) return Optional.empty();
        try (var walk = new RevWalk(repository())) {
            var commit = walk.parseCommit(tip);
            var base = head.isEmpty() ? Optional.<RevCommit>empty() : base(walk, commit, walk.parseCommit(head.get()));
            if (base.filter(commit::equals).isPresent()) return Optional.empty();
            var commits = new Commits(repository());
            var seen = base.isEmpty() ? Optional.<String>empty() : commits.blob(base.get(), path).map(ObjectId::name);
            var blob = commits.blob(commit, path);
            var size = blob.isEmpty() ? 0 : repository().open(blob.get()).getSize();
            if (size > largest) return Optional.empty();
            return Optional.of(new Found(new Edit.Author(contact, commit.getAuthorIdent().getName()), path, commit, seen, blob, size));
        }
    }

    /** Where the draft left the site. */
    private static Optional<RevCommit> base(RevWalk walk, RevCommit draft, RevCommit head) throws IOException {
        walk.setRevFilter(RevFilter.MERGE_BASE);
        walk.markStart(draft);
        walk.markStart(head);
        return Optional.ofNullable(walk.next());
    }

    private boolean differs(Found found, Optional<ObjectId> head) throws IOException {
        return !published(found.path(), head).equals(found.blob());
    }

    private Optional<ObjectId> published(String path, Optional<ObjectId> head) throws IOException {
        if (head.isEmpty()) return Optional.empty();
        try (var walk = new RevWalk(repository())) {
            return new Commits(repository()).blob(walk.parseCommit(head.get()), path);
        }
    }

    @Override
    public void keep(Edit.Author author, String path, Optional<String> seen, Optional<Edit.Change> change) {
        if (!Names.fit(path)) throw Unwritable.badPath();
        if (change.flatMap(Edit.Change::bytes).filter(bytes -> bytes.length > largest).isPresent()) throw Unwritable.tooLarge(path, largest);
        try {
            move(author, path, seen, change, siteHead.get());
            changed.run();
        } catch (IOException e) {
            throw Unwritable.refused(site.get().folder(), e);
        }
    }

    private void move(Edit.Author author, String path, Optional<String> seen, Optional<Edit.Change> change, Optional<ObjectId> head) throws IOException {
        var own = site.get().sibling(FOLDER + encoded(author.contact()) + "/" + Stream.of(path.split("/")).map(DraftBranches::encoded).collect(Collectors.joining("/")));
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var tip = own.head();
            if (change.isEmpty()) {
                if (!tip.map(ObjectId::name).equals(seen)) throw Unwritable.staleDraft(path);
                if (tip.isEmpty() || own.remove(tip.get())) return;
                continue;
            }
            var before = tip.isEmpty() ? Optional.<Found>empty() : read(author.contact(), path, tip.get(), head);
            if (before.isPresent() && !differs(before.get(), head)) before = Optional.empty();
            if (!before.map(Found::version).equals(seen)) throw Unwritable.staleDraft(path);
            if (own.advance(tip, commit(author, path, change.get(), before, head), "torg: draft")) return;
        }
        throw Unwritable.busy(own.name());
    }

    /** On what was there when the file was seen: on the site as it is, or on the draft. */
    private ObjectId commit(Edit.Author author, String path, Edit.Change change, Optional<Found> before, Optional<ObjectId> head) throws IOException {
        var current = published(path, head).map(ObjectId::name).equals(change.seen());
        if (!current && before.filter(found -> found.seen().equals(change.seen())).isEmpty()) throw Unwritable.stale(path);
        var parents = new ArrayList<ObjectId>();
        before.ifPresent(found -> parents.add(found.tip()));
        if (current) head.ifPresent(parents::add);
        try (var inserter = site.get().inserter(1); var reader = inserter.newReader()) {
            var commits = new Commits(repository());
            var tree = parents.isEmpty() ? ObjectId.zeroId() : commits.tree(parents.getLast());
            var blob = change.bytes().isPresent() ? Optional.of(inserter.insert(Constants.OBJ_BLOB, change.bytes().get())) : Optional.<ObjectId>empty();
            var edited = new TreeEdit(reader, inserter).apply(tree, Map.of(path, blob));
            var made = Commits.make(inserter, edited.equals(ObjectId.zeroId()) ? inserter.insert(Constants.OBJ_TREE, new byte[0]) : edited, parents, author, "Draft of " + path, clock.instant());
            inserter.flush();
            return made;
        }
    }

    private Repository repository() {
        return site.get().repository();
    }

    /** A name as a branch can carry it: a dot only within, and else letters, digits, hyphens and underscores. */
    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (var one : name.getBytes(StandardCharsets.UTF_8)) {
            var plain = one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z' || one >= '0' && one <= '9' || one == '-' || one == '_' || one == '.';
            encoded.append(plain ? String.valueOf((char) one) : "%" + HexFormat.of().withUpperCase().toHexDigits(one));
        }
        return encoded.toString().replaceAll("^\\.|\\.(?=\\.|$|lock$)", "%2E");
    }

    /** What is no encoding of ours is no path of a file either. */
    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
