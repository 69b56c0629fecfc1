package torg.api.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import torg.api.problem.FieldProblem;
import torg.api.text.Characters;
import torg.api.text.Sha256;

/**
 * Which files a column takes.
 *
 * @param maxSize bytes, 1 to {@link #LARGEST}
 * @param mediaTypes in document order, one at least
 */
public record FileRule(long maxSize, List<MediaType> mediaTypes) {
    /** Bytes that no file exceeds, whatever a document says: 20 MB. */
    public static final long LARGEST = 20L * 1024 * 1024;
    /** Characters of a name. */
    public static final int LONGEST_NAME = 150;
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8}) ?(KB|MB)?");
    private static final int AT_ONCE = 64 * 1024;
    private static final String UNKNOWN = "application/octet-stream";

    public FileRule {
        mediaTypes = List.copyOf(mediaTypes);
    }

    /** A size as documents write it, {@code 5 MB}, {@code 200 KB} or a number of bytes; empty for what is none, or more than {@link #LARGEST}. */
    public static OptionalLong size(String written) {
        var size = SIZE.matcher(written);
        if (!size.matches()) return OptionalLong.empty();
        var unit = "MB".equals(size.group(2)) ? 1024 * 1024 : "KB".equals(size.group(2)) ? 1024 : 1;
        return LongStream.of(Long.parseLong(size.group(1)) * unit).filter(bytes -> bytes <= LARGEST).findFirst();
    }

    /** As an {@code <input accept>} has it: the types with commas between. */
    public String accepts() {
        return mediaTypes.stream().map(MediaType::mediaType).collect(Collectors.joining(","));
    }

    /**
     * Look at what somebody sends: its size, whether it begins like what it is called, and its name, which is cleaned. What has no type, or is called
     * {@code application/octet-stream}, is the first of the column's types that begins so. Reads it once, a little at a time.
     *
     * @param column the name that problems are told at
     * @param wrong is told {@code empty-file}, {@code file-too-large} or {@code file-type}
     * @return what the row will say of it; empty when something is wrong
     * @throws UncheckedIOException when it cannot be read
     */
    public Optional<StoredFile> check(Upload upload, String column, Consumer<FieldProblem> wrong) {
        try (var in = upload.bytes().open()) {
            var beginning = in.readNBytes(MediaType.BEGINNING);
            var digest = Sha256.begin();
            digest.update(beginning);
            var size = (long) beginning.length;
            var buffer = new byte[AT_ONCE];
            for (int read; size <= maxSize && (read = in.read(buffer)) >= 0; size += read) digest.update(buffer, 0, read);
            var type = type(upload.mediaType(), beginning);
            if (size == 0) wrong.accept(new FieldProblem(column, "empty-file", "the file is empty"));
            else if (size > maxSize) wrong.accept(new FieldProblem(column, "file-too-large", "the file is larger than " + maxSize + " bytes", List.of("" + maxSize)));
            else if (type.isEmpty()) wrong.accept(new FieldProblem(column, "file-type", "the file is none of " + accepts(), List.of(mediaTypes.stream().map(MediaType::ending).collect(Collectors.joining(", ")))));
            else return Optional.of(new StoredFile(name(upload.name(), type.get()), type.get().mediaType(), size, HexFormat.of().formatHex(digest.digest())));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<MediaType> type(String said, byte[] beginning) {
        var bare = said.split(";", 2)[0].strip();
        var named = bare.isEmpty() || bare.equalsIgnoreCase(UNKNOWN) ? mediaTypes : MediaType.find(said).filter(mediaTypes::contains).stream().toList();
        return named.stream().filter(type -> type.begins(beginning)).findFirst();
    }

    /** Without folders of any system, and without what cannot be seen, kept, or read in the order it is written; cut before its ending. */
    private static String name(String said, MediaType type) {
        var last = said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf('\\')) + 1);
        var seen = last.codePoints().filter(point -> !Characters.unfit(Character.toString(point), false)).limit(1_000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
        if (Characters.isBlank(seen) || seen.chars().allMatch(sign -> sign == '.')) return "file." + type.ending();
        if (seen.length() <= LONGEST_NAME) return seen;
        var point = seen.lastIndexOf('.');
        var ending = point > 0 && seen.length() - point <= 10 ? seen.substring(point) : "";
        var end = LONGEST_NAME - ending.length();
        return seen.substring(0, Character.isHighSurrogate(seen.charAt(end - 1)) ? end - 1 : end) + ending;
    }
}
