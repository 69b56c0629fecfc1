package torg.pages.picture;

import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import torg.api.site.ContentFile;
import torg.api.site.Position;
import torg.api.site.SiteProblem;

/** What an SVG holds beside a drawing: whoever opens it at its own address would run that as the portal's own. */
final class Drawing {
    private static final Set<String> RUN = Set.of("script", "foreignobject", "handler", "listener", "iframe", "embed", "object");
    private static final XMLInputFactory READERS = readers();

    private Drawing() {}

    /** Nothing is fetched, and no entity is put in the place of its name: a short file stays short. */
    private static XMLInputFactory readers() {
        var factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /**
     * What is wrong with it first; what runs is refused, and what no browser can read is told. Where a document type is declared,
     * browsers may read what is not read here: a name that stands for mark-up.
     */
    static Optional<SiteProblem> problem(ContentFile file) {
        var declares = false;
        try {
            var reader = READERS.createXMLStreamReader(new ByteArrayInputStream(file.bytes()));
            while (reader.hasNext()) {
                var event = reader.next();
                declares |= event == XMLStreamConstants.DTD;
                var running = running(reader, event);
                if (running.isPresent()) return Optional.of(runs(file, reader.getLocation(), running.get()));
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            return Optional.of(new SiteProblem(Position.start(file.path()), "pages.picture-broken", "the file is no drawing that can be read",
                    "save it anew as plain SVG", declares));
        }
    }

    private static SiteProblem runs(ContentFile file, Location at, String what) {
        return new SiteProblem(new Position(file.path(), Math.max(1, at.getLineNumber()), Math.max(1, at.getColumnNumber())), "pages.drawing-runs",
                "the drawing has " + what + ", which browsers may run", "take it out: save the file as plain SVG", true);
    }

    private static Optional<String> running(XMLStreamReader reader, int event) {
        return switch (event) {
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> Optional.of("an instruction '" + reader.getPITarget() + "'");
            case XMLStreamConstants.ENTITY_REFERENCE -> Optional.of("a name '&" + reader.getLocalName() + ";' for something else");
            case XMLStreamConstants.START_ELEMENT -> element(reader);
            default -> Optional.empty();
        };
    }

    private static Optional<String> element(XMLStreamReader reader) {
        var name = reader.getLocalName().toLowerCase(Locale.ROOT);
        if (RUN.contains(name)) return Optional.of("an element '" + name + "'");
        return IntStream.range(0, reader.getAttributeCount()).filter(at -> runs(reader.getAttributeLocalName(at), reader.getAttributeValue(at)))
                .mapToObj(at -> "an attribute '" + reader.getAttributeLocalName(at) + "'").findFirst();
    }

    private static boolean runs(String name, String value) {
        if (name.toLowerCase(Locale.ROOT).startsWith("on")) return true;
        var plain = value.replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
        return plain.contains("javascript:") || plain.contains("data:text/") || plain.contains("data:application/");
    }
}
