package torg.lists.forms.form.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import torg.api.table.Choice;
import torg.api.web.Request;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.Forms;
import torg.lists.forms.form.When;
import torg.lists.forms.form.entry.Check;
import torg.lists.forms.form.visit.Visit;
import torg.lists.forms.row.Subject;
import torg.spi.web.ApiDescription;

/** Describes the forms that are open for a caller, for the OpenAPI document. */
public record OpenApiForms(FormPosts posts, Request request) {
    private static final Map<String, Object> KEY = Map.of("name", "Idempotency-Key", "in", "header",
            "schema", Map.of("type", "string", "maxLength", 200),
            "description", "the sender's own name for this post; a repeat with the same values answers what the first one made");

    private static final Map<String, Object> IF_MATCH = Map.of("name", "If-Match", "in", "header", "schema", Map.of("type", "string"),
            "description", "the ETag of the row as it was read; another version of it is left alone");

    public ApiDescription describe() {
        var paths = new TreeMap<String, Object>();
        var schemas = new TreeMap<String, Object>();
        request.site().part(Forms.class).ifPresent(forms -> forms.byName().values().forEach(form -> {
            var visit = posts.visit(request, form);
            if (visit.closed().isPresent() || form.row().filter(Subject.Variable.class::isInstance).isPresent()) return; // whose row the page's address says has no address without the page
            paths.put("/" + form.api().orElse("forms/" + form.name()), Map.of("post", post(form)));
            schemas.put(schema(form), head(visit));
        }));
        return new ApiDescription(paths, schemas);
    }

    private Map<String, Object> post(FormView form) {
        return Map.of("summary", form.title().in(request.locale()), "parameters", List.of(form.creates() ? KEY : IF_MATCH),
                "requestBody", Map.of("required", true, "content", content("application/json", reference(schema(form)))),
                "responses", responses(form));
    }

    /** A form that makes a row says by its status whether this post made it; one that edits a row has but one good end. */
    private static Map<String, Object> responses(FormView form) {
        var responses = new TreeMap<String, Object>();
        for (var status : form.creates() ? List.of("201", "200") : List.of("200")) {
            responses.put(status, Map.of("description", "The row with its lines", "content", content("application/json", Map.of("type", "object"))));
        }
        responses.put("4XX", Map.of("description", "A problem", "content", content("application/problem+json", reference("Problem"))));
        return responses;
    }

    private static Map<String, Object> content(String type, Map<String, Object> schema) {
        return Map.of(type, Map.of("schema", schema));
    }

    private static Map<String, Object> reference(String schema) {
        return Map.of("$ref", "#/components/schemas/" + schema);
    }

    private static String schema(FormView form) {
        return "form-" + form.name();
    }

    private Map<String, Object> head(Visit visit) {
        var form = visit.form();
        var lines = form.lines().map(some -> Map.of(some.name(), (Object) Map.of("type", "array", "minItems", some.least(), "maxItems", some.most(),
                "items", group(visit, visit.fields(some.group()), Map.of()))));
        return group(visit, visit.head(), lines.orElse(Map.of()));
    }

    /** Files are no JSON: they have addresses of their own. What is only shown is not sent. */
    private Map<String, Object> group(Visit visit, List<Field> all, Map<String, Object> further) {
        var fields = all.stream().filter(field -> !field.isFile() && !field.readOnly()).toList();
        var properties = new LinkedHashMap<String, Object>();
        fields.forEach(field -> properties.put(field.name(), field(field)));
        properties.putAll(further);
        var asked = Stream.concat(fields.stream().filter(field -> field.required() && field.when().isEmpty()).map(Field::name), further.keySet().stream().filter(_ -> visit.form().lines().filter(lines -> lines.when().isEmpty()).isPresent())).toList();
        var required = visit.form().creates() ? asked : List.<String>of();
        return Map.of("type", "object", "additionalProperties", false, "properties", properties, "required", required);
    }

    private Map<String, Object> field(Field field) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("title", field.label().in(request.locale()));
        schema.put("type", switch (field.column().type()) {
            case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER, DATE, DATE_TIME -> "string";
            case INTEGER -> "integer";
            case DECIMAL, MONEY -> "number";
            case BOOLEAN -> "boolean";
            case FILE -> throw new IllegalArgumentException("a file is no value of JSON");
        });
        switch (field.column().type()) {
            case DATE -> schema.put("format", "date");
            case DATE_TIME -> schema.put("format", "date-time");
            case LOOKUP -> schema.put("description", "key of a row in table " + field.column().target().orElseThrow());
            case TEXT, LONG_TEXT -> schema.put("maxLength", Check.longest(field.column()));
            case AUTONUMBER, CHOICE, INTEGER, DECIMAL, MONEY, BOOLEAN, FILE -> {} // the type says it all
        }
        if (!field.when().isEmpty()) schema.merge("description", "asked for when " + When.text(field.when()), (first, second) -> first + "; " + second);
        if (!field.choices().isEmpty()) schema.put("enum", field.choices().stream().map(Choice::value).toList());
        return schema;
    }
}
