package torg.store.write;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.table.Committed;
import torg.store.database.Transaction;
import torg.store.schema.FeedEntries;

/** Writes the feed for whatever changes rows without being a write. */
@Component(immediate = true, service = FeedEntries.class)
public final class FeedWriter implements FeedEntries {
    private static final Caller STORE = Caller.service("store");
    private final WriteRunner writes;

    @Activate
    public FeedWriter(@Reference WriteRunner writes) {
        this.writes = writes;
    }

    @Override
    public List<Committed> add(Transaction transaction, List<Changed> rows) throws SQLException {
        var done = rows.stream().flatMap(changed -> changed.keys().stream().map(key -> new Done(changed.table(), key, Committed.Kind.UPDATED, changed.columns(), Map.of(), Map.of()))).toList();
        return writes.told(transaction, done, STORE.name(), STORE);
    }

    @Override
    public void tell(List<Committed> changed) {
        writes.tell(changed);
    }
}
