package torg.api.web;

import java.util.OptionalLong;
import java.util.stream.Stream;
import torg.api.file.StoredFile;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * A row's version ({@link torg.api.table.Row#version}) as an entity tag: a weak one, since what is shown of the row differs with what is asked and with rights.
 *
 * <p>Source: RFC 9110, section 8.8.3.
 */
public final class RowTag {
    private RowTag() {}

    /** What {@code ETag} says of this version. */
    public static String of(long version) {
        return "W/\"" + version + "\"";
    }

    /** What {@code ETag} says of a file: a strong one, since its bytes are the same for everybody. */
    public static String of(StoredFile file) {
        return "\"" + file.digest() + "\"";
    }

    /** Whether an {@code If-None-Match} header names this tag, which {@link #of} gave; {@code *} names every one. */
    public static boolean isAmong(String tag, String ifNoneMatch) {
        return ifNoneMatch.strip().equals("*") || Stream.of(ifNoneMatch.split(",")).map(known -> bare(known.strip())).anyMatch(bare(tag)::equals);
    }

    /**
     * The version an {@code If-Match} header wants.
     *
     * @param ifMatch null for none
     * @param code of the problem when it is no version
     * @return empty when any will do: without the header, and for {@code *}
     * @throws TorgException MALFORMED with that code
     */
    public static OptionalLong wanted(String ifMatch, String code) {
        if (ifMatch == null || ifMatch.strip().equals("*")) return OptionalLong.empty();
        var tag = bare(ifMatch.strip());
        if (tag.matches("\"[0-9]{1,18}\"")) return OptionalLong.of(Long.parseLong(tag.substring(1, tag.length() - 1)));
        throw TorgException.of(ProblemKind.MALFORMED, code, "If-Match is not a version as ETag gives it").help("send the row's ETag, or *");
    }

    private static String bare(String tag) {
        return tag.replaceFirst("^W/", "");
    }
}
