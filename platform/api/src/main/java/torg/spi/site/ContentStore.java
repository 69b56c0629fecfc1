package torg.spi.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Revision;

/**
 * Where documents and themes live. Paths begin with {@code content/<site>/} or {@code themes/<theme>/}. Calls may come from any thread and
 * may block on the medium.
 */
@ConsumerType
public interface ContentStore {
    /** Name for people and logs, {@code files}. */
    String name();

    /**
     * All files, or those named: each with its bytes; sorted by path; a name that is not there is left out.
     *
     * @throws torg.api.problem.TorgException when one of them cannot be taken, such as a file that cannot be read or is larger than the store allows: the old
     *     site stays then, for the file might hold a rule that denies
     */
    List<ContentFile> read(Set<String> onlyThese);

    /** All files, sorted by path. */
    List<ContentFile> readAll();

    /**
     * Be told which paths changed, appeared or went, soon after (aim: within 200 ms). The empty set means: anything may have. Calls come one at a
     * time.
     *
     * @return ends the watch when closed
     */
    Watch watch(Consumer<Set<String>> changed);

    /** How edits are made here; empty for a store that is read alone. Of several stores that take edits the one with the highest {@code service.ranking} is asked. */
    default Optional<Edits> edits() {
        return Optional.empty();
    }

    /** Where drafts are kept here; empty for a store that keeps none. */
    default Optional<Drafts> drafts() {
        return Optional.empty();
    }

    /** Files that another side changed, such as what ships, in a way that cannot be put together with what they are here. By path; none while the store cannot be read. */
    default List<Conflict> conflicts() {
        return List.of();
    }

    /** What a file was, the newest first, as far as the store remembers. */
    default List<Revision> history(String path, int most) {
        return List.of();
    }

    /** A file as it was at a revision of {@link #history}; empty when there is no such revision of this file, or when it was gone. */
    default Optional<ContentFile> readAt(String path, String revision) {
        return Optional.empty();
    }

    /** Where all files are together as they were once; empty for a store that does not remember that. */
    default Optional<Past> past() {
        return Optional.empty();
    }

    /** What a store held as a whole, as Git remembers it. */
    interface Past {
        /**
         * All files as they were at a revision, sorted by path.
         *
         * @param revision as the store's people name it, such as a commit or a tag
         * @return empty when the store knows no such revision
         * @throws torg.api.problem.TorgException as {@link ContentStore#readAll}
         */
        Optional<List<ContentFile>> readAll(String revision);
    }

    /** A store that can be written. */
    interface Edits {
        /**
         * Make an edit, all of it or nothing. Afterwards {@link ContentStore#read} answers it; whoever watches hears of it as of any other change.
         *
         * @throws torg.api.problem.TorgException STALE {@code site.changed} when a file has no longer the version that its author saw, naming it; whatever the medium
         *     does not take
         */
        void write(Edit edit);

        /**
         * What else the store would hold after an edit that settles conflicts: what the other side changed, once nothing is in its way any more. Nothing is kept.
         *
         * @return by path: what the file would hold, or empty for one that would be gone
         * @throws torg.api.problem.TorgException as {@link #write}
         */
        default Map<String, Optional<byte[]>> brings(Edit edit) {
            return Map.of();
        }
    }

    /** What people wrote and have not published. */
    interface Drafts {
        /** Bytes that all drafts of a portal may hold together: whoever asks for them has all of them in memory. At most 50 MB, and an eighth of what Java may use. */
        static long mostBytes() {
            return Math.min(50_000_000, Runtime.getRuntime().maxMemory() / 8);
        }

        /**
         * All of them, by path, then by the key of the author; a draft of what is published is none. Whoever asks at the same time is handed the same bytes, and those that would hold more than
         * {@link #mostBytes} are left out.
         */
        List<Draft> all();

        /**
         * Keep a draft in place of the one that its author had of the file, or let that one go. {@link ContentStore#read} and whoever watches hear nothing of it.
         *
         * @param seen version of the draft that the author had; empty when there was none
         * @param change what would become of the file; its {@code seen} is the version that is published, or the one from which the draft in place was begun.
         *     Empty when the draft goes
         * @throws torg.api.problem.TorgException STALE {@code site.draft-changed} when the author's draft is another one, STALE {@code site.changed} when another
         *     version is published; whatever the medium does not take
         */
        void keep(Edit.Author author, String path, Optional<String> seen, Optional<Edit.Change> change);
    }

    /** A running watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
