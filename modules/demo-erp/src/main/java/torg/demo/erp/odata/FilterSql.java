package torg.demo.erp.odata;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.EdmType;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.UriResourcePrimitiveProperty;
import org.apache.olingo.server.api.uri.queryoption.FilterOption;
import org.apache.olingo.server.api.uri.queryoption.expression.BinaryOperatorKind;
import org.apache.olingo.server.api.uri.queryoption.expression.Expression;
import org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitException;
import org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitor;
import org.apache.olingo.server.api.uri.queryoption.expression.Literal;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.apache.olingo.server.api.uri.queryoption.expression.MethodKind;
import org.apache.olingo.server.api.uri.queryoption.expression.UnaryOperatorKind;
import torg.demo.erp.books.Column;
import torg.demo.erp.books.Column.Kind;
import torg.demo.erp.books.Condition;
import torg.demo.erp.books.Entity;

/** Turns a $filter into a condition on rows, and refuses what the dialect does not know. */
final class FilterSql implements ExpressionVisitor<FilterSql.Term> {
    private final Entity entity;

    /** A part of a filter, while it is put together. */
    sealed interface Term {
        /** A property of the row. */
        record Field(Column column) implements Term {}

        /** A literal as it was written; what it means depends on the property beside it. */
        record Value(String literal) implements Term {}

        /**
         * A finished piece of SQL: a condition, or a number.
         *
         * @param chain the operator that it is a chain of, AND or OR; empty when it is none
         */
        record Sql(Condition piece, String chain) implements Term {
            Sql(Condition piece) {
                this(piece, "");
            }
        }
    }

    private FilterSql(Entity entity) {
        this.entity = entity;
    }

    static Condition of(Entity entity, FilterOption filter) throws ODataApplicationException {
        if (filter == null) {
            return Condition.ALL;
        }
        try {
            return condition(filter.getExpression().accept(new FilterSql(entity)));
        } catch (ExpressionVisitException e) {
            throw ClientError.badRequest("the filter cannot be understood: " + e.getMessage());
        }
    }

    @Override
    public Term visitBinaryOperator(BinaryOperatorKind operator, Term left, Term right) throws ODataApplicationException {
        return switch (operator) {
            case AND -> chained(left, "AND", right);
            case OR -> chained(left, "OR", right);
            case EQ, NE, GT, GE, LT, LE -> new Term.Sql(comparison(operator, left, right));
            case ADD -> new Term.Sql(joined(number(left), "+", number(right)));
            case SUB -> new Term.Sql(joined(number(left), "-", number(right)));
            case MUL -> new Term.Sql(joined(number(left), "*", number(right)));
            case DIV -> new Term.Sql(joined(number(left), "/", number(right)));
            case MOD -> new Term.Sql(joined(number(left), "%", number(right)));
            case HAS, IN -> throw unsupported("operator '" + operator + "'");
        };
    }

    /** A chain stays one level deep however long it is: the database reads levels by recursion. */
    private static Term chained(Term left, String operator, Term right) throws ClientError {
        var whole = joined(condition(left), operator, condition(right));
        if (left instanceof Term.Sql(var chain, var of) && of.equals(operator)) {
            whole = new Condition(chain.sql() + " " + operator + " (" + condition(right).sql() + ")", whole.values());
        }
        return new Term.Sql(whole, operator);
    }

    private static Condition comparison(BinaryOperatorKind operator, Term left, Term right) throws ClientError {
        return switch (operator) {
            case EQ -> equality(left, "=", right);
            case NE -> equality(left, "<>", right);
            case GT -> ordering(left, ">", right);
            case GE -> ordering(left, ">=", right);
            case LT -> ordering(left, "<", right);
            case LE -> ordering(left, "<=", right);
            default -> throw new IllegalArgumentException(operator + " compares nothing");
        };
    }

    private static Condition joined(Condition left, String operator, Condition right) {
        var values = new ArrayList<>(left.values());
        values.addAll(right.values());
        return new Condition("(" + left.sql() + ") " + operator + " (" + right.sql() + ")", values);
    }

    private static Condition equality(Term left, String operator, Term right) throws ClientError {
        if (left instanceof Term.Field(var column) && column.kind() == Kind.TEXT && right instanceof Term.Value(var literal) && literal.contains("*")) {
            return new Condition('"' + column.name() + (operator.equals("=") ? "\" LIKE ?" : "\" NOT LIKE ?"), List.of(pattern(Literals.text(literal))));
        }
        return joined(operand(left, right), operator, operand(right, left));
    }

