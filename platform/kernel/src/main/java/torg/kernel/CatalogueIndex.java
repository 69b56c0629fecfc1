package torg.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.resource.Namespace;
import torg.api.health.ModuleRights;
import torg.api.text.Characters;

/**
 * What a catalogue says of its modules, in the notation that OSGi has for that, which bnd and others read and write too.
 * Source: OSGi Compendium 8, 132 Repository Service, "XML Repository Format".
 */
final class CatalogueIndex {
    /** Name of the file. */
    static final String FILE = "index.xml";
    private static final String XML = "http://www.osgi.org/xmlns/repository/v1.0.0";
    private static final String CONTENT = "osgi.content";
    /** Not of OSGi: who signed it, for people; whoever gets the jar looks for themselves. */
    private static final String SIGNER = "signer";
    /** Nor this: what it says that it acts with. */
    private static final String MAY = "may";
    private static final int MODULES = 5_000;
    /** Characters of a value that are read: what a module may say that it acts with is no longer, and cut short nobody would understand it. */
    private static final int LONGEST = 24_000;

    private CatalogueIndex() {}

    /**
     * One jar.
     *
     * @param place where it lies, seen from the index
     * @param digest SHA-256, in hexadecimal digits
     * @param rights what it says that it acts with
     * @param demands what it cannot do without
     */
    record Listed(String name, String version, String summary, String licence, String signer, String place, long size, String digest, Optional<ModuleRights> rights, List<Demand> demands) {}

    /** @throws IOException also when it is none; nothing that it names is looked at meanwhile */
    static List<Listed> read(InputStream bytes) throws IOException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            var xml = factory.createXMLStreamReader(bytes);
            var all = new ArrayList<Listed>();
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT || !xml.getLocalName().equals("resource")) continue;
                if (all.size() == MODULES) throw new IOException("it tells of more than " + MODULES + " modules");
                resource(xml).ifPresent(all::add);
            }
            return List.copyOf(all);
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IOException("it is no index as OSGi writes it: " + Characters.line(String.valueOf(e.getMessage())), e);
        }
    }

    /** Empty for what says no name, or not where its jar lies, or that it acts with what nobody here understands: it would be refused, and the others are not to go with it. */
    private static Optional<Listed> resource(XMLStreamReader xml) throws XMLStreamException {
        var said = new HashMap<String, String>();
        var demands = new ArrayList<Demand>();
        while (xml.next() != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("resource")) {
            if (!xml.isStartElement()) continue;
            var namespace = text(xml.getAttributeValue(null, "namespace"));
            if (xml.getLocalName().equals("capability") && Set.of(IdentityNamespace.IDENTITY_NAMESPACE, CONTENT).contains(namespace)) {
                inner(xml, "capability", (name, value) -> said.put(name.equals("version") || name.equals(namespace) ? namespace + " " + name : name, value));
            } else if (xml.getLocalName().equals("requirement")) {
                var directives = new HashMap<String, String>();
                inner(xml, "requirement", directives::put);
                if (Demand.isDemanded(directives)) demands.add(new Demand(namespace, directives.getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "")));
            }
        }
        var identity = IdentityNamespace.IDENTITY_NAMESPACE;
        var name = said.getOrDefault(identity + " " + identity, "");
        var place = said.getOrDefault("url", "");
        if (name.isEmpty() || place.isEmpty()) return Optional.empty();
        try {
            var rights = Optional.ofNullable(said.get(MAY)).map(ModuleRights::of);
            return Optional.of(new Listed(name, said.getOrDefault(identity + " version", ""), said.getOrDefault("description", ""), said.getOrDefault("license", ""),
                    said.getOrDefault(SIGNER, ""), place, size(said.getOrDefault("size", "")), said.getOrDefault(CONTENT + " " + CONTENT, ""), rights, List.copyOf(demands)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static long size(String text) {
        return text.matches("\\d{1,12}") ? Long.parseLong(text) : -1;
    }

    /** Attributes and directives within an element. */
    private static void inner(XMLStreamReader xml, String element, BiConsumer<String, String> said) throws XMLStreamException {
        while (xml.next() != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals(element)) {
            if (xml.isStartElement()) said.accept(text(xml.getAttributeValue(null, "name")), text(xml.getAttributeValue(null, "value")));
        }
    }

    private static String text(String value) {
        return value == null ? "" : Characters.line(value.length() > LONGEST ? value.substring(0, LONGEST) : value).strip();
    }

    static void write(List<Listed> all, OutputStream to) throws IOException {
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(to, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeCharacters("\n");
            xml.setDefaultNamespace(XML);
            xml.writeStartElement(XML, "repository");
            xml.writeDefaultNamespace(XML);
            xml.writeAttribute("name", "Modules of Torg");
            xml.writeAttribute("increment", "0");
            for (var one : all) write(one, xml);
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.writeCharacters("\n");
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void write(Listed one, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement(XML, "resource");
        var attributes = new ArrayList<>(List.of(Map.entry(IdentityNamespace.IDENTITY_NAMESPACE, one.name), Map.entry("type", IdentityNamespace.TYPE_BUNDLE),
                Map.entry("version", one.version), Map.entry("description", one.summary), Map.entry("license", one.licence), Map.entry(SIGNER, one.signer)));
        attributes.removeIf(attribute -> attribute.getValue().isEmpty());
        // One that says that it acts with nothing is another than one that says nothing of that.
        one.rights.ifPresent(rights -> attributes.add(Map.entry(MAY, String.join(", ", rights.said()))));
        capability(xml, IdentityNamespace.IDENTITY_NAMESPACE, attributes);
        capability(xml, CONTENT, List.of(Map.entry(CONTENT, one.digest), Map.entry("url", one.place), Map.entry("size", String.valueOf(one.size)), Map.entry("mime", "application/vnd.osgi.bundle")));
        for (var demand : one.demands) {
            element(xml, "requirement", demand.namespace(), Stream.of(Map.entry(Namespace.REQUIREMENT_FILTER_DIRECTIVE, demand.filter())), "directive");
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void capability(XMLStreamWriter xml, String namespace, List<Map.Entry<String, String>> attributes) throws XMLStreamException {
        element(xml, "capability", namespace, attributes.stream(), "attribute");
    }

    private static void element(XMLStreamWriter xml, String element, String namespace, Stream<Map.Entry<String, String>> said, String as) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement(XML, element);
        xml.writeAttribute("namespace", namespace);
        for (var one : said.toList()) {
            xml.writeCharacters("\n      ");
            xml.writeEmptyElement(XML, as);
            xml.writeAttribute("name", one.getKey());
            // Both are of a type of their own. Source: OSGi Core 8, 3.3.3 and Compendium 8, 132.5.
            if (one.getKey().equals("version")) xml.writeAttribute("type", "Version");
            if (one.getKey().equals("size")) xml.writeAttribute("type", "Long");
            xml.writeAttribute("value", one.getValue());
        }
        xml.writeCharacters("\n    ");
        xml.writeEndElement();
    }
}
