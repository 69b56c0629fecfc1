package torg.launcher.house;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** People who ask again and again until they are told to stop; each answer is looked at. */
final class Load implements AutoCloseable {
    /** The first few are enough to see what is wrong. */
    private static final int TOLD = 10;
    /** Between an answer and the next question, so that a small machine has time for what is tested. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final List<Thread> people = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private volatile boolean ended;

    /** @param judge says what is wrong with an answer; empty when nothing is */
    Load ask(String what, Supplier<HttpResponse<String>> ask, Function<HttpResponse<String>, String> judge) {
        people.add(Thread.ofPlatform().name("load-" + what).start(() -> {
            while (!ended) {
                try {
                    var fault = judge.apply(ask.get());
                    if (!fault.isEmpty()) wrong.add(what + ": " + fault);
                } catch (RuntimeException | AssertionError e) {
                    wrong.add(what + ": " + e);
                }
                answers.incrementAndGet();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }));
        return this;
    }

    /**
     * The same of answers in which versions stand: all in one answer have to be the same, and none older than one that had been seen when it was asked for.
     *
     * @param version finds one, as its first group
     */
    Load versions(String what, Supplier<HttpResponse<String>> ask, Pattern version) {
        var seen = new AtomicInteger();
        var latest = new AtomicInteger();
        return ask(what, () -> {
            latest.set(seen.get());
            return ask.get();
        }, answer -> {
            if (answer.statusCode() != 200) return answer.statusCode() + " " + answer.body();
            var found = version.matcher(answer.body()).results().map(one -> one.group(1)).toList();
            if (found.isEmpty() || found.stream().distinct().count() > 1) return "mixed " + found;
            var number = Integer.parseInt(found.getFirst());
            seen.accumulateAndGet(number, Math::max);
            return number < latest.get() ? "version " + number + " after " + latest.get() : "";
        });
    }

    int answers() {
        return answers.get();
    }

    /** What was wrong, the first few. */
    List<String> wrong() {
        return wrong.stream().limit(TOLD).toList();
    }

    @Override
    public void close() {
        ended = true;
        for (var person : people) {
            try {
                person.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
