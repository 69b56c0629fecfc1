package torg.site;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists that are sorted by paths, each once: what stands at one is found, and another put there, without a look at all others. */
final class ByPath {
    private ByPath() {}

    static <T> Optional<T> find(List<T> sorted, Function<T, String> paths, String path) {
        var at = at(sorted, paths, path);
        return at < 0 ? Optional.empty() : Optional.of(sorted.get(at));
    }

    /** @param now what is to stand there; empty for nothing */
    static <T> void put(List<T> sorted, Function<T, String> paths, String path, Optional<T> now) {
        var at = at(sorted, paths, path);
        if (at < 0) now.ifPresent(one -> sorted.add(-at - 1, one));
        else now.ifPresentOrElse(one -> sorted.set(at, one), () -> sorted.remove(at));
    }

    /** As of a binary search: where it is, or one less than minus where it would be. */
    private static <T> int at(List<T> sorted, Function<T, String> paths, String path) {
        var low = 0;
        var high = sorted.size() - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var order = paths.apply(sorted.get(middle)).compareTo(path);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -low - 1;
    }
}
