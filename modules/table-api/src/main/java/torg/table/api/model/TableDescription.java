package torg.table.api.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.table.Choice;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Formula;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.spi.web.ApiDescription;
import torg.table.api.ask.ReadablePaths;
import torg.table.api.ask.Way;

/** Describes the tables and columns a caller may read, for the OpenAPI document. */
public final class TableDescription {
    private static final Map<String, Object> SELECT = option("$select", "string", "columns with commas between");
    private static final Map<String, Object> EXPAND = option("$expand", "string",
            "rows to show within the rows: names with commas between, each with options of its own in parentheses, such as accountRow($select=name)");
    private static final Map<String, Object> FILTER =
            option("$filter", "string", "comparisons with eq, ne, gt, ge, lt, le, contains(column,'text'), startswith(column,'text'), rows/any(row: row/column eq 1), rows/all(row: ...), rows/$count gt 1, joined by and, or, not");
    private static final Map<String, Object> SEARCH =
            option("$search", "string", "words and phrases in double quotes, with AND, OR, NOT between them; a row is found by what a search box looks at");
    private static final List<Map<String, Object>> COUNTED = List.of(FILTER, SEARCH);
    private static final List<Map<String, Object>> OPTIONS = List.of(
            FILTER, SELECT, EXPAND,
            option("$orderby", "string", "columns with commas between, each with asc or desc; beside $apply what it shows"),
            SEARCH,
            option("$apply", "string", "figures about rows in place of rows: filter(...)/groupby((columns),aggregate(column with sum as name,$count as name)); also min, max, average, countdistinct"),
            option("$count", "boolean", "whether the number of all matching rows is wanted"),
            option("$top", "integer", "most rows in all, 0 to 10000; what one page cannot hold follows at @odata.nextLink. Without it pages of 200"),
            option("$skip", "integer", "rows to pass over, 0 to 10000"),
            option("$skiptoken", "string", "where the last page ended, from @odata.nextLink"));
    private static final List<Map<String, Object>> REFERRED = OPTIONS.stream().filter(option -> !Set.of("$select", "$expand", "$apply").contains(option.get("name"))).toList();
    private static final Map<String, Object> TABLE = inPath("table");
    private static final Map<String, Object> KEY = inPath("key");
    private static final Map<String, Object> ONCE = Map.of("name", "Idempotency-Key", "in", "header", "schema", Map.of("type", "string"),
            "description", "the sender's own name for this request; a repeat changes nothing and answers with what the first one made");
    private static final Map<String, Object> IF_MATCH =
            Map.of("name", "If-Match", "in", "header", "schema", Map.of("type", "string"), "description", "the ETag of the row as it was read");

    private static final Map<String, Object> IF_NONE_MATCH =
            Map.of("name", "If-None-Match", "in", "header", "schema", Map.of("const", "*"), "description", "only if there is no such row");

    private static final Map<String, Object> RANGE = Map.of("name", "Range", "in", "header", "schema", Map.of("type", "string"), "description", "bytes=0-999 for a part");

    private static final Map<String, Object> NAME = Map.of("name", "Content-Disposition", "in", "header", "schema", Map.of("type", "string"), "description", "the name of the file: attachment; filename=\"order.pdf\"");

    private static final Map<String, Object> ID = option("$id", "string", "the address of the row to unlink");

    private final Tables tables;
    private final Request request;

    public TableDescription(Tables tables, Request request) {
        this.tables = tables;
        this.request = request;
    }

    public ApiDescription describe() {
        var paths = new TreeMap<String, Object>();
        var schemas = new TreeMap<String, Object>();
        // whoever sees no table yet learns how any is asked
        paths.put("/tables/{table}", Map.of("get", operation("Rows", Stream.concat(Stream.of(TABLE), OPTIONS.stream()).toList(), Map.of(), page(Map.of("type", "object")), "200")));
        for (var table : tables.schema().tables().values()) {
            if (table.internal() || !tables.may(request.caller(), Privilege.READ, table.name())) continue;
            var row = Map.<String, Object>of("$ref", "#/components/schemas/" + table.name());
            paths.put("/tables/" + table.name(), rows(table, row));
            paths.put("/tables/" + table.name() + "/$count", Map.of("get", count(table.plural().in(request.locale()), COUNTED)));
            paths.put("/tables/" + table.name() + "({key})", row(table, row));
            for (var way : Way.all(new ReadablePaths(tables, request.caller(), table))) {
                paths.put("/tables/" + table.name() + "({key})/" + way.name(), along(way));
                if (way.many()) paths.put("/tables/" + table.name() + "({key})/" + way.name() + "/$count", Map.of("get", count(way.to().plural().in(request.locale()), Stream.concat(Stream.of(KEY), COUNTED.stream()).toList())));
                paths.put("/tables/" + table.name() + "({key})/" + way.name() + "/$ref", links(table, way));
            }
            for (var column : table.columns().values()) {
                if (column.type() == ColumnType.FILE && tables.mayUse(request.caller(), ColumnPrivilege.READ, table.name(), column.name())) paths.put("/tables/" + table.name() + "({key})/" + column.name() + "/$value", file(table, column));
            }
            schemas.put(table.name(), schema(table));
        }
        return new ApiDescription(paths, schemas);
    }

