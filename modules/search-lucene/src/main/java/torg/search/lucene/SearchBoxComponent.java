package torg.search.lucene;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;

/** A box to search in: {@code component: search-box}, and {@code page: /search}, where what is found is shown. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class SearchBoxComponent implements Component {
    private static final String PAGE = "/search";

    @Activate
    public SearchBoxComponent() {
        // it needs nobody
    }

    @Override
    public String name() {
        return "search-box";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        page(parameters, problems);
    }

    private static String page(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        var page = reader.text("page").orElse(PAGE);
        if (!page.startsWith("/")) problems.error(reader.at("page"), "search.bad-page", "'" + page + "' is no address of the site", "begin it with '/'");
        reader.done();
        return page;
    }

    @Override
    public Filled fill(Place place) {
        return Filled.Shown.shared("components/search-box", box(place.request(), place.id(), page(place.parameters(), new Problems()), ""));
    }

    /** What the template of a box is handed that looks everywhere. */
    static Model box(Request request, String id, String page, String text) {
        var words = new SearchWords(request);
        return box(request, id, page, text, words).with("name", words.text("site")).with("placeholder", words.text("placeholder")).build();
    }

    /** The same for one that looks for these kinds of hits alone, which have a name for people. */
    static Model box(Request request, String id, String page, String text, List<String> kinds, String name) {
        return box(request, id, page, text, new SearchWords(request)).with("name", name).with("placeholder", name).with("kinds", String.join(" ", kinds)).build();
    }

    private static Model.Builder box(Request request, String id, String page, String text, SearchWords words) {
        return Model.with("id", id).with("action", request.link(page)).with("q", text).with("language", request.locale().toLanguageTag()).with("words", words.all());
    }
}
