package torg.sync.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.sync.Outbox;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.sync.SyncEngine;
import torg.sync.map.Braces;
import torg.sync.send.Conflicts.Keep;

/** {@code component: sync-desk}: administrators see whether the ERP answers and what does not reach it, and give it back or up. Nobody else sees or does anything here. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class DeskComponent implements Component {
    private final SyncEngine engine;
    private final Outbox outbox;
    private final SyncDesk desk;
    private final RowWays ways;
    private final Tables tables;

    @Activate
    public DeskComponent(@Reference SyncEngine engine, @Reference Outbox outbox, @Reference SyncDesk desk, @Reference RowWays ways, @Reference Tables tables) {
        this.engine = engine;
        this.outbox = outbox;
        this.desk = desk;
        this.ways = ways;
        this.tables = tables;
    }

    @Override
    public String name() {
        return "sync-desk";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        links(parameters, problems);
    }

    @Override
    public Filled fill(Place place) {
        if (!SyncDesk.isFor(place.request())) return new Filled.Hidden();
        var view = view(place);
        var model = view.model();
        if (place.request().query("given-back").isPresent()) model.with("said", view.words().text("given-back"));
        if (place.request().query("decided").isPresent()) model.with("said", view.words().text("decided"));
        id(place.request().query("decide")).flatMap(desk::asked).map(entry -> view.decide(entry, ways)).ifPresent(question -> model.with("decide", question));
        id(place.request().query("give-up")).flatMap(view::giveUp).ifPresent(confirm -> model.with("giveUp", confirm));
        return shown(model);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!SyncDesk.isFor(request)) return Component.super.act(place);
        var id = id(request.form("entry")).orElseThrow(() -> TorgException.of(ProblemKind.MALFORMED, "sync.no-entry", "the form does not say which change it is about"));
        try {
            switch (request.form("_do").orElse("")) {
                case "retry" -> desk.retry(request, id);
                case "drop" -> desk.drop(request, id, request.form("note").orElse(""));
                case "keep-portal" -> desk.decide(request, id, Keep.PORTAL);
                case "keep-erp" -> desk.decide(request, id, Keep.ERP);
                default -> throw TorgException.of(ProblemKind.MALFORMED, "sync.no-such-act", "the form does not say what is to be done");
            }
        } catch (TorgException e) {
            return again(place, id, e);
        }
        return new Outcome.Redirect(request.link(request.path()) + switch (request.form("_do").orElse("")) {
            case "retry" -> "?given-back=" + id;
            case "drop" -> "";
            default -> "?decided=" + id;
        });
    }

    /** The desk as it is now, with what is in the way; somebody else may have been quicker, or the ERP may be about to take it. */
    private Outcome again(Place place, long id, TorgException problem) {
        var view = view(place);
        var model = view.model();
        return switch (problem.kind()) {
            case INVALID -> {
                view.giveUp(id).ifPresent(confirm -> model.with("giveUp", confirm.with("note", place.request().form("note").orElse("")).with("problem", view.words().text("no-note", SyncDesk.LONGEST_NOTE))));
                yield new Outcome.Show(422, shown(model));
            }
            case NOT_FOUND, CONFLICT -> new Outcome.Show(409, shown(model.with("problem", view.words().text(problem.code().equals("outbox.held") ? "held" : "settled"))));
            default -> throw problem;
        };
    }

    private DeskView view(Place place) {
        return new DeskView(engine, outbox, tables.schema(), place.request(), links(place.parameters(), new Problems()));
    }

    private static Filled shown(Model.Builder model) {
        return Filled.Shown.personal("components/sync-desk", model.build());
    }

    /** Addresses of the pages that show a row, by table. */
    private static Map<String, String> links(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        var links = new LinkedHashMap<String, String>();
        reader.mapping("links").ifPresent(tables -> tables.entries().keySet().forEach(table -> tables.text(table).ifPresent(link -> {
            if (!link.startsWith("/") || !Braces.names(link).equals(List.of("key"))) problems.error(tables.at(table), "sync.bad-link", "'" + link + "' is no address of a row", "write it as /orders/{key}");
            links.put(table, link);
        })));
        reader.done();
        return links;
    }

    /** The number of an entry, when that is what was sent. */
    static Optional<Long> id(Optional<String> text) {
        return text.filter(digits -> digits.matches("[0-9]{1,18}")).map(Long::parseLong);
    }
}
