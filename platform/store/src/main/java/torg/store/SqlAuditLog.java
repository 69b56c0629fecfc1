package torg.store;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.audit.Act;
import torg.api.audit.AuditCheck;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditEntry.Head;
import torg.api.audit.AuditLog;
import torg.api.audit.AuditQuery;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
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
    private static final String ENDS = AuditTrail.SELECT + " where \"number\" < ? order by \"number\" fetch first ? rows only";
    private static final String CUT = "delete from \"torg_audit\" where \"number\" <= ?";
    private static final String ERASE = "update \"torg_audit\" set \"salt\" = null, \"cells\" = null where \"salt\" is not null and \"person\" = ?";
    private static final int AT_ONCE = 10_000;
    private static final long EVERY_SECONDS = 5;
    private final Database database;
    private final WriteRunner writes;
    private final AuditTrail trail;
    private final Floods floods;
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
        if (floods.alone(act)) add(act);
    }

    /** Tell what was counted. */
    void tell(boolean all) {
        floods.over(all).forEach(this::add);
    }

    private void attempt(boolean all) {
        try {
            tell(all);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("event=audit-count-lost", e);
        }
    }

    @Override
    public List<AuditEntry> find(AuditQuery query) {
        var where = new ArrayList<String>();
        var values = new ArrayList<Object>();
        query.person().ifPresent(person -> add(where, values, "(\"person\" = ? or \"caller\" = ?)", person, person.contains(":") ? person : "contact:" + person));
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
        int some;
        do {
            some = database.retried(transaction -> cut(transaction, before));
            gone += some;
        } while (some == AT_ONCE);
        return gone;
    }

    private int cut(Transaction transaction, Instant before) throws SQLException {
        writes.inOrder(transaction);
        var connection = transaction.connection();
        var stays = Jdbc.query(connection, STAYS, rows -> rows.getObject(1, Long.class), before).getFirst();
        var going = Jdbc.query(connection, ENDS, AuditTrail::entry, stays == null ? Long.MAX_VALUE : stays, (long) AT_ONCE);
        if (going.isEmpty()) return 0;
        var last = going.getLast().head();
        add(transaction, Act.done(AuditCheck.CUT).with(last.toString()).times(going.size()));
        return Jdbc.update(connection, CUT, last.number());
    }

    @Override
    public long erase(String contact) {
        return database.retried(transaction -> {
            writes.inOrder(transaction);
            var erased = Jdbc.update(transaction.connection(), ERASE, contact);
            add(transaction, Act.done("audit-erase").about(contact).times(erased));
            return (long) erased;
        });
    }
}
