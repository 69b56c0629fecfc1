package torg.studio;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.site.Proposal;
import torg.api.site.Revision;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.web.Request;

/** The files of the site that one caller may look at and change; every way into the Studio leads by here. What the caller may not have is not there. */
record Desk(Editing editing, Site site, Caller caller, Rights rights) {
    static final int MOST_REVISIONS = 100;
    static final int LONGEST_MESSAGE = 200;
    private static final int LONGEST_PATH = 250;

    /** Empty for whoever may do nothing here. */
    static Optional<Desk> of(Editing editing, Request request) {
        var rights = Rights.of(request.site(), request.caller());
        return rights.any() ? Optional.of(new Desk(editing, request.site(), request.caller(), rights)) : Optional.empty();
    }

    boolean reaches(String path) {
        return path.length() <= LONGEST_PATH && rights.reach(path);
    }

    SortedMap<String, ContentFile> files() {
        var files = new TreeMap<>(editing.files());
        files.keySet().removeIf(path -> !reaches(path));
        return files;
    }

    Optional<ContentFile> file(String path) {
        return reaches(path) ? editing.file(path) : Optional.empty();
    }

    List<Revision> history(String path) {
        return reaches(path) ? editing.history(path, MOST_REVISIONS) : List.of();
    }

    Optional<ContentFile> at(String path, String revision) {
        return reaches(path) ? editing.at(path, revision) : Optional.empty();
    }

    /**
     * Give a file other bytes, or take it away.
     *
     * @param seen the version that the caller worked from; empty for a new file
     * @return what somebody should look at from now on
     * @throws TorgException as {@link Editing#make}; DENIED for a file that the caller may not change; INVALID for an edit that would take the site from whoever makes it
     */
    List<SiteProblem> make(String path, Optional<String> seen, Optional<byte[]> bytes, String message) {
        keepIn(path, bytes);
        return make(new TreeMap<>(Map.of(path, new Edit.Change(seen, bytes))), message);
    }

    /**
     * Take the page that this file is of to another address.
     *
     * @param seen the version of the file that the caller looked at
     * @return where the file lies from now on
     * @throws TorgException as {@link #make} and {@link Move}
     */
    String move(String path, String address, Optional<String> seen, String message) {
        var move = Move.of(this, path, address);
        make(move.changes(this, path, seen), message);
        return move.place(this, path);
    }

    private List<SiteProblem> make(SortedMap<String, Edit.Change> changes, String message) {
        if (!changes.keySet().stream().allMatch(this::reaches)) throw TorgException.of(ProblemKind.DENIED, "studio.denied", "this file is not yours to change");
        var why = message.strip();
        if (why.length() > LONGEST_MESSAGE) throw TorgException.of(ProblemKind.MALFORMED, "studio.long-message", "a message has at most " + LONGEST_MESSAGE + " characters");
        var author = new Edit.Author(caller.contact().orElse(caller.name()), caller.name());
        return editing.make(new Edit(author, why, changes));
    }

    /**
     * What the site would say of this text in this file: of this file all, of others what would keep the edit from being made. Empty where it cannot be tried.
     *
     * @param known what it says already: of other files that is not of this text's making
     */
    List<SiteProblem> check(String path, String text, List<SiteProblem> known) {
        if (path.startsWith(site.path("tables/"))) return List.of();
        return propose(path, text).problems().stream().filter(problem -> problem.at().path().equals(path) || problem.fatal() && reaches(problem.at().path()) && !known.contains(problem)).toList();
    }

    /**
     * What would come of this text in this file.
     *
     * @throws TorgException as {@link Editing#propose}; DENIED for a file that the caller may not change
     */
    Proposal propose(String path, String text) {
        if (!reaches(path)) throw TorgException.of(ProblemKind.DENIED, "studio.denied", "this file is not yours to change");
        return editing.propose(Map.of(path, Optional.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Nobody shuts the door behind which the key lies: who makes somebody else the administrator can be made one by them. */
    private void keepIn(String path, Optional<byte[]> bytes) {
        if (!path.equals(site.path("site.yml")) || !reaches(path)) return;
        var proposed = editing.propose(Map.of(path, bytes)).site();
        if (proposed.isEmpty() || proposed.get().settings().isAdministrator(caller)) return;
        throw TorgException.invalid("studio.locked-out", "you would not be an administrator any more",
                List.of(new FieldProblem(path + ":1:1", "studio.locked-out", "you would not be an administrator of the site any more (leave 'administrator-role' as it is)")));
    }

    /** The text of a file; empty when it holds none. */
    static Optional<String> text(ContentFile file) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.bytes())).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
