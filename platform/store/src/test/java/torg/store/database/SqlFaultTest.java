package torg.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;

class SqlFaultTest {
    @Test
    void aDatabaseThatGaveUpItsFileIsAwayAndNoMistakeOfOurs() throws SQLException {
        var connection = DriverManager.getConnection("jdbc:h2:mem:", "torg", "");
        connection.createStatement().execute("shutdown immediately");
        var refusal = catchThrowableOfType(SQLException.class, () -> connection.createStatement().execute("select 1"));
        assertThat(SqlFault.of(refusal)).as(refusal.getSQLState()).isEqualTo(SqlFault.AWAY);
        assertThat(SqlFault.of(refusal).asProblem(refusal).kind()).isEqualTo(ProblemKind.BUSY);
    }
}
