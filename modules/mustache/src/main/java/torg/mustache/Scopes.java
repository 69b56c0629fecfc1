package torg.mustache;

import com.github.mustachejava.MustacheException;
import com.github.mustachejava.util.InternalArrayList;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import torg.api.view.Model;

/** The values in view while painting, the innermost last, and how far the painting went: a template that writes nothing has to end too. */
final class Scopes extends InternalArrayList<Object> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_STEPS = 500_000;
    private static final int DEEPEST = 40;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** Steps between two looks at the clock. */
    private static final int STRIDE = 1_000;

    private final transient LongSupplier nanos;
    private final long start;
    /** Templates that are being painted, the innermost first. */
    private final Deque<String> templates = new ArrayDeque<>();
    private int steps;
    private int nextLook = STRIDE;

    /** @param nanos a clock that only ever goes forward */
    Scopes(String template, Model model, LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        templates.push(template);
        add(model);
    }

    static Scopes of(List<Object> scopes) {
        return (Scopes) scopes;
    }

    /** Go this many steps further: a tag is one, so is a turn of a list. */
    void steps(int more) {
        steps += more;
        if (steps > MOST_STEPS) throw new MustacheException("it takes more than " + MOST_STEPS + " steps");
        if (steps < nextLook) return;
        nextLook = steps + STRIDE;
        if (nanos.getAsLong() - start > LONGEST.toNanos()) throw new MustacheException("it takes more than " + LONGEST.toSeconds() + " seconds");
    }

    void enter(String template) {
        templates.push(template);
        if (templates.size() > DEEPEST) throw new MustacheException("templates include each other more than " + DEEPEST + " deep");
    }

    void leave() {
        templates.pop();
    }

    /** The template that is being painted right now; after a failure the one it happened in. */
    String innermost() {
        return templates.getFirst();
    }
}
