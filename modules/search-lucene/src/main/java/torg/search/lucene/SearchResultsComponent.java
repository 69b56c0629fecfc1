package torg.search.lucene;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.search.lucene.miss.Misses;
import torg.search.lucene.saved.SavedSearches;
import torg.spi.search.Search;
import torg.spi.view.Component;

/** A box to search in, below it what was found, and the searches that who asks keeps: {@code component: search-results}, with {@code page-size: 20}. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class SearchResultsComponent implements Component {
    private final Findings findings;
    private final Misses misses;
    private final SavedSearches saved;

    @Activate
    public SearchResultsComponent(@Reference Search search, @Reference Tables tables, @Reference Misses misses, @Reference SavedSearches saved) {
        this.findings = new Findings(search, tables);
        this.misses = misses;
        this.saved = saved;
    }

    @Override
    public String name() {
        return "search-results";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        size(parameters, problems);
    }

    private static int size(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        var size = Findings.size(reader);
        reader.done();
        return size;
    }

    /** Of every answer another caller might see another, and it is another as soon as the index has taken in more: nothing of it is kept. */
    @Override
    public Filled fill(Place place) {
        return filled(place, Optional.empty());
    }

    /** Keeps what is asked at this address under a name, or forgets one that was kept. */
    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!saved.areFor(request)) return new Outcome.Show(405, fill(place));
        var here = new Outcome.Redirect(request.link(request.path()) + Wish.of(request).query() + "#" + place.id());
        request.form("forget").ifPresent(id -> saved.forget(request, id));
        if (request.form("keep").isEmpty() || !Wish.of(request).asks()) return here;
        var outcome = saved.keep(request, request.form("name").orElse(""), Wish.of(request).first().query());
        return outcome == SavedSearches.Outcome.KEPT ? here : new Outcome.Show(422, filled(place, Optional.of(outcome)));
    }

    /** @param refused why a search was not kept */
    private Filled filled(Place place, Optional<SavedSearches.Outcome> refused) {
        var request = place.request();
        var wish = Wish.of(request);
        var size = size(place.parameters(), new Problems());
        var words = new SearchWords(request);
        var model = Model.with("box", SearchBoxComponent.box(request, place.id(), request.path(), wish.text())).with("words", words.all()).with("asked", wish.asks()).with("saved", saved(place, wish, words, refused));
        if (wish.asks() && findings.add(model, request, wish, wish.sought(size), words)) misses.note(request, wish.text());
        return Filled.Shown.personal(Findings.TEMPLATE, model.build());
    }

    /** The searches that are kept, and what keeps this one; nothing for whom they are not. */
    private Optional<Model> saved(Place place, Wish wish, SearchWords words, Optional<SavedSearches.Outcome> refused) {
        var request = place.request();
        if (!saved.areFor(request)) return Optional.empty();
        var kept = saved.of(request).stream()
                .map(one -> Model.with("id", one.id()).with("name", one.name()).with("link", one.query()).with("delete", words.text("forget-one", one.name())).with("here", wish.first().query().equals(one.query())).build()).toList();
        return Optional.of(Model.with("here", wish.query()).with("kept", kept).with("some", !kept.isEmpty()).with("keeps", wish.asks()).with("longest", SavedSearches.LONGEST_NAME)
                .with("name", refused.isEmpty() ? "" : request.form("name").orElse("")).with("trouble", refused.map(why -> words.text(switch (why) {
                    case NO_NAME -> "keep-no-name";
                    case TOO_LONG -> "keep-too-long";
                    case TOO_MANY, KEPT -> "keep-too-many";
                }, SavedSearches.LONGEST_NAME, SavedSearches.MOST))).build());
    }
}
