package torg.lists.forms.form.visit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.lists.forms.form.FormView.Options;
import torg.lists.forms.row.Path;

/** The rows that a lookup's field offers one caller: never one the caller may not read. */
public record Offer(Visit visit, Options options) {

    /** The row that stands first. */
    Optional<Row> first() {
        return query("", 1).flatMap(visit.neighbours()::firstWhole);
    }

    /** The rows whose title, searchable columns or texts people read contain the text, in the offer's order. */
    public List<Row> rows(String text, int most) {
        return query(text, most).map(query -> visit.tables().query(visit.caller(), query).rows()).orElse(List.of());
    }

    /** Empty when a column the document fixes is hidden from the caller: then nothing is offered rather than everything. */
    private Optional<Query> query(String text, int most) {
        var sight = visit.sight();
        var fixed = visit.where(options.where());
        if (!fixed.clauses().stream().allMatch(clause -> sight.reads(clause.path()))) return Optional.empty();
        var select = new TreeSet<String>();
        options.paths().stream().filter(sight::reads).forEach(path -> select.add(path.text()));
        var order = options.order().stream().filter(by -> reads(by.path())).toList();
        var where = new ArrayList<Condition>(List.of(fixed.condition()));
        if (!text.isBlank()) where.add(Condition.any(searched().map(path -> new Condition.Mentions(path, text)).toList()));
        return Optional.of(new Query(options.table().name(), List.copyOf(select), Condition.all(where.toArray(Condition[]::new)), order, most,
                Optional.empty(), 0, false));
    }

    /** The row of this key if it is offered. */
    public Optional<Row> row(String key) {
        return visit.neighbours().row(options.table().name(), key).filter(row -> visit.neighbours().isAmong(row, visit.where(options.where())));
    }

    /** How a row reads. */
    public String words(Row row) {
        var formats = visit.formats();
        var text = options.text().fillWhatIsThere(name -> options.paths().stream().filter(path -> path.text().equals(name)).findFirst()
                .flatMap(path -> row.value(name).or(() -> visit.neighbours().of(row, path))
                .map(value -> formats.text(path.column(), value, Optional.empty()))));
        return text.isBlank() ? row.key() : text;
    }

    private Stream<String> searched() {
        var table = options.table();
        var own = table.columns().values().stream().filter(column -> column.searchable() || column.name().equals(table.title()))
                .map(column -> Path.of(table, column));
        var said = options.paths().stream().filter(path -> path.column().type() == ColumnType.TEXT);
        return Stream.concat(own, said).filter(visit.sight()::reads).map(Path::text).distinct();
    }

    private boolean reads(String path) {
        return visit.tables().schema().path(options.table(), path).map(columns -> new Path(options.table(), path, columns)).filter(visit.sight()::reads)
                .isPresent();
    }
}
