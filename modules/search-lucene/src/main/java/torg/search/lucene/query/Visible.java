package torg.search.lucene.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.Query;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Tables;
import torg.search.lucene.index.Fields;
import torg.search.lucene.index.SearchIndex;
import torg.search.lucene.site.SearchPlan.Searched;

/**
 * Which documents of the index are rows that a caller may read. A rule about nothing but values of the row is asked of the index; for any other the gate is asked for the keys,
 * and these are kept until a row changes that decides about them. Thread-safe.
 */
@Component(service = Visible.class)
public final class Visible {
    /** Ids in all that is kept. */
    private static final int MOST_KEPT = 100_000;
    /** Who sees more rows than this is asked for anew each time, so that others have room. */
    private static final int LONGEST_KEPT = 2_000;

    private final Tables tables;
    private final SearchIndex index;
    /** Who asked last, last. */
    private final LinkedHashMap<Asked, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private int kept;

    private record Asked(Caller caller, String table) {}

    /** What was answered under a rule, and how often the tables had changed by then that decide. */
    private record Known(Condition rule, Map<String, Long> changes, List<String> ids) {
        /** One more than there are ids: who sees nothing takes room as well. */
        int size() {
            return 1 + ids.size();
        }
    }

    @Activate
    public Visible(@Reference Tables tables, @Reference SearchIndex index) {
        this.tables = tables;
        this.index = index;
    }

    Query of(Caller caller, Searched searched) {
        var rule = tables.readable(caller, searched.table().name());
        return new RuleFilter(searched, caller).of(rule).orElseGet(() -> RuleFilter.among(Fields.ID, ids(caller, searched, rule)));
    }

    private List<String> ids(Caller caller, Searched searched, Condition rule) {
        var asked = new Asked(caller, searched.table().name());
        var changes = index.changes(tables.deciding(caller, asked.table()));
        var before = kept(asked);
        if (before.filter(last -> last.rule == rule && last.changes.equals(changes)).isPresent()) return before.get().ids;
        var ids = ask(caller, asked.table());
        if (ids.size() <= LONGEST_KEPT) keep(asked, new Known(rule, changes, ids));
        return ids;
    }

    private List<String> ask(Caller caller, String table) {
        var ids = new ArrayList<String>();
        var query = torg.api.table.Query.of(table).top(torg.api.table.Query.MOST_ROWS);
        for (var page = tables.query(caller, query); ; page = tables.query(caller, query.after(page.next().get()))) {
            page.rows().forEach(row -> ids.add(Fields.id(table, row.key())));
            if (page.next().isEmpty()) return ids;
        }
    }

    private synchronized Optional<Known> kept(Asked asked) {
        return Optional.ofNullable(known.get(asked));
    }

    private synchronized void keep(Asked asked, Known answer) {
        kept += answer.size();
        var before = known.put(asked, answer);
        if (before != null) kept -= before.size();
        while (kept > MOST_KEPT) kept -= known.pollFirstEntry().getValue().size();
    }
}
