package torg.sync.send;

import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.sync.map.Erased;
import torg.sync.map.TableMap;

/** What of the changes made here is not sent: rows that their map leaves out, see {@link TableMap#rows}, and people who were erased. */
record LeftOut(Tables tables, Caller caller, Outbox outbox) {
    private static final int MOST_CHANGES = 1_000;

    /** Whether the change is one of somebody who was erased, perhaps the erasure itself: nobody means to write it to the ERP. */
    boolean isOfWhoWasErased(Outbox.Entry entry) {
        return new Erased(tables, caller).has(entry.table(), entry.key());
    }

    /** Whether the row is there and none of those that the map sends. */
    boolean has(TableMap map, String key) {
        return !(map.rows() instanceof Condition.Everything) && tables.find(caller, map.table(), key).isPresent() && !isOneOf(map, key, map.rows());
    }

    /** Whether the row was left out and is one of those that the map sends by now. What the ERP refused, or a person left undone, was not left out. */
    boolean takesIn(TableMap map, String key) {
        return !(map.rows() instanceof Condition.Everything) && isOneOf(map, key, Condition.all(new Condition.Empty(map.erpKey().orElseThrow()), map.rows()))
                && outbox.past(map.table(), key, MOST_CHANGES).stream().map(Outbox.Past::entry)
                        .noneMatch(entry -> entry.kind() == Committed.Kind.CREATED && entry.state() != Outbox.State.DELIVERED);
    }

    private boolean isOneOf(TableMap map, String key, Condition rows) {
        var own = tables.schema().table(map.table()).key();
        return !tables.query(caller, Query.of(map.table(), own).where(Condition.all(Condition.eq(own, key), rows)).top(1)).rows().isEmpty();
    }
}
