package torg.lists.forms.form.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.access.ColumnPrivilege;
import torg.api.file.StoredFile;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.lists.forms.form.visit.Visit;
import torg.lists.forms.row.FileAddress;

/** A row that a form wrote, with its lines, as its writer may read it. */
record RowJson(Visit visit) {
    private static final Logger LOG = LoggerFactory.getLogger(RowJson.class);

    /** The row is written: when it cannot be read, that must not look as if nothing had happened, or it is sent again. */
    FormPosts.Taken of(boolean made, String key) {
        try {
            return read(made, key);
        } catch (RuntimeException e) {
            LOG.warn("written-row not shown form={}", visit.form().name(), e);
            return new FormPosts.Taken(made, Map.of(visit.form().table().key(), key), OptionalLong.empty());
        }
    }

    private FormPosts.Taken read(boolean made, String key) {
        var table = visit.form().table();
        var json = new LinkedHashMap<String, Object>();
        json.put(table.key(), key);
        var found = visit.tables().find(visit.caller(), table.name(), key);
        found.ifPresent(row -> json.putAll(columns(row, readable(table))));
        visit.form().lines().ifPresent(lines -> {
            var columns = readable(lines.group().table());
            var query = Query.of(lines.group().table().name(), columns.toArray(String[]::new)).where(Condition.eq(lines.by().name(), key)).top(lines.most());
            var ordered = lines.number().map(column -> query.order(new Query.Order(column.name(), false))).orElse(query);
            json.put(lines.name(), visit.tables().query(visit.caller(), ordered).rows().stream().map(row -> columns(row, columns)).toList());
        });
        return new FormPosts.Taken(made, json, found.map(row -> OptionalLong.of(row.version())).orElse(OptionalLong.empty()));
    }

    /** In the table's order, an empty cell as null, like the rows below {@code /api/tables}. */
    private static Map<String, Object> columns(Row row, List<String> columns) {
        var json = new LinkedHashMap<String, Object>();
        for (var column : columns) json.put(column, row.cells().get(column) instanceof StoredFile file ? FileAddress.json(row, column, file) : row.cells().get(column));
        return json;
    }

    private List<String> readable(Table table) {
        return table.columns().keySet().stream().filter(column -> visit.tables().mayUse(visit.caller(), ColumnPrivilege.READ, table.name(), column)).toList();
    }
}
