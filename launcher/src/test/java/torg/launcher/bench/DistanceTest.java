package torg.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The figure by which the benchmark says whether two kinds of answers can be told apart by their time. */
class DistanceTest {
    @Test
    void samplesOfOneKindAreNearAndOthersFar() {
        assertThat(Distance.of(new double[] {1, 2, 3}, new double[] {1, 2, 3})).isZero();
        assertThat(Distance.of(new double[] {1, 2, 3}, new double[] {4, 5, 6})).isEqualTo(1);
        assertThat(Distance.of(new double[] {1, 2, 3, 4}, new double[] {3, 4, 5, 6})).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aThousandAnswersTellAHundredthPartOfTheirTimeApart() {
        var random = new Random(7);
        var one = random.doubles(1_000, 99, 101).sorted().toArray();

        assertThat(Distance.of(one, random.doubles(1_000, 99, 101).sorted().toArray())).as("of one kind").isLessThan(0.0728);
        assertThat(Distance.of(one, random.doubles(1_000, 100, 102).sorted().toArray())).as("one millisecond in a hundred slower").isGreaterThan(0.0728);
    }
}
