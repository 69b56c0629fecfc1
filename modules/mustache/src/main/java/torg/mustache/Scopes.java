package torg.mustache;

import com.github.mustachejava.MustacheException;
import com.github.mustachejava.util.InternalArrayList;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import torg.api.view.Model;

/** The values in view while painting, the innermost last, and how far the painting went: a template that writes nothing has to end too. */
final class Scopes extends InternalArrayList<Object> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_STEPS = 500_000;
    private static final int DEEPEST = 40;
    /** What takes many steps to fail takes them once more for each part. */
    private static final int MOST_RESCUED = 5;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** Steps between two looks at the clock. */
    private static final int STRIDE = 1_000;

    private final transient LongSupplier nanos;
    private final long start;
    /** Templates that are being painted, the innermost first. */
    private final Deque<String> templates = new ArrayDeque<>();
    private final transient BiFunction<Throwable, String, Optional<String>> rescue;
    private int steps;
    private int nextLook = STRIDE;
    private boolean inPart;
    private int rescued;

    /**
     * @param nanos a clock that only ever goes forward
     * @param rescue what to show in place of a part that failed with this, in the template of this name; nothing where all of it is to fail
     */
    Scopes(String template, Model model, LongSupplier nanos, BiFunction<Throwable, String, Optional<String>> rescue) {
        this.rescue = rescue;
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
        if (nanos.getAsLong() - start > LONGEST.toNanos()) throw new TooLong("it takes more than " + LONGEST.toSeconds() + " seconds");
    }

    /** Time that is gone is gone for the rest of the page too. */
    private static final class TooLong extends MustacheException {
        private static final long serialVersionUID = 1L;

        TooLong(String message) {
            super(message);
        }
    }

    /** Paint a part, so that one that fails leaves a notice in its place and all else as it is: the outermost, since one within it may stand in the middle of a tag. */
    void part(String template, Sheet sheet, Runnable paint) {
        if (inPart) {
            paint(template, paint);
            return;
        }
        var written = sheet.mark();
        var deep = templates.size();
        var wide = size();
        var before = steps;
        inPart = true;
        try {
            paint(template, paint);
        } catch (MustacheException | StackOverflowError e) {
            var instead = e instanceof TooLong || ++rescued > MOST_RESCUED ? Optional.<String>empty() : rescue.apply(e, innermost());
            if (instead.isEmpty()) throw e;
            sheet.back(written);
            while (templates.size() > deep) templates.pop();
            removeRange(wide, size());
            steps = before;
            nextLook = steps + STRIDE;
            sheet.write(instead.get());
        } finally {
            inPart = false;
        }
    }

    private void paint(String template, Runnable paint) {
        enter(template);
        paint.run();
        leave();
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
