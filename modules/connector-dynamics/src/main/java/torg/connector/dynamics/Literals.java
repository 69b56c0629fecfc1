package torg.connector.dynamics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.EntityInfo;
import torg.spi.sync.Connector.FieldInfo;

/**
 * Values as this dialect writes them: enumerations by their qualified name, booleans as the enumeration NoYes, dates as a moment at noon UTC so that no
 * time zone moves the day, and 1900-01-01 for "no date" because dates cannot be null there.
 */
final class Literals {
    private static final String NO_YES = ".NoYes";
    private final Metadata metadata;

    Literals(Metadata metadata) {
        this.metadata = metadata;
    }

    /** A value inside {@code $filter}, not yet URL-encoded. */
    String inFilter(String set, EntityInfo entity, String field, Object value) {
        var type = field(set, entity, field).type();
        if (metadata.isEnum(type)) return type + "'" + quoted(enumMember(type, value)) + "'";
        return switch (type) {
            case "Edm.String" -> "'" + quoted(value.toString()) + "'";
            case "Edm.DateTimeOffset" -> moment(value).toString();
            default -> value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        };
    }

    /** A value inside a JSON body: String, Number or Boolean. */
    Object inBody(String set, EntityInfo entity, String field, Object value) {
        var type = field(set, entity, field).type();
        if (metadata.isEnum(type)) return enumMember(type, value);
        return switch (type) {
            case "Edm.DateTimeOffset" -> moment(value).toString();
            case "Edm.Boolean", "Edm.Decimal", "Edm.Double", "Edm.Int32", "Edm.Int64" -> value;
            default -> value.toString();
        };
    }

    /** What stands in a JSON body for no value, of a field that nobody can set to null; empty where every value of the type says something. */
    Optional<Object> none(String set, EntityInfo entity, String field) {
        var type = field(set, entity, field).type();
        if (metadata.isEnum(type)) return Optional.empty();
        return switch (type) {
            case "Edm.String" -> Optional.of("");
            case "Edm.DateTimeOffset" -> Optional.of("1900-01-01T12:00:00Z");
            case "Edm.Decimal", "Edm.Double", "Edm.Int32", "Edm.Int64" -> Optional.of(0);
            default -> Optional.empty();
        };
    }

    /** A value of an answer as a plain value; the ERP's own stand-ins for "empty" become nothing. */
    Optional<Object> read(FieldInfo field, com.fasterxml.jackson.databind.JsonNode json) {
        if (json.isNull() || json.isMissingNode()) return Optional.empty();
        if (field.type().endsWith(NO_YES)) return Optional.of(json.asText().equals("Yes"));
        if (metadata.isEnum(field.type())) return Optional.of(json.asText());
        return switch (field.type()) {
            case "Edm.DateTimeOffset" -> date(json.asText());
            case "Edm.Decimal", "Edm.Double" -> Optional.of(json.isNumber() ? json.decimalValue() : json.asText());
            case "Edm.Int32", "Edm.Int64" -> Optional.of(json.isNumber() ? (Object) json.asLong() : json.asText());
            case "Edm.Boolean" -> Optional.of(json.asBoolean());
            default -> json.asText().isEmpty() ? Optional.empty() : Optional.of(json.asText());
        };
    }

    private static Optional<Object> date(String text) {
        try {
            var moment = Instant.parse(text);
            return moment.atZone(ZoneOffset.UTC).getYear() <= 1900 ? Optional.empty() : Optional.of(moment);
        } catch (DateTimeParseException e) {
            // The record it stands in is turned away by whoever needs a date there; the others of its page are not.
            return Optional.of(text);
        }
    }

    private static String enumMember(String type, Object value) {
        if (type.endsWith(NO_YES) && value instanceof Boolean yes) return yes ? "Yes" : "No";
        return value.toString();
    }

    private static Instant moment(Object value) {
        return switch (value) {
            case Instant instant -> instant.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
            case LocalDate date -> date.atTime(12, 0).toInstant(ZoneOffset.UTC);
            default -> Instant.parse(value.toString());
        };
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }

    private static FieldInfo field(String set, EntityInfo entity, String field) {
        var info = entity.fields().get(field);
        if (info == null)
            throw TorgException.of(ProblemKind.CONFIG, "dynamics.unknown-field", "entity '" + set + "' of the ERP has no field '" + field + "'")
                    .help("correct the name in the table map; it has to be written exactly as the ERP writes it");
        return info;
    }
}
