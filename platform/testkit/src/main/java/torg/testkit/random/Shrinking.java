package torg.testkit.random;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes what failed smaller as long as it fails, so that whoever reads of it sees what it takes and little more. */
public final class Shrinking {
    private Shrinking() {}

    /**
     * Take a smaller one that fails, again and again, until none does.
     *
     * @param failing what failed
     * @param smaller a little smaller ones; none when it cannot be smaller
     * @param fails whether one of them fails too; the same answer each time
     * @param tries how many are tried at most
     */
    public static <T> T smallest(T failing, Function<T, List<T>> smaller, Predicate<T> fails, int tries) {
        var least = failing;
        var left = tries;
        for (var found = true; found;) {
            found = false;
            var candidates = smaller.apply(least);
            // What did not fail before will hardly do so now: go on behind it, and come back when the end is reached.
            for (var at = 0; at < candidates.size() && left > 0; left--) {
                if (!fails.test(candidates.get(at))) {
                    at++;
                    continue;
                }
                least = candidates.get(at);
                candidates = smaller.apply(least);
                found = true;
            }
        }
        return least;
    }
}
