package torg.table.api.model;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.table.api.ask.ReadablePaths;
import torg.table.api.ask.Way;

/**
 * The tables and columns a caller may read, as {@code $metadata}.
 *
 * <p>Source: OData Common Schema Definition Language (CSDL) XML Representation Version 4.01; what is written here is in 4.0 too.
 */
public final class Csdl {
    private static final String NAMESPACE = "torg";
    private static final String EDMX = "http://docs.oasis-open.org/odata/ns/edmx";
    private static final String EDM = "http://docs.oasis-open.org/odata/ns/edm";
    private static final int KEY_LENGTH = 64;
    private static final int DIGITS_BEFORE_THE_POINT = 18;

    private final Tables tables;
    private final Caller caller;
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private Csdl(Tables tables, Caller caller) throws XMLStreamException {
        this.tables = tables;
        this.caller = caller;
        this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    /** The document for this caller. */
    public static String of(Tables tables, Caller caller) {
        try {
            return new Csdl(tables, caller).document();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("text in memory cannot be written", e);
        }
    }

    /** The tables a caller may read; an internal one is none. */
    public static List<Table> readable(Tables tables, Caller caller) {
        return tables.schema().tables().values().stream().filter(table -> !table.internal() && tables.may(caller, Privilege.READ, table.name())).toList();
    }

    private String document() throws XMLStreamException {
        var readable = readable(tables, caller);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.setPrefix("edmx", EDMX);
        xml.writeStartElement(EDMX, "Edmx");
        xml.writeNamespace("edmx", EDMX);
        xml.writeAttribute("Version", "4.0");
        xml.writeStartElement(EDMX, "DataServices");
        start("Schema");
        xml.writeDefaultNamespace(EDM);
        xml.writeAttribute("Namespace", NAMESPACE);
        for (var table : readable) type(table);
        start("EntityContainer", "Name", "tables");
        for (var table : readable) set(table);
        xml.writeEndDocument();
        return text.toString();
    }

    private void type(Table table) throws XMLStreamException {
        var paths = new ReadablePaths(tables, caller, table);
        start("EntityType", "Name", table.name());
        start("Key");
        empty("PropertyRef", "Name", table.key());
        xml.writeEndElement();
        for (var name : paths.all()) property(table, table.columns().get(name));
        for (var way : Way.all(paths)) way(way);
        xml.writeEndElement();
    }

    private void property(Table table, Column column) throws XMLStreamException {
        empty("Property", "Name", column.name(), "Type", type(column.type()));
        if (column.required() || column.name().equals(table.key())) xml.writeAttribute("Nullable", "false");
        switch (column.type()) {
            case TEXT, AUTONUMBER, CHOICE -> xml.writeAttribute("MaxLength", "" + (column.name().equals(table.key()) ? KEY_LENGTH : column.length()));
            case LONG_TEXT -> {
                if (column.length() > 0) xml.writeAttribute("MaxLength", "" + column.length());
            }
            case LOOKUP -> xml.writeAttribute("MaxLength", "" + KEY_LENGTH);
            case DECIMAL, MONEY -> {
                xml.writeAttribute("Precision", "" + (DIGITS_BEFORE_THE_POINT + column.scale()));
                xml.writeAttribute("Scale", "" + column.scale());
            }
            case DATE_TIME -> xml.writeAttribute("Precision", "6");
            case INTEGER, DATE, BOOLEAN, FILE -> {} // the type says it all
        }
    }

    private static String type(ColumnType type) {
        return "Edm." + switch (type) {
            case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER -> "String";
            case INTEGER -> "Int64";
            case DECIMAL, MONEY -> "Decimal";
            case DATE -> "Date";
            case DATE_TIME -> "DateTimeOffset";
            case BOOLEAN -> "Boolean";
            case FILE -> "Stream";
        };
    }

    private void way(Way way) throws XMLStreamException {
        var type = NAMESPACE + "." + way.to().name();
        start("NavigationProperty", "Name", way.name(), "Type", way.many() ? "Collection(" + type + ")" : type);
        var partner = way.partner();
        if (Way.find(new ReadablePaths(tables, caller, way.to()), partner).isPresent()) xml.writeAttribute("Partner", partner);
        if (way instanceof Way.One one) empty("ReferentialConstraint", "Property", one.lookup().name(), "ReferencedProperty", way.to().key());
        xml.writeEndElement();
    }

    private void set(Table table) throws XMLStreamException {
        start("EntitySet", "Name", table.name(), "EntityType", NAMESPACE + "." + table.name());
        for (var way : Way.all(new ReadablePaths(tables, caller, table))) empty("NavigationPropertyBinding", "Path", way.name(), "Target", way.to().name());
        xml.writeEndElement();
    }

    private void start(String element, String... attributes) throws XMLStreamException {
        xml.writeStartElement(element);
        for (var i = 0; i < attributes.length; i += 2) xml.writeAttribute(attributes[i], attributes[i + 1]);
    }

    private void empty(String element, String... attributes) throws XMLStreamException {
        xml.writeEmptyElement(element);
        for (var i = 0; i < attributes.length; i += 2) xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
}
