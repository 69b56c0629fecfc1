package torg.order.notifications;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.Privilege;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.spi.view.Component;

/** {@code component: notification-wishes}: people choose what they are told, and how. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class WishesComponent implements Component {
    private final Tables tables;
    private final Wishes wishes;
    private final Words words = Words.beside(WishesComponent.class, "nb");

    @Activate
    public WishesComponent(@Reference Tables tables) {
        this.tables = tables;
        this.wishes = new Wishes(tables);
    }

    @Override
    public String name() {
        return "notification-wishes";
    }

    @Override
    public Filled fill(Place place) {
        return filled(place.request(), false);
    }

    /** Only the person itself chooses. */
    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var caller = request.caller();
        if (caller.contact().isEmpty() || !caller.inPerson()) return new Outcome.Show(405, fill(place));
        var chosen = new HashMap<String, Wishes.Wish>();
        for (var event : events(request)) {
            request.form("mail." + event.name()).flatMap(MailWish::of)
                    .ifPresent(mail -> chosen.put(event.name(), new Wishes.Wish(mail, request.form("shown." + event.name()).isPresent())));
        }
        wishes.set(caller, chosen);
        return new Outcome.Show(200, filled(request, !chosen.isEmpty()));
    }

    private Filled filled(Request request, boolean saved) {
        var events = events(request);
        if (request.caller().contact().isEmpty() || events.isEmpty()) return new Filled.Hidden();
        var now = wishes.of(request.caller().contact().get(), events);
        return Filled.Shown.personal("components/notification-wishes", Model.with("text", words.model(request)).with("saved", saved)
                .with("events", events.stream().map(event -> event(request, event, now.get(event.name()))).toList()).build());
    }

    /** Those of tables of which the person may read rows at all. */
    private List<Event> events(Request request) {
        return request.site().part(Events.class).map(Events::all).orElse(List.of()).stream().filter(event -> tables.may(request.caller(), Privilege.READ, event.table())).toList();
    }

    private Model event(Request request, Event event, Wishes.Wish wish) {
        var choices = Arrays.stream(MailWish.values()).map(mail -> Model.with("value", mail.word()).with("selected", mail == wish.mail())
                .with("words", words.text(request.site(), request.locale(), "notifications-" + mail.word())).build()).toList();
        return Model.with("name", event.name()).with("label", event.label().in(request.locale())).with("choices", choices).with("shown", wish.shown()).build();
    }
}
