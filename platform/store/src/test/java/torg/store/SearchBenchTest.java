package torg.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import torg.store.database.TestDatabase;

/** The bench of the search goes through all that it measures, and what is measured side by side finds the same; how fast that is, is nothing for a test to judge. */
class SearchBenchTest {
    @ParameterizedTest
    @EnumSource
    void everyQuestionIsAnsweredAndTheDatabaseFindsAsMany(TestDatabase kind) throws Exception {
        try (var database = kind.open(); var bench = new SearchBench(database, new SearchBench.Sizes(2_073, 20, Duration.ofMillis(1), Duration.ofMillis(1)))) {
            assertThat(bench.filling().documents()).isEqualTo(2_073);
            assertThat(bench.filling().perCpuSecond()).isPositive();
            assertThat(bench.filling().folderMegabytes()).isPositive();
            bench.measure().forEach((question, answered) -> {
                assertThat(answered.hits()).as(question.name()).isPositive();
                assertThat(answered.together().p99()).as(question.name()).isGreaterThanOrEqualTo(answered.together().p50());
                for (var i = 0; question.own() && i < 5; i++) assertThat(bench.find(question, i).total()).as(question.name()).isEqualTo(bench.own(question, i));
            });
        }
    }
}
