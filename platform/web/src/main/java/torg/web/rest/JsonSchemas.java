package torg.web.rest;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Describes Java types as JSON schemas. Records are described once, by name; what a type cannot say is left open. */
final class JsonSchemas {
    private static final Map<String, Object> ANY = Map.of();
    private final Map<String, Object> named = new TreeMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    JsonSchemas() {
        named.put("Problem", object(Map.of("type", text(), "title", text(), "status", Map.of("type", "integer"), "code", text(), "detail", text(),
                "help", text(), "request", text(), "fields", Map.of("type", "array", "items", object(Map.of("field", text(), "code", text(), "message", text()))))));
    }

    /** The records met so far, by name. */
    Map<String, Object> named() {
        return named;
    }

    Map<String, Object> of(Type type) {
        return switch (type) {
            case ParameterizedType generic when generic.getRawType() instanceof Class<?> raw && Collection.class.isAssignableFrom(raw) ->
                    Map.of("type", "array", "items", of(generic.getActualTypeArguments()[0]));
            case ParameterizedType generic when generic.getRawType() == CompletionStage.class -> of(generic.getActualTypeArguments()[0]);
            case ParameterizedType generic when generic.getRawType() == Map.class -> entries(of(generic.getActualTypeArguments()[1]));
            case ParameterizedType generic -> of(generic.getRawType());
            case Class<?> plain -> plain(plain);
            default -> ANY;
        };
    }

    private Map<String, Object> plain(Class<?> type) {
        if (type.isRecord()) return record(type);
        if (type.isEnum()) return Map.of("type", "string", "enum", Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
        if (type == String.class) return text();
        if (type == boolean.class || type == Boolean.class) return Map.of("type", "boolean");
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class || type == BigInteger.class) return Map.of("type", "integer");
        if (type == BigDecimal.class || type == double.class || type == Double.class) return Map.of("type", "number");
        if (type == LocalDate.class) return Map.of("type", "string", "format", "date");
        if (type == Instant.class) return Map.of("type", "string", "format", "date-time");
        if (Collection.class.isAssignableFrom(type)) return Map.of("type", "array");
        return Map.class.isAssignableFrom(type) ? Map.of("type", "object") : ANY;
    }

    private Map<String, Object> record(Class<?> type) {
        var name = names.computeIfAbsent(type, this::name);
        if (!named.containsKey(name)) {
            named.put(name, ANY); // a record may hold itself
            var members = new LinkedHashMap<String, Object>();
            for (var component : type.getRecordComponents()) members.put(component.getName(), of(component.getGenericType()));
            named.put(name, object(members));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** Its own name, unless a record of another resource has that. */
    private String name(Class<?> type) {
        var name = type.getSimpleName();
        return named.containsKey(name) ? type.getName().replaceAll("[^A-Za-z0-9.]", ".") : name;
    }

    /** An object whose members are whatever they are called. */
    private static Map<String, Object> entries(Map<String, Object> value) {
        return value.isEmpty() ? Map.of("type", "object") : Map.of("type", "object", "additionalProperties", value);
    }

    private static Map<String, Object> text() {
        return Map.of("type", "string");
    }

    private static Map<String, Object> object(Map<String, Object> members) {
        return Map.of("type", "object", "properties", new TreeMap<>(members));
    }
}
