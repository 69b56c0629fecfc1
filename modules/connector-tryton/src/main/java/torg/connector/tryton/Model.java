package torg.connector.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import torg.spi.sync.Connector.EntityInfo;
import torg.spi.sync.Connector.FieldInfo;

/** What Tryton says of one of its models. */
record Model(String name, Map<String, Field> fields) {
    private static final Set<String> NOT_PLAIN = Set.of("one2many", "many2many", "binary", "dict", "multiselection");

    /**
     * A field.
     *
     * @param readonly whether Tryton alone sets it
     * @param relation the model whose records it leads to; empty when to none
     * @param inverse of one2many: the field over there that leads back; else empty
     * @param onChange what Tryton wants to know to fill in other fields when this one is set; empty when it fills in none
     */
    record Field(String name, String type, boolean required, boolean readonly, String relation, String inverse, List<String> onChange) {}

    /** @param described the answer of {@code fields_get} */
    static Model of(String name, JsonNode described) {
        var fields = new LinkedHashMap<String, Field>();
        described.properties().forEach(entry -> {
            var field = entry.getValue();
            var onChange = StreamSupport.stream(field.path("on_change").spliterator(), false).map(JsonNode::asText).toList();
            fields.put(entry.getKey(), new Field(entry.getKey(), field.path("type").asText(), field.path("required").asBoolean(), field.path("readonly").asBoolean(), field.path("relation").asText(""),
                    field.path("relation_field").asText(""), onChange));
        });
        return new Model(name, Map.copyOf(fields));
    }

    /** Names of the fields with one value each. */
    List<String> plain() {
        return fields.values().stream().filter(field -> !NOT_PLAIN.contains(field.type)).map(Field::name).sorted().toList();
    }

    /** The field that holds the records of another model, which lead back by this one of theirs. */
    Optional<Field> holding(String model, String inverse) {
        return fields.values().stream().filter(field -> field.type.equals("one2many") && field.relation.equals(model) && field.inverse.equals(inverse)).findFirst();
    }

    EntityInfo info() {
        var infos = new LinkedHashMap<String, FieldInfo>();
        fields.values().forEach(field -> infos.put(field.name, new FieldInfo(field.name, field.type, !field.required)));
        return new EntityInfo(Map.copyOf(infos), List.of("id"));
    }
}
