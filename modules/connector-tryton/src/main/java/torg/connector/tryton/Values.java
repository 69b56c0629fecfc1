package torg.connector.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Values as Tryton writes them in JSON: what JSON has no type for is an object with {@code __class__}. Moments are in UTC, quantities are floats and
 * prices are Decimals.
 */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CLASS = "__class__";

    private Values() {}

    /**
     * What a path leads to in a record, {@code party.code}: nested records stand below their field's name with a point. Behind a field that holds several
     * records it is their different values, in order, with commas between. Empty where there is nothing.
     */
    static Optional<Object> at(JsonNode record, String path) {
        var point = path.indexOf('.');
        if (point < 0) return plain(record.path(path));
        var nested = record.path(path.substring(0, point + 1));
        var rest = path.substring(point + 1);
        if (!nested.isArray()) return at(nested, rest);
        var different = new TreeSet<String>();
        nested.forEach(each -> at(each, rest).map(Object::toString).ifPresent(different::add));
        return different.isEmpty() ? Optional.empty() : Optional.of(String.join(",", different));
    }

    /** Of all values that a path leads to the first, by number, date or alphabet; empty where there is none. */
    static Optional<Object> first(JsonNode record, String path) {
        return each(record, path).min(Values::compare);
    }

    private static Stream<Object> each(JsonNode record, String path) {
        var point = path.indexOf('.');
        if (point < 0) return plain(record.path(path)).stream();
        var nested = record.path(path.substring(0, point + 1));
        var rest = path.substring(point + 1);
        return nested.isArray() ? StreamSupport.stream(nested.spliterator(), false).flatMap(one -> each(one, rest)) : each(nested, rest);
    }

    private static int compare(Object one, Object other) {
        return one instanceof Number && other instanceof Number ? new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) : one.toString().compareTo(other.toString());
    }

    /** A value of an answer as a plain one; empty for nothing, an empty text, and what is no plain value. */
    static Optional<Object> plain(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> json.textValue().isEmpty() ? Optional.empty() : Optional.of(json.textValue());
            case BOOLEAN -> Optional.of(json.booleanValue());
            case NUMBER -> Optional.of(json.isIntegralNumber() && json.canConvertToLong() ? (Object) json.longValue() : json.decimalValue());
            case OBJECT -> typed(json);
            case ARRAY, BINARY, MISSING, NULL, POJO -> Optional.empty();
        };
    }

    private static Optional<Object> typed(JsonNode json) {
        try {
            return switch (json.path(CLASS).asText()) {
                case "Decimal" -> Optional.of(new BigDecimal(json.path("decimal").asText()));
                case "date" -> Optional.of(LocalDate.of(json.path("year").asInt(), json.path("month").asInt(), json.path("day").asInt()));
                case "datetime" -> Optional.of(LocalDateTime.of(json.path("year").asInt(), json.path("month").asInt(), json.path("day").asInt(), json.path("hour").asInt(),
                        json.path("minute").asInt(), json.path("second").asInt(), json.path("microsecond").asInt() * 1000).toInstant(ZoneOffset.UTC));
                default -> Optional.empty();
            };
        } catch (NumberFormatException | DateTimeException e) {
            // The record it stands in is turned away by whoever needs a value there; the others of its page are not.
            return Optional.of(json.toString());
        }
    }

    /**
     * A plain value as a field of this type takes it.
     *
     * @throws IllegalArgumentException when it is none of that type
     */
    static JsonNode json(String type, Object value) {
        var text = value.toString();
        try {
            return switch (type) {
                case "integer", "biginteger", "many2one" -> JSON.numberNode(new BigDecimal(text).longValueExact());
                case "float" -> JSON.numberNode(new BigDecimal(text).doubleValue());
                case "numeric" -> JSON.objectNode().put(CLASS, "Decimal").put("decimal", new BigDecimal(text).toPlainString());
                case "boolean" -> JSON.booleanNode(truth(text));
                case "date" -> date(value instanceof Instant moment ? moment.atZone(ZoneOffset.UTC).toLocalDate() : LocalDate.parse(text));
                case "datetime", "timestamp" -> moment(Instant.parse(text));
                default -> JSON.textNode(text);
            };
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no " + type, e);
        }
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static JsonNode date(LocalDate day) {
        return JSON.objectNode().put(CLASS, "date").put("year", day.getYear()).put("month", day.getMonthValue()).put("day", day.getDayOfMonth());
    }

    private static JsonNode moment(Instant instant) {
        var time = instant.atOffset(ZoneOffset.UTC);
        return JSON.objectNode().put(CLASS, "datetime").put("year", time.getYear()).put("month", time.getMonthValue()).put("day", time.getDayOfMonth())
                .put("hour", time.getHour()).put("minute", time.getMinute()).put("second", time.getSecond()).put("microsecond", time.getNano() / 1000);
    }

    /** A list of these, which are nodes, numbers, booleans and texts: what commands and conditions are made of. */
    static JsonNode list(Object... values) {
        var list = JSON.arrayNode();
        for (var value : values) {
            switch (value) {
                case JsonNode node -> list.add(node);
                case Long number -> list.add(number);
                case Integer number -> list.add(number);
                case Boolean truth -> list.add(truth);
                default -> list.add(value.toString());
            }
        }
        return list;
    }

    static com.fasterxml.jackson.databind.node.ObjectNode object(Map<String, JsonNode> values) {
        var object = JSON.objectNode();
        object.setAll(values);
        return object;
    }

    static JsonNode texts(Iterable<String> texts) {
        var list = JSON.arrayNode();
        texts.forEach(list::add);
        return list;
    }
}
