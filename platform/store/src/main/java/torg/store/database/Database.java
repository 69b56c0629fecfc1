package torg.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** The pool of connections, and the two ways to use one: to read, and to write in one transaction. */
@Component(immediate = true, service = Database.class, configurationPid = "torg.store", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StoreSettings.class)
public final class Database implements AutoCloseable {
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);
    private static final Duration WAIT_FOR_OTHERS = Duration.ofSeconds(30);
    private static final Duration WAIT_FOR_START = Duration.ofSeconds(60);
    private final Dialect dialect;
    private final HikariDataSource pool;

    /** Of H2; PostgreSQL sees to all of it by itself. */
    private final Optional<Writers> writers;

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
        SystemTables.create(this);
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
            return work.with(connection);
        } catch (SQLException e) {
            throw SqlFault.of(e).asProblem(e);
        } finally {
            structure.readLock().unlock();
        }
    }

    /** One transaction, once: the caller decides what a failure means. When this returns, the disk has it. */
    public <T> T transaction(Work<Transaction, T> work) throws SQLException {
        if (writers.isEmpty()) return committed(work);
        structure.readLock().lock();
        try {
            return writers.get().inTurn(() -> committed(work));
        } finally {
            structure.readLock().unlock();
        }
    }

    /**
     * One transaction that changes tables; others ask before or after it. Not from within a read or a transaction.
     *
     * @throws TorgException BUSY {@code store.busy} when those who ask do not come to an end
     */
    public <T> T restructured(Work<Transaction, T> work) {
        if (dialect == Dialect.POSTGRES) return retried(work);
        var locked = false;
        try {
            locked = structure.getReadHoldCount() == 0 && structure.writeLock().tryLock(WAIT_FOR_OTHERS.toMillis(), TimeUnit.MILLISECONDS);
            if (locked) return retried(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (locked) structure.writeLock().unlock();
        }
        throw TorgException.of(ProblemKind.BUSY, "store.busy", "the database is busy, and its tables could not be changed").help("try again in a moment");
    }

    private <T> T committed(Work<Transaction, T> work) throws SQLException {
        try (var transaction = new Transaction(pool.getConnection())) {
            var result = work.with(transaction);
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
