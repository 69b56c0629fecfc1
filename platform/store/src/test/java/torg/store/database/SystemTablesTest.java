package torg.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The store's own tables, in a database that has some of them from before. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SystemTablesTest {
    @Parameter
    TestDatabase kind;

    @Test
    void aStoreOfBeforeLearnsWhatIsHeld() throws Exception {
        try (var database = kind.open()) {
            database.transaction(transaction -> {
                Jdbc.run(transaction.connection(), "alter table \"torg_outbox\" drop column \"held\"");
                return null;
            });
            SystemTables.create(database);
            SystemTables.create(database);
            long rows = database.read(connection -> Jdbc.query(connection, "select count(\"held\") from \"torg_outbox\"", found -> found.getLong(1)).getFirst());
            assertThat(rows).isZero();
        }
    }
}
