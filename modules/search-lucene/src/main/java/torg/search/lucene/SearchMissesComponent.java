package torg.search.lucene;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.view.Model;
import torg.search.lucene.miss.Misses;
import torg.spi.view.Component;

/** {@code component: search-misses}: administrators see what people looked for in vain on this site. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class SearchMissesComponent implements Component {
    private static final int MOST = 100;
    private final Misses misses;

    @Activate
    public SearchMissesComponent(@Reference Misses misses) {
        this.misses = misses;
    }

    @Override
    public String name() {
        return "search-misses";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!request.site().settings().isAdministrator(request.caller())) return new Filled.Hidden();
        var day = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(request.locale());
        var rows = misses.of(request.site().name()).stream().limit(MOST)
                .map(miss -> Model.with("text", miss.text()).with("count", miss.count()).with("last", day.format(miss.last())).build()).toList();
        return Filled.Shown.personal("components/search-misses", Model.with("words", new SearchWords(request).all()).with("misses", rows).with("some", !rows.isEmpty()).build());
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!request.site().settings().isAdministrator(request.caller())) return new Outcome.Show(405, fill(place));
        if (request.form("forget").isPresent()) misses.forget(request.site().name());
        return new Outcome.Redirect(request.link(request.path()) + "#" + place.id());
    }
}
