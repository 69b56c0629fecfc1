package torg.spi.view;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;

/** Knows which page an address is, and what stands around it. */
@ConsumerType
public interface PageGuide {
    /** What this address is, whoever asks. */
    Found find(Request request);

    /** The same for whoever may edit the page, on a site that is only looked at: pages that are not published are found as well, whoever asks. */
    default Found preview(Request request) {
        return find(request);
    }

    /** The page shown when there is none ({@code not-found}), may not be seen ({@code denied}) or failed ({@code failed}); the page's own body says so. */
    Page special(Request request, String name);

    /** Path of the page on which people sign in, without language prefix; empty when there is none, and who may not see a page is told so. */
    Optional<String> signIn(Request request);

    /** What every page shows around its own content: site, navigation this caller may follow, languages, breadcrumbs, messages, problems for administrators. */
    Model frame(Request request, Page page);

    /**
     * What the page itself says beyond title, description and body, for this caller, to stand beside these in {@code page}: {@code type}, the name of its
     * {@link torg.api.view.PageType}, and {@code fields}, a model of their values by name. A page without a type has neither.
     */
    default Model details(Request request, Page page) {
        return Model.EMPTY;
    }

    /**
     * Every page of a site that has an address of its own, whoever may read it and whether it is published or not, by path: for whoever keeps what pages say, such as an
     * index. Pages with variables and those that are left out of menus are not among them.
     */
    default Collection<Page> all(Site site) {
        return List.of();
    }

    /** Those of {@link #all} that the caller of the request finds there now and may read. */
    default Collection<Page> readable(Request request) {
        return List.of();
    }

    /**
     * Every web file that is ruled by a page of {@link #all}, by path: for whoever keeps what files say. What a site says to crawlers is none of them.
     */
    default Collection<WebFile> files(Site site) {
        return List.of();
    }

    /** Those of {@link #files} that the caller of the request finds there now and may fetch. */
    default Collection<WebFile> readableFiles(Request request) {
        return List.of();
    }

    /**
     * A web file.
     *
     * @param path its address, without language prefix: {@code /files/account/prices.pdf}
     * @param mediaType as it is sent: {@code application/pdf}
     * @param file what it holds, and its version
     * @param page that rules it: who may read the page may fetch the file
     */
    record WebFile(String path, String mediaType, ContentFile file, Page page) {
        /** What stands after the last slash of its address. */
        public String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /**
     * Until when at the most what this guide answers of a site stays as it is, though the site does: a page may be published by the clock. Asked before it
     * answers; what is kept of its answers goes at that moment.
     *
     * @return later than now; {@link Instant#MAX} when nothing changes by itself
     */
    default Instant until(Site site) {
        return Instant.MAX;
    }

    /**
     * Which pages look different on a site that took another's place, where it is known to be no others: kept pages of the rest stay kept. A guide that cannot tell leaves it.
     *
     * @param now later than {@code before}; there may have been others between them
     * @return paths as {@link Page#path} has them; empty when any page may
     */
    default Optional<Set<String>> touched(Site before, Site now) {
        return Optional.empty();
    }

    /** What an address can be. */
    sealed interface Found {
        /** A page; may hold variables. */
        record ThePage(Page page) implements Found {}

        /**
         * A file, served as it is.
         *
         * @param page that rules it
         * @param lasting whether the address always means these bytes, so that whoever has them need not ask again
         */
        record TheFile(ContentFile file, String mediaType, Page page, boolean lasting) implements Found {
            /** One whose address may mean other bytes tomorrow. */
            public TheFile(ContentFile file, String mediaType, Page page) {
                this(file, mediaType, page, false);
            }
        }

        /** It is elsewhere. */
        record Moved(int status, String location) implements Found {}

        /** Nothing is there. */
        record Nothing() implements Found {}
    }
}
