package torg.pages.collection;

import java.util.List;
import java.util.Optional;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.text.Text;
import torg.api.view.Page;

/**
 * A collection as an author places it on a page.
 *
 * @param title above the pages
 * @param empty said when there are none; without it nothing is shown then
 * @param show fields of each page that are shown; without any, its description is
 * @param size of a full page
 * @param feed whether it is there as a feed, too
 */
public record Listing(Selection selection, Optional<Text> title, Optional<Text> empty, List<String> show, int size, boolean feed) {
    /** The component's name. */
    public static final String COLLECTION = "collection";
    private static final String FEED = ".atom";
    private static final String HOME = "/index";
    private static final int USUAL_SIZE = 20;
    private static final int LARGEST_SIZE = 100;

    public Listing {
        show = List.copyOf(show);
    }

    /** Read the parameters of a placement on the page of this path. */
    public static Listing of(Node.Mapping parameters, String here, Problems problems) {
        var reader = new Reader(parameters, problems);
        var listing = new Listing(Selection.of(reader, here, problems), reader.label("title"), reader.label("empty"), reader.texts("show"),
                reader.number("page-size", USUAL_SIZE, 1, LARGEST_SIZE), reader.flag("feed", false));
        reader.done();
        return listing;
    }

    /** The path at which a page's collection is there as a feed. */
    public static String feedOf(String page) {
        return (page.equals("/") ? HOME : page) + FEED;
    }

    /** The path of the page whose collection would be there as a feed at this path; empty when none would. */
    public static Optional<String> pageOf(String feed) {
        if (!feed.endsWith(FEED)) return Optional.empty();
        var page = feed.substring(0, feed.length() - FEED.length());
        return Optional.of(page.equals(HOME) ? "/" : page);
    }

    /** The one on a page that is there as a feed. */
    public static Optional<Listing> feedOn(Page page) {
        return page.placements().stream().filter(placement -> placement.component().equals(COLLECTION)).map(placement -> of(placement.parameters(), page.path(), new Problems())).filter(Listing::feed).findFirst();
    }
}
