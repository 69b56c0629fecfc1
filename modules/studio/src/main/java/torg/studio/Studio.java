package torg.studio;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Site;
import torg.api.text.Text;
import torg.api.view.Page;
import torg.api.view.Page.Placement;
import torg.api.web.Request;
import torg.spi.view.Annex;
import torg.studio.desk.Rights;
import torg.studio.room.Room;
import torg.studio.room.Words;

/** The rooms of the Studio: one page each, with one component on it. Whoever may do nothing here finds none of them. */
@Component(service = Annex.class)
public final class Studio implements Annex {
    @Override
    public String name() {
        return Room.STUDIO;
    }

    @Override
    public Optional<Page> find(Request request) {
        var admitted = request.caller().isAnonymous() || Rights.of(request.site(), request.caller()).any();
        return Room.at(request.path()).filter(_ -> admitted).map(room -> page(request, room.component()));
    }

    private static Page page(Request request, String component) {
        var title = Words.of(request).text("title." + component);
        var placed = new Placement("c1", component, "main", Node.empty(Position.start(component)));
        return new Page(request.path(), Text.of(title), Optional.empty(), template(request.site()), Map.of(), List.of(placed), false, List.of(), Optional.empty(), Map.of());
    }

    /** The one for lists and records, where the theme has it. */
    private static String template(Site site) {
        return site.files().containsKey("theme/templates/wide.mustache") ? "wide" : "page";
    }
}
