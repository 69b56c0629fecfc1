package torg.pages.picture;

import java.util.HashMap;
import java.util.Map;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.text.Text;
import torg.spi.site.SiteSource;

/** Reads {@code pictures.yml}: what the images among the web files show, for who does not see them. */
final class AltTexts {
    private static final int LONGEST = 300;

    private AltTexts() {}

    /** By path of the web file, {@code files/range.svg}. */
    static Map<String, Text> read(SiteSource source, Problems problems) {
        var texts = new HashMap<String, Text>();
        source.documents("").stream().filter(document -> document.name().equals("pictures") && document.type().equals("yml")).forEach(document -> {
            var reader = new Reader(document.fields(), problems);
            reader.mapping("alt").ifPresent(alt -> alt.entries().keySet().forEach(address -> alt.label(address).ifPresent(text -> {
                if (!address.startsWith("/files/") || !source.files().containsKey(address.substring(1))) tellNone(alt, address, source, problems);
                else if (text.byLanguage().values().stream().anyMatch(said -> said.length() > LONGEST)) tellLong(alt, address, problems);
                else texts.put(address.substring(1), text);
            })));
            reader.done();
        });
        return texts;
    }

    /** A warning, so that a web file can go without a word about this document. */
    private static void tellNone(Reader alt, String address, SiteSource source, Problems problems) {
        var known = source.files().keySet().stream().filter(path -> path.startsWith("files/")).map(path -> "/" + path).toList();
        problems.warning(alt.at(address), "pages.no-file", "there is no web file '" + address + "'", new Unknown(address, known), "add it, or take its text away");
    }

    private static void tellLong(Reader alt, String address, Problems problems) {
        problems.error(alt.at(address), "pages.alt-long", "what '" + address + "' shows is told in more than " + LONGEST + " characters", "say it in one sentence; write the rest beside the image");
    }
}
