package torg.table.api.row;

import java.util.OptionalLong;
import java.util.stream.Stream;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** A row's version as an entity tag: a weak one, since what is shown of the row differs with {@code $select}, {@code $expand} and rights. */
public final class Version {
    private Version() {}

    public static String tag(long version) {
        return "W/\"" + version + "\"";
    }

    /** Whether an {@code If-None-Match} header names this tag. */
    public static boolean isAmong(String tag, String ifNoneMatch) {
        return ifNoneMatch.strip().equals("*") || Stream.of(ifNoneMatch.split(",")).map(known -> bare(known.strip())).anyMatch(bare(tag)::equals);
    }

    private static String bare(String tag) {
        return tag.replaceFirst("^W/", "");
    }

    /** The version an {@code If-Match} header wants; empty when any will do. */
    public static OptionalLong wanted(String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) return OptionalLong.empty();
        var tag = bare(ifMatch.strip());
        if (tag.matches("\"[0-9]{1,18}\"")) return OptionalLong.of(Long.parseLong(tag.substring(1, tag.length() - 1)));
        throw TorgException.of(ProblemKind.MALFORMED, "table-api.if-match", "If-Match is not a version as ETag gives it").help("send the row's ETag, or *");
    }
}
