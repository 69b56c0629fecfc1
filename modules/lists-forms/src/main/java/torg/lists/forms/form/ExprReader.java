package torg.lists.forms.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Reader;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.ConditionText;
import torg.api.table.Operand;
import torg.api.table.Table;
import torg.lists.forms.row.Ground;
import torg.lists.forms.row.Literal;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Places;

/**
 * Reads the expressions of one group of fields.
 *
 * @param own the table of the group
 * @param known columns of it that have a value when an expression is worked out; grows as values are set
 * @param head for lines: how the row above is read
 * @param lines for the row above: the table of its lines
 */
record ExprReader(Ground ground, Table own, Set<String> known, Optional<ExprReader> head, Optional<Table> lines) {
    private static final Pattern TODAY = Pattern.compile("today(?:([+-]\\d{1,4})d)?");

    /**
     * The condition below {@code when}; empty when there is none.
     *
     * @param before columns whose values it may name
     */
    Optional<When> when(Reader reader, Set<String> before) {
        return reader.text("when").flatMap(text -> {
            var at = reader.at("when");
            try {
                var condition = ConditionText.read(text, ground.schema(), nameable(before));
                var refs = new HashMap<String, Ref>();
                When.paths(condition).forEach(path -> ref(path, at).ifPresent(ref -> refs.put(path, ref)));
                if (When.tests(condition).anyMatch(test -> test instanceof Condition.Compare(_, _, Operand.MyAccountTrees _))) return wrong(at, "a form does not look for accounts below the caller's", "compare with caller.account");
                return Optional.of(new When(text, condition, refs));
            } catch (TorgException e) {
                return wrong(at, e.getMessage(), e.help());
            }
        });
    }

    /** What a condition may name, as the table that it is about. */
    private Table nameable(Set<String> before) {
        var columns = new LinkedHashMap<String, Column>();
        columns.put("my-language", Column.of("my-language", ColumnType.TEXT));
        if (ground.schema().find("contact").isPresent()) columns.put("me", Column.lookup("me", "contact"));
        if (ground.schema().find("account").isPresent()) columns.put("my-account", Column.lookup("my-account", "account"));
        before.forEach(name -> own.column(name).ifPresent(column -> columns.put(name, column)));
        head.ifPresent(above -> above.known.forEach(name -> above.own.column(name).ifPresent(column -> columns.putIfAbsent(name, column))));
        return Table.internal(own.name(), List.of(), columns.values().toArray(Column[]::new));
    }

