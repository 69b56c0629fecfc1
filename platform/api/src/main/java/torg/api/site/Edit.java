package torg.api.site;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes of files that belong together: made as a whole, or not at all.
 *
 * @param author who makes it
 * @param message one line that says what for, for the history
 * @param changes at least one, by the file's path in the content stores ({@code content/<site>/...}, {@code themes/<theme>/...}); sorted, unmodifiable
 */
public record Edit(Author author, String message, SortedMap<String, Change> changes) {
    public Edit {
        if (changes.isEmpty()) throw new IllegalArgumentException("an edit changes something");
        changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    }

    /** An edit of one file. */
    public static Edit of(Author author, String message, String path, Change change) {
        return new Edit(author, message, new TreeMap<>(Map.of(path, change)));
    }

    /**
     * Who makes an edit.
     *
     * @param contact key of the row in table {@code contact}, or the name of a program
     * @param name for people
     */
    public record Author(String contact, String name) {}

    /**
     * What becomes of one file.
     *
     * @param seen the version of the file that the author worked from; empty when there was none
     * @param bytes what it holds from now on, do not change; empty when it goes
     * @param settles {@link Conflict#version} of the conflict that this ends; empty for every other edit
     */
    public record Change(Optional<String> seen, Optional<byte[]> bytes, Optional<String> settles) {
        /** One that ends no conflict. */
        public Change(Optional<String> seen, Optional<byte[]> bytes) {
            this(seen, bytes, Optional.empty());
        }

        /** The same file with other bytes in it, or gone. */
        public Change to(Optional<byte[]> other) {
            return new Change(seen, other, settles);
        }
    }
}
