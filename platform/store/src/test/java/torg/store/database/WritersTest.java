package torg.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WritersTest {
    @TempDir
    Path folder;

    /** The database is left as by a kill: what only its own thread would have written is not there. */
    @Test
    void whatWasDoneInTurnIsOnDisk() throws SQLException {
        var source = source("WRITE_DELAY=100000");
        var first = source.getConnection();
        var writers = new Writers(source);
        writers.inTurn(() -> first.createStatement().execute("create table numbers(n int)"), _ -> { });
        writers.inTurn(() -> first.createStatement().execute("insert into numbers values (1)"), _ -> { });
        first.createStatement().execute("insert into numbers values (2)");
        first.createStatement().execute("shutdown immediately");
        writers.close();
        try (var after = source.getConnection(); var rows = after.createStatement().executeQuery("select listagg(n, ',') within group (order by n) from numbers")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("1");
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void workWithinWorkWaitsForNobodyWhoWaitsForIt() throws Exception {
        var source = source("WRITE_DELAY=500");
        try (var first = source.getConnection(); var writers = new Writers(source); var people = Executors.newFixedThreadPool(4)) {
            first.createStatement().execute("create table numbers(n int)");
            for (var one : people.invokeAll(Collections.nCopies(200, () -> writers.inTurn(() -> writers.inTurn(() -> insert(source), _ -> { }), _ -> { })))) one.get();
            try (var rows = first.createStatement().executeQuery("select count(*) from numbers")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(200);
            }
        }
    }

    private static int insert(JdbcDataSource source) throws SQLException {
        try (var connection = source.getConnection(); var statement = connection.createStatement()) {
            return statement.executeUpdate("insert into numbers values (1)");
        }
    }

    private JdbcDataSource source(String setting) {
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.resolve("store") + ";" + setting);
        source.setUser("torg");
        return source;
    }
}
