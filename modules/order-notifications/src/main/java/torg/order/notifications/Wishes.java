package torg.order.notifications;

import java.util.ArrayList;
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
    /** In place of an event: what counts of those of which nothing is said; no event is called so. */
    private static final String EVERY = "*";

    /**
     * Of one event.
     *
     * @param shown whether it stands among the notifications in the portal
     */
    record Wish(MailWish mail, boolean shown) {}

    /** What the contact said of the event, else what its document says. */
    Wish of(String contact, Event event) {
        return of(contact, List.of(event)).get(event.name());
    }

    /** The same for several events, by name. */
    Map<String, Wish> of(String contact, List<Event> events) {
        var said = said(contact);
        return events.stream().collect(Collectors.toMap(Event::name, event -> said.containsKey(event.name()) ? said.get(event.name()) : said.getOrDefault(EVERY, unsaid(event))));
    }

    /** From now on; what was told stays told. */
    void set(Caller caller, Map<String, Wish> wishes) {
        var contact = caller.contact().orElseThrow();
        var changes = wishes.entrySet().stream().map(one -> (Change) put(contact, one.getKey(), one.getValue())).toList();
        if (!changes.isEmpty()) tables.write(Teller.HOUSE, Write.of(changes));
    }

    /** No mail of any event any more, also of those that the site has later; in the portal all stays as it was. */
    void noMail(String contact) {
        var said = said(contact);
        var changes = new ArrayList<Change>();
        said.forEach((event, wish) -> changes.add(put(contact, event, new Wish(MailWish.NEVER, wish.shown()))));
        if (!said.containsKey(EVERY)) changes.add(put(contact, EVERY, new Wish(MailWish.NEVER, true)));
        tables.write(Teller.HOUSE, Write.of(changes));
    }

    /** Whether nothing is left for {@link #noMail} to do. */
    boolean hasNoMail(String contact) {
        var said = said(contact);
        return said.containsKey(EVERY) && said.values().stream().allMatch(wish -> wish.mail() == MailWish.NEVER);
    }

    private Map<String, Wish> said(String contact) {
        var query = Query.of(NotificationTables.WISH, "event", "mail", "shown").where(Condition.eq("contact", contact)).top(Query.MOST_ROWS);
        return tables.query(Teller.HOUSE, query).rows().stream().collect(Collectors.toMap(row -> row.text("event").orElse(""), Wishes::read));
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
