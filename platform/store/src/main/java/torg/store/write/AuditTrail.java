package torg.store.write;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import torg.api.audit.Act;
import torg.api.audit.AuditCells;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditEntry.Cell;
import torg.api.audit.AuditEntry.Head;
import torg.api.audit.AuditEntry.Values;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.text.Characters;
import torg.store.database.Jdbc;
import torg.store.database.Transaction;

/** The end of the audit log, where entries are added within a transaction. The order is that of the change feed: whoever has drawn from it, or asked for its lock, is alone here until the commit. */
public final class AuditTrail {
    private static final String COLUMNS = "\"number\", \"at\", \"caller\", \"account\", \"address\", \"request\", \"act\", \"outcome\", \"person\", \"tbl\", \"row_key\", \"detail\", \"times\", \"salt\", \"cells\","
            + " \"digest\", \"previous\", \"hash\", \"deputy\"";
    /** Every column of an entry, for {@link #entry}. */
    public static final String SELECT = "select " + COLUMNS + " from \"torg_audit\"";
    private static final String INSERT = "insert into \"torg_audit\" (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String HEAD = "select \"number\", \"hash\" from \"torg_audit\" where \"number\" = (select max(\"number\") from \"torg_audit\")";
    private static final String SIGN_IN = "sign-in";
    private static final int LONGEST_NAME = 200;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final InstantSource clock;

    public AuditTrail(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What is to be told.
     *
     * @param cells that changed; none when there is nothing to tell of them
     */
    public record Told(Act act, List<Cell> cells) {
        public Told {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Add entries, in order.
     *
     * @param by who did it; of a part of the house that works for somebody's request, that one is told
     */
    public void add(Transaction transaction, Caller by, List<Told> told) throws SQLException {
        if (told.isEmpty()) return;
        var trace = Trace.now();
        var who = by.isService() ? trace.caller().orElse(by) : by;
        var deputy = name(who.deputy().map(Deputy::contact).orElse(""));
        var account = name(who.accounts().stream().findFirst().orElse(""));
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var head = head(transaction.connection());
        var entries = new ArrayList<AuditEntry>(told.size());
        for (var one : told) {
            var entry = AuditEntry.following(head, now, caller(who, one.act), deputy, account, name(trace.address()), name(trace.request()), bounded(one.act), values(one));
            entries.add(entry);
            head = entry.head();
        }
        insert(transaction.connection(), entries);
    }

    /** Where the log stands. */
    public static Head head(Connection connection) throws SQLException {
        return Jdbc.query(connection, HEAD, rows -> new Head(rows.getLong(1), rows.getString(2))).stream().findFirst().orElse(Head.EMPTY);
    }

    /** Whoever signs in is nobody yet when the request comes, and is told as the one whom the act is about. Of nothing else that nobody does this is known. */
    private static String caller(Caller who, Act act) {
        return name(who.isAnonymous() && act.name().equals(SIGN_IN) && act.outcome() == Act.Outcome.DONE ? "contact:" + act.person() : ChangeFeed.name(who));
    }

    private static Act bounded(Act act) {
        return new Act(name(act.name()), act.outcome(), name(act.person()), name(act.table()), name(act.key()), cut(act.detail(), Act.LONGEST_DETAIL), act.times());
    }

    /** As the database gives it back: what it would not keep as it is would look like a change. */
    private static String cut(String text, int most) {
        var line = Characters.line(text);
        if (line.length() <= most) return line;
        return line.substring(0, Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most);
    }

    private static String name(String text) {
        return cut(text, LONGEST_NAME);
    }

    private static Optional<Values> values(Told told) {
        if (told.cells.isEmpty()) return Optional.empty();
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return Optional.of(new Values(HexFormat.of().formatHex(salt), told.cells));
    }

    private static void insert(Connection connection, List<AuditEntry> entries) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            for (var entry : entries) {
                var act = entry.act();
                Jdbc.bind(statement, entry.number(), entry.at(), entry.caller(), entry.account(), entry.address(), entry.request(), act.name(), act.outcome().name(), act.person(), act.table(), act.key(),
                        act.detail(), act.times(), entry.values().map(Values::salt).orElse(null), entry.values().map(values -> AuditCells.written(values.cells())).orElse(null), entry.digest(),
                        entry.previous(), entry.hash(), entry.deputy().isEmpty() ? null : entry.deputy());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** What a row of {@link #SELECT} holds. */
    public static AuditEntry entry(ResultSet rows) throws SQLException {
        var act = new Act(rows.getString(7), Act.Outcome.valueOf(rows.getString(8)), rows.getString(9), rows.getString(10), rows.getString(11), rows.getString(12), rows.getLong(13));
        var salt = rows.getString(14);
        var values = salt == null ? Optional.<Values>empty() : Optional.of(new Values(salt, AuditCells.read(rows.getString(15))));
        return new AuditEntry(rows.getLong(1), instant(rows), rows.getString(3), Optional.ofNullable(rows.getString(19)).orElse(""), rows.getString(4), rows.getString(5), rows.getString(6), act, values, rows.getString(16), rows.getString(17),
                rows.getString(18));
    }

    private static Instant instant(ResultSet rows) throws SQLException {
        return rows.getObject(2, OffsetDateTime.class).toInstant();
    }
}
