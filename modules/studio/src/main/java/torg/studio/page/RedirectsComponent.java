package torg.studio.page;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.site.Amendment;
import torg.api.site.Editing;
import torg.api.site.LostAddresses;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Nodes;
import torg.studio.desk.Starts;
import torg.studio.form.Changes;
import torg.studio.form.FormDocument;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** Addresses of pages that are gone and are still asked for, each with where it is to lead: a page of the site, which {@code redirects.yml} says from then on. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class RedirectsComponent implements Component {
    private static final String LIST = "redirects";
    /** Shown at once, the most wanted first. */
    private static final int MOST = 50;
    private static final int MOST_PAGES = 500;

    private final Editing editing;

    /** Knows what is asked for in vain; away as long as nobody remembers where pages were. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile LostAddresses lost;

    /** @param editing has the document, and changes it */
    @Activate
    public RedirectsComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.REDIRECTS.component();
    }

    @Override
    public Filled fill(Place place) {
        return document(place.request()).map(document -> shown(document, Model.with("done", Words.of(place.request()).done(place.request())).build())).orElseGet(Filled.Absent::new);
    }

    private Optional<FormDocument> document(Request request) {
        return Desk.of(editing, request).flatMap(desk -> FormDocument.of(request, desk, request.site().path(Starts.REDIRECTS)));
    }

    private Map<String, Integer> asked() {
        var knowing = lost;
        return knowing == null ? Map.of() : knowing.asked();
    }

    private Filled shown(FormDocument document, Model led) {
        var request = document.request();
        var words = Words.of(request);
        var typed = request.form("from").orElse("");
        var asked = asked();
        var model = document.shown(Room.REDIRECTS.link(request), false, "redirects-hint", "redirects-none", "redirects-from", "redirects-asked", "redirects-to", "redirects-lead", "redirects-page", "draft-begin", "draft-begun").with("room", Room.REDIRECTS.link(request))
                .with("some", !asked.isEmpty())
                .with("lost", asked.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey())).limit(MOST)
                        .map(one -> Model.with("from", one.getKey()).with("times", one.getValue()).with("to", one.getKey().equals(typed) ? request.form("to").orElse("") : "").build()).toList())
                .with("more", asked.size() > MOST ? Optional.of(words.text("redirects-more", asked.size() - MOST)) : Optional.empty())
                .with("pages", Addressed.all(request, document.desk()).values().stream().sorted(Comparator.comparing(Addressed::address)).limit(MOST_PAGES)
                        .map(page -> Model.with("address", page.address()).with("title", page.title()).build()).toList());
        return Filled.Shown.personal("components/studio-redirects", model.build().and(led));
    }

    @Override
    public Outcome act(Place place) {
        return document(place.request()).map(this::act).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    /** To a page only: it is there, so nobody is led out of the site or in a circle. */
    private Outcome act(FormDocument document) {
        var request = document.request();
        var words = Words.of(request);
        var from = request.form("from").orElse("");
        var to = request.form("to").map(String::strip).orElse("");
        if (!asked().containsKey(from)) return new Outcome.Show(409, shown(document, Told.saying(words.text("redirects-led"))));
        if (!Addressed.all(request, document.desk()).containsKey(to)) return new Outcome.Show(422, shown(document, Told.saying(words.text("redirects-nowhere"))));
        return document.answer(() -> document.save(added(document, from, to), Map.of()), Room.REDIRECTS.link(request), told -> shown(document, told));
    }

    private static List<Amendment> added(FormDocument document, String from, String to) {
        var entry = new LinkedHashMap<String, Node>();
        entry.put("from", Changes.scalar(from));
        entry.put("to", Changes.scalar(to));
        entry.put("status", Changes.scalar("301"));
        var before = Nodes.at(document.read().fields(), List.of(LIST)).orElse(null) instanceof Node.Sequence(_, var items) ? items.size() : 0;
        return List.of(new Amendment.Insert(Changes.place(List.of(LIST), before), new Node.Mapping(Position.start(""), entry)));
    }
}
