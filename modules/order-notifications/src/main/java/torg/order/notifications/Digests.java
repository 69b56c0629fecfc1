package torg.order.notifications;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.spi.identity.Identity;

/** The mails that tell of many at once: that of the day, and what one address would have got too many of. */
record Digests(Tables tables, Sites sites, Identity identity, Letters letters, InstantSource clock) {
    private static final int MOST_IN_A_ROUND = 1_000;
    private static final Duration AGAIN = Duration.ofHours(1);
    /** When the mail of the day is written, in the site's time zone. */
    private static final LocalTime MORNING = LocalTime.of(7, 0);

    /** When the next mail of the day is due. */
    static Instant nextMorning(Site site, Instant now) {
        var here = now.atZone(site.settings().timeZone());
        var today = here.with(MORNING);
        return (today.isAfter(here) ? today : today.plusDays(1)).toInstant();
    }

    /** When that is due which cannot go now: the same for all that has to wait within an hour, so that it goes into one mail. */
    static Instant nextHour(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).plus(AGAIN);
    }

    /** Up to and with this moment. */
    static Condition until(String column, Instant moment) {
        return new Condition.Compare(column, Condition.Operator.LE, new Operand.Literal(moment));
    }

    /**
     * What is due to one person, which belongs into one write.
     *
     * @param mail empty when there is nothing left to tell, or it cannot go now
     * @param told that none of it is due any more, or when it is
     */
    record Due(Optional<Change> mail, List<Change> told) {}

    /** For each person to whom something is due. Made one after the other, as they are taken, so that each mail is asked for after the one before was written. */
    Stream<Due> due() {
        var now = clock.instant();
        var due = Query.of(NotificationTables.TOLD, "contact", "account", "event", "row").where(until("due", now)).order(new Query.Order("due", false)).top(MOST_IN_A_ROUND);
        var site = sites.current();
        return tables.query(Teller.HOUSE, due).rows().stream().collect(Collectors.groupingBy(row -> row.text("contact").orElse(""), LinkedHashMap::new, Collectors.toList()))
                .entrySet().stream().map(one -> due(site, one.getKey(), one.getValue(), now));
    }

    /** What the person may no longer read is left out. */
    private Due due(Site site, String contact, List<Row> rows, Instant now) {
        var person = tables.find(Teller.HOUSE, "contact", contact);
        var events = site.part(Events.class).map(Events::all).orElse(List.of());
        // Who wanted no more mails since it was told gets none of what still waits.
        var wished = new Wishes(tables).of(contact, events);
        var wanted = events.stream().filter(event -> wished.get(event.name()).mail() != MailWish.NEVER).collect(Collectors.toMap(Event::name, event -> event));
        var tellings = person.map(found -> rows.stream().flatMap(row -> telling(site, found, row, wanted).stream()).distinct().toList()).orElse(List.of());
        var letter = tellings.isEmpty() ? new Letters.Letter(Letters.Outcome.NEVER, Optional.empty()) : letters.many(site, person.get(), tellings);
        var due = new HashMap<String, Object>();
        due.put("due", letter.outcome() == Letters.Outcome.LATER ? nextHour(now) : null);
        return new Due(letter.change(), rows.stream().<Change>map(row -> new Change.Update(NotificationTables.TOLD, row.key(), OptionalLong.of(row.version()), due)).toList());
    }

    private Optional<Telling> telling(Site site, Row person, Row told, Map<String, Event> wanted) {
        var event = Optional.ofNullable(wanted.get(told.text("event").orElse("")));
        var caller = identity.callerOf(person.key(), told.text("account").orElse(""));
        return event.flatMap(known -> caller.flatMap(somebody -> Telling.of(tables, site, somebody, known, told.text("row").orElse(""), Letters.locale(site, person))));
    }
}
