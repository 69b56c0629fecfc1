package torg.table.api.row;

import java.util.OptionalLong;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** A row's version as an entity tag. */
public final class Version {
    private Version() {}

    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** The version an {@code If-Match} header wants; empty when any will do. */
    public static OptionalLong wanted(String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) return OptionalLong.empty();
        var tag = ifMatch.strip().replaceFirst("^W/", "");
        if (tag.matches("\"[0-9]{1,18}\"")) return OptionalLong.of(Long.parseLong(tag.substring(1, tag.length() - 1)));
        throw TorgException.of(ProblemKind.MALFORMED, "table-api.if-match", "If-Match is not a version as ETag gives it").help("send the row's ETag, or *");
    }
}
