package torg.store.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.table.Column;
import torg.api.table.Condition.Operator;
import torg.api.table.Operand;
import torg.api.table.Schema;
import torg.api.text.Plain;

/**
 * Comparisons of one cell. SQL knows true, false and unknown; a {@link torg.api.table.Condition} knows true and false. So each comparison is
 * written either to hold or, negated, to hold for empty cells too; {@code NOT} itself is never used on one.
 */
public final class LeafSql {
    private static final char ESCAPE = '!';
    private final Sql sql;
    private final Standing standing;
    private final Optional<Hierarchy> tree;

    public LeafSql(Sql sql, Standing standing, Schema schema) {
        this.sql = sql;
        this.standing = standing;
        this.tree = schema.find("account").flatMap(Hierarchy::of);
    }

    public Condition compare(Field<?> cell, Column column, Operator operator, Operand operand, Slot literal, boolean negated) {
        var known = switch (operand) {
            case Operand.Literal _ -> List.of(literal);
            case Operand.Me _ -> standing.contact() && text(column) ? List.of(Slot.me()) : List.<Slot>of();
            case Operand.MyAccounts _, Operand.MyAccountTrees _ -> operator == Operator.EQ && text(column) ? accounts() : List.<Slot>of();
        };
        if (operand instanceof Operand.MyAccountTrees) return below(cell, known, negated);
        if (known.isEmpty()) return negated ? DSL.trueCondition() : DSL.falseCondition();
        Field<Object> left = Joins.untyped(cell);
        var right = known.stream().map(slot -> sql.slot(slot, left.getDataType())).toList();
        if (right.size() > 1) return negated ? left.notIn(right).or(left.isNull()) : left.in(right);
        return negated ? compare(left, operator.opposite(), right.getFirst()).or(left.isNull()) : compare(left, operator, right.getFirst());
    }

    /** One of these accounts or of those below them. */
    private Condition below(Field<?> cell, List<Slot> accounts, boolean negated) {
        if (accounts.isEmpty() || tree.isEmpty()) return negated ? DSL.trueCondition() : DSL.falseCondition();
        var walk = new Sql(sql.dialect());
        var keys = sql.slot(new Below(walk.statement(tree.get().below(walk, accounts))), SQLDataType.VARCHAR);
        return negated ? DSL.condition("{0} <> all({1})", cell, keys).or(cell.isNull()) : DSL.condition("{0} = any({1})", cell, keys);
    }

    /** Where in a cell a text is looked for, and how exactly. */
    public enum Likeness { ANYWHERE, START, PLAIN }

    /** @param slot the text looked for, as it was written */
    public Condition like(Field<?> cell, Slot slot, Likeness likeness, boolean negated) {
        Field<String> left = Joins.untyped(cell);
        var plain = likeness == Likeness.PLAIN;
        Slot pattern = arguments -> {
            var text = (String) slot.value(arguments);
            return (likeness == Likeness.START ? "" : "%") + escaped(plain ? Plain.of(text) : text) + "%";
        };
        var sought = sql.slot(pattern, SQLDataType.VARCHAR);
        var right = plain ? sought : sql.dialect().folded(sought);
        var folded = plain ? sql.dialect().plain(left) : sql.dialect().folded(left);
        return negated ? folded.notLike(right, ESCAPE).or(left.isNull()) : folded.like(right, ESCAPE);
    }

    public static Condition compare(Field<Object> left, Operator operator, Field<Object> right) {
        return switch (operator) {
            case EQ -> left.eq(right);
            case NE -> left.ne(right);
            case GT -> left.gt(right);
            case GE -> left.ge(right);
            case LT -> left.lt(right);
            case LE -> left.le(right);
        };
    }

    private List<Slot> accounts() {
        return IntStream.range(0, standing.accounts()).mapToObj(Slot::account).toList();
    }

    private static boolean text(Column column) {
        return column.type().javaType() == String.class;
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
