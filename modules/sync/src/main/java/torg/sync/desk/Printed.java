package torg.sync.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The desk as a person at a terminal reads it. */
final class Printed {
    /** Changes whose way is not over, and what a person calls that. */
    private static final Map<String, String> STATES = Map.of("waiting", "waits", "refused", "parked");

    private Printed() {}

    static String of(SyncResource.Desk desk) {
        var text = new StringBuilder();
        var connectors = new ArrayList<>(List.of(List.of("connector", "ERP", "last answer", "asked", "waiting", "why")));
        desk.connectors().forEach(one -> connectors.add(List.of(one.connector(), contact(one), second(one.heard()), asked(one), "" + one.requestsWaiting(), one.reason())));
        text.append(table(connectors)).append('\n');
        var maps = new ArrayList<>(List.of(List.of("map", "state", "compared", "records", "not taken", "now", "lag", "waiting", "oldest", "parked", "held", "why")));
        desk.maps().forEach(one -> maps.add(row(one)));
        text.append(table(maps));
        desk.maps().stream().filter(one -> one.held() > 0).forEach(one -> text.append("\nheld: ").append(one.held()).append(" rows of map ").append(one.map())
                .append(" are gone from the ERP and were not taken away; torg sync let-through takes them away\n"));
        desk.paused().forEach(one -> text.append("\npaused: ").append(one.scope()).append(' ').append(one.name()).append(" since ").append(second(one.since())).append(" by ").append(one.by()).append(": ").append(one.note()).append('\n'));
        var open = desk.changes().stream().filter(change -> STATES.containsKey(change.state())).toList();
        if (!open.isEmpty()) {
            var changes = new ArrayList<>(List.of(List.of("id", "document", "state", "written", "attempts", "why")));
            open.forEach(one -> changes.add(List.of("" + one.id(), one.table() + " " + one.key(), STATES.get(one.state()), second(one.written()), "" + one.attempts(), one.note())));
            text.append("\n").append(table(changes));
        }
        if (!desk.notTaken().isEmpty()) {
            var records = new ArrayList<>(List.of(List.of("not taken of map", "since", "why")));
            desk.notTaken().forEach(one -> records.add(List.of(one.map(), second(one.since()), one.reason())));
            text.append("\n").append(table(records));
        }
        return text.toString();
    }

    private static List<String> row(SyncResource.MapLine one) {
        var now = one.rate() == 0 ? "" : one.rate() + "/s";
        return List.of(one.map(), one.state(), second(one.completed()), "" + one.records(), "" + one.notTaken(), now, lag(one), "" + one.waiting(), second(one.oldest()), "" + one.parked(), "" + one.held(),
                one.reason());
    }

    private static String contact(SyncResource.ConnectorLine one) {
        if (!one.running()) return "no such connector runs";
        return one.answers() ? "answers" : one.reason().isEmpty() ? "not asked yet" : "does not answer";
    }

    private static String lag(SyncResource.MapLine one) {
        return one.lag() < 0 ? "" : one.lag() + " s, worst " + one.worstLag() + " s";
    }

    private static String asked(SyncResource.ConnectorLine one) {
        if (one.circuit().equals("open") || one.circuit().equals("half-open")) return "circuit " + one.circuit();
        return one.requestsPerSecond() == 0 ? "" : one.requestsPerSecond() + "/s" + (one.slowed() ? ", slowed" : "");
    }

    static String of(Compared compared) {
        var text = new StringBuilder("comparison: ").append(compared.state()).append(compared.reason().isEmpty() ? "" : " (" + compared.reason() + ")").append("\nrecords: ").append(compared.records()).append('\n');
        compared.counts().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(count -> text.append(count.getKey()).append(": ").append(count.getValue()).append('\n'));
        if (!compared.findings().isEmpty()) {
            var findings = new ArrayList<>(List.of(List.of("finding", "key", "here, and in the ERP", "why")));
            compared.findings().forEach(one -> findings.add(List.of(one.kind(), one.key(), one.differences().stream().map(each -> each.column() + ": '" + each.here() + "', '" + each.there() + "'").collect(Collectors.joining("; ")), one.reason())));
            text.append('\n').append(table(findings));
        }
        return text.toString();
    }

    static String of(SyncResource.Looked looked) {
        var lines = new ArrayList<>(List.of(List.of("verdict", "about", "found", "what to do")));
        looked.checks().forEach(one -> lines.add(List.of(one.verdict(), one.about(), one.found(), one.remedy())));
        return table(lines);
    }

    static String of(RowLine row) {
        var text = new StringBuilder(row.table()).append(' ').append(row.key()).append(row.here() ? "" : " (not in the portal any more)").append("\nmap: ").append(row.map()).append(", ").append(row.state())
                .append("\nnumber in the ERP: ").append(row.number().isEmpty() ? "none known" : row.number()).append("\neverything last compared: ").append(row.compared().isEmpty() ? "never" : second(row.compared()))
                .append("\nthe ERP now: ").append(row.erp()).append(row.reason().isEmpty() ? "" : " (" + row.reason() + ")").append('\n');
        if (!row.changes().isEmpty()) {
            var steps = new ArrayList<>(List.of(List.of("id", "change", "kept here", "state", "since or next try", "attempts", "asked for by", "why")));
            row.changes().forEach(step -> steps.add(List.of("" + step.id(), step.kind() + (step.columns().isEmpty() ? "" : " " + String.join(", ", step.columns())), second(step.written()), step.state(), second(step.moment()), "" + step.attempts(), step.reference(), step.note())));
            text.append('\n').append(table(steps));
        }
        if (!row.differences().isEmpty()) {
            var differences = new ArrayList<>(List.of(List.of("column", "here", "in the ERP")));
            row.differences().forEach(one -> differences.add(List.of(one.column(), one.here(), one.there())));
            text.append('\n').append(table(differences));
        }
        return text.toString();
    }

    private static String second(String moment) {
        return moment.length() < 19 ? moment : moment.substring(0, 19) + "Z";
    }

    /** Lines with columns of equal width; what is the ERP's or a person's stays in its line and does nothing to the terminal. */
    static String table(List<List<String>> rows) {
        var plain = rows.stream().map(row -> row.stream().map(cell -> cell.replaceAll("\\p{Cntrl}+", " ")).toList()).toList();
        var widths = IntStream.range(0, plain.getFirst().size()).map(i -> plain.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)).toArray();
        return plain.stream().map(row -> IntStream.range(0, row.size()).mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length())).collect(Collectors.joining("  ")).stripTrailing()).collect(Collectors.joining("\n", "", "\n"));
    }
}
