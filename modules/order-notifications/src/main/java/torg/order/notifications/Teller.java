package torg.order.notifications;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.health.HealthCheck;
import torg.spi.identity.Identity;

/**
 * Follows the change feed and tells people. What is told and the mail about it are one transaction, named by the place in the feed: so whoever falls down in the middle
 * reads the same again and tells nothing twice, and of several nodes one tells. What waits for a mail of many is written by {@link Digests}, on the same beat.
 */
@Component(immediate = true, service = {HealthCheck.class, Teller.class})
public final class Teller implements HealthCheck {
    static final Caller HOUSE = Caller.service("order-notifications");
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
    private static final int AT_A_TIME = 500;
    private static final int MOST_IN_A_ROUND = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofDays(90);
    private final Tables tables;
    private final Sites sites;
    private final Identity identity;
    private final InstantSource clock;
    private final Letters letters;
    private final Digests digests;
    private final Wishes wishes;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Optional<Thread> worker;
    private volatile Status state = Status.ok("Nothing has been told yet.");

    @Activate
    public Teller(@Reference Tables tables, @Reference Sites sites, @Reference Identity identity, @Reference Mails mails) {
        this(tables, sites, identity, mails, InstantSource.system(), true);
    }

    /** @param working whether it looks by itself, every two seconds */
    Teller(Tables tables, Sites sites, Identity identity, Mails mails, InstantSource clock, boolean working) {
        this.tables = tables;
        this.sites = sites;
        this.identity = identity;
        this.clock = clock;
        this.letters = new Letters(mails, tables);
        this.digests = new Digests(tables, sites, identity, letters, clock);
        this.wishes = new Wishes(tables);
        this.worker = working ? Optional.of(Thread.ofVirtual().name("order-notifications").start(this::work)) : Optional.empty();
    }

