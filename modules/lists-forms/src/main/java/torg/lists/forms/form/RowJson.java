package torg.lists.forms.form;

import java.util.LinkedHashMap;
import java.util.Map;
import torg.api.access.ColumnPrivilege;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Table;

/** A row that a form wrote, with its lines, as its writer may read it. */
record RowJson(Visit visit) {

    Map<String, Object> of(String key) {
        var table = visit.form().table();
        var json = new LinkedHashMap<String, Object>();
        json.put(table.key(), key);
        visit.tables().find(visit.caller(), table.name(), key).ifPresent(row -> json.putAll(columns(table, row)));
        visit.form().lines().ifPresent(lines -> {
            var query = Query.of(lines.group().table().name(), readable(lines.group().table())).where(Condition.eq(lines.by().name(), key))
                    .top(lines.most());
            var ordered = lines.number().map(column -> query.order(new Query.Order(column.name(), false))).orElse(query);
            json.put(lines.name(), visit.tables().query(visit.caller(), ordered).rows().stream()
                    .map(row -> columns(lines.group().table(), row)).toList());
        });
        return json;
    }

    /** In the table's order, an empty cell as null, like the rows below {@code /api/tables}. */
    private Map<String, Object> columns(Table table, Row row) {
        var json = new LinkedHashMap<String, Object>();
        for (var column : readable(table)) json.put(column, row.cells().get(column));
        return json;
    }

    private String[] readable(Table table) {
        return table.columns().keySet().stream().filter(column -> visit.tables().mayUse(visit.caller(), ColumnPrivilege.READ, table.name(), column))
                .toArray(String[]::new);
    }
}
