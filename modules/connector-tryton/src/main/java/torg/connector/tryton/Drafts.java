package torg.connector.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Parts;

/**
 * Makes of a document what Tryton's {@code create} takes. Keys become ids: what a path names, {@code product.code}, is looked for. Then Tryton is asked to
 * fill in what it would fill in for a person who sets these fields: prices, taxes, addresses, payment terms. What the document says itself stays as it is.
 */
final class Drafts {
    private final Rpc rpc;
    private final Models models;
    private final Deadline deadline;
    /** Ids by what was looked for: the lines of a document often name the same. */
    private final Map<JsonNode, Long> found = new HashMap<>();
    private final Map<String, ObjectNode> defaults = new HashMap<>();

    /** For one document. */
    Drafts(Rpc rpc, Models models, Deadline deadline) {
        this.rpc = rpc;
        this.models = models;
        this.deadline = deadline;
    }

    /** @throws NotDone Refused when a key leads to no record */
    ObjectNode of(Outgoing document) {
        var model = models.get(document.entity(), deadline);
        var set = values(model, document.head());
        set.put(document.referenceField(), json(model, document.referenceField(), document.reference()));
        var draft = filledIn(model, set, Map.of());
        document.parts().ifPresent(parts -> draft.setAll(lines(model, parts, draft)));
        return draft;
    }

    private ObjectNode lines(Model whole, Parts parts, ObjectNode head) {
        var model = models.get(parts.entity(), deadline);
        var parent = parts.parentField().split("\\.", 2)[0];
        var field = whole.holding(model.name(), parent).orElseThrow(() ->
                TorgException.of(ProblemKind.CONFIG, "tryton.no-parts", "records of '" + model.name() + "' are no parts of '" + whole.name() + "' by '" + parent + "'").help("correct 'parent' in the map of the lines"));
        var above = new HashMap<String, JsonNode>();
        defaults(whole).setAll(head).properties().forEach(one -> above.put("_parent_" + parent + "." + one.getKey(), one.getValue()));
        var lines = JsonNodeFactory.instance.arrayNode();
        for (var line : parts.lines()) lines.add(filledIn(model, values(model, line), above));
        return Values.object(Map.of(field.name(), Values.list(Values.list("create", lines))));
    }

    /** Paths that begin with the same field describe one record together. */
    private Map<String, JsonNode> values(Model model, Map<String, Object> fields) {
        var values = new LinkedHashMap<String, JsonNode>();
        var paths = new LinkedHashMap<String, Map<String, Object>>();
        fields.forEach((path, value) -> {
            var point = path.indexOf('.');
            if (point < 0) values.put(path, json(settable(model, path), path, value));
            else paths.computeIfAbsent(path.substring(0, point), _ -> new LinkedHashMap<>()).put(path.substring(point + 1), value);
        });
        paths.forEach((field, keys) -> values.put(field, JsonNodeFactory.instance.numberNode(id(model, field, keys))));
        return values;
    }

    /** Tryton itself guards the state of a sale by its buttons only: written, it would be taken. */
    private Model settable(Model model, String field) {
        if (models.field(model, field, deadline).readonly())
            throw TorgException.of(ProblemKind.CONFIG, "tryton.readonly", "field '" + field + "' of model '" + model.name() + "' is set by the ERP alone").help("give its pair in the map 'direction: in'");
        return model;
    }

    private JsonNode json(Model model, String path, Object value) {
        try {
            return Values.json(models.field(model, path, deadline).type(), value);
        } catch (IllegalArgumentException e) {
            throw NotDone.refused("tryton.wrong-value", "The seller's system cannot take '" + value + "'");
        }
    }

    private long id(Model model, String field, Map<String, Object> keys) {
        var domain = JsonNodeFactory.instance.arrayNode();
        keys.forEach((path, value) -> domain.add(Values.list(path, "=", json(model, field + "." + path, value))));
        var relation = models.field(model, field, deadline).relation();
        return found.computeIfAbsent(Values.list(relation, domain), _ -> {
            var ids = rpc.ask("model." + relation + ".search", deadline, Map.of(), domain, Values.json("integer", 0), Values.json("integer", 2), JsonNodeFactory.instance.nullNode());
            var named = String.join(", ", keys.values().stream().map(Object::toString).toList());
            return switch (ids.size()) {
                case 1 -> ids.get(0).longValue();
                case 0 -> throw NotDone.refused("tryton.no-record", "The seller's system has no '" + named + "' any more");
                default -> throw NotDone.refused("tryton.many-records", "The seller's system has more than one '" + named + "'");
            };
        });
    }

    /**
     * What is sent: the values, and what Tryton fills in when a person sets them. What it fills into every new record it does by itself.
     *
     * @param above values of the whole document, by the names that Tryton gives them while its lines are filled in
     */
    private ObjectNode filledIn(Model model, Map<String, JsonNode> set, Map<String, JsonNode> above) {
        var draft = Values.object(set);
        var triggers = set.keySet().stream().map(model.fields()::get).filter(field -> !field.onChange().isEmpty()).toList();
        if (triggers.isEmpty()) return draft;
        var known = defaults(model);
        known.setAll(draft);
        known.put("id", -1);
        triggers.stream().flatMap(field -> field.onChange().stream()).filter(above::containsKey).forEach(name -> known.set(name, above.get(name)));
        var changes = rpc.ask("model." + model.name() + ".on_change", deadline, Map.of(), known, Values.texts(triggers.stream().map(Model.Field::name).toList()));
        for (var change : changes) {
            for (var one : change.properties()) {
                var field = model.fields().get(one.getKey());
                if (field != null && !field.readonly() && !set.containsKey(field.name())) value(field, one.getValue()).ifPresent(value -> draft.set(field.name(), value));
            }
        }
        return draft;
    }

    /** What a new record has before anybody sets anything. */
    private ObjectNode defaults(Model model) {
        return defaults.computeIfAbsent(model.name(), name -> {
            var fields = Values.texts(model.plain().stream().filter(field -> !field.equals("id")).toList());
            return (ObjectNode) rpc.ask("model." + name + ".default_get", deadline, Map.of(), fields, JsonNodeFactory.instance.booleanNode(false));
        }).deepCopy();
    }

    /** A value that Tryton fills in, as {@code create} takes it; empty for nothing. */
    private static Optional<JsonNode> value(Model.Field field, JsonNode value) {
        if (value.isNull()) return Optional.empty();
        return switch (field.type()) {
            case "many2many" -> links(value);
            // Records of other records are made by people, or when the document is worked on.
            case "one2many" -> Optional.empty();
            default -> Optional.of(value);
        };
    }

    /** A change of linked records: a list of ids, or what is to be added, with the place where it would be shown. */
    private static Optional<JsonNode> links(JsonNode value) {
        var ids = new ArrayList<JsonNode>();
        if (value.isArray()) value.forEach(ids::add);
        value.path("add").forEach(added -> ids.add(added.path(1).path("id")));
        return ids.isEmpty() ? Optional.empty() : Optional.of(Values.list(Values.list("add", Values.list(List.copyOf(ids).toArray()))));
    }
}
