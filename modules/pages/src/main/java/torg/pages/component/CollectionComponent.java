package torg.pages.component;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.pages.access.KnownAccess;
import torg.pages.access.Sight;
import torg.pages.collection.Listing;
import torg.pages.frame.FieldValues;
import torg.pages.frame.Words;
import torg.pages.tree.Addresses;
import torg.pages.tree.Entry;
import torg.pages.tree.SitePages;
import torg.spi.view.Component;

/** Pages of a type, below an address, or right below the page it stands on, as far as the caller may read them: a full page of them and the way to the others. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class CollectionComponent implements Component {
    /** Ways in which a field is shown in a line with others. */
    private static final List<String> FACTS = List.of("time", "number", "badge", "page", "file");

    private final KnownAccess access;
    private final Words words = new Words();

    @Activate
    public CollectionComponent(@Reference KnownAccess access) {
        this.access = access;
    }

    @Override
    public String name() {
        return Listing.COLLECTION;
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        Listing.of(parameters, "/", problems);
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        var here = place.page().path();
        var listing = Listing.of(place.parameters(), here, new Problems());
        var sight = access.of(request.site(), request.caller());
        var all = listing.selection().of(request.site().require(SitePages.class).tree(), request.locale(), sight).stream().filter(entry -> !entry.page().path().equals(here)).toList();
        if (all.isEmpty() && listing.empty().isEmpty()) return new Filled.Hidden();
        var pager = Pager.of(place, listing.size(), all.size());
        var model = Model.with("title", listing.title().map(text -> text.in(request.locale()))).with("named", listing.title().isPresent())
                .with("empty", listing.empty().filter(_ -> all.isEmpty()).map(text -> text.in(request.locale())))
                .with("items", pager.of(all).stream().map(entry -> item(request, sight, listing, entry)).toList())
                .with("pager", pager.model(words))
                .with("feed", listing.feed() ? Optional.of(feed(request, here)) : Optional.empty());
        // Everybody who is not signed in sees the same pages.
        return new Filled.Shown("components/collection", model.build(), Set.of(), !request.caller().isAnonymous());
    }

    private Model item(Request request, Sight sight, Listing listing, Entry entry) {
        var page = entry.page();
        var values = new FieldValues(request, sight);
        var shown = entry.fields().map(fields -> values.shown(fields, listing.show())).orElse(List.of());
        return Model.with("title", page.title().in(request.locale())).with("link", Addresses.in(request.site().settings(), request.locale(), page.path()))
                .with("description", listing.show().isEmpty() ? page.description().map(text -> text.in(request.locale())) : Optional.empty())
                .with("type", entry.fields().map(fields -> fields.type().name()))
                .with("unpublished", sight.isPublished(entry) ? Optional.empty() : Optional.of(words.one(request.site(), request.locale(), "unpublished")))
                .with("image", shown.stream().map(model -> model.get("image")).filter(Model.class::isInstance).findFirst())
                .with("facts", shown.stream().filter(model -> FACTS.stream().anyMatch(how -> model.get(how) != null)).toList())
                .with("texts", shown.stream().filter(model -> model.get("text") != null || model.get("html") != null).toList())
                .with("fields", entry.fields().map(values::of)).build();
    }

    private Model feed(Request request, String here) {
        return Model.with("link", Addresses.in(request.site().settings(), request.locale(), Listing.feedOf(here))).with("title", words.one(request.site(), request.locale(), "collection-feed")).build();
    }
}
