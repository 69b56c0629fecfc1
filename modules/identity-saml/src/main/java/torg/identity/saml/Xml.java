package torg.identity.saml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * XML of others, of which only elements, attributes and text are taken: no document type, and so no entities and nothing fetched; in messages no comments, processing instructions and CDATA
 * either, which are not signed or split what somebody reads as one text. Elements are found as children of one that is known, never anywhere in a document.
 */
final class Xml {
    static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
    static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
    static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
    static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
    /** Beyond these nobody can reckon: {@code Instant} has a last moment. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int MOST_ELEMENTS = 10_000;
    private static final int DEEPEST = 50;

    private Xml() {}

    /** A provider's description of itself, in which people leave comments. */
    static Element description(byte[] bytes) throws Refused {
        return parsed(bytes, true).getDocumentElement();
    }

    /** A message, in which no two elements have the same ID. */
    static Element message(byte[] bytes) throws Refused {
        var root = parsed(bytes, false).getDocumentElement();
        var ids = new HashSet<String>();
        for (var element : all(root)) {
            if (!plain(element)) throw new Refused("the message has more in it than elements and text");
            if (element.hasAttribute("ID") && !ids.add(element.getAttribute("ID"))) throw new Refused("two parts of the message have the same ID");
        }
        return root;
    }

    private static Document parsed(byte[] bytes, boolean comments) throws Refused {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setIgnoringComments(comments);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            var document = builder.parse(new ByteArrayInputStream(bytes));
            if (!comments && document.getChildNodes().getLength() != 1) throw new Refused("the message has more in it than elements and text");
            return document;
        } catch (SAXException | IOException e) {
            throw new Refused("what was sent is no XML that is taken", e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java has this parser", e);
        }
    }

    private static boolean plain(Element element) {
        return nodes(element).allMatch(node -> node instanceof Element || node.getNodeType() == Node.TEXT_NODE);
    }

    /** The element and all below it. */
    static List<Element> all(Element root) throws Refused {
        var found = new ArrayList<Element>();
        add(root, 0, found);
        return found;
    }

    private static void add(Element element, int depth, List<Element> found) throws Refused {
        if (depth > DEEPEST || found.size() >= MOST_ELEMENTS) throw new Refused("the message is too deep or too long");
        found.add(element);
        for (var child : children(element)) add(child, depth + 1, found);
    }

    static boolean is(Element element, String namespace, String name) {
        return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    static List<Element> children(Element parent, String namespace, String name) {
        return children(parent).stream().filter(child -> is(child, namespace, name)).toList();
    }

    /** All children that are elements. */
    static List<Element> children(Element parent) {
        return nodes(parent).filter(Element.class::isInstance).map(Element.class::cast).toList();
    }

    /** The only such child. */
    static Element one(Element parent, String namespace, String name) throws Refused {
        var found = children(parent, namespace, name);
        if (found.size() != 1) throw new Refused("there is not one " + name + " in " + parent.getLocalName());
        return found.getFirst();
    }

    /** What an element says that has nothing in it but text. */
    static String text(Element element) throws Refused {
        if (!nodes(element).allMatch(Text.class::isInstance)) throw new Refused(element.getLocalName() + " is no text");
        return element.getTextContent().strip();
    }

    /** An attribute that has no namespace; empty where it is left out. */
    static Optional<String> attribute(Element element, String name) {
        return Optional.ofNullable(element.getAttributeNodeNS(null, name)).map(Attr::getValue);
    }

    static String required(Element element, String name) throws Refused {
        return attribute(element, name).filter(value -> !value.isBlank()).orElseThrow(() -> new Refused(element.getLocalName() + " has no " + name));
    }

    /** A moment, in UTC as SAML has it (Core 1.3.3); empty where it is left out. */
    static Optional<Instant> moment(Element element, String name) throws Refused {
        var text = attribute(element, name);
        try {
            var moment = text.map(Instant::parse);
            if (moment.filter(at -> at.isBefore(FIRST) || !at.isBefore(END)).isPresent()) throw new Refused(name + " is no moment of these years");
            return moment;
        } catch (DateTimeParseException e) {
            throw new Refused(name + " is no moment", e);
        }
    }

    /** Words that stand in an attribute with blanks between. */
    static Set<String> words(Element element, String name) {
        return Set.copyOf(List.of(attribute(element, name).orElse("").strip().split("\\s+")));
    }

    /** A text as it may stand in an element or an attribute. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static Stream<Node> nodes(Element element) {
        var children = element.getChildNodes();
        return IntStream.range(0, children.getLength()).mapToObj(children::item);
    }

    /** Says nothing on its own, and takes nothing that is wrong. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
