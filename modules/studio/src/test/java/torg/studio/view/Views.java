package torg.studio.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.site.Site;
import torg.api.table.Choice;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.studio.People;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;

/** Tables that lists and forms are of, and forms that are sent. */
final class Views {
    private Views() {}

    static TestSource tables(TestSource source) {
        var account = Table.internal("account", List.of(), column("number", ColumnType.TEXT, "Number"), column("name", ColumnType.TEXT, "Name"));
        var order = Table.internal("salesorder", List.of(), column("ordernumber", ColumnType.AUTONUMBER, "Order number"), lookup(), choice(), column("total", ColumnType.MONEY, "Total"), column("placed", ColumnType.DATE_TIME, "Placed"), column("note", ColumnType.LONG_TEXT, "Note"));
        return source.part(Schema.class, Schema.of(List.of(described(account), described(order))));
    }

    private static Table described(Table table) {
        return new Table(table.name(), Text.of(table.name()), Text.of(table.name()), table.key(), table.title(), table.columns(), List.of(), false, false);
    }

    private static Column column(String name, ColumnType type, String label) {
        return labelled(Column.of(name, type), label, List.of());
    }

    private static Column lookup() {
        return labelled(Column.lookup("account", "account"), "Account", List.of());
    }

    private static Column choice() {
        return labelled(Column.of("status", ColumnType.CHOICE), "Status", List.of(new Choice("open", Text.of("Open"))));
    }

    private static Column labelled(Column column, String label, List<Choice> choices) {
        return new Column(column.name(), column.type(), Text.of(label), false, column.length(), column.scale(), column.target(), false, choices, Optional.empty(), Optional.empty(), false, false, Optional.empty());
    }

    /** A form with these values; of those with commas each is a value of its own, but in conditions. */
    static Requests sent(Site site, Room room, String file, Map<String, String> shown, Map<String, String> typed) {
        var values = new HashMap<>(shown);
        values.put("path", file);
        values.putAll(typed);
        var request = Requests.post(site, room.address()).as(People.ADMINISTRATOR);
        values.forEach((name, value) -> {
            // an unticked box sends nothing
            if (name.equals("descending") && value.isEmpty()) return;
            for (var one : name.endsWith("where") ? new String[] {value} : value.split(",")) request.form(name, one);
        });
        return request;
    }
}
