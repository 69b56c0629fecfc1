package torg.api.site;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A document as its author wrote it, parsed but not yet understood. Immutable. Its body is read out of the bytes of its file whenever somebody asks for it, so that a site of thousands
 * of documents holds their texts once.
 */
public final class Document {
    private final String path;
    private final String folder;
    private final String name;
    private final String language;
    private final String type;
    private final Node.Mapping fields;
    private final byte[] bytes;
    private final int bodyStart;
    private final int bodyLine;

    /**
     * A document with this body.
     *
     * @param path in the content store, {@code content/customer-portal/pages/terms.nb.md}; slashes, no leading slash
     * @param folder first folder below the site: {@code pages}, {@code tables}, {@code maps}; empty for documents of the site's root
     * @param name path below that folder without ending and language: {@code terms}, {@code orders/new}
     * @param language tag before the ending ({@code nb}), or empty
     * @param type the ending: {@code yml}, {@code md}, {@code html}
     * @param fields a YAML document's content, or the front matter of the others; empty when there is none
     * @param body what follows the front matter; empty for YAML
     * @param bodyLine the line of the file on which the body starts, from 1
     */
    public Document(String path, String folder, String name, String language, String type, Node.Mapping fields, String body, int bodyLine) {
        this(path, folder, name, language, type, fields, body.getBytes(StandardCharsets.UTF_8), 0, bodyLine);
    }

    private Document(String path, String folder, String name, String language, String type, Node.Mapping fields, byte[] bytes, int bodyStart, int bodyLine) {
        this.path = path;
        this.folder = folder;
        this.name = name;
        this.language = language;
        this.type = type;
        this.fields = fields;
        this.bytes = bytes;
        this.bodyStart = bodyStart;
        this.bodyLine = bodyLine;
    }

    /**
     * The same with all that stands in the file from this byte on as its body, which has to be UTF-8.
     *
     * @throws IndexOutOfBoundsException for a start beyond the file's end
     */
    public Document in(ContentFile file, int start) {
        return new Document(path, folder, name, language, type, fields, file.bytes(), Objects.checkIndex(start, file.bytes().length + 1), bodyLine);
    }

    /** Where it lies in the content store. */
    public String path() {
        return path;
    }

    /** First folder below the site; empty in its root. */
    public String folder() {
        return folder;
    }

    /** Path below that folder without ending and language. */
    public String name() {
        return name;
    }

    /** Tag before the ending, or empty. */
    public String language() {
        return language;
    }

    /** The ending. */
    public String type() {
        return type;
    }

    /** A YAML document's content, or the front matter. */
    public Node.Mapping fields() {
        return fields;
    }

    /** What follows the front matter; another text each time, so whoever needs it twice keeps it. */
    public String body() {
        return new String(bytes, bodyStart, bytes.length - bodyStart, StandardCharsets.UTF_8);
    }

    /** The line of the file on which the body starts, from 1. */
    public int bodyLine() {
        return bodyLine;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Document it && path.equals(it.path) && folder.equals(it.folder) && name.equals(it.name) && language.equals(it.language) && type.equals(it.type)
                && bodyLine == it.bodyLine && Arrays.equals(bytes, bodyStart, bytes.length, it.bytes, it.bodyStart, it.bytes.length) && fields.equals(it.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, fields, bodyLine);
    }

    @Override
    public String toString() {
        return path;
    }
}
