package torg.store.write;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.access.ColumnPrivilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.spi.audit.AuditedTables;
import torg.spi.table.ChangeListener;
import torg.store.database.Database;
import torg.store.database.SqlFault;
import torg.store.database.Transaction;
import torg.store.rights.Reach;
import torg.store.sql.Known;
import torg.store.write.Writing.Doing;
import torg.store.write.Writing.Progress;
import torg.store.write.Writing.Step;

/** Runs writes: values checked first, then one transaction with rows, feed and outbox, then those who listen. */
@Component(immediate = true, service = WriteRunner.class)
public final class WriteRunner {
    private static final Logger LOG = LoggerFactory.getLogger(WriteRunner.class);
    private static final int MOST_CHANGES = 10_000;
    private static final int MOST_NUMBERS = 50;
    private final Database database;
    private final Statements statements;
    private final ChangeFeed feed;
    private final OutboxWriter outbox;
    private final OnceBook names;
    private final AuditTrail audit;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<AuditedTables> modules = new CopyOnWriteArraySet<>();
    private volatile AuditedRows audited = new AuditedRows(Set.of());

    @Activate
    public WriteRunner(@Reference Database database, @Reference Statements statements) {
        this(database, statements, InstantSource.system());
    }

    public WriteRunner(Database database, Statements statements, InstantSource clock) {
        this.database = database;
        this.statements = statements;
        this.feed = new ChangeFeed(database.dialect(), clock);
        this.outbox = new OutboxWriter(statements, feed, clock);
        this.names = new OnceBook(clock);
        this.audit = new AuditTrail(clock);
    }

    public Written write(Known known, Reach reach, Write write) {
        if (write.changes().isEmpty() || write.changes().size() > MOST_CHANGES) {
            throw TorgException.of(ProblemKind.MALFORMED, "table.too-much", "a write has 1 to " + MOST_CHANGES + " changes");
        }
        write.once().ifPresent(OnceBook::check);
        var steps = steps(known, reach, write.changes());
        var progress = new Progress();
        progress.oneByOne = steps.size() == 1;
        for (var attempt = 1; ; attempt++) {
            try {
                return database.transaction(transaction -> run(transaction, known, reach, write, steps, progress), result -> tell(result.entries)).written;
            } catch (SQLException e) {
                var replayed = afterFailure(e, progress, attempt, reach, write);
                if (replayed.isPresent()) return replayed.get();
            }
        }
    }

    /** What an earlier write of this name left. */
    public Optional<Written> written(Caller caller, Write.Once once) {
        OnceBook.check(once);
        var found = database.read(connection -> names.replay(connection, caller, once));
        if (found.isPresent()) database.keepAll();
        return found;
    }

    private Result run(Transaction transaction, Known known, Reach reach, Write write, List<Step> steps, Progress progress) throws SQLException {
        var once = write.once();
        progress.doing = Doing.NAME;
        if (once.isPresent()) names.open(transaction.connection(), reach.caller(), once.get());
        var writing = new Writing(transaction, known, reach, statements, new UnderWay(transaction.connection(), write.origin(), write.asOf()), progress);
        writing.apply(steps);
        progress.doing = Doing.ELSE;
        if (once.isPresent()) names.close(transaction.connection(), reach.caller(), once.get(), writing.keys());
        return new Result(new Written(writing.keys(), false), record(transaction, known, reach, writing, write.origin()));
    }

    /** Make changes inside somebody else's transaction; the caller tells listeners after the commit. */
    public List<Committed> within(Transaction transaction, Known known, Reach reach, List<Change> changes, String origin) throws SQLException {
        var progress = new Progress();
        progress.careful = true;
        progress.oneByOne = true;
        var writing = new Writing(transaction, known, reach, statements, new UnderWay(transaction.connection(), origin, Optional.empty()), progress);
        writing.apply(steps(known, reach, changes));
        return record(transaction, known, reach, writing, origin);
    }

    private List<Committed> record(Transaction transaction, Known known, Reach reach, Writing writing, String origin) throws SQLException {
        if (origin.equals(Write.PORTAL)) outbox.add(transaction, known, writing.done());
        return told(transaction, writing.done(), origin, reach.caller());
    }