    /** An expression for a column. */
    Optional<Expr> read(Node node, Column target) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar, target);
            case Node.Mapping mapping -> computed(mapping, target);
            case Node.Sequence _ -> wrong(node.at(), "an expression is no list", "write a value, a text with places in braces, or a mapping");
        };
    }

    private Optional<Expr> scalar(Node.Scalar scalar, Column target) {
        var text = scalar.value();
        var today = TODAY.matcher(text);
        if (target.type() == ColumnType.DATE && today.matches()) {
            return Optional.of(new Expr.Today(today.group(1) == null ? 0 : Integer.parseInt(today.group(1))));
        }
        if (target.type() == ColumnType.DATE_TIME && text.equals("now")) return Optional.of(new Expr.Now());
        if (target.type() == ColumnType.LOOKUP && text.equals("first")) return Optional.of(new Expr.First());
        if (text.contains("{")) return places(Places.of(text), scalar.at(), target);
        return Literal.read(target, text).<Expr>map(Expr.Fixed::new)
                .or(() -> wrong(scalar.at(), "'" + text + "' is no value of column '" + target.name() + "'",
                        "write a value, or a text with places in braces"));
    }

    private Optional<Expr> places(Places places, Position at, Column target) {
        if (places.isOneValue()) {
            return refs(places.names(), at).filter(refs -> refs.stream().allMatch(ref -> fits(ref, target, at))).map(Expr.Value::new);
        }
        if (target.type().javaType() != String.class) {
            return wrong(at, "column '" + target.name() + "' holds no text", "write one place in braces and nothing else");
        }
        var pieces = new ArrayList<Expr.Piece>();
        for (var piece : places.pieces()) {
            var refs = refs(piece.names(), at);
            if (refs.isEmpty()) return Optional.empty();
            pieces.add(new Expr.Piece(piece.text(), refs.get()));
        }
        return Optional.of(new Expr.Composed(pieces));
    }

    private boolean fits(Ref ref, Column target, Position at) {
        var type = ref.column().map(column -> column.type().javaType()).orElse(null);
        if (type == null ? target.type().javaType() == String.class : target.type().javaType() == type) return true;
        ground.error(at, "wrong-type", "what stands in braces is no value of column '" + target.name() + "'", "name a column of the same type");
        return false;
    }

    private Optional<List<Ref>> refs(List<String> names, Position at) {
        var refs = names.stream().map(name -> ref(name, at)).toList();
        return refs.stream().allMatch(Optional::isPresent) ? Optional.of(refs.stream().map(Optional::orElseThrow).toList()) : Optional.empty();
    }

    /** What a name in braces means: {@code me}, {@code my-account}, {@code my-language}, or a value of the row or of the row above. */
    Optional<Ref> ref(String name, Position at) {
        var point = name.indexOf('.');
        var root = point < 0 ? name : name.substring(0, point);
        var rest = point < 0 ? "" : name.substring(point + 1);
        return switch (root) {
            case "me" -> person(rest, "contact", at, Ref.Me::new);
            case "my-account" -> person(rest, "account", at, Ref.MyAccount::new);
            case "my-language" -> Optional.of(new Ref.Language());
            default -> {
                if (known.contains(root)) yield ground.path(own, name, at).map(Ref.Own::new);
                if (head.isPresent() && head.get().known.contains(root)) yield ground.path(head.get().own, name, at).map(Ref.Head::new);
                yield wrong(at, "'" + root + "' has no value here", "name a field, a value that was set before, me, my-account or my-language");
            }
        };
    }

    private Optional<Ref> person(String rest, String table, Position at, Function<Optional<Path>, Ref> make) {
        if (rest.isEmpty()) return Optional.of(make.apply(Optional.empty()));
        return ground.known(ground.schema().tables(), table, at, "table").flatMap(person -> ground.path(person, rest, at))
                .map(path -> make.apply(Optional.of(path)));
    }

    private Optional<Expr> computed(Node.Mapping mapping, Column target) {
        var reader = new Reader(mapping, ground.problems());
        var expression = reader.has("multiply") ? amount("multiply", target, reader.at("multiply")).flatMap(_ -> multiply(reader))
                : reader.has("sum") ? amount("sum", target, reader.at("sum")).flatMap(_ -> sum(reader))
                : reader.has("from") ? take(reader, target)
                : this.<Expr>wrong(mapping.at(), "this computes nothing", "write multiply, sum, or from with where and take");
        reader.done();
        return expression;
    }

    /** What is multiplied or added up has decimals, whatever its parts have. */
    private Optional<Column> amount(String how, Column target, Position at) {
        if (target.type().javaType() == BigDecimal.class) return Optional.of(target);
        return wrong(at, how + " makes no value of column '" + target.name() + "'", "use it for a column with decimals, such as an amount");
    }

    private Optional<Expr> multiply(Reader reader) {
        return refs(reader.texts("multiply"), reader.at("multiply")).filter(refs -> refs.stream().allMatch(ref -> number(ref, reader.at("multiply"))))
                .map(Expr.Multiply::new);
    }

    private boolean number(Ref ref, Position at) {
        if (ref.column().filter(column -> Number.class.isAssignableFrom(column.type().javaType())).isPresent()) return true;
        ground.error(at, "wrong-type", "only numbers can be multiplied", "name columns that hold numbers");
        return false;
    }

    private Optional<Expr> sum(Reader reader) {
        if (lines.isEmpty()) {
            return wrong(reader.at(), "there are no lines to add up",
                    "use sum in the form's own 'set', and describe lines in a step");
        }
        return ground.column(lines.get(), reader.required("sum"), reader.at("sum"))
                .filter(column -> column.type() == ColumnType.DECIMAL || column.type() == ColumnType.MONEY).map(Expr.Sum::new);
    }

    private Optional<Expr> take(Reader reader, Column target) {
        var from = ground.table(reader, "from");
        var take = reader.required("take");
        var where = reader.mapping("where");
        if (from.isEmpty() || where.isEmpty()) return Optional.empty();
        var conditions = new LinkedHashMap<Path, Expr>();
        where.get().entries().forEach((text, node) -> ground.path(from.get(), text, node.at())
                .ifPresent(path -> read(node, path.column()).ifPresent(value -> conditions.put(path, value))));
        var column = ground.column(from.get(), take, reader.at("take"));
        if (column.isPresent() && column.get().type().javaType() != target.type().javaType()) {
            return wrong(reader.at("take"), "column '" + take + "' holds no value of column '" + target.name() + "'",
                    "take a column of the same type");
        }
        return column.map(found -> new Expr.Take(from.get(), conditions, found));
    }

    private <T> Optional<T> wrong(Position at, String message, String help) {
        ground.error(at, "bad-expression", message, help);
        return Optional.empty();
    }
}
