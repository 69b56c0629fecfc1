package torg.store.sql;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Formula;
import torg.api.table.Operand;
import torg.api.table.Schema;
import torg.store.database.Bounds;
import torg.store.database.Dialect;

/** Calculated columns as SQL over the row's own: worked out by the database, so that they are filtered and ordered by like any other. */
final class FormulaSql {
    private static final int WHOLE_INTEGER = 19;
    private final Sql sql;
    private final String alias;

    FormulaSql(Sql sql, String alias) {
        this.sql = sql;
        this.alias = alias;
    }

    Field<?> of(Column column, Formula formula) {
        return switch (column.type()) {
            case DECIMAL, MONEY -> DSL.round(number(formula), DSL.inline(column.scale()));
            case BOOLEAN -> number(formula);
            default -> collated(text(formula));
        };
    }

    /** Whatever is no text; whole numbers as decimals, because what they come to may be longer than a whole number. */
    private <T> Field<T> number(Formula formula) {
        return Joins.untyped(switch (formula) {
            case Formula.Cell(var column) when column.type() == ColumnType.INTEGER -> DSL.cast(cell(column), SQLDataType.NUMERIC(WHOLE_INTEGER, 0));
            case Formula.Cell(var column) -> cell(column);
            case Formula.Number(var value) -> DSL.inline(value);
            case Formula.Calculation(var sign, var left, var right) -> calculated(sign, number(left), number(right));
            case Formula.First(var choices) -> first(choices, this::number);
            case Formula.Holds holds -> either(holds, DSL.inline(true), DSL.inline(false));
            case Formula.Either(var when, var then, var otherwise) -> either(when, number(then), number(otherwise));
            case Formula.Words _, Formula.Joined _, Formula.Bare _, Formula.Pointed _ -> throw new IllegalArgumentException("a text is no number");
        });
    }

    private static Field<BigDecimal> calculated(Formula.Sign sign, Field<BigDecimal> left, Field<BigDecimal> right) {
        return switch (sign) {
            case PLUS -> left.plus(right);
            case MINUS -> left.minus(right);
            case TIMES -> left.times(right);
        };
    }

    private Field<String> text(Formula formula) {
        return switch (formula) {
            case Formula.Cell(var column) -> Joins.untyped(cell(column));
            case Formula.Words(var words) -> words(words);
            case Formula.Joined(var texts) -> DSL.nullif(joined(texts.stream().map(part -> DSL.coalesce(text(part), DSL.inline(""))).toList()), DSL.inline(""));
            case Formula.Bare(var text) -> DSL.nullif(DSL.regexpReplaceAll(collated(text(text)), DSL.inline("[^A-Za-z0-9._-]"), DSL.inline("")), DSL.inline(""));
            case Formula.First(var choices) -> first(choices, this::text);
            case Formula.Pointed(var lookups) -> coalesced(lookups.stream().map(lookup -> DSL.inline(lookup.target().orElseThrow() + "/").concat(cell(lookup))).toList());
            case Formula.Either(var when, var then, var otherwise) -> either(when, text(then), text(otherwise));
            case Formula.Number _, Formula.Calculation _, Formula.Holds _ -> throw new IllegalArgumentException("a number is no text");
        };
    }

    /** Bound, as every text is: no text of a document becomes part of a statement. */
    private Field<String> words(String text) {
        return DSL.cast(sql.slot(Slot.fixed(text), SQLDataType.VARCHAR(text.length())), SQLDataType.VARCHAR(text.length()));
    }

    private <T> Field<T> either(Formula.Holds when, Field<T> then, Field<T> otherwise) {
        return DSL.when(new Holding(when.columns()).of(when.condition(), false), then).otherwise(otherwise);
    }

    private static Field<String> joined(List<Field<String>> texts) {
        return DSL.concat(texts.toArray(Field<?>[]::new));
    }

    private static <T> Field<T> first(List<Formula> choices, Function<Formula, Field<T>> each) {
        return coalesced(choices.stream().map(each).toList());
    }

    private static <T> Field<T> coalesced(List<Field<T>> fields) {
        return fields.size() == 1 ? fields.getFirst() : DSL.coalesce(fields.getFirst(), fields.subList(1, fields.size()).toArray(Field<?>[]::new));
    }

    private Field<String> collated(Field<String> text) {
        return sql.dialect() == Dialect.POSTGRES ? text.collate("C") : text;
    }

    private Field<?> cell(Column column) {
        return sql.kept(alias, column);
    }

    /** A condition over the row itself. */
    final class Holding extends ConditionSql {
        private final Map<String, Column> columns;
        private final LeafSql leaves = new LeafSql(sql, new Standing(false, 0), new Schema(Map.of()));

        Holding(Map<String, Column> columns) {
            this.columns = columns;
        }

        @Override
        protected org.jooq.Condition leaf(Condition leaf, boolean negated) {
            return switch (leaf) {
                case Condition.Compare(var path, var operator, Operand.Literal(var value)) ->
                        leaves.compare(cell(columns.get(path)), columns.get(path), operator, new Operand.Literal(value), Slot.fixed(Bounds.comparable(value)), negated);
                case Condition.Empty(var path) -> negated ? cell(columns.get(path)).isNotNull() : cell(columns.get(path)).isNull();
                case Condition.Contains(var path, var text) -> leaves.like(cell(columns.get(path)), Slot.fixed(text), LeafSql.Likeness.ANYWHERE, negated);
                case Condition.Mentions(var path, var text) -> leaves.like(cell(columns.get(path)), Slot.fixed(text), LeafSql.Likeness.PLAIN, negated);
                case Condition.StartsWith(var path, var text) -> leaves.like(cell(columns.get(path)), Slot.fixed(text), LeafSql.Likeness.START, negated);
                default -> throw new IllegalArgumentException("no leaf of a formula: " + leaf.getClass().getSimpleName());
            };
        }

        @Override
        protected org.jooq.Condition some(Condition.Some some, boolean negated) {
            throw new IllegalArgumentException("a formula looks at no other row");
        }

        @Override
        protected org.jooq.Condition linked(Condition.Linked linked, boolean negated) {
            throw new IllegalArgumentException("a formula looks at no other row");
        }

        @Override
        protected org.jooq.Condition count(Condition.Hop hop, Condition.Operator operator, long number) {
            throw new IllegalArgumentException("a formula looks at no other row");
        }
    }
}
