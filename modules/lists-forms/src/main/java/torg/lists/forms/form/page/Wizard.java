package torg.lists.forms.form.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView.Lines;
import torg.lists.forms.form.FormView.Step;
import torg.lists.forms.form.draft.Draft;
import torg.lists.forms.form.draft.Drafts;
import torg.lists.forms.form.entry.Check;
import torg.lists.forms.form.entry.Digest;
import torg.lists.forms.form.entry.Entry;
import torg.lists.forms.form.entry.Submission;
import torg.lists.forms.form.entry.Typed;
import torg.lists.forms.form.entry.Wrong;
import torg.lists.forms.form.visit.Visit;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.spi.view.Component.Place;

/**
 * A form in several steps. What was typed is kept in a draft that the address names; each button posts, changes the draft and leads to an
 * address that shows it, so that reloading and going back do no harm.
 */
final class Wizard {
    private final Visit visit;
    private final Place place;
    private final Drafts drafts;
    private final Optional<Draft> draft;
    private final Map<String, String> brought;

    Wizard(Visit visit, Place place, Drafts drafts) {
        this.place = place;
        this.drafts = drafts;
        var posted = visit.request().form("_draft");
        this.draft = posted.or(() -> visit.request().query("draft")).flatMap(id -> drafts.find(visit.caller(), visit.form(), id));
        this.visit = draft.map(one -> visit.of(one.entry().values())).orElse(visit);
        this.brought = brought(visit);
    }

    /** What the address says of a first line, such as {@code ?product=11}; it goes along until the line opens. */
    private static Map<String, String> brought(Visit visit) {
        var values = new LinkedHashMap<String, String>();
        visit.form().lines().ifPresent(lines -> visit.fields(lines.group()).forEach(field -> visit.request().query(field.name())
                .filter(value -> !value.isBlank() && value.length() <= 64).ifPresent(value -> values.put(field.name(), value))));
        return values;
    }