    /** In this dialect 'contains' is a star in the value of an eq. */
    private static String pattern(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace('*', '%');
    }

    private static Condition ordering(Term left, String operator, Term right) throws ClientError {
        for (var term : List.of(left, right)) {
            if (term instanceof Term.Field(var column) && column.kind() == Kind.CHOICE) {
                throw ClientError.badRequest("property '%s' is an enum: it can be compared by eq and ne only".formatted(column.name()));
            }
        }
        return joined(operand(left, right), operator, operand(right, left));
    }

    /** One side of a comparison. A literal takes the type of the other side. */
    private static Condition operand(Term term, Term other) throws ClientError {
        return switch (term) {
            case Term.Field(var column) -> new Condition('"' + column.name() + '"', List.of());
            case Term.Value(var literal) when other instanceof Term.Field(var column) -> new Condition("?", List.of(Literals.value(column, literal)));
            case Term.Value _ -> number(term);
            case Term.Sql(var piece, _) -> piece;
        };
    }

    private static Condition number(Term term) throws ClientError {
        return switch (term) {
            case Term.Value(var literal) -> new Condition("CAST(? AS NUMERIC(28, 6))", List.of(decimal(literal)));
            case Term.Field(var column) when column.kind() == Kind.DECIMAL || column.kind() == Kind.INT || column.kind() == Kind.LONG -> operand(term, term);
            case Term.Field(var column) -> throw ClientError.badRequest("property '%s' is not a number".formatted(column.name()));
            case Term.Sql(var piece, _) -> piece;
        };
    }

    private static BigDecimal decimal(String literal) throws ClientError {
        try {
            return new BigDecimal(literal);
        } catch (NumberFormatException e) {
            throw ClientError.badRequest("'%s' is not a number, and there is no property beside it that says what else it is".formatted(literal));
        }
    }

    private static Condition condition(Term term) throws ClientError {
        if (term instanceof Term.Sql(var piece, _)) {
            return piece;
        }
        throw ClientError.badRequest("a filter is made of comparisons");
    }

    @Override
    public Term visitUnaryOperator(UnaryOperatorKind operator, Term operand) throws ODataApplicationException {
        var inner = operator == UnaryOperatorKind.NOT ? condition(operand) : number(operand);
        return new Term.Sql(new Condition((operator == UnaryOperatorKind.NOT ? "NOT (" : "-(") + inner.sql() + ")", inner.values()));
    }

    @Override
    public Term visitMember(Member member) throws ODataApplicationException {
        var parts = member.getResourcePath().getUriResourceParts();
        if (parts.size() == 1 && parts.getFirst() instanceof UriResourcePrimitiveProperty property) {
            return new Term.Field(entity.columns().get(property.getProperty().getName()));
        }
        throw unsupported("a path to another entity");
    }

    @Override
    public Term visitLiteral(Literal literal) {
        return new Term.Value(literal.getText());
    }

    @Override
    public Term visitEnum(EdmEnumType type, List<String> members) {
        return new Term.Value("'" + String.join(",", members) + "'");
    }

    @Override
    public Term visitBinaryOperator(BinaryOperatorKind operator, Term left, List<Term> right) throws ODataApplicationException {
        throw unsupported("operator '" + operator + "'");
    }

    @Override
    public Term visitMethodCall(MethodKind method, List<Term> parameters) throws ODataApplicationException {
        throw unsupported("function '" + method + "'");
    }

    @Override
    public Term visitLambdaExpression(String function, String variable, Expression expression) throws ODataApplicationException {
        throw unsupported("'" + function + "'");
    }

    @Override
    public Term visitLambdaReference(String variable) throws ODataApplicationException {
        throw unsupported("'" + variable + "'");
    }

    @Override
    public Term visitAlias(String alias) throws ODataApplicationException {
        throw unsupported("the parameter alias '" + alias + "'");
    }

    @Override
    public Term visitTypeLiteral(EdmType type) throws ODataApplicationException {
        throw unsupported("a type");
    }

    private static ODataApplicationException unsupported(String what) {
        return ClientError.badRequest(what + " is not supported in $filter");
    }
}
