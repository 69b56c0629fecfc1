package torg.lists.forms.form.visit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.lists.forms.form.Expr;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.Ref;
import torg.lists.forms.form.When;
import torg.lists.forms.row.Path;

/** The values of one row in the making, and how expressions are worked out among them. For one request. */
public final class Scope {
    private final Visit visit;
    private final Optional<Scope> head;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Scope> lines = new ArrayList<>();

    public Scope(Visit visit) {
        this.visit = visit;
        this.head = Optional.empty();
    }

    private Scope(Scope head) {
        this.visit = head.visit;
        this.head = Optional.of(head);
    }

    /** A further line of this row. */
    public Scope line() {
        var line = new Scope(this);
        lines.add(line);
        return line;
    }

    public List<Scope> lines() {
        return Collections.unmodifiableList(lines);
    }

    /** Values by column name; columns without a value are absent. */
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    public Optional<Object> get(String column) {
        return Optional.ofNullable(values.get(column));
    }

    public void put(String column, Object value) {
        values.put(column, value);
    }

    /** Whether all of these hold; each is asked once what it may name has its value, or has none. */
    public boolean holds(List<When> conditions) {
        return conditions.stream().allMatch(when -> when.holds(this::value, visit.person()));
    }

    /** Work out a value for a column; a number gets the column's scale. */
    public Optional<Object> work(Expr expression, Column target, Optional<FormView.Options> options) {
        Optional<?> value = switch (expression) {
            case Expr.Fixed(var fixed) -> Optional.of(fixed);
            case Expr.Now() -> Optional.of(visit.clock().instant().truncatedTo(ChronoUnit.MICROS));
            case Expr.Today(var days) -> Optional.of(visit.today().plusDays(days));
            case Expr.First() -> options.flatMap(some -> new Offer(visit, some).first()).map(Row::key);
            case Expr.Value(var refs) -> first(refs);
            case Expr.Composed(var pieces) -> Optional.of(compose(pieces));
            case Expr.Multiply(var factors) -> multiply(factors);
            case Expr.Sum(var column) -> sum(column);
            case Expr.Take take -> take(take);
        };
        return value.map(found -> found instanceof BigDecimal number ? number.setScale(target.scale(), RoundingMode.HALF_UP) : found);
    }

    public Optional<Object> work(Expr expression, Column target) {
        return work(expression, target, Optional.empty());
    }

    private Optional<Object> first(List<Ref> refs) {
        return refs.stream().flatMap(ref -> value(ref).stream()).findFirst();
    }

    private Optional<Object> value(Ref ref) {
        return switch (ref) {
            case Ref.Me(var path) -> person(path, visit.person().contact(), visit.me());
            case Ref.MyAccount(var path) -> person(path, visit.person().account(), visit.myAccount());
            case Ref.Language() -> Optional.of(visit.request().locale().toLanguageTag());
            case Ref.Own(var path) -> own(path);
            case Ref.Head(var path) -> head.flatMap(above -> above.own(path));
        };
    }

    private Optional<Object> own(Path path) {
        return get(path.first().name()).flatMap(first -> visit.neighbours().follow(path, first));
    }

    private Optional<Object> person(Optional<Path> path, Optional<String> key, Optional<Row> row) {
        return path.isEmpty() ? key.map(Object.class::cast) : row.flatMap(person -> visit.neighbours().of(person, path.get()));
    }

    private String compose(List<Expr.Piece> pieces) {
        var text = new StringBuilder();
        for (var piece : pieces) {
            text.append(piece.text());
            first(piece.refs()).ifPresent(text::append);
        }
        return text.toString();
    }

    private Optional<Object> multiply(List<Ref> factors) {
        var product = BigDecimal.ONE;
        for (var factor : factors) {
            var value = value(factor);
            if (value.isEmpty()) return Optional.empty();
            product = product.multiply(value.get() instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value.get());
        }
        return Optional.of(product);
    }

    private Optional<Object> sum(Column column) {
        var values = lines.stream().map(line -> line.values.get(column.name())).toList();
        if (values.isEmpty() || values.stream().anyMatch(Objects::isNull)) return Optional.empty();
        return Optional.of(values.stream().map(BigDecimal.class::cast).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private Optional<Object> take(Expr.Take take) {
        var conditions = new ArrayList<Condition>();
        for (var one : take.where().entrySet()) {
            var value = work(one.getValue(), one.getKey().column());
            if (value.isEmpty()) return Optional.empty();
            conditions.add(Condition.eq(one.getKey().text(), value.get()));
        }
        var query = Query.of(take.table().name(), take.column().name()).where(Condition.all(conditions.toArray(Condition[]::new))).top(1);
        return visit.readable(take) ? visit.neighbours().first(query).flatMap(row -> row.value(take.column().name())) : Optional.empty();
    }
}
