package torg.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The bench of the sync goes through all that it measures; how fast that is, is nothing for a test to judge. */
class SyncBenchTest {
    @Test
    void everythingIsReadSentAndAnswered() throws InterruptedException {
        try (var bench = new SyncBench("jdbc:h2:mem:bench", new SyncBench.Sizes(200, 50, 10, 3, 0))) {
            var figures = bench.measure();
            assertThat(figures.lines().perSecond()).isPositive();
            assertThat(figures.heapMegabytes()).as("at each quarter").hasSize(4);
            assertThat(figures.changes().perSecond()).isPositive();
            assertThat(figures.arrivedMillis()).hasSize(10).isSorted();
            assertThat(figures.acknowledgedMillis()).hasSize(3).isSorted();
        }
    }
}
