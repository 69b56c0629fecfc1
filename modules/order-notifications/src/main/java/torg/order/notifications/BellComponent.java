package torg.order.notifications;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Words;
import torg.spi.view.Component;

/** {@code component: notification-bell}: says how much is unread and leads there, {@code page: /notifications}; nothing where nothing is. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class BellComponent implements Component {
    private final Inbox inbox;
    private final Words words = Words.beside(BellComponent.class, "nb");

    @Activate
    public BellComponent(@Reference Tables tables) {
        this.inbox = new Inbox(tables);
    }

    @Override
    public String name() {
        return "notification-bell";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        page(parameters, problems);
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        // Whoever has not signed in sees what all others see, so the page around this may be kept for them.
        if (request.caller().contact().isEmpty()) return new Filled.Hidden();
        var unread = inbox.unread(request.caller());
        var model = Model.with("some", unread > 0).with("words", words.text(request.site(), request.locale(), unread < Inbox.MOST ? "notifications-unread" : "notifications-unread-many", unread))
                .with("path", request.link(page(place.parameters(), new Problems())));
        return Filled.Shown.personal("components/notification-bell", model.build());
    }

    private static String page(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        var page = reader.required("page");
        reader.done();
        return page;
    }
}
