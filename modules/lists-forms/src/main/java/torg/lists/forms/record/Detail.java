package torg.lists.forms.record;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.lists.forms.action.Actions;
import torg.lists.forms.list.Listing;
import torg.lists.forms.record.RecordView.Progress;
import torg.lists.forms.record.RecordView.Section;
import torg.lists.forms.row.Formats;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Shown;
import torg.lists.forms.row.Sight;
import torg.spi.access.WebRoles;
import torg.spi.view.Component.Filled;

/** One row as one caller sees it in one request. */
final class Detail {
    private static final Duration SAID = Duration.ofMinutes(1);

    /** A list of a record follows as a part of it. */
    private static final Model PART = Model.with("live", false).build();

    private final Tables tables;
    private final Optional<WebRoles> roles;
    private final Request request;
    private final RecordView view;
    private final Clock clock;
    private final Sight sight;
    private final Formats formats;
    private final List<Section> sections;
    private final Actions actions;

    Detail(Tables tables, Optional<WebRoles> roles, Request request, RecordView view, Clock clock) {
        this.tables = tables;
        this.roles = roles;
        this.request = request;
        this.view = view;
        this.clock = clock;
        this.sight = new Sight(tables, request.caller());
        this.formats = Formats.of(request);
        this.actions = new Actions(tables, clock, request, view.table(), view.actions());
        this.sections = view.sections().stream().map(section -> new Section(section.title(), visible(section.columns()))).toList();
    }

    /** The row of this key, if the caller may see it. */
    Optional<Row> find(String key) {
        var paths = new TreeSet<String>();
        paths.add(view.table().key());
        sections.forEach(section -> section.columns().forEach(column -> paths.addAll(column.select(sight))));
        view.progress().map(progress -> Path.of(view.table(), progress.column())).filter(sight::reads).ifPresent(path -> paths.add(path.text()));
        view.since().map(column -> Path.of(view.table(), column)).filter(sight::reads).ifPresent(path -> paths.add(path.text()));
        paths.addAll(actions.select(sight));
        Optional.of(title()).filter(sight::reads).ifPresent(path -> paths.add(path.text()));
        return tables.find(request.caller(), view.table().name(), key, paths.toArray(String[]::new));
    }

    Actions actions() {
        return actions;
    }

    /** The column that names the row to people. */
    private Path title() {
        var table = view.table();
        return Path.of(table, table.columns().get(table.title()));
    }

    /**
     * What the template {@code components/record} is handed.
     *
     * @param said that something was done
     * @param trouble why it was not
     */
    Model model(Row row, String said, String trouble) {
        var steps = view.progress().flatMap(progress -> row.text(progress.column().name()).map(value -> steps(progress, value))).orElse(List.of());
        var buttons = actions.of(row);
        var facts = sections(row);
        return Model.with(Filled.Shown.SUBJECT, row.text(view.table().title()).filter(name -> !name.isBlank()))
                .with("notices", notices(row)).with("aside", aside(row)).with("steps", steps).with("hasSteps", !steps.isEmpty())
                .with("progress", formats.words().text("rows.progress"))
                .with("actions", buttons).with("hasActions", !buttons.isEmpty()).with("said", said).with("trouble", trouble)
                .with("sections", facts).with("hasSections", !facts.isEmpty())
                .with("related", related(row)).build();
    }

    /** What is said instead of a row that a caller does not have. */
    Model absent() {
        return Model.with("absent", view.empty().map(text -> text.in(request.locale())).orElseGet(() -> formats.words().text("rows.nothing")))
                .build();
    }

    private List<Model> notices(Row row) {
        var over = view.since().filter(column -> row.instant(column.name()).filter(this::isJustNow).isEmpty()).isPresent();
        return over ? List.of() : asked();
    }

    private boolean isJustNow(Instant moment) {
        return clock.instant().isBefore(moment.plus(SAID));
    }

    private List<Model> asked() {
        return view.notices().entrySet().stream().filter(notice -> request.query(notice.getKey()).filter("1"::equals).isPresent())
                .map(notice -> Model.with("said", notice.getValue().in(request.locale())).build()).toList();
    }

    private List<Shown> visible(List<Shown> columns) {
        return columns.stream().filter(column -> column.visible(sight)).toList();
    }

    /** Facts that have a value, under their headings. */
    private List<Model> sections(Row row) {
        var models = new ArrayList<Model>();
        for (var section : sections) {
            var facts = section.columns().stream().map(column -> column.cell(row, formats, request))
                    .filter(fact -> !fact.get("text").equals("") || !fact.get("badge").equals("")).toList();
            if (!facts.isEmpty()) {
                models.add(Model.with("title", section.title().map(title -> title.in(request.locale())).orElse("")).with("facts", facts).build());
            }
        }
        return models;
    }

    private List<Model> related(Row row) {
        return view.lists().stream().map(related -> new Listing(tables, roles, clock, request, related.list(), Condition.eq(related.by().name(), row.key()),
                related.list().name() + ".").model().and(PART)).toList();
    }

    /** What is said on top of a row that left the way, such as a cancelled order. */
    private Optional<Model> aside(Row row) {
        return view.progress().flatMap(progress -> row.text(progress.column().name()).filter(value -> progress.steps().stream().noneMatch(step -> step.contains(value)))
                .map(value -> Model.with("tone", tone(progress.column(), value)).with("label", progress.column().label().in(request.locale()))
                        .with("text", progress.column().choice(value).map(choice -> choice.label().in(request.locale())).orElse(value)).build()));
    }

    private String tone(Column column, String value) {
        return sections.stream().flatMap(section -> section.columns().stream()).filter(shown -> shown.path().text().equals(column.name()))
                .map(shown -> shown.tones().getOrDefault(value, "neutral")).findFirst().orElse("neutral");
    }

    /** Nothing for a row that left the way. The end of the way is done as soon as it is reached. */
    private List<Model> steps(Progress progress, String value) {
        var here = 0;
        while (here < progress.steps().size() && !progress.steps().get(here).contains(value)) here++;
        if (here == progress.steps().size()) return List.of();
        var models = new ArrayList<Model>();
        for (var step = 0; step < progress.steps().size(); step++) {
            var name = step == here ? value : progress.steps().get(step).getLast();
            models.add(Model.with("label", progress.column().choice(name).orElseThrow().label().in(request.locale()))
                    .with("current", step == here).with("done", step < here || isEnd(progress, step, value)).build());
        }
        return models;
    }

    private static boolean isEnd(Progress progress, int step, String value) {
        return step == progress.steps().size() - 1 && progress.steps().getLast().getLast().equals(value);
    }
}
