package torg.search.lucene.process;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Kinds of files that have words. */
public enum FileKind {
    PDF("application/pdf"),
    /** Word, Excel, PowerPoint, as they are written since 2007. */
    OFFICE("application/vnd\\.openxmlformats-officedocument\\..+"),
    OPEN_DOCUMENT("application/vnd\\.oasis\\.opendocument\\..+"),
    TEXT("text/(plain|csv)");

    private final Pattern mediaTypes;

    FileKind(String mediaTypes) {
        this.mediaTypes = Pattern.compile(mediaTypes);
    }

    /** The kind of a media type; empty for one without words, such as a picture. */
    public static Optional<FileKind> of(String mediaType) {
        var bare = mediaType.split(";", 2)[0].strip();
        return Arrays.stream(values()).filter(kind -> kind.mediaTypes.matcher(bare).matches()).findFirst();
    }
}
