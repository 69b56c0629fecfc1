package torg.spi.site;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.site.Problems;

/**
 * Understands some documents of a site: checks them and makes one immutable value, which the {@link torg.api.site.Site} carries as its part.
 * Compilers run on one thread, before a site is swapped in; a fatal problem keeps the old site. What you throw counts as a fatal problem.
 *
 * @param <T> the part's class, known to your module (and to others only if it is in torg.api)
 */
@ConsumerType
public interface SiteCompiler<T> {
    /** The part's class. */
    Class<T> part();

    /**
     * Folders of documents you read ({@code pages}), for the check that no folder is read by nobody; the empty name is the site's root, of which {@link #documents}
     * says more. None where what others have read is enough.
     */
    default Set<String> folders() {
        return Set.of();
    }

    /** Documents of the site's root you read, by their names without language and ending ({@code search} of {@code search.yml}), for the check that none is read by nobody. */
    default Set<String> documents() {
        return Set.of();
    }

    /** Parts that must be there before yours is made, such as {@link torg.api.table.Schema}; while one is missing yours is not asked. */
    default Set<Class<?>> needs() {
        return Set.of();
    }

    /**
     * What you judge the documents by beside the source, such as what other modules bring; once it answers something else, you are asked to compile again.
     * Called often and must be quick.
     *
     * @return compared by {@code equals}, never null
     */
    default Object beside() {
        return "";
    }

    /**
     * Make the part; report what is wrong and return the best you can, never null. Asked again only when a folder, file, setting or part that was looked
     * at, or what {@link #beside} answers, has changed, so the part and the problems may depend on nothing else.
     */
    T compile(SiteSource source, Problems problems);
}
