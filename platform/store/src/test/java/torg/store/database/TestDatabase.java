package torg.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** The databases every test runs on. */
public enum TestDatabase {
    H2 {
        @Override
        public Database open() {
            return new Database("jdbc:h2:mem:" + UUID.randomUUID(), "torg", "", 8);
        }
    },
    POSTGRES {
        @Override
        public Database open() {
            Assumptions.assumeFalse("h2".equals(System.getProperty("torg.database")), "asked to be left out by -Dtorg.database=h2");
            var cluster = PostgresCluster.running();
            if (cluster.isEmpty() && System.getenv("CI") != null) assertThat(PostgresCluster.WHY_NOT).as("PostgreSQL is needed when CI is set").isEmpty();
            Assumptions.assumeTrue(cluster.isPresent(), PostgresCluster.WHY_NOT);
            return new Database(cluster.get().newDatabase(), cluster.get().user(), "", 8);
        }
    };

    /** A new, empty database. */
    public abstract Database open();
}
