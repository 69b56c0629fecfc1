package torg.web.follow;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import torg.api.table.Committed;
import torg.api.web.Reply;
import torg.spi.table.ChangeListener;
import torg.web.door.Inbound;
import torg.web.reply.Answer;

/**
 * Answers open pages that follow what they show: {@code Prefer: wait=50} with the tag of what they have in {@code If-None-Match}. Such a request is answered when the
 * page would be another for whoever asks, and else when its time is over. Whenever a table changes that the page is made of, it is asked for anew, by the whole walk: who asks,
 * what they may, what they see. So it tells, and tells by when it answers, nothing that asking for the page again and again would not.
 *
 * <p>Source: RFC 7240, section 4.3.
 */
@Component(service = {Followers.class, ChangeListener.class})
public final class Followers implements ChangeListener {
    private static final Pattern WAIT = Pattern.compile("(?:^|,)\\s*wait\\s*=\\s*\"?(\\d{1,4})", Pattern.CASE_INSENSITIVE);
    private static final Duration LONGEST = Duration.ofSeconds(55);
    /** What comes from the ERP comes in several writes: a page waits for those that follow at once. */
    private static final Duration SETTLING = Duration.ofMillis(250);
    private static final int MOST = 2_000;
    private static final int MOST_OF_ONE = 8;

    private final Set<Follower> waiting = ConcurrentHashMap.newKeySet();
    private final Pace pace = new Pace(Duration.ofSeconds(10));
    private volatile boolean stopped;

    /** Whether a request comes from an open page by itself, and not from somebody who does something. */
    public static boolean asks(Map<String, String> headers) {
        return asks(headers.get("prefer"));
    }

    /** @param prefer what the header of that name says; null without one */
    public static boolean asks(String prefer) {
        return wait(prefer).isPresent();
    }

    /** Whether a request waits when there is nothing new: it only reads a page. Anybody may say of any request that it waits. */
    public static boolean follows(Inbound in) {
        return asks(in.headers()) && in.method().equals("GET") && !in.below("/api");
    }

    /** Whether this answer has nothing that the asker does not have already. */
    public static boolean knows(Inbound in, Answer answer) {
        return answer instanceof Answer.Followed page && page.tag().equals(in.headers().get("if-none-match"));
    }

    private static Optional<Duration> wait(String prefer) {
        if (prefer == null) return Optional.empty();
        var wait = WAIT.matcher(prefer);
        return wait.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(wait.group(1)))) : Optional.empty();
    }

    /**
     * The answer to a request, which waits for it if it says so.
     *
     * @param walk answers it as if it had come just now
     */
    public Answer answer(Inbound in, Supplier<Answer> walk) {
        if (!follows(in)) return walk.get();
        var follower = new Follower();
        waiting.add(follower);
        try {
            return follow(follower, in, wait(in.headers().get("prefer")).orElseThrow(), walk);
        } finally {
            waiting.remove(follower);
        }
    }

    private Answer follow(Follower follower, Inbound in, Duration wait, Supplier<Answer> walk) {
        var end = System.nanoTime() + (wait.compareTo(LONGEST) < 0 ? wait : LONGEST).toNanos();
        // The first look is a request like any other, and stands in no line behind those of whoever else asks.
        var answer = walk.get();
        while (answer instanceof Answer.Followed page && knows(in, page)) {
            if (!mayWait(follower, page) || !follower.isCalled(end)) return new Answer.Fresh(new Reply(304, Map.of("ETag", page.tag()), new byte[0]));
            follower.begin();
            answer = pace.look(walk);
        }
        return answer;
    }

    /** Of too many of one person the first go: browsers that have gone on to another page are noticed only when they are answered. */
    private boolean mayWait(Follower follower, Answer.Followed page) {
        follower.of(page);
        var same = waiting.stream().filter(one -> one.who.equals(page.who())).sorted(Comparator.comparingLong(one -> one.since)).toList();
        same.stream().limit(Math.max(0, same.size() - MOST_OF_ONE)).forEach(Follower::end);
        return !stopped && waiting.size() <= MOST;
    }

    @Override
    public void committed(List<Committed> entries) {
        if (waiting.isEmpty()) return;
        var changed = entries.stream().map(Committed::table).collect(Collectors.toSet());
        waiting.forEach(follower -> follower.hear(changed));
    }

    /** Whoever waits is answered. */
    @Deactivate
    void stop() {
        stopped = true;
        waiting.forEach(Follower::end);
    }

    /** A request that waits. */
    private static final class Follower {
        private final Semaphore calls = new Semaphore(0);
        private final long since = System.nanoTime();
        private volatile String who = "";
        private volatile boolean ended;
        /** Null as long as nobody knows what the page is made of. */
        private volatile Set<String> tables;
        private final Set<String> heard = new HashSet<>();

        /** What changes from now on is not in what is looked at. */
        synchronized void begin() {
            heard.clear();
            calls.drainPermits();
        }

        /** It was looked at; what was heard meanwhile may have nothing to do with it. */
        synchronized void of(Answer.Followed page) {
            who = page.who();
            tables = page.tables();
            if (Collections.disjoint(tables, heard)) calls.drainPermits();
        }

        /** Whoever writes has to wait for this, so that most is passed over at a glance. */
        void hear(Set<String> changed) {
            var made = tables;
            if (made == null || !Collections.disjoint(made, changed)) called(changed);
        }

        private synchronized void called(Set<String> changed) {
            heard.addAll(changed);
            calls.release();
        }

        /** It waits no longer. */
        void end() {
            ended = true;
            calls.release();
        }

        /** Whether something changed before this moment, by the machine's clock; then it has settled. */
        boolean isCalled(long end) {
            try {
                if (ended || !calls.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS) || ended) return false;
                Thread.sleep(SETTLING);
                return true;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
