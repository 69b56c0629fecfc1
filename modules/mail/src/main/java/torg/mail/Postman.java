package torg.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.health.HealthCheck;

/**
 * Sends what waits, one mail after the other. Before an attempt the next one is written down: so of two that want the same mail one gets it, and a
 * house that falls down in the
 * middle tries again. A mail that the server took just before that goes out twice, with the same id.
 */
@Component(immediate = true, service = {HealthCheck.class, Postman.class}, configurationPid = MailSettings.PID)
@Designate(ocd = MailSettings.class)
public final class Postman implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    /** Longer than an attempt takes. */
    private static final Duration FIRST_WAIT = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 7;
    private static final Duration LONGEST_TRY = Duration.ofDays(3);
    private static final Duration KEPT = Duration.ofDays(30);
    /** So long what was given up is a warning: a mistyped address is no trouble of the house. */
    private static final Duration TOLD = Duration.ofDays(1);
    private static final int AT_A_TIME = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private final Tables tables;
    private final Sites sites;
    private final InstantSource clock;
    private final Optional<MailServer> server;
    private final boolean show;
    private final Duration pace;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Optional<Thread> worker;
    private volatile Status state = Status.ok("No mail has been looked for yet.");

    @Activate
    public Postman(MailSettings settings, @Reference Tables tables, @Reference Sites sites) {
        this(settings, tables, sites, InstantSource.system(), true);
    }

    /** @param working whether it looks by itself, once a second */
    Postman(MailSettings settings, Tables tables, Sites sites, InstantSource clock, boolean working) {
        bounded("port", settings.port(), 65_535);
        bounded("pace", settings.pace(), 600);
        this.tables = tables;
        this.sites = sites;
        this.clock = clock;
        this.server = MailServer.of(settings);
        this.show = settings.show();
        this.pace = Duration.ofMinutes(1).dividedBy(settings.pace());
        this.worker = working ? Optional.of(Thread.ofVirtual().name("postman").start(this::work)) : Optional.empty();
    }

    private static void bounded(String name, int value, int most) {
        if (value < 1 || value > most) throw TorgException.of(ProblemKind.CONFIG, "mail.setting", "'" + name + "' of " + MailSettings.PID + " is " + value)
                .help("write 1 to " + most);
    }

    /** Not interrupted, because an interrupt can close the store's files. */
    @Deactivate
    void stop() {
        stopped.countDown();
        try {
            if (worker.isPresent() && !worker.get().join(PATIENCE)) LOG.warn("postman still at work at the end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Status check() {
        return state;
    }

    /** Whether administrators may read what waits: there is no mail server, and the settings say so. */
    boolean shows() {
        return show && server.isEmpty();
    }

    private void work() {
        try {
            do carefully(); while (!stopped.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            LOG.debug("postman stopped");
        }
    }

    /** The worker outlives what fails: it is told, and tried again. */
    private void carefully() throws InterruptedException {
        try {
            round();
        } catch (TorgException e) {
            LOG.debug("mail waits: {}", e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("mail waits", e);
            state = Status.warn("Mail is not sent, something unforeseen happened.", "Look at the log.");
        }
    }

    /** Send what is due, at the pace of the settings. */
    void round() throws InterruptedException {
        if (server.isPresent()) {
            for (var row : rows("due", Condition.all(Condition.eq("state", MailTable.WAITING), before("due", clock.instant())))) {
                deliver(server.get(), row);
                if (worker.isPresent() && stopped.await(pace.toMillis(), TimeUnit.MILLISECONDS)) return;
            }
        }
        sweep();
        state = look();
    }

    private void deliver(MailServer to, Row row) {
        var attempt = row.integer("attempts");
        var now = clock.instant();
        var next = now.plus(FIRST_WAIT.multipliedBy(1L << Math.min(attempt, MOST_DOUBLINGS)));
        if (!written(row.key(), OptionalLong.of(row.version()), Map.of("attempts", attempt + 1, "due", next))) return;
        var answer = to.send(new MailServer.Letter(row.key(), PostedMails.sender(sites.current(), sites.current().settings().defaultLocale()),
                row.text("recipient").orElseThrow(),
                row.text("subject").orElseThrow(), row.text("plain").orElse(""), row.text("html").orElse(""), row.text("unsubscribe").orElse(""), row.instant("created").orElseThrow()));
        var begun = OptionalLong.of(row.version() + 1);
        switch (answer) {
            // Whatever became of the row meanwhile: an administrator may have had it tried again while the server was taking it.
            case MailServer.Answer.Taken() -> ended(row, OptionalLong.empty(), MailTable.SENT, "");
            case MailServer.Answer.Never(var why) -> ended(row, begun, MailTable.PARKED, why);
            case MailServer.Answer.Later(var why) -> {
                LOG.info("mail-waits id={} attempt={} next={} because={}", row.key(), attempt + 1, next, why);
                if (row.instant("created").orElseThrow().plus(LONGEST_TRY).isBefore(now)) ended(row, begun, MailTable.PARKED, why);
                else written(row.key(), begun, Map.of("reason", why));
            }
        }
    }

    /** The text of what is sent is nobody's business any more, nor that of what is never sent: its links are old by the time somebody looks. */
    private void ended(Row row, OptionalLong version, String state, String why) {
        LOG.info("mail-{} id={} kind={}{}", state, row.key(), row.text("kind").orElse(""), why.isEmpty() ? "" : " because=" + why);
        var values = new HashMap<String, Object>(Map.of("state", state, "ended", clock.instant(), "plain", "", "html", "", "unsubscribe", "", "reason", why));
        written(row.key(), version, values);
    }

    /** Whether the row was there, and at that version where one is asked for; if not, somebody else has it. */
    private boolean written(String key, OptionalLong version, Map<String, Object> values) {
        try {
            tables.write(PostedMails.HOUSE, Write.of(new Change.Update(MailTable.NAME, key, version, values)));
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.STALE && e.kind() != ProblemKind.NOT_FOUND) throw e;
            return false;
        }
    }

    private void sweep() {
        var old = rows("created", before("created", clock.instant().minus(KEPT)));
        if (!old.isEmpty()) tables.write(PostedMails.HOUSE, Write.of(old.stream().map(row -> new Change.Delete(MailTable.NAME, row.key())).toList()));
    }

    private Status look() {
        var parked = rows("ended", Condition.all(Condition.eq("state", MailTable.PARKED), new Condition.Compare("ended", Condition.Operator.GT,
                new Operand.Literal(clock.instant().minus(TOLD)))));
        var late = rows("created", Condition.all(Condition.eq("state", MailTable.WAITING), before("created", clock.instant().minus(FIRST_WAIT))));
        if (server.isEmpty() && show) return Status.ok("There is no mail server: administrators read what would be sent.");
        if (server.isEmpty() && !late.isEmpty()) return Status.warn("Mails to people wait, because no mail server is set.", "Set host and from of "
                + MailSettings.PID + ".");
        if (!parked.isEmpty()) return Status.warn("Mails were given up: " + parked.getLast().text("reason").orElse("") + ".",
                "Look at the list of mails; whoever waits for one has to ask again.");
        if (!late.isEmpty()) return Status.warn("Mails wait to be sent: " + late.getFirst().text("reason").orElse("the server is slow") + ".",
                "Look at the mail server; what waits is tried again for three days.");
        return Status.ok(server.isEmpty() ? "There is no mail server, and no mail." : "No mail waits.");
    }

    private List<Row> rows(String by, Condition which) {
        return tables.query(PostedMails.HOUSE, Query.of(MailTable.NAME, MailTable.COLUMNS).where(which).order(new Query.Order(by, false)).top(AT_A_TIME))
                .rows();
    }

    private static Condition before(String column, Instant moment) {
        return new Condition.Compare(column, Condition.Operator.LE, new Operand.Literal(moment));
    }
}
