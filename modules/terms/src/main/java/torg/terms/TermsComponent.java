package torg.terms;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Return;
import torg.api.web.Words;
import torg.spi.identity.Entrance;
import torg.spi.view.Component;

/** {@code component: terms}, on the page of the terms: where whoever is in accepts what stands there, or sees when they did. Nothing for whoever is not in. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class TermsComponent implements Component {
    private static final String OWN_DATA = "/api/personal-data";
    private final Acceptances acceptances;
    private final Entrance entrance;
    private final Words words = Words.beside(TermsComponent.class, "nb");

    @Activate
    public TermsComponent(@Reference Acceptances acceptances, @Reference Entrance entrance) {
        this.acceptances = acceptances;
        this.entrance = entrance;
    }

    @Override
    public String name() {
        return "terms";
    }

    @Override
    public Filled fill(Place place) {
        return shown(place, place.request().query("return"), Model.EMPTY);
    }

    /** What is accepted is what was read: if it is another text by now, that is shown first. */
    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var owed = acceptances.owed(request);
        var back = request.form("return").filter(Return::isLocal).orElseGet(() -> request.link("/"));
        if (owed.isEmpty()) return new Outcome.Redirect(back);
        if (!mayAccept(request)) return new Outcome.Show(405, fill(place));
        var text = TermsText.on(place.page(), owed.get(), request.locale());
        if (!request.form("digest").equals(Optional.of(text.digest()))) return again(place, "terms-changed");
        if (request.form("accepted").isEmpty()) return again(place, "terms-needed");
        acceptances.accept(request.caller(), text, request.address());
        return new Outcome.Redirect(back);
    }

    private Outcome again(Place place, String why) {
        return new Outcome.Show(422, shown(place, place.request().form("return"), Model.with("problem", words.text(place.request(), why)).build()));
    }

    /** In a session of one's own: a program accepts nothing, and neither does whoever works in somebody's place. */
    private static boolean mayAccept(Request request) {
        return request.csrf().isPresent() && request.caller().inPerson();
    }

    private Filled shown(Place place, Optional<String> back, Model more) {
        var request = place.request();
        var version = acceptances.inForce(request);
        if (request.caller().kind() != Caller.Kind.CONTACT || request.csrf().isEmpty() || version.isEmpty()) return new Filled.Hidden();
        var owed = acceptances.owed(request);
        var model = Model.with("text", words.model(request));
        if (owed.isEmpty()) {
            var since = acceptances.since(request.caller().contact().orElseThrow(), version.get().name());
            if (since.isEmpty()) return new Filled.Hidden();
            model.with("since", words.text(request, "terms-since", version.get().name(), day(request, since.get())));
        } else if (!mayAccept(request)) {
            model.with("since", words.text(request, "terms-in-person"));
        } else {
            model.with("owed", Model.with("said", words.text(request, "terms-owed", owed.get().name())).with("digest", TermsText.on(place.page(), owed.get(), request.locale()).digest())
                    .with("ownData", entrance.isFresh(request.caller(), request.csrf().get()) ? OWN_DATA : Entrance.again(request, OWN_DATA)).build())
                    .with("return", back.filter(Return::isLocal));
        }
        return Filled.Shown.personal("components/terms", model.build().and(more));
    }

    static String day(Request request, Instant moment) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(request.locale()).withZone(request.site().settings().timeZone()).format(moment);
    }
}
