package torg.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.HouseHealth;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.SiteTexts;
import torg.api.site.Sites;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Messages;

/**
 * Looks at all health checks and writes to whoever runs the portal about those that are not well for long, and when that is over. What it knows is in a table, and is
 * written together with the mail: so over a restart nothing is told twice, and of several nodes one tells.
 */
@Component(immediate = true, service = Watchman.class, configurationPid = AlertSettings.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, property = "torg.idle:Boolean=true")
@Designate(ocd = AlertSettings.class)
public final class Watchman {
    private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);
    private static final Messages MESSAGES = Messages.beside(Watchman.class, "nb");
    private static final Caller HOUSE = Caller.service("alerts");
    private static final long EVERY_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** What comes and goes is told no more often than this. */
    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final int MOST_ADDRESSES = 20;
    private final HouseHealth health;
    private final Mails mails;
    private final Sites sites;
    private final Tables tables;
    private final InstantSource clock;
    private final List<String> to;
    private final Duration after;
    private final Duration again;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Optional<Thread> worker;

    @Activate
    public Watchman(AlertSettings settings, @Reference HouseHealth health, @Reference Mails mails, @Reference Sites sites, @Reference Tables tables) {
        this(settings, health, mails, sites, tables, InstantSource.system(), true);
    }

    /** @param working whether it looks by itself */
    Watchman(AlertSettings settings, HouseHealth health, Mails mails, Sites sites, Tables tables, InstantSource clock, boolean working) {
        this.health = health;
        this.mails = mails;
        this.sites = sites;
        this.tables = tables;
        this.clock = clock;
        this.to = Arrays.stream(settings.to().split(",")).map(String::strip).filter(address -> !address.isEmpty()).toList();
        to.stream().filter(address -> !address.matches("[^@\\s<>,;]+@[^@\\s<>,;]+\\.[^@\\s<>,;]+")).findFirst().ifPresent(address -> {
            throw TorgException.of(ProblemKind.CONFIG, "alerts.setting", "'to' of " + AlertSettings.PID + " has '" + address + "', which is no e-mail address").help("write addresses with commas between them");
        });
        if (to.size() > MOST_ADDRESSES) throw TorgException.of(ProblemKind.CONFIG, "alerts.setting", "'to' of " + AlertSettings.PID + " has " + to.size() + " addresses").help("name " + MOST_ADDRESSES + " at most, such as a list");
        this.after = Duration.ofMinutes(within("after-minutes", settings.after$_$minutes(), 0, 1_440));
        this.again = Duration.ofHours(within("again-hours", settings.again$_$hours(), 1, 720));
        this.worker = working && !to.isEmpty() ? Optional.of(Thread.ofVirtual().name("watchman").start(this::work)) : Optional.empty();
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) throw TorgException.of(ProblemKind.CONFIG, "alerts.setting", "'" + name + "' of " + AlertSettings.PID + " is " + value).help("write " + least + " to " + most);
        return value;
    }

    /** Not interrupted, because an interrupt can close the store's files. */
    @Deactivate
    void stop() {
        stopped.countDown();
        try {
            if (worker.isPresent() && !worker.get().join(PATIENCE)) LOG.warn("watchman still at work at the end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!stopped.await(EVERY_SECONDS, TimeUnit.SECONDS)) carefully();
        } catch (InterruptedException _) {
            LOG.debug("watchman stopped");
        }
    }

    private void carefully() {
        try {
            round();
        } catch (TorgException e) {
            LOG.info("alerts wait because={}", e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("alerts wait", e);
        }
    }

    /** Look at everything once. A check that went with its module is well. */
    void round() {
        if (to.isEmpty()) return;
        var checks = health.checks();
        var known = new HashMap<String, Row>();
        tables.query(HOUSE, Query.of(AlertTable.NAME, AlertTable.SINCE, AlertTable.TOLD, AlertTable.OPEN).top(Query.MOST_ROWS)).rows().forEach(row -> known.put(row.key(), row));
        var names = new HashSet<>(checks.keySet());
        names.addAll(known.keySet());
        for (var name : names) {
            try {
                look(name, Optional.ofNullable(checks.get(name)).filter(status -> status.level() != Status.Level.OK), Optional.ofNullable(known.get(name)));
            } catch (TorgException e) {
                // Another node was quicker, or the address had too many mails: the next round sees.
                LOG.warn("alert waits check={} because={}", name, e.getMessage());
            }
        }
    }

    private void look(String check, Optional<Status> trouble, Optional<Row> row) {
        var now = clock.instant();
        var since = row.flatMap(known -> known.instant(AlertTable.SINCE));
        var told = row.flatMap(known -> known.instant(AlertTable.TOLD));
        var open = row.flatMap(known -> known.value(AlertTable.OPEN)).filter(Boolean.TRUE::equals).isPresent();
        if (trouble.isEmpty()) {
            if (open) tell(check, row, values(null, now, false), "over", since.map(from -> Duration.between(from, now)).orElse(Duration.ZERO), "", "");
            else if (since.isPresent()) write(check, row, values(null, told.orElse(null), false), List.of());
        } else if (since.isEmpty()) {
            write(check, row, values(now, told.orElse(null), false), List.of());
        } else if (!since.get().plus(after).isAfter(now) && told.filter(last -> last.plus(open ? again : BETWEEN).isAfter(now)).isEmpty()) {
            tell(check, row, values(since.get(), now, true), "trouble", Duration.between(since.get(), now), trouble.get().message(), trouble.get().next());
        }
    }

    private void tell(String check, Optional<Row> row, Map<String, Object> values, String what, Duration lasted, String message, String next) {
        var site = sites.current();
        var locale = site.settings().defaultLocale();
        var paragraphs = new ArrayList<>(List.of(text(site, locale, what, check, age(site, locale, lasted))));
        for (var line : List.of(message, next)) if (!line.isEmpty()) paragraphs.add(line);
        var subject = text(site, locale, what + ".subject", check, site.settings().name().in(locale));
        var posted = to.stream().flatMap(address -> posted(new Mail("alert", address, locale, subject, paragraphs, Optional.empty(), List.of())).stream()).toList();
        if (posted.isEmpty()) throw TorgException.of(ProblemKind.BUSY, "alerts.nobody", "none of the addresses can be written to now");
        write(check, row, values, posted);
        LOG.info("alert told check={} what={}", check, what);
    }

    /** One address that cannot be written to now keeps nothing from the others. */
    private Optional<Change> posted(Mail mail) {
        try {
            return Optional.of(mails.posted(mail));
        } catch (TorgException e) {
            LOG.warn("alert not written because={}", e.getMessage());
            return Optional.empty();
        }
    }

    private static String age(Site site, Locale locale, Duration lasted) {
        if (lasted.toDays() > 0) return text(site, locale, "days", lasted.toDays());
        return lasted.toHours() > 0 ? text(site, locale, "hours", lasted.toHours()) : text(site, locale, "minutes", lasted.toMinutes());
    }

    /** Only where nobody else wrote since the row was read: of two who would tell one does. */
    private void write(String check, Optional<Row> row, Map<String, Object> values, List<Change> posted) {
        var changes = new ArrayList<>(posted);
        var all = new HashMap<>(values);
        all.put(AlertTable.CHECK, check);
        changes.add(row.<Change>map(known -> new Change.Update(AlertTable.NAME, known.key(), OptionalLong.of(known.version()), values)).orElseGet(() -> new Change.Create(AlertTable.NAME, all)));
        tables.write(HOUSE, Write.of(changes));
    }

    private static Map<String, Object> values(Instant since, Instant told, boolean open) {
        var values = new HashMap<String, Object>();
        values.put(AlertTable.SINCE, since);
        values.put(AlertTable.TOLD, told);
        values.put(AlertTable.OPEN, open);
        return values;
    }

    private static String text(Site site, Locale locale, String key, Object... arguments) {
        return MESSAGES.text(locale, site.part(SiteTexts.class).map(texts -> texts.in(locale)).orElse(Map.of()), "alert." + key, arguments);
    }
}
