package torg.connector.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a map names of a record: a field, or a path over records, {@code party.code}; of the several values that a path may lead to the first, {@code min(lines_to_pay.maturity_date)}.
 *
 * @param path as Tryton takes it
 * @param first whether only the first of its values counts
 */
record FieldPath(String path, boolean first) {
    private static final Pattern FIRST = Pattern.compile("min\\(([^()]+)\\)");

    static FieldPath of(String name) {
        var first = FIRST.matcher(name);
        return first.matches() ? new FieldPath(first.group(1), true) : new FieldPath(name, false);
    }

    /** What it is of a record; empty where there is nothing. */
    Optional<Object> in(JsonNode record) {
        return first ? Values.first(record, path) : Values.at(record, path);
    }
}
