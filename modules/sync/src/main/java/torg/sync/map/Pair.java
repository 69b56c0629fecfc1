package torg.sync.map;

import java.util.Optional;
import torg.api.table.Formula;

/**
 * A column and where its value comes from.
 *
 * @param column name of the portal's column
 * @param source where the value comes from on the way in, and the field it goes to on the way out
 * @param in whether the ERP's value is written to the column
 * @param out whether the column's value is sent to the ERP
 * @param onlyNew whether the ERP's value is taken only when the row is made here
 */
public record Pair(String column, Source source, boolean in, boolean out, boolean onlyNew) {
    /** The ways a column gets its value. */
    sealed interface Source {
        /**
         * A field of the ERP's record.
         *
         * @param otherwise the field taken when the first has no value
         * @param values what its values are called here; empty means as they are
         * @param by of a lookup, the path from the row that it leads to to what the ERP calls that row, {@code owner.number}; empty means by its key
         */
        record Field(String field, Optional<String> otherwise, Translation values, Optional<String> by) implements Source {}

        /** A path over the portal's own rows, starting at a lookup mapped before it: {@code account.company.country}. */
        record From(String path) implements Source {}

        /** What comes of columns mapped before it, by a formula over the table's own columns. */
        record Calculated(Formula formula) implements Source {}

        /**
         * A text with field or column names in braces.
         *
         * @param values what the texts that come of it are called here; empty means as they are
         */
        record Template(String text, Translation values) implements Source {}

        /** The key of the whole document this record is a part of, found by the ERP's key of it in this field. */
        record Parent(String field) implements Source {}
    }

    /** The ERP field a value is sent to, if there is one. */
    public Optional<String> field() {
        return source instanceof Source.Field field ? Optional.of(field.field()) : Optional.empty();
    }
}
