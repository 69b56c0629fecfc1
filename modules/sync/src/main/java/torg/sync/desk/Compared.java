package torg.sync.desk;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import torg.sync.compare.Comparison;

/**
 * A look at both sides of a map, for programs.
 *
 * @param state {@code none}, {@code running}, {@code done} or {@code broken}
 * @param records of the ERP that were looked at
 * @param counts findings by kind: {@code only-there}, {@code differs}, {@code not-taken}, {@code gone}, {@code only-here}
 * @param findings the first 200 of each kind
 * @param reason why it broke, or nothing
 */
public record Compared(String state, String start, String end, long records, Map<String, Long> counts, List<FindingLine> findings, String reason) {
    static final Compared NONE = new Compared("none", "", "", 0, Map.of(), List.of(), "");

    /** A row or record that differs: in which columns, with the values that may be read, or why it is not taken. */
    public record FindingLine(String kind, String key, List<DifferenceLine> differences, String reason) {}

    static Compared of(Comparison comparison) {
        var state = comparison.isRunning() ? "running" : comparison.broken().isPresent() ? "broken" : "done";
        return new Compared(state, comparison.start().toString(), comparison.end().map(Instant::toString).orElse(""), comparison.records(),
                comparison.counts().entrySet().stream().collect(Collectors.toMap(count -> word(count.getKey()), Map.Entry::getValue)),
                comparison.findings().stream().map(finding -> new FindingLine(word(finding.kind()), finding.key(), DifferenceLine.of(finding.differences()), finding.reason())).toList(), comparison.broken().orElse(""));
    }

    static String word(Comparison.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
