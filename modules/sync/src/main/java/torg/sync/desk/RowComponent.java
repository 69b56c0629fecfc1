package torg.sync.desk;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;

/** {@code component: sync-row}: administrators ask where a row is between portal and ERP ({@code ?table=salesorder&key=W001}). Nobody else sees anything here. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class RowComponent implements Component {
    private final RowWays ways;
    private final Tables tables;

    @Activate
    public RowComponent(@Reference RowWays ways, @Reference Tables tables) {
        this.ways = ways;
        this.tables = tables;
    }

    @Override
    public String name() {
        return "sync-row";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!SyncDesk.isFor(request)) return new Filled.Hidden();
        var words = new DeskWords(request);
        var table = request.query("table").orElse("").strip();
        var key = request.query("key").orElse("").strip();
        var model = Model.with("words", words.all()).with("path", request.link(request.path())).with("key", key).with("tables", ways.tables().stream()
                .map(one -> Model.with("name", one.name()).with("label", one.label().in(request.locale())).with("chosen", one.name().equals(table))).toList());
        if (!key.isEmpty()) way(request, table, key).ifPresentOrElse(way -> model.with("way", way(way, words, request)), () -> model.with("problem", words.text("no-row")));
        return Filled.Shown.personal("components/sync-row", model.build());
    }

    private Optional<RowLine> way(Request request, String table, String key) {
        try {
            return Optional.of(RowLine.of(ways.of(request, table, key, request.query("ask").isPresent())));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
            return Optional.empty();
        }
    }

    private Model.Builder way(RowLine way, DeskWords words, Request request) {
        var table = tables.schema().find(way.table());
        var steps = way.changes().stream().map(step -> Model.with("what", words.text("step." + step.kind())).with("columns", step.columns().stream().map(column -> label(table, column, request)).toList())
                .with("written", words.moment(step.written())).with("state", words.text("step." + step.state())).with("tone", tone(step.state())).with("moment", words.moment(step.moment()))
                .with("attempts", step.attempts()).with("reference", step.reference()).with("why", step.note().isEmpty() ? "" : words.reason(step.note()))).toList();
        return Model.with("title", table.map(one -> one.label().in(request.locale())).orElse(way.table()) + " " + way.key()).with("here", words.text(way.here() ? "here.yes" : "here.no"))
                .with("map", way.map()).with("state", words.text("state." + way.state())).with("paused", way.paused()).with("number", way.number()).with("compared", words.moment(way.compared()))
                .with("table", way.table()).with("key", way.key()).with("steps", steps).with("hasSteps", !steps.isEmpty()).with("differ", !way.differences().isEmpty()).with("erp", words.text("there." + way.erp(), way.reason()))
                .with("differences", way.differences().stream().map(one -> Model.with("column", label(table, one.column(), request)).with("here", one.here()).with("there", one.there())).toList());
    }

    private static String tone(String state) {
        return switch (state) {
            case "delivered" -> "success";
            case "refused" -> "danger";
            case "waiting" -> "info";
            default -> "neutral";
        };
    }

    private static String label(Optional<Table> table, String column, Request request) {
        return table.flatMap(one -> one.column(column)).map(one -> one.label().in(request.locale())).orElse(column);
    }
}
