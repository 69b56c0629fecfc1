package torg.lists.forms.form.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.problem.FieldProblem;
import torg.api.view.Model;
import torg.lists.forms.form.FormView.Lines;
import torg.lists.forms.form.FormView.Step;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.draft.Draft;
import torg.lists.forms.form.entry.Check;
import torg.lists.forms.form.entry.Digest;
import torg.lists.forms.form.entry.Entry;
import torg.lists.forms.form.entry.Wrong;
import torg.lists.forms.form.visit.Facts;
import torg.lists.forms.form.visit.Scope;
import torg.lists.forms.form.visit.Visit;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Place;

/**
 * One step of a form as the template {@code components/wizard} is handed it.
 *
 * @param number of the step, from 0
 * @param carried what follows the address of the draft from step to step; empty, or begins with {@code &}
 */
record WizardPage(Visit visit, Place place, Optional<Draft> draft, int number, String carried) {

    /**
     * What stands open for typing: the fields of the step, or one line.
     *
     * @param line id of the line; 0 for none
     */
    record Open(int line, Map<String, String> values) {
        /** Nothing to type into. */
        static final Open CLOSED = new Open(0, Map.of());
    }

    /**
     * The page.
     *
     * @param said key of a message above the form
     * @param unfinished what the person may go on with instead
     */
    Filled shown(Open open, List<FieldProblem> problems, Optional<String> said, Optional<Draft> unfinished) {
        var model = Model.with("caption", form().title().in(visit.request().locale())).with("steps", steps())
                .with("resume", unfinished.map(this::resume).orElse("")).with("resumeWords", unfinished.map(this::resumeWords).orElse("")).with("unfinished", unfinished.map(Draft::id).orElse(""))
                .with("here", draft.isPresent() ? address(number) + carried : carried.replaceFirst("^&", "?")).with("draft", draft.map(Draft::id).orElse("")).with("step", Integer.toString(number + 1))
                .with("said", said.map(key -> visit.words().text("forms." + key)).orElse("")).with("hasProblems", !problems.isEmpty())
                .with("back", back()).with("forms", visit.words().below("forms."));
        switch (step()) {
            case Step.Fields fields -> fields(fields, open, problems, model);
            case Step.Items _ -> items(form().lines().orElseThrow(), open, problems, model);
            case Step.Review _ -> review(problems, model);
        }
        return Filled.Shown.personal("components/wizard", model.build(), form().tables());
    }

    private String back() {
        var before = route().before(number);
        return before < 0 ? "" : address(before);
    }

    private Route route() {
        return Route.of(visit, draft.map(Draft::entry).orElse(Entry.NOTHING));
    }

    /** To the end, which leads to the first step that is not done; with a line to add, to the lines. */
    private String resume(Draft unfinished) {
        return address(unfinished, carried.isEmpty() ? visit.steps().size() - 1 : linesStep()) + carried;
    }

    private String resumeWords(Draft unfinished) {
        return form().lines().isEmpty() ? visit.words().text("forms.resume") : visit.words().text("forms.resume-lines", unfinished.entry().items().size());
    }

    /** The row so far, for what its lines refer to. */
    Scope head() {
        return new Check(visit).some(visit.head(), draft.map(one -> one.entry().values()).orElse(Map.of()));
    }

    private void fields(Step.Fields step, Open open, List<FieldProblem> problems, Model.Builder model) {
        var fields = visit.offered(form().head(), step.fields());
        var all = draft.map(Draft::entry).orElse(Entry.NOTHING).with(open.values()).values();
        var inputs = Inputs.of(visit, place.id(), visit.head(), all, Optional.empty(), problems);
        model.with("isFields", true).with("sections", inputs.sections(step.sections(), open.values())).with("problems", inputs.summary(fields))
                .with("conditional", inputs.conditional(fields)).with("asked", inputs.asked(fields));
    }

