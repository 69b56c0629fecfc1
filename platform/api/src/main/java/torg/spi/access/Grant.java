package torg.spi.access;

import java.util.List;
import torg.api.table.Condition;

/**
 * Which rows of a table a privilege reaches, and why.
 *
 * @param rows the rows; {@link Condition.Nothing} denies, {@link Condition.Everything} allows all
 * @param because names of the rules that made it, in document order; for a denial what was missing, in words
 */
public record Grant(Condition rows, List<String> because) {
    public Grant {
        because = List.copyOf(because);
    }

    /** No row, for this reason. */
    public static Grant denied(String why) {
        return new Grant(new Condition.Nothing(), List.of(why));
    }

    /** Whether it denies whatever the rows are; a condition that no row happens to satisfy is not meant. */
    public boolean reachesNothing() {
        return rows instanceof Condition.Nothing;
    }
}
