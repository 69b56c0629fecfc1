package torg.lists.forms.form.page;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.entry.Check;
import torg.lists.forms.form.entry.Digest;
import torg.lists.forms.form.entry.Entry;
import torg.lists.forms.form.entry.Submission;
import torg.lists.forms.form.entry.Typed;
import torg.lists.forms.form.entry.Wrong;
import torg.lists.forms.form.visit.Visit;
import torg.lists.forms.row.Subject;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.spi.view.Component.Place;

/** A form that stands on one page: what is sent is checked and written at once. */
final class SinglePage {
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Visit visit;
    private final Place place;
    private final List<Field> fields;

    SinglePage(Visit visit, Place place) {
        this.visit = visit;
        this.place = place;
        this.fields = visit.fields(visit.form().head());
    }

    Filled fill() {
        if (visit.form().creates()) return shown(Map.of(), List.of(), OptionalLong.empty());
        var row = row();
        if (row.isPresent()) return shown(Typed.kept(row.get(), fields), List.of(), OptionalLong.of(row.get().version()));
        return visit.form().row().orElseThrow() instanceof Subject.Variable ? new Filled.Absent() : new Filled.Hidden();
    }

    Outcome act() {
        var row = row();
        if (!visit.form().creates() && row.isEmpty()) return new Outcome.Show(404, new Filled.Absent());
        var values = Typed.posted(visit, fields);
        var version = version();
        if (visit.request().form("_do").filter("find"::equals).isPresent()) return new Outcome.Show(200, shown(values, List.of(), version));
        var check = new Check(visit);
        var edited = row.map(kept -> check.edited(kept, touched(kept, values), values)).orElseGet(() -> new Check.Edited(check.whole(new Entry(values, List.of())), fields));
        var more = Typed.more(fields, values, edited.scope());
        var problems = Wrong.without(check.problems(), more);
        if (!problems.isEmpty() || !more.isEmpty()) return new Outcome.Show(problems.isEmpty() ? 200 : 422, shown(values, problems, version, !more.isEmpty()));
        try {
            var submission = new Submission(visit);
            var written = row.isPresent() ? submission.update(edited, row.get().key(), version)
                    : submission.create(edited.scope(), Optional.of(once(values)));
            return new Outcome.Redirect(then(written.keys().getFirst()));
        } catch (TorgException e) {
            return refused(e, values, version);
        }
    }

    private OptionalLong version() {
        var text = visit.request().form("_version").filter(digits -> digits.matches("\\d{1,18}"));
        return text.map(digits -> OptionalLong.of(Long.parseLong(digits))).orElse(OptionalLong.empty());
    }

    private List<Field> touched(Row row, Map<String, String> values) {
        var kept = Typed.kept(row, fields);
        return fields.stream().filter(field -> values.containsKey(field.name()) && !values.get(field.name()).equals(kept.getOrDefault(field.name(), ""))).toList();
    }

    /** What the store would not write, said where it was typed; after somebody else's change a second try counts. */
    private Outcome refused(TorgException problem, Map<String, String> values, OptionalLong version) {
        var said = Wrong.of(problem);
        if (problem.kind() != ProblemKind.STALE) return new Outcome.Show(problem.kind().status(), shown(values, said, version));
        return new Outcome.Show(ProblemKind.CONFLICT.status(), shown(values, said, row().map(row -> OptionalLong.of(row.version())).orElse(version)));
    }

    private Optional<Row> row() {
        var form = visit.form();
        return form.row().flatMap(subject -> subject.key(visit.caller(), place.page()))
                .flatMap(key -> visit.neighbours().row(form.table().name(), key));
    }

    /** The same values sent twice from one page are one row; other values are another, even where the page came from a cache. */
    private Write.Once once(Map<String, String> values) {
        var digest = Digest.of(visit.form(), new Entry(values, List.of()));
        return new Write.Once("form " + Write.Once.digestOf(visit.form().name() + " " + visit.request().form("_once").orElse("") + " " + digest), digest);
    }

    private String then(String key) {
        var form = visit.form();
        if (form.then().isEmpty()) return visit.here("?saved=1");
        var row = visit.tables().find(visit.caller(), form.table().name(), key);
        Function<String, Optional<String>> value = name -> name.equals(form.table().key()) ? Optional.of(key)
                : row.flatMap(found -> found.text(name));
        return form.then().get().fill(value).map(visit.request()::link).orElseGet(() -> visit.here("?saved=1"));
    }

    private String submit() {
        var form = visit.form();
        var usual = form.creates() ? "forms.submit" : "forms.save";
        return form.submit().map(text -> text.in(visit.request().locale())).orElseGet(() -> visit.words().text(usual));
    }

    private Filled shown(Map<String, String> values, List<FieldProblem> problems, OptionalLong version) {
        return shown(values, problems, version, false);
    }

    /** @param more whether there are fields now that were not on the page before */
    private Filled shown(Map<String, String> values, List<FieldProblem> problems, OptionalLong version, boolean more) {
        var form = visit.form();
        var locale = visit.request().locale();
        var inputs = Inputs.of(visit, place.id(), fields, values, row(), problems);
        var saved = visit.request().query("saved").filter("1"::equals).isPresent() && problems.isEmpty();
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Filled.Shown.personal("components/form", Model.with("caption", form.title().in(locale)).with("sections", inputs.sections(form.sections(), values)).with("more", more)
                .with("conditional", inputs.conditional(fields)).with("asked", inputs.asked(fields))
                .with("problems", inputs.summary(fields)).with("hasProblems", !problems.isEmpty()).with("withFiles", fields.stream().anyMatch(Field::isFile))
                .with("said", saved ? form.done().map(done -> done.in(locale)).orElseGet(() -> visit.words().text("forms.saved")) : "")
                .with("version", version.isPresent() ? Long.toString(version.getAsLong()) : "")
                .with("once", form.creates() ? HexFormat.of().formatHex(bytes) : "")
                .with("submit", submit())
                .with("forms", visit.words().below("forms.")).build(), form.tables());
    }
}
