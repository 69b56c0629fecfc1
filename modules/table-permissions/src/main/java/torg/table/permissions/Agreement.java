package torg.table.permissions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;

/**
 * What somebody agreed to that everybody is given: {@code public:} of a rule, which repeats all of the rule that decides it, and names the columns. So who changes the rule agrees anew.
 *
 * @param other what it says otherwise than the rule, by the words of the document; empty when it repeats the rule
 * @param columns that everybody may use; a star stands for all there are and will be
 * @param except names of denials that it counts on: without one of them everybody is given more
 */
record Agreement(List<String> other, Set<String> columns, Set<String> except) {
    private static final String PUBLIC = "public";
    private static final String COLUMNS = "columns";
    private static final String EXCEPT = "except";
    private static final List<String> REPEATED = List.of("deny", "table", "with", "scope", "via", "parent", "where", "form", "privileges");

    /** What a rule says of it; empty when it says nothing, or nothing that repeats it. */
    static Optional<Agreement> of(Reader rule, Problems problems) {
        if (!(rule.node(PUBLIC).orElse(null) instanceof Node.Mapping mapping)) return Optional.empty();
        var said = new Reader(mapping, problems);
        var other = REPEATED.stream().filter(key -> !words(said, key).equals(words(rule, key))).toList();
        var columns = new TreeSet<>(said.texts(COLUMNS));
        var except = new TreeSet<>(said.texts(EXCEPT));
        said.done();
        return Optional.of(new Agreement(other, columns, except));
    }

    /** Whether these are among its columns. */
    boolean shows(String column) {
        return columns.contains("*") || columns.contains(column);
    }

    /** The words that would agree to a rule as it is, as they are written beside it. */
    static String words(Reader rule, List<String> columns, List<String> except) {
        var parts = new ArrayList<String>();
        REPEATED.stream().filter(rule::has).forEach(key -> parts.add(key + ": " + (rule.node(key).orElse(null) instanceof Node.Sequence ? list(rule.texts(key)) : quoted(rule.texts(key).getFirst()))));
        if (!columns.isEmpty()) parts.add(COLUMNS + ": " + list(columns));
        if (!except.isEmpty()) parts.add(EXCEPT + ": " + list(except));
        return PUBLIC + ": {" + String.join(", ", parts) + "}";
    }

    private static String list(List<String> values) {
        return values.stream().map(Agreement::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String value) {
        return value.matches("[\\w ./'()=<>-]*[\\w.'()]") && !value.startsWith("'") ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Their order and the spaces in them say nothing. */
    private static Set<String> words(Reader reader, String key) {
        return reader.texts(key).stream().map(word -> word.strip().replaceAll("\\s+", " ")).collect(Collectors.toCollection(TreeSet::new));
    }
}
