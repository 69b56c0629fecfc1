package torg.api.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of files that columns take: those that can be told by how they begin, and that no browser runs. So what calls itself a picture and is a page is refused, and no
 * document can ask for pages at all.
 *
 * <p>Source of the signatures: WHATWG MIME Sniffing Standard, section 6; ISO 32000 for PDF, PKWARE's application note for ZIP, which office documents are.
 */
public enum MediaType {
    /** A document as it is printed. */
    PDF("application/pdf", "pdf", "255044462d"),
    /** A picture. */
    PNG("image/png", "png", "89504e470d0a1a0a"),
    /** A photograph. */
    JPEG("image/jpeg", "jpg", "ffd8ff"),
    /** A picture. */
    GIF("image/gif", "gif", "474946383761", "474946383961"),
    /** A picture. */
    WEBP("image/webp", "webp", "52494646........57454250"),
    /** A folder in a file. */
    ZIP("application/zip", "zip", "504b0304"),
    /** A text document. */
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "504b0304"),
    /** A spreadsheet. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "504b0304"),
    /** Slides. */
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", "504b0304"),
    /** A text document of the OASIS format. */
    ODT("application/vnd.oasis.opendocument.text", "odt", "504b0304"),
    /** A table as text. */
    CSV("text/csv", "csv"),
    /** Text. */
    TEXT("text/plain", "txt");

    /** Bytes that {@link #begins} wants to see, if there are as many. */
    public static final int BEGINNING = 512;
    private final String name;
    private final String ending;
    private final List<String> signatures;

    MediaType(String name, String ending, String... signatures) {
        this.name = name;
        this.ending = ending;
        this.signatures = List.of(signatures);
    }

    /** As it is written: {@code application/pdf}. */
    public String mediaType() {
        return name;
    }

    /** How names of such files usually end: {@code pdf}. */
    public String ending() {
        return ending;
    }

    /** The one of this name, whatever its letters and parameters; empty for one that no column takes. */
    public static Optional<MediaType> find(String mediaType) {
        var bare = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(type -> type.name.equals(bare)).findFirst();
    }

    /** The one whose files' names end so, with or without the point; empty for one that no column takes. */
    public static Optional<MediaType> ofEnding(String ending) {
        var bare = ending.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\.", "");
        return Arrays.stream(values()).filter(type -> type.ending.equals(bare)).findFirst();
    }

    /**
     * Whether a file of this kind may begin so.
     *
     * @param beginning its first {@link #BEGINNING} bytes, or all
     */
    public boolean begins(byte[] beginning) {
        if (signatures.isEmpty()) return isText(beginning);
        var found = HexFormat.of().formatHex(beginning, 0, Math.min(beginning.length, 16));
        return signatures.stream().anyMatch(signature -> found.length() >= signature.length() && found.substring(0, signature.length()).matches(signature));
    }

    /** Characters of UTF-8, of which the last may be cut off; no signs that no text has. */
    private static boolean isText(byte[] bytes) {
        for (var sign : bytes) if (sign >= 0 && sign < ' ' && sign != '\t' && sign != '\n' && sign != '\r' && sign != '\f') return false;
        for (var cut = 0; cut < 4 && cut < Math.max(1, bytes.length); cut++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut));
                return cut == 0 || bytes.length == BEGINNING;
            } catch (CharacterCodingException e) {
                // perhaps the last character is cut off
            }
        }
        return false;
    }
}
