package torg.store.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** What a database's refusal means to us. Source: SQL states of H2 ({@code org.h2.api.ErrorCode}) and PostgreSQL (appendix A of its manual). */
public enum SqlFault {
    /** Another transaction was in the way; the same may succeed at once. */
    IN_THE_WAY,
    /** A key or unique value that exists. */
    DUPLICATE,
    /** A lookup to a row that is not there, or a row that others look up. */
    REFERENCE,
    /** A value that is larger than its column keeps, as a number of an integer that was a decimal before and still is one in the database. */
    TOO_LARGE,
    /** It took longer than we allow. */
    TOO_LONG,
    /** No connection. */
    AWAY,
    /** Anything else: a mistake of ours. */
    OTHER;

    /** H2 says it in words only: schema and name, and whatever a client sent comes behind them. */
    private static final Pattern H2_CONSTRAINT = Pattern.compile("\\.\"\"([^\"]+)\"\"");
    private static final int MOST_ATTEMPTS = 8;
    private static final Set<String> IN_THE_WAY_STATES = Set.of("40001", "40P01", "55P03", "HYT00", "90131");
    private static final Set<String> REFERENCE_STATES = Set.of("23503", "23506");
    private static final Set<String> TOO_LARGE_STATES = Set.of("22001", "22003");
    private static final Set<String> TOO_LONG_STATES = Set.of("57014");
    /** H2 gave up its file or could not read it; the next connection opens it again. */
    private static final Set<String> AWAY_STATES = Set.of("90028", "90031", "90067", "90098", "90121");

    public static SqlFault of(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        if (IN_THE_WAY_STATES.contains(state)) return IN_THE_WAY;
        if (state.equals("23505")) return DUPLICATE;
        if (REFERENCE_STATES.contains(state)) return REFERENCE;
        if (TOO_LARGE_STATES.contains(state)) return TOO_LARGE;
        if (TOO_LONG_STATES.contains(state)) return TOO_LONG;
        return AWAY_STATES.contains(state) || state.startsWith("08") || state.startsWith("57P") || e instanceof SQLTransientConnectionException ? AWAY : OTHER;
    }

    /** The constraint or unique index that rows would have broken, by its name, see {@link Names}; empty when the database does not say. */
    public static Optional<String> constraint(SQLException e) {
        if (e instanceof PSQLException refused) return Optional.ofNullable(refused.getServerErrorMessage()).map(said -> said.getConstraint());
        var named = H2_CONSTRAINT.matcher(e.getMessage());
        return named.find() ? Optional.of(named.group(1)) : Optional.empty();
    }

    /** Wait a moment and return when another attempt makes sense; else throw. */
    public void orRetry(SQLException e, int attempt) {
        if (this != IN_THE_WAY || attempt >= MOST_ATTEMPTS) throw asProblem(e);
        pause(attempt);
    }

    static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(2, 10L * attempt + 3));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw TorgException.of(ProblemKind.BUSY, "store.interrupted", "the database call was interrupted").causedBy(interrupted);
        }
    }

    public TorgException asProblem(SQLException e) {
        return switch (this) {
            case IN_THE_WAY -> TorgException.of(ProblemKind.BUSY, "store.busy", "others are changing the same rows").help("try again").causedBy(e);
            case TOO_LONG -> TorgException.of(ProblemKind.BUSY, "store.too-long", "the database took longer than the " + Dialect.LONGEST_STATEMENT.toSeconds() + " seconds that a statement may take").help("ask for less, or try again").causedBy(e);
            case AWAY -> TorgException.of(ProblemKind.BUSY, "store.away", "the database cannot be reached").help("try again").causedBy(e);
            case DUPLICATE -> TorgException.of(ProblemKind.CONFLICT, "table.exists", "a row with this key or unique value exists already").causedBy(e);
            case REFERENCE -> TorgException.of(ProblemKind.CONFLICT, "table.in-use", "other rows refer to this row").causedBy(e);
            case TOO_LARGE -> TorgException.of(ProblemKind.INVALID, "table.too-large", "a value is larger than its column keeps").causedBy(e);
            case OTHER -> TorgException.of(ProblemKind.BUG, "store.failed", "the database refused a statement").causedBy(e);
        };
    }
}
