package torg.api.table;

import torg.api.text.Text;

/**
 * One side of an N:N relationship: any number of rows of the table it stands in are linked with any number of rows of another, or of the same one. Each
 * side has a name of its own, and stands in its table ({@link Table#relationships}); which rows are linked is kept by the store, without rows of their
 * own: {@link Change.Associate}, {@link Change.Disassociate}, {@link Condition.Linked}, {@link Tables#links}.
 *
 * @param name what this table calls it; none of its columns and no other relationship has the name
 * @param label what people read
 * @param target the table at the other side
 * @param inverse what the target calls it
 * @param inverseLabel what people read at the other side
 * @param described whether the document of this table describes it, and not the one of the other side
 */
public record Relationship(String name, Text label, String target, String inverse, Text inverseLabel, boolean described) {
    /**
     * The same relationship as the target sees it.
     *
     * @param table the table this side stands in
     */
    public Relationship seenFromTarget(String table) {
        return new Relationship(inverse, inverseLabel, table, name, label, !described);
    }
}
