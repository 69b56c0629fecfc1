package torg.api.site;

import java.util.Arrays;

/**
 * A file of a content store.
 *
 * @param path slashes, no leading slash, no dot segments
 * @param version changes when the bytes change; short text
 * @param bytes the content; do not change
 */
public record ContentFile(String path, String version, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ContentFile file && path.equals(file.path) && version.equals(file.version) && Arrays.equals(bytes, file.bytes);
    }

    @Override
    public int hashCode() {
        return path.hashCode() * 31 + version.hashCode();
    }

    @Override
    public String toString() {
        return path + "@" + version;
    }
}