    /** What was done to the change feed and the audit log; the last thing before the commit. */
    List<Committed> told(Transaction transaction, List<Done> done, String origin, Caller caller) throws SQLException {
        var entries = feed.add(transaction, done, origin, caller);
        audit.add(transaction, caller, audited.of(done, origin));
        return entries;
    }

    /** From here to the commit nobody else adds to the change feed or the audit log. */
    public void inOrder(Transaction transaction) throws SQLException {
        feed.inOrder(transaction);
    }

    /** What a refusal of the database means depends on what was being done; returning empty means: again. */
    private Optional<Written> afterFailure(SQLException e, Progress progress, int attempt, Reach reach, Write write) {
        var fault = SqlFault.of(e);
        if (fault == SqlFault.DUPLICATE && progress.doing == Doing.NAME) {
            return written(reach.caller(), write.once().orElseThrow());
        }
        // One of several, and which is not known: again, and there it is. What nobody can get over is refused then.
        if (progress.doing == Doing.TOGETHER && (fault == SqlFault.DUPLICATE || fault == SqlFault.REFERENCE)) {
            progress.oneByOne = true;
            return Optional.empty();
        }
        var dangling = fault == SqlFault.REFERENCE && progress.doing != Doing.DELETE;
        var passing = fault == SqlFault.DUPLICATE && (progress.doing == Doing.LINK || SqlFault.constraint(e).filter(progress.passing::contains).isPresent());
        progress.careful |= dangling;
        progress.inOrder |= fault == SqlFault.IN_THE_WAY;
        if (passing) progress.taken++;
        if (attempt < MOST_NUMBERS && (dangling || passing)) return Optional.empty();
        if (fault == SqlFault.DUPLICATE) throw fault.asProblem(e).beside(SqlFault.constraint(e).map(progress.step::taken).orElse(List.of()));
        fault.orRetry(e, attempt);
        return Optional.empty();
    }

    private static List<Step> steps(Known known, Reach reach, List<Change> changes) {
        var check = new ValueCheck(reach);
        var steps = new ArrayList<Step>(changes.size());
        for (var change : changes) {
            var index = steps.size();
            var table = reach.table(known, change.table());
            var checked = switch (change) {
                case Change.Create(_, var given) -> {
                    var values = check.values(index, table, given, ColumnPrivilege.CREATE);
                    check.complete(index, table, values);
                    yield values;
                }
                case Change.Update(_, _, _, var given) -> {
                    var values = check.values(index, table, given, ColumnPrivilege.UPDATE);
                    check.notEmptied(index, table, values);
                    yield values;
                }
                case Change.Put(_, _, var given) -> {
                    var values = check.values(index, table, given, ColumnPrivilege.UPDATE);
                    check.notEmptied(index, table, values);
                    yield values;
                }
                case Change.Delete _ -> Map.<String, Object>of();
                case Change.Associate(_, var row, var relationship, var other) -> check.link(index, table, relationship, row, other);
                case Change.Disassociate(_, var row, var relationship, var other) -> check.link(index, table, relationship, row, other);
            };
            steps.add(new Step(index, change, table, checked, check.files(index, table)));
        }
        check.done();
        return steps;
    }

    /** Listeners hear of a commit before the writer does. */
    public void tell(List<Committed> entries) {
        if (entries.isEmpty()) return;
        for (var listener : listeners) {
            try {
                listener.committed(entries);
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // What is committed is committed: whatever one listener runs into, the others hear of it and the writer gets its answer.
                LOG.error("event=change-listener-failed listener={}", listener.getClass().getName(), e);
            }
        }
    }

    /** What was committed after a sequence, oldest first. */
    public List<Committed> feed(Known known, long after, int most) {
        return database.read(connection -> feed.after(connection, after, most, known));
    }

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
    public void bindListener(ChangeListener listener) {
        listeners.add(listener);
    }

    public void unbindListener(ChangeListener listener) {
        listeners.remove(listener);
    }

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void bindAudited(AuditedTables tables) {
        modules.add(tables);
        audited = new AuditedRows(modules);
    }

    public synchronized void unbindAudited(AuditedTables tables) {
        modules.remove(tables);
        audited = new AuditedRows(modules);
    }

    private record Result(Written written, List<Committed> entries) {}
}
