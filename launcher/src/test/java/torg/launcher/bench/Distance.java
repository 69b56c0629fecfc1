package torg.launcher.bench;

/** How far two samples are from being of one kind: the largest difference between the shares of each that lie below a value (Kolmogorov and Smirnov), 0 to 1. */
final class Distance {
    private Distance() {}

    /** Of two samples, each sorted. */
    static double of(double[] one, double[] other) {
        var largest = 0.0;
        for (int i = 0, j = 0; i < one.length && j < other.length;) {
            var value = Math.min(one[i], other[j]);
            while (i < one.length && one[i] <= value) i++;
            while (j < other.length && other[j] <= value) j++;
            largest = Math.max(largest, Math.abs((double) i / one.length - (double) j / other.length));
        }
        return largest;
    }
}
