package torg.sync.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import torg.api.sync.Outbox.Entry;
import torg.sync.MapState;
import torg.sync.compare.Difference;
import torg.sync.connector.Trouble;
import torg.sync.map.TableMap;
import torg.sync.pause.Pausing;
import torg.sync.receive.Ledger;

/**
 * Where a document is between portal and ERP.
 *
 * @param key of the document; where a part was asked about, of its whole
 * @param here whether there is such a row
 * @param map the one that says how it goes
 * @param number the ERP's own key of it; empty when the ERP is not known to have it
 * @param last the last comparison of everything, by which the row is at least as new as the ERP was
 * @param changes what became of its changes, the newest first; of what is over, the last 30 days
 * @param erp what the ERP says of it now; empty when it was not asked
 */
record RowWay(String table, String key, boolean here, TableMap map, MapState state, Optional<Pausing> paused, Optional<String> number, Optional<Ledger.Completed> last, List<Step> changes, Optional<There> erp) {

    /**
     * A change.
     *
     * @param moment of one that waits: when it is tried next; of others: when they were parked, delivered or given up
     * @param columns those that it is of; empty for a row that was made or deleted
     * @param reference with which key the ERP is asked whether it has it, field and value; empty for what is not made there
     */
    record Step(Entry entry, Instant moment, Set<String> columns, Optional<String> reference) {}

    /** What the ERP says. */
    sealed interface There {
        /** It has it, and these columns differ; none when both sides agree. */
        record Found(List<Difference> differences) implements There {}

        /** It has it in a way that has no place here. */
        record NotTaken(Trouble why) implements There {}

        /** It has no such record, or the map does not read it. */
        record Absent() implements There {}

        /** It could not be asked. */
        record Silent(Trouble why) implements There {}
    }
}