    private void items(Lines lines, Open open, List<FieldProblem> problems, Model.Builder model) {
        var head = head();
        var fields = visit.fields(lines.group());
        var line = new Check(visit).line(head(), lines.group(), Inputs.standing(visit, fields, open.values()));
        var inputs = new Inputs(visit, place.id(), line, Optional.empty(), problems);
        var name = lines.item().in(visit.request().locale());
        var rows = rows(lines, head);
        rows.live.ifPresent(live -> model.with("quotes", live));
        var whole = new Check(visit).whole(draft.map(Draft::entry).orElse(Entry.NOTHING));
        if (!rows.models.isEmpty()) new LiveCredit(visit).of(whole).ifPresent(credit -> model.with("credit", credit));
        model.with("isItems", true).with("item", name).with("heads", new Facts(visit).heads(lines.group())).with("rows", rows.models)
                .with("hasRows", !rows.models.isEmpty())
                .with("add", address(number) + "&line=new").with("addWords", visit.words().text("forms.add", name))
                .with("problems", inputs.summary(fields)).with("isOpen", open.line() > 0).with("totals", rows.models.isEmpty() ? List.of() : new Facts(visit).computed(form().head(), whole));
        if (open.line() == 0) return;
        var isNew = draft.orElseThrow().item(open.line()).isEmpty();
        var facts = new Facts(visit).computed(lines.group(), new Check(visit).line(head, lines.group(), open.values()));
        model.with("line", Integer.toString(open.line())).with("isNew", isNew).with("more", isNew && !rows.models.isEmpty())
                .with("fields", isNew && !rows.models.isEmpty() && problems.isEmpty() ? inputs.focused(fields, open.values()) : inputs.models(fields, open.values()))
                .with("conditional", inputs.conditional(fields)).with("asked", inputs.asked(fields)).with("facts", facts).with("hasFacts", !facts.isEmpty())
                .with("itemWords", visit.words().text(isNew ? "forms.add" : "forms.change", name))
                .with("cancel", rows.models.isEmpty() ? "" : address(number));
    }

    /** The lines so far, and what the ERP says of them. */
    private record Rows(List<Model> models, Optional<Model> live) {}

    private Rows rows(Lines lines, Scope head) {
        var rows = new ArrayList<Model>();
        var scopes = new ArrayList<Scope>();
        for (var item : draft.map(one -> one.entry().items()).orElse(List.of())) {
            var check = new Check(visit);
            var line = check.line(head, lines.group(), item.values());
            scopes.add(line);
            var position = Integer.toString(rows.size() + 1);
            rows.add(Model.with("cells", new Facts(visit).cells(lines.group(), line)).with("position", position)
                    .with("edit", address(number) + "&line=" + item.id()).with("remove", "remove." + item.id())
                    .with("trouble", check.problems().stream().findFirst().map(problem -> Wrong.words(problem, visit.formats())).orElse(""))
                    .with("editWords", visit.words().text("forms.edit-line", position))
                    .with("removeWords", visit.words().text("forms.remove-line", position)).build());
        }
        return new Rows(rows, new LiveLines(visit, lines).of(scopes));
    }

    private void review(List<FieldProblem> problems, Model.Builder model) {
        var facts = new Facts(visit);
        var entry = draft.map(Draft::entry).orElse(Entry.NOTHING);
        var scope = new Check(visit).whole(entry);
        var groups = new ArrayList<Model>();
        route().steps().forEach(i -> {
            if (visit.steps().get(i) instanceof Step.Fields fields) {
                groups.add(Model.with("title", fields.title().in(visit.request().locale())).with("change", address(i))
                        .with("facts", facts.of(visit.offered(form().head(), fields.fields()), scope)).build());
            }
        });
        model.with("isReview", true).with("reviewed", Digest.seen(form(), entry, scope)).with("groups", groups).with("totals", facts.computed(form().head(), scope))
                .with("problems", new Inputs(visit, place.id(), scope, Optional.empty(), problems).summary(List.of()))
                .with("submit", form().submit().map(text -> text.in(visit.request().locale())).orElseGet(() -> visit.words().text("forms.submit")));
        form().lines().filter(lines -> scope.holds(lines.when())).ifPresent(lines -> {
            new LiveLines(visit, lines).of(scope.lines()).ifPresent(live -> model.with("quotes", live));
            new LiveCredit(visit).of(scope).ifPresent(credit -> model.with("credit", credit));
            model.with("hasLines", true).with("heads", facts.heads(lines.group())).with("linesTitle", linesTitle())
                    .with("changeLines", address(linesStep()))
                    .with("rows", scope.lines().stream().map(line -> Model.with("cells", facts.cells(lines.group(), line)).build()).toList());
        });
    }

    private List<Model> steps() {
        return route().steps().mapToObj(i -> Model.with("label", visit.steps().get(i).title().in(visit.request().locale())).with("done", i < number)
                .with("current", i == number)
                .with("address", i < number && draft.isPresent() ? address(i) : "").build()).toList();
    }

    private int linesStep() {
        for (var i = 0; i < visit.steps().size(); i++) if (visit.steps().get(i) instanceof Step.Items) return i;
        return number;
    }

    private String linesTitle() {
        return visit.steps().get(linesStep()).title().in(visit.request().locale());
    }

    private String address(int step) {
        return draft.map(one -> address(one, step)).orElse("");
    }

    private static String address(Draft draft, int step) {
        return "?draft=" + draft.id() + "&step=" + (step + 1);
    }

    private Step step() {
        return visit.steps().get(number);
    }

    private FormView form() {
        return visit.form();
    }
}
