package torg.spi.site;

import java.util.List;
import java.util.function.Consumer;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.site.ContentFile;

/**
 * Where documents and themes live. Paths begin with {@code content/<site>/} or {@code themes/<theme>/}. Calls may come from any thread and
 * may block on the medium.
 */
@ConsumerType
public interface ContentStore {
    /** Name for people and logs, {@code files}. */
    String name();

    /**
     * All files, or those named: each with its bytes; sorted by path; a name that is not there is left out.
     *
     * @throws torg.api.problem.TorgException when one of them cannot be taken, such as a file that cannot be read or is larger than the store allows: the old
     *     site stays then, for the file might hold a rule that denies
     */
    List<ContentFile> read(Set<String> onlyThese);

    /** All files, sorted by path. */
    List<ContentFile> readAll();

    /**
     * Be told which paths changed, appeared or went, soon after (aim: within 200 ms). The empty set means: anything may have. Calls come one at a
     * time.
     *
     * @return ends the watch when closed
     */
    Watch watch(Consumer<Set<String>> changed);

    /** A running watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
