package torg.spi.site;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.SiteSettings;

/** A site in the making, as a compiler sees it. */
@ProviderType
public interface SiteSource {
    /** What {@code site.yml} says. */
    SiteSettings settings();

    /** Where {@code site.yml} says a setting; its beginning where it does not. */
    default Position at(String setting) {
        return documents("").stream().filter(document -> document.name().equals("site")).flatMap(document -> document.fields().get("settings").stream())
                .flatMap(settings -> settings instanceof Node.Mapping all ? all.get(setting).stream() : Stream.empty()).map(Node::at).findFirst().orElse(Position.start("site.yml"));
    }

    /** Documents of a folder, sorted by path; none when there is no such folder. Where they lead to a site marker, its path stands. An unchanged document is the same object as last time. */
    List<Document> documents(String folder);

    /** Files that are no documents, by path; see {@link torg.api.site.Site#files()}. */
    Map<String, ContentFile> files();

    /**
     * Whether this is only tried, as for a preview or before an edit is stored: nothing of it is kept, and a compiler that changes anything else, such as a database,
     * leaves it as it is.
     */
    boolean proposed();

    /** A part named in {@link SiteCompiler#needs()}, never null; {@link IllegalArgumentException} for any other. */
    <T> T part(Class<T> type);
}
