package torg.lists.forms.form.page;

import java.util.stream.IntStream;
import torg.lists.forms.form.FormView.Lines;
import torg.lists.forms.form.FormView.Step;
import torg.lists.forms.form.entry.Check;
import torg.lists.forms.form.entry.Entry;
import torg.lists.forms.form.visit.Scope;
import torg.lists.forms.form.visit.Visit;

/**
 * Which steps of a form are asked for, by what was given so far. A step keeps its number, from 0, whether it is asked for or not, so that addresses lead where they
 * led; the first one and the last one always are.
 */
record Route(Visit visit, Scope scope) {

    /** The way of somebody who gave this. */
    static Route of(Visit visit, Entry entry) {
        var one = visit.of(entry.values());
        return new Route(one, new Check(one).some(one.head(), entry.values()));
    }

    boolean has(int step) {
        return step == 0 || switch (visit.steps().get(step)) {
            case Step.Fields fields -> fields.fields().stream().anyMatch(field -> scope.holds(field.when()));
            case Step.Items _ -> visit.form().lines().map(Lines::when).filter(scope::holds).isPresent();
            case Step.Review _ -> true;
        };
    }

    /** All steps that are asked for. */
    IntStream steps() {
        return IntStream.range(0, visit.steps().size()).filter(this::has);
    }

    /** The first step from this one on. */
    int from(int step) {
        return steps().filter(one -> one >= step).findFirst().orElseThrow();
    }

    /** The step before this one; below 0 when there is none. */
    int before(int step) {
        return steps().filter(one -> one < step).max().orElse(-1);
    }
}
