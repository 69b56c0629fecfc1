package torg.audit;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.audit.Act;
import torg.api.audit.AuditCells;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditEntry.Values;

/**
 * An entry as a line of text, its fields with tabulators between, each encoded as in addresses: with every such line of a log anybody can check its chain. Who worked in
 * the caller's place stands last, in lines of entries of which that is so.
 */
final class EntryLine {
    private static final int FIELDS = 18;

    private EntryLine() {}

    static String written(AuditEntry entry) {
        var act = entry.act();
        var fields = Stream.of("" + entry.number(), entry.at().toString(), entry.caller(), entry.account(), entry.address(), entry.request(), act.name(), act.outcome().name(), act.person(), act.table(), act.key(),
                act.detail(), "" + act.times(), entry.values().map(Values::salt).orElse(""), entry.values().map(values -> AuditCells.written(values.cells())).orElse(""), entry.digest(), entry.previous(),
                entry.hash());
        return Stream.concat(fields, Stream.of(entry.deputy()).filter(deputy -> !deputy.isEmpty())).map(field -> URLEncoder.encode(field, StandardCharsets.UTF_8)).collect(Collectors.joining("\t"));
    }

    /** @return empty for what is no such line */
    static Optional<AuditEntry> read(String line) {
        try {
            var fields = Stream.of(line.split("\t", -1)).map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8)).toList();
            return fields.size() == FIELDS || fields.size() == FIELDS + 1 ? Optional.of(entry(fields)) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static AuditEntry entry(List<String> fields) {
        var act = new Act(fields.get(6), Act.Outcome.valueOf(fields.get(7)), fields.get(8), fields.get(9), fields.get(10), fields.get(11), Long.parseLong(fields.get(12)));
        var values = fields.get(13).isEmpty() ? Optional.<Values>empty() : Optional.of(new Values(fields.get(13), AuditCells.read(fields.get(14))));
        return new AuditEntry(Long.parseLong(fields.get(0)), Instant.parse(fields.get(1)), fields.get(2), fields.size() > FIELDS ? fields.get(FIELDS) : "", fields.get(3), fields.get(4), fields.get(5), act, values, fields.get(15), fields.get(16),
                fields.get(17));
    }
}