    /** Not interrupted, because an interrupt can close the store's files. */
    @Deactivate
    void stop() {
        stopped.countDown();
        try {
            if (worker.isPresent() && !worker.get().join(PATIENCE)) LOG.warn("order notifications still at work at the end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return "order-notifications";
    }

    @Override
    public Status check() {
        return state;
    }

    private void work() {
        try {
            do carefully(); while (!stopped.await(2, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            LOG.debug("order notifications stopped");
        }
    }

    private void carefully() {
        try {
            round();
        } catch (TorgException e) {
            LOG.debug("notifications wait because={}", e.getMessage());
            if (e.kind() != ProblemKind.BUSY) state = Status.warn("Nobody is told of changes: " + e.getMessage() + ".", "Look at the documents below notifications/.");
        } catch (RuntimeException | LinkageError e) {
            LOG.error("notifications wait", e);
            state = Status.warn("Nobody is told of changes, something unforeseen happened.", "Look at the log.");
        }
    }

    /** Tell all that is new, and write the mails of many that are due. */
    void round() {
        var place = tables.find(HOUSE, NotificationTables.PLACE, NotificationTables.HERE);
        if (place.isEmpty()) begin();
        else follow(place.get());
        digests.due().forEach(due -> write(due.mail(), due.told()));
        sweep();
        state = look();
    }

    /** Nobody is told what happened before this module came. */
    private void begin() {
        var last = 0L;
        for (var entries = tables.feed(HOUSE, last, Query.MOST_ROWS); !entries.isEmpty(); entries = tables.feed(HOUSE, last, Query.MOST_ROWS)) last = entries.getLast().sequence();
        tables.write(HOUSE, Write.of(new Change.Create(NotificationTables.PLACE, Map.of("id", NotificationTables.HERE, "sequence", last))));
    }

    private void follow(Row place) {
        var entries = tables.feed(HOUSE, place.integer("sequence"), AT_A_TIME);
        if (entries.isEmpty()) return;
        var site = sites.current();
        site.part(Events.class).ifPresent(events -> first(events.all(), entries).forEach((what, sequence) -> tell(site, what, sequence)));
        // Only where no other node went on meanwhile.
        tables.write(HOUSE, Write.of(new Change.Update(NotificationTables.PLACE, place.key(), OptionalLong.of(place.version()), Map.of("sequence", entries.getLast().sequence()))));
    }

    /** An event of a row. */
    private record What(Event event, String key) {}

    /** Of several entries about the same thing the first names it: it is the same one when the feed is read again from here. */
    private static Map<What, Long> first(List<Event> events, List<Committed> entries) {
        var first = new LinkedHashMap<What, Long>();
        for (var entry : entries) {
            events.stream().filter(event -> isOf(event, entry)).forEach(event -> first.putIfAbsent(new What(event, entry.key()), entry.sequence()));
        }
        return first;
    }

    private static boolean isOf(Event event, Committed entry) {
        if (!event.table().equals(entry.table())) return false;
        return event.ofNewRows() ? entry.kind() == Committed.Kind.CREATED : entry.kind() == Committed.Kind.UPDATED && event.columns().stream().anyMatch(entry.columns()::contains);
    }

    private void tell(Site site, What what, long sequence) {
        var event = what.event();
        var table = tables.schema().find(event.table());
        if (table.isEmpty()) return;
        var such = Condition.all(Condition.eq(table.get().key(), what.key()), event.when());
        var row = tables.query(HOUSE, Query.of(event.table(), event.contact(), event.account()).where(such).top(1)).rows().stream().findFirst();
        var contact = row.flatMap(found -> found.text(event.contact()));
        var account = row.flatMap(found -> found.text(event.account()));
        if (contact.isEmpty() || account.isEmpty()) return;
        var id = sequence + "-" + event.name();
        var caller = identity.callerOf(contact.get(), account.get());
        if (caller.isEmpty() || tables.find(HOUSE, NotificationTables.TOLD, id).isPresent()) return;
        var person = tables.find(HOUSE, "contact", contact.get());
        var telling = person.flatMap(found -> Telling.of(tables, site, caller.get(), event, what.key(), Letters.locale(site, found)));
        var wish = wishes.of(contact.get(), event);
        if (telling.isEmpty() || wish.mail() == MailWish.NEVER && !wish.shown()) return;
        var now = clock.instant();
        var mail = Optional.<Change>empty();
        var values = new HashMap<String, Object>(Map.of("id", id, "contact", contact.get(), "account", account.get(), "event", event.name(),
                "row", what.key(), "created", now, "read", false, "shown", wish.shown()));
        if (wish.mail() == MailWish.DAILY) values.put("due", Digests.nextMorning(site, now));
        if (wish.mail() == MailWish.NOW) {
            var letter = letters.one(site, person.get(), telling.get());
            mail = letter.change();
            if (letter.outcome() == Letters.Outcome.LATER) values.put("due", Digests.nextHour(now));
        }
        write(mail, List.of(new Change.Create(NotificationTables.TOLD, values)));
    }

    /** A mail that the store does not take, such as one that is too long, is left out: nobody would be told anything until it did. */
    private void write(Optional<Change> mail, List<Change> told) {
        try {
            write(Stream.concat(mail.stream(), told.stream()).toList());
        } catch (TorgException e) {
            if (mail.isEmpty() || e.kind() != ProblemKind.INVALID) throw e;
            LOG.warn("notification-mail-left-out because={}", e.getMessage());
            write(told);
        }
    }

    /** Where another node, or somebody who read it, was quicker, nothing is left to do or the next round does it. */
    private void write(List<Change> changes) {
        try {
            tables.write(HOUSE, Write.of(changes));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.CONFLICT && e.kind() != ProblemKind.STALE && e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }

    private void sweep() {
        var old = tables.query(HOUSE, Query.of(NotificationTables.TOLD).where(Digests.until("created", clock.instant().minus(KEPT))).top(MOST_IN_A_ROUND)).rows();
        if (!old.isEmpty()) write(old.stream().<Change>map(row -> new Change.Delete(NotificationTables.TOLD, row.key())).toList());
    }

    private Status look() {
        var waiting = tables.query(HOUSE, Query.of(NotificationTables.TOLD).where(new Condition.Not(new Condition.Empty("due"))).top(1).counted()).total().orElse(0);
        return Status.ok(waiting == 0 ? "Everybody is told." : waiting + " notifications wait for a mail of many: that of the day, or because an address gets " + Mails.MOST_AN_HOUR + " an hour.");
    }
}
