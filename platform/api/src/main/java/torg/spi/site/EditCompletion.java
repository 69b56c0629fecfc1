package torg.spi.site;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Site;

/** Knows what else an edit asks for, such as a page that says where it was before the edit moved it. Asked before an edit is checked; a service that comes and goes. */
@ConsumerType
public interface EditCompletion {
    /**
     * What stands in files of the edit beside what its author wrote.
     *
     * @param site as it is before the edit
     * @param before those files of the edit that are there already, by path
     * @return by path of a file that the edit writes, the bytes in place of the author's; empty when nothing is to be added. Other paths are passed over
     * @throws torg.api.problem.TorgException CONFLICT for an edit that may not be made so, such as one that opens what was closed
     */
    Map<String, byte[]> complete(Site site, Edit edit, Map<String, ContentFile> before);
}
