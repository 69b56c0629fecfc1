package torg.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.audit.Act;
import torg.api.audit.AuditCheck;
import torg.api.audit.AuditCut;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditEntry.Head;
import torg.api.audit.AuditLog;
import torg.api.audit.AuditQuery;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.store.database.Database;
import torg.store.database.Jdbc;
import torg.store.database.Transaction;
import torg.store.write.AuditTrail;
import torg.store.write.AuditTrail.Told;
import torg.store.write.Floods;
import torg.store.write.WriteRunner;

/** The audit log in a table of the store's own. What is looked for is looked for backwards by number, in an index that begins with what was asked. */
@Component(immediate = true, service = AuditLog.class)
public final class SqlAuditLog implements AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(SqlAuditLog.class);
    private static final Caller STORE = Caller.service("store");
    private static final String AFTER = AuditTrail.SELECT + " where \"number\" > ? order by \"number\" fetch first ? rows only";
    /** The first that stays: what lies before it goes, whatever its clock said. */
    private static final String STAYS = "select min(\"number\") from \"torg_audit\" where \"at\" >= ?";
    private static final String ENDS = "select \"number\", \"hash\", \"at\" from \"torg_audit\" where \"number\" = (select max(\"number\") from ("
            + "select \"number\" from \"torg_audit\" where \"number\" < ? order by \"number\" fetch first ? rows only) as oldest)";
    private static final String GOING = "select count(*) from \"torg_audit\" where \"number\" <= ?";
    private static final String CUT = "delete from \"torg_audit\" where \"number\" <= ?";
    private static final String ERASE = "update \"torg_audit\" set \"salt\" = null, \"cells\" = null where \"salt\" is not null and \"person\" = ?";
    /** So few that whoever writes at the same time does not notice. */
    private static final int AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final long EVERY_SECONDS = 5;
    private final Database database;
    private final WriteRunner writes;
    private final AuditTrail trail;
    private final Floods floods;
    private final InstantSource clock;
    private final ScheduledExecutorService minutes = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("audit-floods").factory());

    @Activate
    public SqlAuditLog(@Reference Database database, @Reference WriteRunner writes) {
        this(database, writes, InstantSource.system());
        minutes.scheduleWithFixedDelay(() -> attempt(false), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    public SqlAuditLog(Database database, WriteRunner writes, InstantSource clock) {
        this.database = database;
        this.writes = writes;
        this.trail = new AuditTrail(clock);
        this.floods = new Floods(clock);
        this.clock = clock;
    }

    @Deactivate
    void close() {
        minutes.shutdown();
        attempt(true);
    }

    @Override
    public void add(Act act) {
        database.retried(transaction -> {
            add(transaction, act);
            return null;
        });
    }

    private void add(Transaction transaction, Act act) throws SQLException {
        writes.inOrder(transaction);
        var by = Trace.now().caller().orElse(STORE);
        trail.add(transaction, by, List.of(new Told(act, List.of())));
    }

    @Override
    public void count(Act act) {
        var address = Trace.now().address();
        if (!floods.alone(act, address)) return;
        try {
            add(act);
        } catch (TorgException e) {
            LOG.warn("event=audit-later act={}", act.name(), e);
            floods.count(act, address);
        }
    }

    /** Tell what was counted; what cannot be told now goes on counting. */
    void tell(boolean all) {
        var left = new ArrayDeque<>(floods.over(all));
        try {
            for (; !left.isEmpty(); left.remove()) add(left.peek().act());
        } finally {
            left.forEach(floods::back);
        }
    }

    private void attempt(boolean all) {
        try {
            tell(all);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("event=audit-count-untold", e);
        }
    }

    @Override
    public List<AuditEntry> find(AuditQuery query) {
        var where = new ArrayList<String>();
        var values = new ArrayList<Object>();
        query.person().ifPresent(person -> add(where, values, "(\"person\" = ? or \"caller\" = ? or \"deputy\" = ?)", person, person.contains(":") ? person : "contact:" + person, person));
        query.account().ifPresent(account -> add(where, values, "\"account\" = ?", account));
        query.act().ifPresent(act -> add(where, values, "\"act\" = ?", act));
        query.outcome().ifPresent(outcome -> add(where, values, "\"outcome\" = ?", outcome.name()));
        query.table().ifPresent(table -> add(where, values, "\"tbl\" = ?", table));
        query.key().ifPresent(key -> add(where, values, "\"row_key\" = ?", key));
        query.from().ifPresent(from -> add(where, values, "\"at\" >= ?", from));
        query.until().ifPresent(until -> add(where, values, "\"at\" < ?", until));
        query.before().ifPresent(number -> add(where, values, "\"number\" < ?", number));
        values.add((long) query.most());
        var sql = AuditTrail.SELECT + (where.isEmpty() ? "" : " where " + String.join(" and ", where)) + " order by \"number\" desc fetch first ? rows only";
        return database.read(connection -> Jdbc.query(connection, sql, AuditTrail::entry, values.toArray()));
    }

    private static void add(List<String> where, List<Object> values, String condition, Object... more) {
        where.add(condition);
        values.addAll(List.of(more));
    }

    @Override
    public List<AuditEntry> after(long number, int most) {
        return database.read(connection -> Jdbc.query(connection, AFTER, AuditTrail::entry, number, (long) Math.clamp(most, 1, AuditQuery.MOST)));
    }

    @Override
    public Head head() {
        return database.read(AuditTrail::head);
    }

    @Override
    public long cut(Instant before) {
        var gone = 0L;
        for (var some = cutSome(before); some > 0; some = cutSome(before)) {
            gone += some;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return gone;
    }

    private int cutSome(Instant before) {
        return database.retried(transaction -> cut(transaction, before));
    }

    /** The entry about it follows the last there is, so it comes before the others go; whoever writes has to wait from there on. */
    private int cut(Transaction transaction, Instant before) throws SQLException {
        var connection = transaction.connection();
        var stays = Jdbc.query(connection, STAYS, rows -> rows.getObject(1, Long.class), before).getFirst();
        var last = Jdbc.query(connection, ENDS, rows -> cut(rows, before), stays == null ? Long.MAX_VALUE : stays, (long) AT_ONCE);
        if (last.isEmpty()) return 0;
        var number = last.getFirst().head().number();
        writes.inOrder(transaction);
        var going = Jdbc.query(connection, GOING, rows -> rows.getLong(1), number).getFirst();
        if (going == 0) return 0; // another node was faster
        add(transaction, Act.done(AuditCheck.CUT).with(last.getFirst().toString()).times(going));
        return Jdbc.update(connection, CUT, number);
    }

    private AuditCut cut(ResultSet rows, Instant before) throws SQLException {
        var days = Math.max(0, Duration.between(before, clock.instant()).toDays());
        return new AuditCut(new Head(rows.getLong(1), rows.getString(2)), rows.getObject(3, OffsetDateTime.class).toInstant(), days);
    }

    @Override
    public long erase(String contact) {
        return database.retried(transaction -> {
            writes.inOrder(transaction);
            var erased = Jdbc.update(transaction.connection(), ERASE, contact);
            add(transaction, Act.done(AuditCheck.ERASE).about(contact).times(erased));
            return (long) erased;
        });
    }
}
