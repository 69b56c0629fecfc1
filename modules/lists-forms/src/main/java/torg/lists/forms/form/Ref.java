package torg.lists.forms.form;

import java.util.Optional;
import torg.api.table.Column;
import torg.lists.forms.row.Path;

/** What stands between braces in a form's document: where a value comes from. */
public sealed interface Ref {
    /** The caller's contact: its key, or what is in its row. */
    record Me(Optional<Path> path) implements Ref {}

    /** The account the caller acts for. */
    record MyAccount(Optional<Path> path) implements Ref {}

    /** The tag of the language the caller reads, {@code nb}. */
    record Language() implements Ref {}

    /** A value of the row that is being written, or of a row that it points to. */
    record Own(Path path) implements Ref {}

    /** From a line: a value of the row it is a line of. */
    record Head(Path path) implements Ref {}

    /** The column at the end, which says what type the value has; empty for plain texts. */
    default Optional<Column> column() {
        return switch (this) {
            case Me(var path) -> path.map(Path::column);
            case MyAccount(var path) -> path.map(Path::column);
            case Language() -> Optional.empty();
            case Own(var path) -> Optional.of(path.column());
            case Head(var path) -> Optional.of(path.column());
        };
    }
}
