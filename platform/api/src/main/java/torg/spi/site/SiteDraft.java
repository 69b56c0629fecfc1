package torg.spi.site;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.SiteSettings;

/** A site in the making, as a compiler sees it. */
@ProviderType
public interface SiteDraft {
    SiteSettings settings();

    /** Documents of a folder, sorted by path. An unchanged document is the same object as in the last draft. */
    List<Document> documents(String folder);

    /** Files that are no documents, by path; see {@link torg.api.site.Site#files()}. */
    Map<String, ContentFile> files();

    /** A part named in {@link SiteCompiler#needs()}. */
    <T> T part(Class<T> type);
}
