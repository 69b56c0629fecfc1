package torg.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** The pool of connections, and the two ways to use one: to read, and to write in one transaction. */
@Component(immediate = true, service = Database.class, configurationPid = "torg.store", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StoreSettings.class)
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);
    private static final Duration WAIT_FOR_OTHERS = Duration.ofSeconds(30);
    private static final Duration WAIT_FOR_START = Duration.ofSeconds(60);
    private final Dialect dialect;
    private final HikariDataSource pool;

    /** Of H2; PostgreSQL sees to all of it by itself. */
    private final Optional<Writers> writers;

    private final FileParts files;

    /** H2 alters a table by making another and renaming it; who asks in between is told that there is no such table. So tables change while nobody asks. Fair, so
     * that those who ask without end do not pass by who waits to change something. */
    private final ReentrantReadWriteLock structure = new ReentrantReadWriteLock(true);

    @Activate
    public Database(StoreSettings settings) {
        this(settings.url(), settings.user(), settings.password(), settings.pool$_$size());
    }

    public Database(String url, String user, String password, int size) {
        dialect = Dialect.of(url);
        var config = new HikariConfig();
        dialect.configure(config, url, user, password);
        config.setPoolName("torg-store");
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
        config.setInitializationFailTimeout(WAIT_FOR_START.toMillis());
        pool = new HikariDataSource(config);
        writers = dialect == Dialect.H2 ? Optional.of(new Writers(config.getDataSource())) : Optional.empty();
        files = new FileParts(writers.isPresent() ? folder() : Optional.empty());
        SystemTables.create(this);
        sweep();
    }

    /** Beside an H2 database on disk, {@code <database>.files}; one in memory has none. */
    private Optional<FileFolder> folder() {
        var path = this.<Optional<String>>read(connection -> Jdbc.query(connection, "call database_path()", rows -> Optional.ofNullable(rows.getString(1))).getFirst());
        try {
            return path.isPresent() ? Optional.of(new FileFolder(Path.of(path.get().replaceFirst("^retry:", "") + ".files"))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("there is no place for files beside the database", e);
        }
    }

    /** The bytes of files. */
    public FileParts files() {
        return files;
    }

    /** Take away bytes of files that no row names: what a kill left, and what went with a column. */
    public void sweep() {
        if (writers.isEmpty()) return;
        settled(() -> {
            files.doubtAll();
            return null;
        });
    }

    /** What was committed by anybody is on disk when this returns: who repeats what another has just done is told no earlier. */
    public void keepAll() {
        writers.ifPresent(Writers::keepAll);
    }

    /** What stays is looked at again with the next start. */
    private void settled(Callable<?> before) {
        try {
            writers.orElseThrow().afterwards(() -> {
                try (var connection = pool.getConnection()) {
                    before.call();
                    files.settle(connection);
                } catch (Exception e) {
                    LOG.warn("event=files-not-swept", e);
                }
                return null;
            });
        } catch (SQLException | TorgException e) {
            LOG.warn("event=files-not-swept", e);
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    @Deactivate
    public void close() {
        writers.ifPresent(Writers::close);
        pool.close();
    }

    /** Read with one connection; each statement sees what is committed when it begins. */
    public <T> T read(Work<Connection, T> work) {
        structure.readLock().lock();
        try (var connection = pool.getConnection()) {
            return InTime.read(dialect, connection, work);
        } catch (SQLException e) {
            throw SqlFault.of(e).asProblem(e);
        } finally {
            structure.readLock().unlock();
        }
    }

    /** One transaction, once: the caller decides what a failure means. When this returns, the disk has it. */
    public <T> T transaction(Work<Transaction, T> work) throws SQLException {
        return transaction(work, _ -> { });
    }

    /**
     * One transaction, once.
     *
     * @param seen is told what came of it as soon as others can see it; the disk may not have it yet
     */
    public <T> T transaction(Work<Transaction, T> work, Consumer<T> seen) throws SQLException {
        if (writers.isEmpty()) {
            var result = committed(work);
            seen.accept(result);
            return result;
        }
        structure.readLock().lock();
        try {
            return writers.get().inTurn(() -> committed(work), seen);
        } finally {
            if (files.isInDoubt()) settled(() -> null);
            structure.readLock().unlock();
        }
    }

    /**
     * One transaction that changes tables, however long whoever asked for it can wait; others ask before or after it. Not from within a read or a transaction.
     *
     * @throws TorgException BUSY {@code store.busy} when those who ask do not come to an end
     */
    public <T> T restructured(Work<Transaction, T> work) {
        if (dialect == Dialect.POSTGRES) return Deadline.none(() -> retried(work));
        var locked = false;
        try {
            locked = structure.getReadHoldCount() == 0 && structure.writeLock().tryLock(WAIT_FOR_OTHERS.toMillis(), TimeUnit.MILLISECONDS);
            if (locked) return Deadline.none(() -> retried(work));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (locked) structure.writeLock().unlock();
        }
        throw TorgException.of(ProblemKind.BUSY, "store.busy", "the database is busy, and its tables could not be changed").help("try again in a moment");
    }

    private <T> T committed(Work<Transaction, T> work) throws SQLException {
        try (var transaction = new Transaction(pool.getConnection(), files)) {
            var result = InTime.write(dialect, transaction, work);
            transaction.commit();
            return result;
        }
    }

    /** One transaction, tried again while others are in its way. */
    public <T> T retried(Work<Transaction, T> work) {
        for (var attempt = 1; ; attempt++) {
            try {
                return transaction(work);
            } catch (SQLException e) {
                SqlFault.of(e).orRetry(e, attempt);
            }
        }
    }

    /** What is done with a connection or transaction. */
    @FunctionalInterface
    public interface Work<C, T> {
        T with(C connection) throws SQLException;
    }
}
