package torg.launcher.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Puts a target under the load of some clients, each asking again as soon as it was answered. */
final class Load {
    private static final int MOST_PER_CLIENT = 2_000_000;
    private final int clients;

    Load(int clients) {
        this.clients = clients;
    }

    Sample run(Target target, Duration length) throws InterruptedException, ExecutionException {
        var cpuBefore = ProcessFigures.cpuMillis(target.pid());
        var start = System.nanoTime();
        var end = start + length.toNanos();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            Callable<Client> task = () -> new Client().run(target, end);
            var futures = java.util.stream.Stream.generate(() -> threads.submit(task)).limit(clients).toList();
            var nanos = new long[0];
            var errors = 0L;
            for (var future : futures) {
                var client = future.get();
                var before = nanos.length;
                nanos = Arrays.copyOf(nanos, before + client.count);
                System.arraycopy(client.nanos, 0, nanos, before, client.count);
                errors += client.errors;
            }
            var seconds = (System.nanoTime() - start) / 1e9;
            var cpu = ProcessFigures.cpuMillis(target.pid()) - cpuBefore;
            Arrays.sort(nanos);
            var answers = Math.max(1, nanos.length);
            return new Sample(nanos.length / seconds, at(nanos, 0.50), at(nanos, 0.99), (double) cpu / answers, errors);
        }
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / 1e6;
    }

    /** One of them; for one thread. */
    private static final class Client {
        private long[] nanos = new long[4096];
        private int count;
        private long errors;

        Client run(Target target, long end) throws IOException {
            try (var connection = new Connection(target.server())) {
                while (System.nanoTime() < end && count < MOST_PER_CLIENT) {
                    var request = target.request().get();
                    var before = System.nanoTime();
                    if (connection.exchange(request) != target.expected()) errors++;
                    if (count == nanos.length) nanos = Arrays.copyOf(nanos, count * 2);
                    nanos[count++] = System.nanoTime() - before;
                }
            }
            return this;
        }
    }
}
