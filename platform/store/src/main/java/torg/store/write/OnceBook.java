package torg.store.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Write.Once;
import torg.api.table.Written;
import torg.store.database.Bounds;
import torg.store.database.Jdbc;

/** Remembers which writes happened, by the name their caller gave them. The primary key lets one of two equal writes wait for the other. */
final class OnceBook {
    private static final String OPEN = "insert into \"torg_once\" (\"caller\", \"once_key\", \"digest\", \"at\") values (?, ?, ?, ?)";
    private static final String CLOSE = "update \"torg_once\" set \"row_keys\" = ? where \"caller\" = ? and \"once_key\" = ?";
    private static final String FIND = "select \"digest\", \"row_keys\" from \"torg_once\" where \"caller\" = ? and \"once_key\" = ?";
    private static final String BETWEEN = "\n";
    private static final int LONGEST = 200;
    private final InstantSource clock;

    OnceBook(InstantSource clock) {
        this.clock = clock;
    }

    static void check(Once once) {
        if (once.key().isEmpty() || once.key().length() > LONGEST || once.digest().length() > LONGEST || !Bounds.storable(once.key() + once.digest())) {
            throw TorgException.of(ProblemKind.MALFORMED, "table.wrong-key", "the name of a write is a text of 1 to " + LONGEST + " characters");
        }
    }

    /** Take the name; fails as a duplicate, if need be after waiting, when an equal write took it. */
    void open(Connection connection, Caller caller, Once once) throws SQLException {
        Jdbc.update(connection, OPEN, who(caller), once.key(), once.digest(), clock.instant());
    }

    void close(Connection connection, Caller caller, Once once, List<String> keys) throws SQLException {
        Jdbc.update(connection, CLOSE, String.join(BETWEEN, keys), who(caller), once.key());
    }

    /** Acting for another account somebody is another: what was ordered for the one is not ordered for the other. */
    private static String who(Caller caller) {
        return ChangeFeed.name(caller) + caller.accounts().stream().map(account -> BETWEEN + account).collect(Collectors.joining());
    }

    /** What the write of this name left, if it happened. */
    Optional<Written> replay(Connection connection, Caller caller, Once once) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, who(caller));
            statement.setString(2, once.key());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) return Optional.empty();
                if (!rows.getString(1).equals(once.digest())) {
                    throw TorgException.invalid("table.key-reused", "this name already stands for another write", List.of()).help("use a new name for each write");
                }
                return Optional.of(new Written(List.of(rows.getString(2).split(BETWEEN, -1)), true));
            }
        }
    }
}