    private Map<String, Object> rows(Table table, Map<String, Object> row) {
        var label = table.plural().in(request.locale());
        var operations = new TreeMap<String, Object>();
        operations.put("get", operation(label, OPTIONS, Map.of(), page(row), "200"));
        if (tables.may(request.caller(), Privilege.CREATE, table.name())) operations.put("post", operation(label + ": create", List.of(ONCE), row, json(row), "201", "200"));
        return operations;
    }

    private Map<String, Object> row(Table table, Map<String, Object> row) {
        var label = table.label().in(request.locale());
        var operations = new TreeMap<String, Object>();
        operations.put("get", operation(label, List.of(KEY, SELECT, EXPAND), Map.of(), json(row), "200"));
        var makes = tables.may(request.caller(), Privilege.CREATE, table.name());
        if (makes || tables.may(request.caller(), Privilege.WRITE, table.name())) {
            var statuses = makes ? new String[] {"200", "201", "204"} : new String[] {"200", "204"};
            operations.put("patch", operation(label + ": update", List.of(KEY, IF_MATCH, IF_NONE_MATCH, ONCE), row, json(row), statuses));
            operations.put("put", operation(label + ": replace", List.of(KEY, IF_MATCH, IF_NONE_MATCH, ONCE), row, json(row), statuses));
        }
        if (tables.may(request.caller(), Privilege.DELETE, table.name())) {
            operations.put("delete", operation(label + ": delete", List.of(KEY, IF_MATCH, ONCE), Map.of(), Map.of(), "204"));
        }
        return operations;
    }

    private Map<String, Object> file(Table table, Column column) {
        var label = column.label().in(request.locale());
        var content = new LinkedHashMap<String, Object>();
        column.file().orElseThrow().mediaTypes().forEach(type -> content.put(type.mediaType(), Map.of("schema", Map.of("type", "string", "format", "binary", "maxLength", column.file().orElseThrow().maxSize()))));
        var operations = new TreeMap<String, Object>();
        operations.put("get", operation(label, List.of(KEY, RANGE), Map.of(), content, "200", "206"));
        if (maySet(table, column)) {
            var put = new LinkedHashMap<>(operation(label + ": upload", List.of(KEY, IF_MATCH, NAME), Map.of(), Map.of(), "204"));
            put.put("requestBody", Map.of("required", true, "content", content));
            operations.put("put", put);
            operations.put("delete", operation(label + ": remove", List.of(KEY, IF_MATCH), Map.of(), Map.of(), "204"));
        }
        return operations;
    }

    private Map<String, Object> along(Way way) {
        var row = Map.<String, Object>of("$ref", "#/components/schemas/" + way.to().name());
        var parameters = Stream.concat(Stream.of(KEY), way.many() ? OPTIONS.stream() : Stream.of(SELECT, EXPAND)).toList();
        var label = way.many() ? way.to().plural() : way.to().label();
        var operations = new TreeMap<String, Object>();
        operations.put("get", way.many() ? operation(label.in(request.locale()), parameters, Map.of(), page(row), "200") : operation(label.in(request.locale()), parameters, Map.of(), json(row), "200", "204"));
        if (way.many() && tables.may(request.caller(), Privilege.CREATE, way.to().name()) && (!(way instanceof Way.Linked linked) || mayLink(linked))) {
            operations.put("post", operation(label.in(request.locale()) + ": create", List.of(KEY, ONCE), row, json(row), "201", "200"));
        }
        return operations;
    }

    private Map<String, Object> links(Table table, Way way) {
        var operations = new TreeMap<String, Object>();
        var may = switch (way) {
            case Way.One one -> maySet(table, one.lookup());
            case Way.Back back -> maySet(way.to(), back.lookup());
            case Way.Linked linked -> mayLink(linked);
        };
        var row = Map.<String, Object>of("type", "object", "required", List.of("@odata.id"), "properties", Map.of("@odata.id", Map.of("type", "string", "description", "its address: " + way.to().name() + "('...')")));
        operations.put("get", way.many() ? operation("Where they are", Stream.concat(Stream.of(KEY), REFERRED.stream()).toList(), Map.of(), page(row), "200") : operation("Where it is", List.of(KEY), Map.of(), json(row), "200", "204"));
        if (!may) return operations;
        operations.put(way.many() ? "post" : "put", operation(way.many() ? "Link one more" : "Link another one", List.of(KEY, ONCE), row, Map.of(), "204"));
        operations.put("delete", operation("Unlink", way.many() ? List.of(KEY, ONCE, ID) : List.of(KEY, ONCE), Map.of(), Map.of(), "204"));
        return operations;
    }

    private boolean maySet(Table table, Column lookup) {
        return tables.may(request.caller(), Privilege.WRITE, table.name()) && tables.mayUse(request.caller(), ColumnPrivilege.UPDATE, table.name(), lookup.name());
    }

