package torg.api.file;

/**
 * A file with its bytes, as it was when it was asked for. When another takes its place while somebody reads, the reading ends with an {@link java.io.IOException}: what is
 * read is never a mixture.
 *
 * @param file what the row says of it
 * @param bytes as many as that says
 */
public record FileContent(StoredFile file, Bytes bytes) {}
