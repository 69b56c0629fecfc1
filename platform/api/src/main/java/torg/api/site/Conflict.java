package torg.api.site;

import java.util.Optional;

/**
 * A file that was changed here and on another side in a way that cannot be put together. The site stays as it is here until somebody settles it, by an {@link Edit} that says so.
 *
 * @param path of the file in the content stores
 * @param side who changed it beside this installation
 * @param base what the file was when the two sides parted; empty when it was not there
 * @param ours what it is here; empty when it is gone
 * @param theirs what it is on the other side; empty when it is gone there
 */
public record Conflict(String path, Side side, Optional<ContentFile> base, Optional<ContentFile> ours, Optional<ContentFile> theirs) {
    /** Where the other text comes from. */
    public enum Side {
        /** What ships with the portal, at an upgrade. */
        SHIPPED,
        /** A repository that several portals and people share. */
        SHARED
    }

    /** What a change names that settles this: another one once the other side has changed the file again. */
    public String version() {
        return theirs.map(ContentFile::version).orElse("gone");
    }
}
