package torg.site.style;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import torg.api.site.ContentFile;
import torg.api.site.Position;
import torg.api.site.Problems;

/** A picture in SVG: a browser shows nothing of one that is no XML. */
final class Picture {
    private Picture() {}

    /** Say where it stops being XML. */
    static void check(ContentFile file, Problems problems) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            var xml = factory.createXMLStreamReader(new ByteArrayInputStream(file.bytes()));
            while (xml.hasNext()) xml.next();
        } catch (XMLStreamException e) {
            var at = e.getLocation();
            problems.error(at == null ? Position.start(file.path()) : new Position(file.path(), Math.max(1, at.getLineNumber()), Math.max(1, at.getColumnNumber())), "style.no-svg",
                    "here the picture stops being XML, so browsers show nothing of it", "close what is open, and write & as &amp;");
        }
    }
}
