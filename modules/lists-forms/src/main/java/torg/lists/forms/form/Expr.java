package torg.lists.forms.form;

import java.util.List;
import java.util.Map;
import torg.api.table.Column;
import torg.api.table.Table;
import torg.lists.forms.row.Path;

/** How a value that nobody types comes about. */
public sealed interface Expr {
    /** Always the same. */
    record Fixed(Object value) implements Expr {}

    /** The moment of writing. */
    record Now() implements Expr {}

    /** A day counted from today in the site's time zone. */
    record Today(int days) implements Expr {}

    /** The first row a lookup's field offers. */
    record First() implements Expr {}

    /** The first of these that has a value, with its type. */
    record Value(List<Ref> refs) implements Expr {
        public Value {
            refs = List.copyOf(refs);
        }
    }

    /** A text put together; pieces whose place has no value leave it empty. */
    record Composed(List<Piece> pieces) implements Expr {
        public Composed {
            pieces = List.copyOf(pieces);
        }
    }

    /** Some text and the value after it, the first there is. */
    record Piece(String text, List<Ref> refs) {
        public Piece {
            refs = List.copyOf(refs);
        }
    }

    /** The product of numbers; nothing when one is missing. */
    record Multiply(List<Ref> factors) implements Expr {
        public Multiply {
            factors = List.copyOf(factors);
        }
    }

    /** What a column of the lines adds up to; nothing when a line has no value there. */
    record Sum(Column column) implements Expr {}

    /** A column of the first row of a table that has these values; nothing when one of them is missing. */
    record Take(Table table, Map<Path, Expr> where, Column column) implements Expr {
        public Take {
            where = Map.copyOf(where);
        }
    }
}
