package torg.sync.desk;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import torg.sync.pause.Pausing;
import torg.sync.receive.Ledger;

/**
 * Where a document is, for programs.
 *
 * @param here whether there is such a row in the portal
 * @param map the one that says how it goes, and its {@code state}
 * @param paused why that stands still, or nothing
 * @param number the ERP's own key of it, or nothing
 * @param compared when everything of the map was last compared, or nothing
 * @param changes the newest first
 * @param erp what the ERP says of it now: {@code not-asked}, {@code same}, {@code differs}, {@code not-taken}, {@code absent} or {@code silent}
 * @param reason why it is not taken or the ERP silent, or nothing
 */
public record RowLine(String table, String key, boolean here, String map, String state, String paused, String number, String compared, List<StepLine> changes, String erp, String reason, List<DifferenceLine> differences) {

    /**
     * A change of it.
     *
     * @param kind {@code created}, {@code updated} or {@code deleted}
     * @param state {@code waiting}, {@code refused}, {@code delivered} or {@code dropped}
     * @param moment of one that waits: when it is tried next; of others: since when they are in this state
     * @param reference field and value by which the ERP is asked whether it has it already, or nothing
     */
    public record StepLine(long id, String kind, Set<String> columns, String written, String state, String moment, int attempts, String reference, String note) {
        private static StepLine of(RowWay.Step step) {
            var entry = step.entry();
            return new StepLine(entry.id(), entry.kind().name().toLowerCase(Locale.ROOT), step.columns(), entry.written().toString(), entry.state().name().toLowerCase(Locale.ROOT), step.moment().toString(), entry.attempts(), step.reference().orElse(""), entry.note());
        }
    }

    static RowLine of(RowWay way) {
        var erp = way.erp().map(there -> switch (there) {
            case RowWay.There.Found(var differences) -> differences.isEmpty() ? "same" : "differs";
            case RowWay.There.NotTaken _ -> "not-taken";
            case RowWay.There.Absent _ -> "absent";
            case RowWay.There.Silent _ -> "silent";
        }).orElse("not-asked");
        var why = way.erp().map(there -> switch (there) {
            case RowWay.There.NotTaken(var trouble) -> trouble.words();
            case RowWay.There.Silent(var trouble) -> trouble.words();
            case RowWay.There.Found _, RowWay.There.Absent _ -> "";
        }).orElse("");
        var differences = way.erp().filter(RowWay.There.Found.class::isInstance).map(RowWay.There.Found.class::cast).map(RowWay.There.Found::differences).orElse(List.of());
        return new RowLine(way.table(), way.key(), way.here(), way.map().name(), way.state().word(), way.paused().map(Pausing::note).orElse(""), way.number().orElse(""), way.last().map(Ledger.Completed::at).map(Instant::toString).orElse(""),
                way.changes().stream().map(StepLine::of).toList(), erp, why, DifferenceLine.of(differences));
    }
}
