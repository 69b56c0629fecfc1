package torg.order.notifications;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.web.Request;

/** What one person was told in the portal, for the account that is acted for. */
record Inbox(Tables tables) {
    /** Shown at once; what is older is not looked at any more. */
    static final int MOST = 50;

    /**
     * A notification.
     *
     * @param telling in the language of the request, as the person may see the row now
     */
    record Item(String id, Instant created, boolean read, Telling telling) {}

    /** The newest, as far as the person may still see what they are about; nothing for whoever is no contact. */
    List<Item> newest(Request request) {
        var caller = request.caller();
        var events = request.site().part(Events.class);
        if (caller.contact().isEmpty() || events.isEmpty()) return List.of();
        return rows(caller, Query.of(NotificationTables.TOLD, "event", "row", "created", "read"), List.of()).stream().flatMap(row -> item(request, events.get(), row).stream()).toList();
    }

    /** How many of the newest are unread, be it that the person may no longer see some: {@link #MOST} at most. */
    int unread(Caller caller) {
        return rows(caller, Query.of(NotificationTables.TOLD), List.of(unread())).size();
    }

    /** Mark one, or with an empty name all of the newest, as read; what is another person's is left alone as what is not there. */
    void read(Caller caller, String id) {
        var which = id.isEmpty() ? List.of(unread()) : List.of(unread(), Condition.eq("id", id));
        var changes = rows(caller, Query.of(NotificationTables.TOLD), which).stream()
                .map(row -> (Change) new Change.Update(NotificationTables.TOLD, row.key(), new HashMap<>(Map.of("read", true)))).toList();
        try {
            if (!changes.isEmpty()) tables.write(Teller.HOUSE, Write.of(changes));
        } catch (TorgException e) {
            // Old ones are swept away meanwhile: the person presses again.
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }

    private List<Row> rows(Caller caller, Query query, List<Condition> also) {
        if (caller.contact().isEmpty()) return List.of();
        var all = new ArrayList<Condition>(List.of(Condition.eq("contact", caller.contact().get()), Condition.eq("shown", true),
                Condition.any(caller.accounts().stream().map(account -> Condition.eq("account", account)).toList())));
        all.addAll(also);
        return tables.query(Teller.HOUSE, query.where(Condition.all(all.toArray(Condition[]::new))).order(new Query.Order("created", true)).top(MOST)).rows();
    }

    private Optional<Item> item(Request request, Events events, Row row) {
        return events.find(row.text("event").orElse("")).flatMap(event -> Telling.of(tables, request.site(), request.caller(), event, row.text("row").orElse(""), request.locale()))
                .map(telling -> new Item(row.key(), row.instant("created").orElseThrow(), row.is("read"), telling));
    }

    private static Condition unread() {
        return Condition.eq("read", false);
    }
}