    private String carried() {
        return brought.entrySet().stream().map(value -> "&" + value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    Filled fill() {
        if (draft.isPresent() && draft.get().made().isPresent()) return new Filled.Elsewhere(then(draft.get().made().get()));
        var step = draft.isEmpty() ? 0 : number(visit.request().query("step"), steps().size()).orElse(1) - 1;
        if (draft.isPresent() && !route(draft.get()).has(step)) return new Filled.Elsewhere(address(draft.get(), route(draft.get()).from(step)) + carried());
        if (steps().get(step) instanceof Step.Review) {
            var check = new Check(visit);
            check.whole(draft.orElseThrow().entry());
            if (!check.problems().isEmpty()) return new Filled.Elsewhere(address(draft.get(), stepOf(check.problems().getFirst())));
        }
        var lost = draft.isEmpty() && visit.request().query("draft").isPresent() ? Optional.of("draft-lost") : Optional.<String>empty();
        return page(step).shown(open(visit.request().query("line"), step), List.of(), lost, draft.isEmpty() ? drafts.unfinished(visit.caller(), visit.form())
                : Optional.empty());
    }

    Outcome act() {
        if (draft.isPresent() && draft.get().made().isPresent()) return new Outcome.Redirect(then(draft.get().made().get()));
        if (visit.request().form("_do").filter("discard"::equals).isPresent()) {
            draft.ifPresent(drafts::drop);
            return new Outcome.Redirect(visit.here(""));
        }
        var step = number(visit.request().form("_step"), steps().size()).orElse(1) - 1;
        if (draft.isEmpty() && step > 0) return new Outcome.Redirect(visit.here("?draft=lost"));
        try {
            return switch (steps().get(step)) {
                case Step.Fields fields -> next(fields, step);
                case Step.Items _ -> items(visit.form().lines().orElseThrow(), step);
                case Step.Review _ -> submit(step);
            };
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.TOO_LARGE) throw e;
            return wrong(step, List.of(Wrong.value("", "draft-too-large")));
        }
    }

    private Outcome next(Step.Fields step, int number) {
        var fields = visit.offered(visit.form().head(), step.fields());
        var values = Typed.posted(visit, fields);
        if (visit.request().form("_do").filter("find"::equals).isPresent()) return again(number, new WizardPage.Open(0, values), List.of(), 200);
        var entry = draft.map(Draft::entry).orElse(Entry.NOTHING).with(values);
        var person = visit.of(entry.values());
        var check = new Check(person);
        var scope = check.some(person.head(), entry.values());
        var more = Typed.more(fields, values, scope);
        var here = check.problems().stream().filter(problem -> fields.stream().anyMatch(field -> field.name().equals(problem.field()))).toList();
        var problems = Wrong.without(here, more);
        if (!problems.isEmpty()) return again(number, new WizardPage.Open(0, values), problems, 422);
        if (!more.isEmpty()) return more(number, new WizardPage.Open(0, values));
        values.keySet().retainAll(fields.stream().filter(field -> scope.holds(field.when())).map(Field::name).toList()); // what is hidden now is there again when it is shown again
        var kept = draft.isEmpty() ? drafts.start(visit.caller(), visit.form(), Entry.NOTHING.with(values)) : change(one -> one.with(values));
        return to(kept, number + 1, carried());
    }

    private Outcome more(int number, WizardPage.Open open) {
        return new Outcome.Show(200, page(number).shown(open, List.of(), Optional.of("more"), Optional.empty()));
    }

    private Route route(Draft kept) {
        return Route.of(visit, kept.entry());
    }

    private WizardPage page(int step) {
        return new WizardPage(visit, place, draft, step, carried());
    }

    private Outcome items(Lines lines, int step) {
        var asked = visit.request().form("_do").orElse("");
        if (asked.startsWith("remove.")) {
            var item = number(Optional.of(asked.substring("remove.".length())), Integer.MAX_VALUE);
            return to(change(one -> item.isPresent() ? one.without(item.getAsInt()) : one), step);
        }
        if (asked.equals("save") || asked.equals("estimate") || asked.equals("find") || asked.equals("next") && isBegun(lines)) return item(lines, step, asked);
        var check = new Check(visit);
        check.count(lines, draft.orElseThrow().entry().items().size());
        return check.problems().isEmpty() ? to(draft.get(), step + 1) : wrong(step, check.problems());
    }

    private Outcome item(Lines lines, int step, String asked) {
        var id = number(visit.request().form("_line"), Integer.MAX_VALUE).orElse(draft.orElseThrow().nextItem());
        var open = new WizardPage.Open(id, Typed.posted(visit, visit.fields(lines.group())));
        if (asked.equals("find")) return again(step, open, List.of(), 200);
        var check = new Check(visit);
        var line = check.line(page(step).head(), lines.group(), open.values());
        var more = Typed.more(visit.fields(lines.group()), open.values(), line);
        var item = new Entry.Item(id, open.values());
        var isNew = draft.orElseThrow().item(id).isEmpty();
        var problems = check.problems().isEmpty() && isNew && draft.get().entry().items().size() >= lines.most()
                ? List.of(Wrong.value("", "too-many", "" + lines.most())) : Wrong.without(check.problems(), more);
        if (!problems.isEmpty()) return again(step, open, problems, 422);
        if (!more.isEmpty() && !asked.equals("estimate")) return more(step, open);
        if (asked.equals("estimate")) return again(step, open, List.of(), 200);
        var kept = change(one -> visit.request().form("_new").isPresent() ? one.adding(item) : one.put(item));
        if (asked.equals("next")) return to(kept, step + 1);
        return isNew && kept.entry().items().size() < lines.most() ? new Outcome.Redirect(address(kept, step) + "&line=new") : to(kept, step);
    }

    /** Whether something stands in the open line that does not stand there by itself: who goes on then means it to count. */
    private boolean isBegun(Lines lines) {
        return visit.request().form("_line").isPresent() && visit.fields(lines.group()).stream().filter(field -> field.required() && field.preset().isEmpty())
                .anyMatch(field -> !visit.request().form(field.name()).orElse("").isBlank());
    }

    /**
     * Everything is checked again: a draft may be days old, and the form or the rows it names may have changed; what is not as it was reviewed, because
     * of another tab or another price, is shown once more. A submit that was cut short after
     * the row was written is known before that: what was right then may not be today.
     */
    private Outcome submit(int step) {
        var now = draft.orElseThrow();
        var once = new Write.Once("form " + visit.form().name() + " " + now.id(), Digest.of(visit.form(), now.entry()));
        try {
            var before = visit.tables().written(visit.caller(), once);
            if (before.isPresent()) return made(before.get());
            var check = new Check(visit);
            var scope = check.whole(now.entry());
            if (!check.problems().isEmpty()) return wrong(check.problems(), 422);
            var reviewed = visit.request().form("_reviewed"); // a theme's own template may not carry it
            if (reviewed.isPresent() && !reviewed.get().equals(Digest.seen(visit.form(), now.entry(), scope))) {
                return again(step, WizardPage.Open.CLOSED, List.of(Wrong.value("", "not-as-reviewed")), ProblemKind.CONFLICT.status());
            }
            return made(new Submission(visit).create(scope, Optional.of(once)));
        } catch (TorgException e) {
            return wrong(e.code().equals("table.key-reused") ? List.of(Wrong.value("", "submitted-before")) : Wrong.of(e), e.kind().status());
        }
    }

    private Outcome made(Written written) {
        var key = written.keys().getFirst();
        change(one -> one.making(key));
        return new Outcome.Redirect(then(key));
    }

    /** The step as the draft has it, with what is wrong. */
    private Outcome wrong(int step, List<FieldProblem> problems) {
        return again(step, open(Optional.empty(), step), problems, 422);
    }

    /** The step where it can be mended, as the draft has it, with what is wrong with the whole. */
    private Outcome wrong(List<FieldProblem> problems, int status) {
        var step = stepOf(problems.getFirst());
        return again(step, open(Optional.empty(), step), problems, status);
    }

    private Outcome again(int step, WizardPage.Open open, List<FieldProblem> problems, int status) {
        return new Outcome.Show(status, page(step).shown(open, problems, Optional.empty(), Optional.empty()));
    }

    /** The step where a wrong value can be mended. */
    private int stepOf(FieldProblem problem) {
        var lines = visit.form().lines().map(Lines::name).filter(name -> problem.field().equals(name) || problem.field().startsWith(name + "."))
                .isPresent();
        for (var i = 0; i < steps().size(); i++) {
            var here = switch (steps().get(i)) {
                case Step.Fields fields -> fields.fields().stream().anyMatch(field -> field.name().equals(problem.field()));
                case Step.Items _ -> lines;
                case Step.Review _ -> true;
            };
            if (here) return i;
        }
        return steps().size() - 1;
    }

    private Draft change(UnaryOperator<Draft> change) {
        return drafts.change(visit.caller(), visit.form(), draft.orElseThrow(), change);
    }

    private Outcome to(Draft kept, int step) {
        return to(kept, step, "");
    }

    /** To this step, or the first one after it that is asked for. */
    private Outcome to(Draft kept, int step, String carried) {
        return new Outcome.Redirect(address(kept, route(kept).from(step)) + carried);
    }

    private String address(Draft kept, int step) {
        return visit.here("?draft=" + kept.id() + "&step=" + (step + 1));
    }

    private String then(String key) {
        var form = visit.form();
        Function<String, Optional<String>> value = name -> name.equals(form.table().key()) ? Optional.of(key)
                : visit.neighbours().row(form.table().name(), key).flatMap(row -> row.text(name));
        return form.then().flatMap(link -> link.fill(value)).map(visit.request()::link).orElseGet(() -> visit.request().link("/"));
    }

    private List<Step> steps() {
        return visit.steps();
    }

    /** The line that stands open for typing. */
    private WizardPage.Open open(Optional<String> asked, int step) {
        if (draft.isEmpty() || !(steps().get(step) instanceof Step.Items)) {
            return new WizardPage.Open(0, draft.map(one -> one.entry().values()).orElse(Map.of()));
        }
        var next = draft.get().nextItem();
        var fresh = asked.filter("new"::equals).isPresent() || draft.get().entry().items().isEmpty() || !brought.isEmpty();
        if (fresh) return new WizardPage.Open(next, brought);
        return number(asked, Integer.MAX_VALUE).stream().boxed().flatMap(id -> draft.get().item(id).stream()).findFirst()
                .map(item -> new WizardPage.Open(item.id(), item.values())).orElse(WizardPage.Open.CLOSED);
    }

    private static OptionalInt number(Optional<String> text, int most) {
        return text.filter(digits -> digits.matches("[1-9]\\d{0,8}")).map(Integer::parseInt).filter(number -> number <= most).map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }
}
