package torg.order.notifications;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;

/** How people want to be told. */
record Wishes(Tables tables) {
    /**
     * Of one event.
     *
     * @param shown whether it stands among the notifications in the portal
     */
    record Wish(MailWish mail, boolean shown) {}

    /** What the contact said of the event, else what its document says. */
    Wish of(String contact, Event event) {
        return tables.find(Teller.HOUSE, NotificationTables.WISH, NotificationTables.wish(contact, event.name())).map(Wishes::read).orElseGet(() -> unsaid(event));
    }

    /** The same for several events, by name. */
    Map<String, Wish> of(String contact, List<Event> events) {
        var query = Query.of(NotificationTables.WISH, "event", "mail", "shown").where(Condition.eq("contact", contact)).top(Query.MOST_ROWS);
        var said = tables.query(Teller.HOUSE, query).rows().stream().collect(Collectors.toMap(row -> row.text("event").orElse(""), Wishes::read));
        return events.stream().collect(Collectors.toMap(Event::name, event -> said.getOrDefault(event.name(), unsaid(event))));
    }

    /** From now on; what was told stays told. */
    void set(Caller caller, Map<String, Wish> wishes) {
        var contact = caller.contact().orElseThrow();
        var changes = wishes.entrySet().stream().map(one -> (Change) put(contact, one.getKey(), one.getValue())).toList();
        if (!changes.isEmpty()) tables.write(Teller.HOUSE, Write.of(changes));
    }

    private static Change.Put put(String contact, String event, Wish wish) {
        var key = NotificationTables.wish(contact, event);
        return new Change.Put(NotificationTables.WISH, key, new HashMap<>(Map.of("contact", contact, "event", event, "mail", wish.mail().word(), "shown", wish.shown())));
    }

    private static Wish unsaid(Event event) {
        return new Wish(event.mail(), true);
    }

    private static Wish read(Row row) {
        return new Wish(row.text("mail").flatMap(MailWish::of).orElse(MailWish.NOW), row.is("shown"));
    }
}
