package torg.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.audit.Act;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.testkit.HandClock;
import torg.testkit.MemoryAudit;

/** How long entries are kept, and who is told that there are too many. */
class RetentionTest {
    private final MemoryAudit log = new MemoryAudit();

    @ParameterizedTest
    @CsvSource({"1,1000", "29,1000", "36501,1000", "-1,1000", "365,999"})
    void settingsOutOfBoundsAreRefusedAndNotMended(int days, long entries) {
        assertThatThrownBy(() -> new Retention(log, days, entries, new HandClock())).isInstanceOf(TorgException.class).extracting("kind").isEqualTo(ProblemKind.CONFIG);
    }

    @Test
    void aLogThatGrowsTooLargeIsToldOnTheHealthPage() {
        var retention = new Retention(log, 0, Retention.FEWEST_ENTRIES, new HandClock());
        for (var entry = 0; entry < Retention.FEWEST_ENTRIES; entry++) log.add(Act.done("download"));
        retention.clean();
        assertThat(retention.check().level()).isEqualTo(Status.Level.OK);

        log.add(Act.done("download"));
        retention.clean();

        assertThat(retention.check().level()).isEqualTo(Status.Level.WARN);
        retention.close();
    }
}
