package torg.studio.desk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Edition;
import torg.api.site.Editing;
import torg.api.site.Proposal;
import torg.api.site.Revision;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.web.Request;

/** The files of the site that one caller may look at and change; every way into the Studio leads by here. What the caller may not have is not there. */
public record Desk(Editing editing, Site site, Caller caller, Rights rights) {
    public static final int MOST_REVISIONS = 100;
    public static final int LONGEST_MESSAGE = 200;
    /** Of a text, in characters; a form of this length is taken at the door, whatever letters it has: it is sent as it is, not in an encoding that makes nine bytes of one. */
    public static final int LONGEST_TEXT = 150_000;
    /** The setting by which nobody publishes alone what they wrote: it is a draft first, and somebody else's to publish. */
    public static final String TWO_PEOPLE = "studio-two-people";
    private static final int LONGEST_PATH = 250;

    /** @throws TorgException SIGN_IN or DENIED for whoever may do nothing here */
    public static Desk required(Editing editing, Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "studio.sign-in", "the site is edited by those who signed in and may");
        return of(editing, request).orElseThrow(() -> TorgException.of(ProblemKind.DENIED, "studio.denied", "the site is edited by those who may"));
    }

    /** Empty for whoever may do nothing here. */
    public static Optional<Desk> of(Editing editing, Request request) {
        var rights = Rights.of(request.site(), request.caller());
        return rights.any() ? Optional.of(new Desk(editing, request.site(), request.caller(), rights)) : Optional.empty();
    }

    public boolean reaches(String path) {
        return path.length() <= LONGEST_PATH && rights.reach(path);
    }

    public SortedMap<String, ContentFile> files() {
        var files = new TreeMap<>(editing.files());
        files.keySet().removeIf(path -> !reaches(path));
        return files;
    }

    public Optional<ContentFile> file(String path) {
        return reaches(path) ? editing.file(path) : Optional.empty();
    }

    public List<Revision> history(String path) {
        return reaches(path) ? editing.history(path, MOST_REVISIONS) : List.of();
    }

    public Optional<ContentFile> at(String path, String revision) {
        return reaches(path) ? editing.at(path, revision) : Optional.empty();
    }

    /**
     * Give a file other bytes, or take it away.
     *
     * @param seen the version that the caller worked from; empty for a new file
     * @return what somebody should look at from now on
     * @throws TorgException as {@link Editing#make}; DENIED for a file that the caller may not change; INVALID for an edit that would take the site from whoever makes it
     */
    public List<SiteProblem> make(String path, Optional<String> seen, Optional<byte[]> bytes, String message) {
        return make(new TreeMap<>(Map.of(path, new Edit.Change(seen, bytes))), message);
    }

    /**
     * Give a web file the bytes that somebody sends, to be seen at once: what would be told of them is reason enough not to take them, such as a picture that is none.
     *
     * @throws TorgException as {@link #make}
     */
    public void send(String path, Optional<String> seen, byte[] bytes, String message) {
        var told = propose(Map.of(path, Optional.of(bytes))).problems().stream().filter(problem -> problem.at().path().equals(path)).findFirst();
        if (told.isPresent()) throw TorgException.invalid("site.refused", told.get().message(), List.of(new FieldProblem(told.get().at().toString(), told.get().code(), told.get().message() + " (" + told.get().help() + ")")));
        make(path, seen, Optional.of(bytes), message);
    }

    /**
     * Take the page that this file is of to another address.
     *
     * @param seen the version of the file that the caller looked at
     * @return where the file lies from now on
     * @throws TorgException as {@link #make} and {@link Move}
     */
    public String move(String path, String address, Optional<String> seen, String message) {
        var move = Move.of(this, path, address);
        make(move.changes(this, path, seen, ContentFile::bytes), message);
        return move.place(this, path);
    }

    /**
     * Keep as drafts of the caller's what takes the page to another address: each of its files goes from where it is, and says there what the caller's draft of it says. Published together they are that move.
     * All of them are kept, or none.
     *
     * @throws TorgException as {@link #keep} and {@link Move}; STALE {@code site.changed} when a file of the page was published anew since the caller's draft of it was begun
     */
    public void keepMove(String path, String address, Optional<String> seen) {
        var own = drafts().stream().filter(this::isOwn).collect(Collectors.toMap(Draft::path, draft -> draft));
        var changes = Move.of(this, path, address).changes(this, path, seen, file -> Optional.ofNullable(own.get(file.path())).flatMap(draft -> draft.change().bytes()).orElseGet(file::bytes));
        if (!changes.keySet().stream().allMatch(this::reaches)) throw denied();
        own.keySet().retainAll(changes.keySet());
        own.values().stream().filter(this::isStale).findFirst().ifPresent(draft -> {
            throw TorgException.of(ProblemKind.STALE, "site.changed", draft.path() + " was changed since your draft of it was begun").help("take over what is new, and keep the draft again");
        });
        var kept = new ArrayList<Draft>();
        try {
            changes.forEach((file, change) -> editing.keep(author(), file, Optional.ofNullable(own.get(file)).map(Draft::version), change).ifPresent(kept::add));
        } catch (TorgException e) {
            kept.reversed().forEach(draft -> takeBack(draft, Optional.ofNullable(own.get(draft.path()))));
            throw e;
        }
    }

    private void takeBack(Draft draft, Optional<Draft> before) {
        if (before.isPresent()) editing.keep(author(), draft.path(), Optional.of(draft.version()), before.get().change());
        else editing.discard(draft);
    }

    /** Files that the caller may change and another side has changed as well, in a way that cannot be put together. */
    public List<Conflict> conflicts() {
        return editing.conflicts().stream().filter(conflict -> reaches(conflict.path())).toList();
    }

    /**
     * Make changes that settle conflicts.
     *
     * @throws TorgException as {@link #make}; where two people are asked, for a text that is neither one of the sides nor somebody else's draft
     */
    public List<SiteProblem> settle(SortedMap<String, Edit.Change> changes, String message) {
        if (takesTwo() && !changes.entrySet().stream().allMatch(change -> isAnothers(change.getKey(), change.getValue()))) throw alone();
        return edited(changes, message);
    }

    private boolean isAnothers(String path, Edit.Change change) {
        var sides = conflicts().stream().filter(one -> one.path().equals(path)).flatMap(one -> Stream.of(one.ours(), one.theirs())).map(file -> file.map(ContentFile::bytes));
        var drafts = drafts().stream().filter(draft -> draft.path().equals(path) && !isOwn(draft)).map(draft -> draft.change().bytes());
        return Stream.concat(sides, drafts).anyMatch(bytes -> bytes.isPresent() == change.bytes().isPresent() && (bytes.isEmpty() || Arrays.equals(bytes.get(), change.bytes().get())));
    }

    /** Drafts of files that the caller may change, whoever they are of. */
    public List<Draft> drafts() {
        return editing.drafts().stream().filter(draft -> reaches(draft.path())).toList();
    }

    /** The draft of a file that somebody has; empty when there is none, or the file is not the caller's to change. */
    public Optional<Draft> draft(String path, String contact) {
        return reaches(path) ? drafts().stream().filter(draft -> draft.path().equals(path) && draft.author().contact().equals(contact)).findFirst() : Optional.empty();
    }

    /** The caller's own draft of a file. */
    public Optional<Draft> own(String path) {
        return draft(path, author().contact());
    }

    public boolean isOwn(Draft draft) {
        return draft.author().contact().equals(author().contact());
    }

    /** Whether another version of the file is published than when the draft was begun. */
    public boolean isStale(Draft draft) {
        return !file(draft.path()).map(ContentFile::version).equals(draft.change().seen());
    }

    /**
     * Keep a draft of the caller's.
     *
     * @param draft version of the one that the caller had; empty when there was none
     * @throws TorgException as {@link Editing#keep}; DENIED for a file that the caller may not change
     */
    public Optional<Draft> keep(String path, Optional<String> draft, Edit.Change change) {
        if (!reaches(path)) throw denied();
        return editing.keep(author(), path, draft, change);
    }

    /**
     * Make what these drafts say as one edit, which is checked whole, and let them go.
     *
     * @throws TorgException as {@link #make}; MALFORMED for two drafts of one file, and for none; CONFLICT {@code studio.two-people} for a draft of the caller's own where two people are asked
     */
    public List<SiteProblem> publish(List<Draft> drafts, String message) {
        var changes = new TreeMap<String, Edit.Change>();
        for (var draft : drafts) {
            if (changes.put(draft.path(), draft.change()) != null) throw TorgException.of(ProblemKind.MALFORMED, "studio.drafts-of-one", "there are two drafts of " + draft.path()).help("publish one of them");
        }
        if (changes.isEmpty()) throw TorgException.of(ProblemKind.MALFORMED, "studio.no-drafts", "no draft is named");
        if (takesTwo() && drafts.stream().anyMatch(this::isOwn)) throw alone();
        var warnings = edited(changes, message);
        drafts.forEach(editing::discard);
        return warnings;
    }

    /** Let a draft go for good: an administrator may, beside whose it is. */
    public void discard(Draft draft) {
        if (!mayDiscard(draft)) throw TorgException.of(ProblemKind.DENIED, "studio.not-yours", "this draft is somebody else's");
        editing.discard(draft);
    }

    public boolean mayDiscard(Draft draft) {
        return reaches(draft.path()) && (isOwn(draft) || rights.all());
    }

    private Edit.Author author() {
        return new Edit.Author(caller.contact().orElse(caller.name()), caller.name());
    }

    private static TorgException denied() {
        return TorgException.of(ProblemKind.DENIED, "studio.denied", "this file is not yours to change");
    }

    /**
     * Change files that belong together: all of them, or none.
     *
     * @throws TorgException as for one; CONFLICT {@code studio.two-people} where nobody publishes alone what they wrote
     */
    public List<SiteProblem> make(SortedMap<String, Edit.Change> changes, String message) {
        if (takesTwo()) throw alone();
        return edited(changes, message);
    }

    /** Whether nobody publishes alone what they wrote. */
    public boolean takesTwo() {
        return site.settings().value(TWO_PEOPLE).filter("true"::equals).isPresent();
    }

    private static TorgException alone() {
        return TorgException.of(ProblemKind.CONFLICT, "studio.two-people", "on this site nobody publishes alone what they wrote").help("keep it as a draft, and let somebody else publish it");
    }

    private List<SiteProblem> edited(SortedMap<String, Edit.Change> changes, String message) {
        if (!changes.keySet().stream().allMatch(this::reaches)) throw denied();
        var why = message.strip();
        if (why.length() > LONGEST_MESSAGE) throw TorgException.of(ProblemKind.MALFORMED, "studio.long-message", "a message has at most " + LONGEST_MESSAGE + " characters");
        return editing.make(new Edit(author(), why, changes), changes.keySet().stream().anyMatch(this::decidesWhoLooksAfter) ? this::keepIn : _ -> {});
    }

    /**
     * What the site would say of this text in this file: of this file all, of others what would keep the edit from being made.
     *
     * @param known what it says already: of other files that is not of this text's making
     */
    public List<SiteProblem> check(String path, String text, List<SiteProblem> known) {
        return propose(path, text).problems().stream().filter(problem -> problem.at().path().equals(path) || problem.fatal() && reaches(problem.at().path()) && !known.contains(problem)).toList();
    }

    /**
     * What others would lack without this file, beside what they lack already, such as where a link leads. What could not do without it keeps it from going, and is told when it is to go.
     */
    public List<SiteProblem> lacking(String path) {
        return referring(path).stream().filter(problem -> !problem.fatal()).toList();
    }

    /** Where others refer to this file, as far as the caller may look at them: what each would lack without it, and what could not do without it at all. */
    public List<SiteProblem> referring(String path) {
        var known = Set.copyOf(editing.propose(Map.of()).problems());
        return propose(Map.of(path, Optional.empty())).problems().stream()
                .filter(problem -> !problem.at().path().equals(path) && reaches(problem.at().path()) && !known.contains(problem)).toList();
    }

    /**
     * What would come of this text in this file.
     *
     * @throws TorgException as {@link Editing#propose}; DENIED for a file that the caller may not change
     */
    public Proposal propose(String path, String text) {
        return propose(Map.of(path, Optional.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** What would come of these changes, by file: what it would hold, or empty for one that would be gone. Of an edition that is to come it is seen as of then. */
    public Proposal propose(Map<String, Optional<byte[]>> changes) {
        if (!changes.keySet().stream().allMatch(this::reaches)) throw denied();
        var zone = site.settings().timeZone();
        var begin = changes.keySet().stream().flatMap(path -> Edition.ifAny(path).stream()).filter(edition -> edition.isToCome(Instant.now(), zone))
                .map(edition -> edition.from().orElseThrow().atZone(zone).toInstant()).max(Comparator.naturalOrder());
        return begin.map(at -> editing.propose(changes, at)).orElseGet(() -> editing.propose(changes));
    }

    private boolean decidesWhoLooksAfter(String path) {
        return path.equals(site.path("site.yml")) || path.startsWith(site.path("roles/"));
    }

    /** Nobody shuts the door behind which the key lies: who makes somebody else the administrator can be made one by them. Nor does the role go by which there are administrators. */
    private void keepIn(Site proposed) {
        if (proposed.settings().isAdministrator(caller) && (!definesAdministrators(site) || definesAdministrators(proposed))) return;
        throw TorgException.invalid("studio.locked-out", "you would not be an administrator any more",
                List.of(new FieldProblem(site.path("site.yml") + ":1:1", "studio.locked-out",
                        "you would not be an administrator of the site any more (leave 'administrator-role' as it is, and the role that it names)")));
    }

    private static boolean definesAdministrators(Site site) {
        return SiteRoles.of(site.documents(), site.settings().defaultLocale()).keySet().stream().anyMatch(role -> site.settings().isAdministrator(Caller.contact("", role, List.of(), List.of(role))));
    }

    /**
     * The path of a file as a program says it, whether there is such a file or not.
     *
     * @param path may be null
     * @throws TorgException MALFORMED for none, and for one that is longer than any file's
     */
    public static String path(String path) {
        if (path == null || path.isBlank() || path.length() > LONGEST_PATH) throw TorgException.of(ProblemKind.MALFORMED, "studio.no-path", "a file is named by its path").help("add 'path', such as content/<site>/pages/index.md");
        return path;
    }

    /** The text of a file; empty when it holds none. */
    public static Optional<String> text(ContentFile file) {
        return text(file.bytes());
    }

    /** The text that these bytes are; empty when they are none. */
    public static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
