package torg.demo.erp.odata;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.olingo.commons.api.data.Property;
import org.apache.olingo.commons.api.data.ValueType;
import org.apache.olingo.commons.api.edm.EdmEntitySet;
import org.apache.olingo.commons.api.edm.EdmEntityType;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.server.api.uri.queryoption.SelectOption;
import torg.demo.erp.books.Column;
import torg.demo.erp.books.Column.Kind;
import torg.demo.erp.books.Entity;
import torg.demo.erp.books.Row;

/**
 * Rows as Olingo's entities, and back.
 *
 * @param columns what is shown of a row; the key is always part of it
 */
record EntityRows(Entity model, EdmEntityType type, List<Column> columns) {

    static EntityRows of(EdmEntitySet set, EdmModel model, SelectOption select) {
        var entity = model.entity(set);
        return new EntityRows(entity, set.getEntityType(), ReadQuery.columns(entity, select));
    }

    org.apache.olingo.commons.api.data.Entity entity(Row row) {
        var entity = new org.apache.olingo.commons.api.data.Entity();
        entity.setType(type.getFullQualifiedName().getFullQualifiedNameAsString());
        entity.setId(URI.create(path(row)));
        entity.setETag(etag(row));
        for (var column : columns) {
            var value = row.value(column.name());
            entity.addProperty(column.kind() == Kind.CHOICE
                    ? new Property(null, column.name(), ValueType.ENUM, Integer.valueOf(choice(column).getMember((String) value).getValue()))
                    : new Property(null, column.name(), ValueType.PRIMITIVE, value));
        }
        return entity;
    }

    /** Where a row is, seen from the root of the service. */
    String path(Row row) {
        return model.keys().stream().map(key -> key + "=" + literal(row.value(key))).collect(Collectors.joining(",", model.set() + "(", ")"));
    }

    private static String literal(Object value) {
        var encoded = URLEncoder.encode(value.toString().replace("'", "''"), StandardCharsets.UTF_8).replace("+", "%20");
        return value instanceof String ? "'" + encoded + "'" : encoded;
    }

    /** Opaque to clients, who may only send it back. */
    static String etag(Row row) {
        var token = "'%d,%d'".formatted(row.version(), row.number("RecId"));
        return "W/\"" + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.US_ASCII)) + '"';
    }

    Row row(org.apache.olingo.commons.api.data.Entity sent) throws ClientError {
        if (!sent.getNavigationLinks().isEmpty() || !sent.getNavigationBindings().isEmpty()) {
            throw ClientError.badRequest("an entity is written without its related entities; write those one by one, in a change set if they belong together");
        }
        var row = new Row();
        for (var property : sent.getProperties()) {
            row.set(property.getName(), value(property, model.columns().get(property.getName())));
        }
        return row;
    }

    private Object value(Property property, Column column) {
        return switch (property.getValue()) {
            case null -> column.kind() == Kind.CHOICE ? column.choices().getFirst() : "";
            case Number number when column.kind() == Kind.CHOICE -> member(choice(column), number);
            case Timestamp moment -> moment.toInstant();
            case Object other -> other;
        };
    }

    private static String member(EdmEnumType choice, Number value) {
        return choice.getMemberNames().stream().filter(name -> choice.getMember(name).getValue().equals(value.toString())).findFirst().orElseThrow();
    }

    private EdmEnumType choice(Column column) {
        return (EdmEnumType) type.getProperty(column.name()).getType();
    }
}
