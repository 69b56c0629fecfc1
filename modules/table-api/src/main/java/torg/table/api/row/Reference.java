package torg.table.api.row;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * A row as one request names it to link it with another: by its address, whole, as a path or from the service's root, {@code account('ALFKI')}.
 *
 * @param key a text, or in a change set of a batch what stands for the key of a row made there
 */
public record Reference(String table, Object key) {
    /** The member of a body that names a row. */
    public static final String ID = "@odata.id";
    private static final int LONGEST = 1_000;
    private static final Pattern ADDRESS = Pattern.compile("(?:https?://[^/]+)?(?:/api/tables/)?([a-z][a-z0-9]*)\\((.+)\\)");

    /** @throws TorgException MALFORMED when the text is no address of a row */
    public static Reference read(Object written) {
        return address(written).orElseThrow(() -> TorgException.of(ProblemKind.MALFORMED, "table-api.reference", "a row is not named by its address").help("write account('ALFKI')"));
    }

    private static Optional<Reference> address(Object written) {
        if (!(written instanceof String text) || text.length() > LONGEST) return Optional.empty();
        var parts = ADDRESS.matcher(text);
        if (!parts.matches()) return Optional.empty();
        try {
            return Optional.of(new Reference(parts.group(1), RowKey.read(URLDecoder.decode(parts.group(2).replace("+", "%2B"), StandardCharsets.UTF_8))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
