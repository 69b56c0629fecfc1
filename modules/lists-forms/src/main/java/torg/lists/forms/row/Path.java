package torg.lists.forms.row;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;

/**
 * A way from a table to a column, known to exist: {@code contact.fullname}.
 *
 * @param from the table it starts in
 * @param text as documents write it
 * @param along the columns on the way, the one that is read last
 */
public record Path(Table from, String text, List<Column> along) {
    public Path {
        along = List.copyOf(along);
    }

    /** A column of the table itself. */
    public static Path of(Table table, Column column) {
        return new Path(table, column.name(), List.of(column));
    }

    /** The column that is read. */
    public Column column() {
        return along.getLast();
    }

    /** The column of the first step. */
    public Column first() {
        return along.getFirst();
    }

    /** Tables whose rows are read on the way. */
    public Set<String> tables() {
        var names = new TreeSet<String>();
        names.add(from.name());
        along.subList(0, along.size() - 1).forEach(column -> names.add(column.target().orElseThrow()));
        return names;
    }

    /** Where people find words instead of a key: the title of the row a lookup points to; else the path itself. */
    public Path shown(Schema schema) {
        if (column().type() != ColumnType.LOOKUP) return this;
        var longer = text + "." + schema.table(column().target().orElseThrow()).title();
        return schema.path(from, longer).map(columns -> new Path(from, longer, columns)).orElse(this);
    }

    /** Where the currency of a money stands. */
    public Optional<Path> currency(Schema schema) {
        return column().currency().flatMap(name -> {
            var beside = text.substring(0, text.length() - column().name().length()) + name;
            return schema.path(from, beside).map(columns -> new Path(from, beside, columns));
        });
    }
}
