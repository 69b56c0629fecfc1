package torg.testkit.random;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Chance with a seed, so that what failed can be thrown again. For one thread. */
public final class Dice {
    private final Random random;

    /** The same seed throws the same. */
    public Dice(long seed) {
        random = new Random(seed);
    }

    /** From 0 to one less than this. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** True so many times of a hundred. */
    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One of them, each as likely; {@link IllegalArgumentException} when there is none. */
    public <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Each of them with this chance, in order. */
    public <T> List<T> some(List<T> all, int percent) {
        return all.stream().filter(_ -> chance(percent)).toList();
    }

    /** So many throws of dice of their own, for tests that take many: the seeds are 0, 1, 2 and so on, the same each time. */
    public static List<Long> seeds(int count) {
        return IntStream.range(0, count).mapToObj(Long::valueOf).toList();
    }
}
