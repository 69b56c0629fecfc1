package torg.mustache;

import com.github.mustachejava.MustacheException;
import com.github.mustachejava.util.InternalArrayList;
import java.util.List;
import torg.api.view.Model;

/** The values in view while painting, the innermost last, and how far the painting went: a template that writes nothing has to end too. */
final class Scopes extends InternalArrayList<Object> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_STEPS = 500_000;
    private static final int DEEPEST = 40;

    private int steps;
    private int depth;

    Scopes(Model model) {
        add(model);
    }

    static Scopes of(List<Object> scopes) {
        return (Scopes) scopes;
    }

    void step() {
        if (++steps > MOST_STEPS) throw new MustacheException("more than " + MOST_STEPS + " repetitions");
    }

    void enter() {
        step();
        if (++depth > DEEPEST) throw new MustacheException("templates include each other more than " + DEEPEST + " deep");
    }

    void leave() {
        depth--;
    }
}
