package torg.pages.picture;

import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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

    /** What is wrong with it first; what runs is refused, and what no browser can read is told. */
    static Optional<SiteProblem> problem(ContentFile file) {
        try {
            var reader = READERS.createXMLStreamReader(new ByteArrayInputStream(file.bytes()));
            while (reader.hasNext()) {
                var running = running(reader, reader.next());
                if (running.isPresent()) {
                    var at = reader.getLocation();
                    return Optional.of(new SiteProblem(new Position(file.path(), Math.max(1, at.getLineNumber()), Math.max(1, at.getColumnNumber())), "pages.drawing-runs", "the drawing has " + running.get() + ", which browsers may run",
                            "take it out: save the file as plain SVG", true));
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            return Optional.of(new SiteProblem(Position.start(file.path()), "pages.picture-broken", "the file is no drawing that can be read", "save it anew as SVG", false));
        }
    }

    private static Optional<String> running(XMLStreamReader reader, int event) {
        if (event == XMLStreamConstants.PROCESSING_INSTRUCTION) return Optional.of("an instruction '" + reader.getPITarget() + "'");
        if (event != XMLStreamConstants.START_ELEMENT) return Optional.empty();
        var name = reader.getLocalName().toLowerCase(Locale.ROOT);
        if (RUN.contains(name)) return Optional.of("an element '" + name + "'");
        return IntStream.range(0, reader.getAttributeCount()).filter(at -> runs(reader.getAttributeLocalName(at), reader.getAttributeValue(at))).mapToObj(at -> "an attribute '" + reader.getAttributeLocalName(at) + "'").findFirst();
    }

    private static boolean runs(String name, String value) {
        if (name.toLowerCase(Locale.ROOT).startsWith("on")) return true;
        var plain = value.replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
        return plain.contains("javascript:") || plain.contains("data:text/") || plain.contains("data:application/");
    }
}
