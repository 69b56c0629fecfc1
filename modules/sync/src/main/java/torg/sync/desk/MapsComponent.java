package torg.sync.desk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.sync.SyncEngine;

/** {@code component: sync-maps}: administrators see every connection with its maps, compare both sides, and let maps stand still and go on, each after a question. Nobody else sees or does anything here. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class MapsComponent implements Component {
    private final SyncEngine engine;
    private final Outbox outbox;
    private final SyncDesk desk;
    private final Tables tables;

    @Activate
    public MapsComponent(@Reference SyncEngine engine, @Reference Outbox outbox, @Reference SyncDesk desk, @Reference Tables tables) {
        this.engine = engine;
        this.outbox = outbox;
        this.desk = desk;
        this.tables = tables;
    }

    @Override
    public String name() {
        return "sync-maps";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!SyncDesk.isFor(request)) return new Filled.Hidden();
        var view = view(request);
        var model = view.model();
        request.query("compare").filter(map -> engine.maps().flatMap(maps -> maps.named(map)).isPresent())
                .ifPresent(map -> model.with("comparison", view.comparison(map, desk.comparison(request, map).map(Compared::of).orElse(Compared.NONE))));
        for (var act : Act.ASKED) request.query(act.word()).flatMap(Subject::of).flatMap(subject -> view.question(act, subject)).ifPresent(question -> model.with("question", question));
        return shown(model);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!SyncDesk.isFor(request)) return Component.super.act(place);
        var act = request.form("_do").flatMap(Act::of).orElseThrow(() -> TorgException.of(ProblemKind.MALFORMED, "sync.no-such-act", "the form does not say what is to be done"));
        var subject = request.form("subject").flatMap(Subject::of).orElseThrow(() -> TorgException.of(ProblemKind.MALFORMED, "sync.no-subject", "the form does not say which map or connector it is about"));
        try {
            switch (act) {
                case PAUSE -> desk.pause(request, subject.scope(), subject.name(), request.form("note").orElse(""));
                case RESUME -> desk.resume(request, subject.scope(), subject.name());
                case COMPARE -> desk.compare(request, subject.name());
                case LET_THROUGH -> desk.letThrough(request, subject.name(), rows(request), request.form("note").orElse(""));
                case READ -> desk.readAgain(request, subject.name());
            }
        } catch (TorgException e) {
            return again(request, act, subject, e);
        }
        return new Outcome.Redirect(request.link(request.path()) + (act == Act.COMPARE ? MapsView.comparing(subject.name()) : ""));
    }

    /** The page as it is now, with what is in the way. */
    private Outcome again(Request request, Act act, Subject subject, TorgException problem) {
        var view = view(request);
        var model = view.model();
        return switch (problem.kind()) {
            case INVALID -> {
                view.question(act, subject).ifPresent(question -> model.with("question", question.with("note", request.form("note").orElse("")).with("problem", view.words().text("no-note", SyncDesk.LONGEST_NOTE))));
                yield new Outcome.Show(422, shown(model));
            }
            case NOT_FOUND, CONFLICT -> new Outcome.Show(409, shown(model.with("problem", view.words().text("as-it-is"))));
            default -> throw problem;
        };
    }

    private MapsView view(Request request) {
        return new MapsView(Overview.of(engine, outbox), tables.schema(), request);
    }

    /** How many rows the question was about. */
    private static long rows(Request request) {
        return request.form("rows").filter(rows -> rows.matches("[0-9]{1,18}")).map(Long::parseLong)
                .orElseThrow(() -> TorgException.of(ProblemKind.MALFORMED, "sync.no-rows", "the form does not say how many rows it is about"));
    }

    private static Filled shown(Model.Builder model) {
        return Filled.Shown.personal("components/sync-maps", model.build());
    }

    /** What is done. */
    enum Act {
        PAUSE, RESUME, COMPARE, READ, LET_THROUGH;

        /** Those after a question. */
        static final List<Act> ASKED = List.of(PAUSE, RESUME, LET_THROUGH);

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it is said why. */
        boolean needsNote() {
            return this == PAUSE || this == LET_THROUGH;
        }

        static Optional<Act> of(String word) {
            return Arrays.stream(values()).filter(act -> act.word().equals(word)).findFirst();
        }
    }
}
