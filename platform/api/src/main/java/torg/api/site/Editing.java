package torg.api.site;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Edits the site: what there is to edit, what would come of an edit, and the edit itself. Asks nobody whether the caller may: whoever offers it to people
 * does. Paths are those of the content stores, {@code content/<site>/pages/orders.md} and {@code themes/<theme>/templates/page.mustache}. Thread-safe.
 */
@ProviderType
public interface Editing {
    /**
     * The files of this site and of all themes as they are stored, those included whose last edit the site did not take.
     *
     * @return unmodifiable; by path
     * @throws torg.api.problem.TorgException BUSY {@code site.not-ready} before the first site
     */
    SortedMap<String, ContentFile> files();

    /** One of {@link #files}, without gathering the others; empty when there is none. */
    Optional<ContentFile> file(String path);

    /**
     * Compile the site as if these files were changed, as it would be now and at the next moments at which other {@link Edition}s come into force: what is wrong at one of these is wrong now.
     * Nothing is swapped in and nothing is kept.
     *
     * @param changes by path: what the file would hold, or empty for one that would be gone
     * @return without a site as well where a document of {@code tables/} is among the changes: the database is another. What it would say against the schema is not among the problems, for it is asked
     *     by bringing it there
     * @throws torg.api.problem.TorgException BUSY {@code site.not-ready} before the first site
     */
    Proposal propose(Map<String, Optional<byte[]>> changes);

    /**
     * The same as of another moment than now, at which other editions of files may be in force.
     *
     * @throws torg.api.problem.TorgException as {@link #propose(Map)}
     */
    Proposal propose(Map<String, Optional<byte[]>> changes, Instant at);

    /**
     * Compile the site as it was at a revision of all its documents, with the modules that there are now. Nothing is swapped in and nothing is kept; the database stays as it is, whatever
     * tables there were.
     *
     * @param revision as whoever keeps the documents names it: a commit, a tag or a branch of Git
     * @return without a site when it would be refused today
     * @throws torg.api.problem.TorgException BUSY {@code site.not-ready} before the first site; CONFLICT {@code site.no-past} when no content store remembers the site as a whole;
     *     NOT_FOUND {@code site.no-revision}
     */
    Proposal proposePast(String revision);

    /**
     * Make an edit: it is checked, stored, and on the site when this returns. What the site does not take is not stored.
     *
     * @return warnings of the site as it is from now on
     * @throws torg.api.problem.TorgException BUSY {@code site.not-ready} before the first site; INVALID {@code site.refused} with a field problem for each
     *     mistake that was not there before; STALE {@code site.changed} when a file is no longer what the author saw, {@code site.settled} when there is no such conflict any more; INVALID {@code site.bad-path} for a path that
     *     is none of a document or theme; TOO_LARGE {@code site.too-large}; CONFLICT {@code site.read-only} when no store takes edits, one
     *     above has the file and takes none, or one below has it and it would be taken away
     */
    default List<SiteProblem> make(Edit edit) {
        return make(edit, _ -> {});
    }

    /**
     * The same on a condition, which is asked of the very site that would be swapped in: asked before, it would be asked of another one, for files change meanwhile.
     *
     * @param condition throws what the author is told where the edit is not to be made
     * @throws torg.api.problem.TorgException as {@link #make(Edit)}, and what the condition throws: nothing is stored then
     */
    List<SiteProblem> make(Edit edit, Consumer<Site> condition);

    /**
     * Files of this site and of all themes that were changed here and on another side in a way that cannot be put together, by path. An edit settles them whose changes say so
     * ({@link Edit.Change#settles}); with the last of them what else the other side changed is on the site as well, and is checked with it.
     */
    List<Conflict> conflicts();

    /** Drafts of files of this site and of all themes, by path, then by the key of the author. What each holds was checked by nobody. */
    List<Draft> drafts();

    /**
     * Keep a draft, whatever is wrong with it; the site stays as it is.
     *
     * @param seen version of the draft that the author had of this file; empty when there was none
     * @param change what would become of the file, and the version of it that is published or from which the draft in place was begun
     * @return the draft; empty when what is published is just that, and no draft is left
     * @throws torg.api.problem.TorgException BUSY {@code site.not-ready} before the first site; STALE {@code site.draft-changed} when the author's draft is another one, as after
     *     keeping it in another window; STALE {@code site.changed} when another version is published; INVALID {@code site.bad-path}; TOO_LARGE {@code site.too-large}, and
     *     {@code site.drafts-full} for more than 1,000 drafts, or more bytes in all than a portal keeps; CONFLICT {@code site.no-drafts} when no store keeps drafts
     */
    Optional<Draft> keep(Edit.Author author, String path, Optional<String> seen, Edit.Change change);

    /** Let a draft go; one that was kept anew meanwhile stays. To publish one, {@link #make} what it says first. */
    void discard(Draft draft);

    /**
     * What this text says, were it the text of this file.
     *
     * @param path of a document: it says of which kind it is
     * @throws torg.api.problem.TorgException INVALID {@code site.refused} with a field problem for each mistake by which it cannot be read
     */
    Document read(String path, String text);

    /**
     * A document's text with these changes made in its fields, one after the other, and everything else as its author wrote it: comments, order, the way of writing.
     * Nothing is stored, and nobody asks whether the site would take it.
     *
     * @param path of a document: it says of which kind it is
     * @throws torg.api.problem.TorgException as {@link #read}; CONFLICT {@code site.no-place} when there is no such place, {@code site.not-amended} when it is written in a way in
     *     which nothing but its author can change it
     */
    String amended(String path, String text, List<Amendment> amendments);

    /**
     * What a file was, the newest first; empty when its store remembers nothing.
     *
     * @param most how many at most
     */
    List<Revision> history(String path, int most);

    /**
     * A file as it was.
     *
     * @param revision of {@link #history}
     * @return empty when the store does not know it, or when the file was gone
     */
    Optional<ContentFile> at(String path, String revision);
}
