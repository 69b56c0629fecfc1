package torg.store.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.store.database.Dialect;
import torg.store.query.Question.Ordering;
import torg.store.sql.Known.Path;

class CursorTest {
    private static Ordering by(String name, ColumnType type) {
        return new Ordering(new Path(name, List.of(Column.of(name, type)), List.of()), false);
    }

    /** Only where H2 cut it may a character be half; PostgreSQL takes none, and nobody else can have been given such a place. */
    @Test
    void halfACharacterEndsABeginningOnH2Only() {
        var half = "a\uD83D";
        var order = List.of(by("text", ColumnType.LONG_TEXT), by("key", ColumnType.TEXT));
        var cursor = Cursor.encode(order, List.of(half, "k"));
        assertThat(Cursor.decode(Dialect.H2, order, cursor)).containsExactly(half, "k");
        broken(Dialect.POSTGRES, order, cursor);
        broken(Dialect.H2, order, Cursor.encode(order, List.of("\uDE00", "k")));
        broken(Dialect.H2, order, Cursor.encode(order, List.of("text", half)));
    }

    private static void broken(Dialect dialect, List<Ordering> order, String cursor) {
        assertThatThrownBy(() -> Cursor.decode(dialect, order, cursor)).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.code()).isEqualTo("table.bad-page"));
    }
}
