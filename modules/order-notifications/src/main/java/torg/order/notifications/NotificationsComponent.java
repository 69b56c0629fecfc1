package torg.order.notifications;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.spi.view.Component;

/** {@code component: notifications}: people see what they were told, and mark it as read. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class NotificationsComponent implements Component {
    private static final int LONGEST_ID = 200;
    private final Inbox inbox;
    private final Words words = Words.beside(NotificationsComponent.class, "nb");

    @Activate
    public NotificationsComponent(@Reference Tables tables) {
        this.inbox = new Inbox(tables);
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (request.caller().contact().isEmpty()) return new Filled.Hidden();
        var items = inbox.newest(request);
        return Filled.Shown.personal("components/notifications", Model.with("text", words.model(request)).with("some", !items.isEmpty())
                .with("anyUnread", items.stream().anyMatch(item -> !item.read())).with("items", items.stream().map(item -> item(request, item)).toList()).build());
    }

    /** Only the person itself: for whoever works in its place it stays unread. */
    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var asked = request.form("all").map(_ -> "").or(() -> request.form("read").filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID));
        if (request.caller().contact().isEmpty() || !request.caller().inPerson()) return new Outcome.Show(405, fill(place));
        asked.ifPresent(id -> inbox.read(request.caller(), id));
        return new Outcome.Redirect(request.link(request.path()) + "#" + place.id());
    }

    private static Model item(Request request, Inbox.Item item) {
        var when = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(request.locale()).withZone(request.site().settings().timeZone()).format(item.created());
        return Model.with("id", item.id()).with("title", item.telling().title()).with("words", item.telling().text()).with("path", item.telling().path()).with("when", when)
                .with("unread", Optional.of(item.id()).filter(_ -> !item.read())).build();
    }
}