    private boolean mayLink(Way.Linked way) {
        return tables.may(request.caller(), Privilege.APPEND, way.from().name()) && tables.may(request.caller(), Privilege.APPEND_TO, way.to().name());
    }

    private static Map<String, Object> page(Map<String, Object> row) {
        return json(Map.of("type", "object", "properties", Map.of("@odata.count", Map.of("type", "integer"), "@odata.nextLink", Map.of("type", "string"),
                "value", Map.of("type", "array", "items", row))));
    }

    private static Map<String, Object> count(String of, List<Map<String, Object>> parameters) {
        return operation(of + ": how many", parameters, Map.of(), Map.of("text/plain", Map.of("schema", Map.of("type", "integer"))), "200");
    }

    private static Map<String, Object> operation(String summary, List<Map<String, Object>> parameters, Map<String, Object> body, Map<String, Object> answer, String... statuses) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("summary", summary);
        operation.put("parameters", parameters);
        if (!body.isEmpty()) operation.put("requestBody", Map.of("required", true, "content", json(body)));
        var responses = new TreeMap<String, Object>();
        for (var status : statuses) responses.put(status, status.equals("204") ? Map.of("description", "Done") : Map.of("description", "Done", "content", answer));
        responses.put("4XX", Map.of("description", "A problem", "content", Map.of("application/problem+json", Map.of("schema", Map.of("$ref", "#/components/schemas/Problem")))));
        operation.put("responses", responses);
        return operation;
    }

    private Map<String, Object> schema(Table table) {
        var columns = new LinkedHashMap<String, Object>();
        for (var column : table.columns().values()) {
            if (tables.mayUse(request.caller(), ColumnPrivilege.READ, table.name(), column.name())) columns.putAll(properties(column));
        }
        var required = table.columns().values().stream().filter(column -> column.required() && !column.isCalculated()).map(Column::name).filter(columns::containsKey).toList();
        for (var way : Way.all(new ReadablePaths(tables, request.caller(), table))) columns.put(way.name(), schema(way));
        return Map.of("type", "object", "title", table.label().in(request.locale()), "properties", columns, "required", required);
    }

    private Map<String, Object> properties(Column column) {
        if (column.type() != ColumnType.FILE) return Map.of(column.name(), schema(column));
        var text = Map.of("type", "string");
        var properties = new LinkedHashMap<String, Object>();
        properties.put(column.name() + "@torg.file", Map.of("title", column.label().in(request.locale()), "type", "object", "readOnly", true, "properties", Map.of("name", text, "mediaType", text, "size", Map.of("type", "integer"))));
        properties.put(column.name() + "@odata.mediaReadLink", Map.of("type", "string", "readOnly", true, "description", "the address of its bytes; without a file it is not there"));
        return properties;
    }

    /** There when it was asked for. */
    private static Map<String, Object> schema(Way way) {
        var row = Map.<String, Object>of("$ref", "#/components/schemas/" + way.to().name());
        return way.many() ? Map.of("type", "array", "items", row, "description", "with $expand") : Map.of("anyOf", List.of(row, Map.of("type", "null")), "description", "with $expand");
    }

    private Map<String, Object> schema(Column column) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("title", column.label().in(request.locale()));
        var type = switch (column.type()) {
            case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER, DATE, DATE_TIME -> "string";
            case INTEGER -> "integer";
            case DECIMAL, MONEY -> "number";
            case BOOLEAN -> "boolean";
            case FILE -> throw new IllegalArgumentException("a file is no value of JSON");
        };
        if (column.isCalculated()) schema.put("readOnly", true);
        schema.put("type", column.required() ? type : List.of(type, "null"));
        switch (column.type()) {
            case DATE -> schema.put("format", "date");
            case DATE_TIME -> schema.put("format", "date-time");
            case CHOICE -> schema.put("enum", values(column));
            case LOOKUP -> schema.put("description", "key of a row in table " + column.target().orElse(""));
            case TEXT -> {
                if (column.formula().orElse(null) instanceof Formula.Pointed(var lookups)) schema.put("description", "table and key of a row, such as " + lookups.getFirst().target().orElse("") + "/A1; set one of "
                        + String.join(", ", lookups.stream().map(Column::name).toList()));
                schema.put("maxLength", column.length());
            }
            case LONG_TEXT -> {
                if (column.length() > 0) schema.put("maxLength", column.length());
            }
            case AUTONUMBER, INTEGER, DECIMAL, MONEY, BOOLEAN, FILE -> {} // the type says it all
        }
        return schema;
    }

    private static List<Object> values(Column column) {
        var values = new ArrayList<Object>(column.choices().stream().map(Choice::value).toList());
        if (!column.required()) values.add(null);
        return values;
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }

    private static Map<String, Object> inPath(String name) {
        return Map.of("name", name, "in", "path", "required", true, "schema", Map.of("type", "string"));
    }

    private static Map<String, Object> option(String name, String type, String description) {
        return Map.of("name", name, "in", "query", "schema", Map.of("type", type), "description", description);
    }
}
