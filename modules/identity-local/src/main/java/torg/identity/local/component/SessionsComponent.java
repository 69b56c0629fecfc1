package torg.identity.local.component;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.identity.local.LocalIdentity;
import torg.identity.local.session.SessionDesk;
import torg.identity.local.session.Sessions;
import torg.spi.view.Component;

/** {@code component: sessions}: people see where they are signed in, and end it. With {@code of: everybody} administrators do so for a contact that they name. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class SessionsComponent implements Component {
    private static final String EVERYBODY = "everybody";
    private static final String PERSON = "person";
    private static final String ENDED = "ended";
    private static final int LONGEST_KEY = 64;
    private final LocalIdentity identity;
    private final Words words = new Words();

    @Activate
    public SessionsComponent(@Reference LocalIdentity identity) {
        this.identity = identity;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        reader.text("of").filter(of -> !of.equals(EVERYBODY)).ifPresent(of -> problems.error(reader.at("of"), "identity.sessions-of", "'of' is '" + of + "'", "write everybody, or leave it out"));
        reader.done();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!isFor(place)) return new Filled.Hidden();
        var all = ofEverybody(place);
        var person = person(request.query(PERSON));
        var asked = !all || person.isPresent();
        var sessions = asked ? identity.sessionDesk().seen(request, all ? person : Optional.empty()).stream().map(session -> session(request, session)).toList() : List.<Model>of();
        var deputies = all ? List.<Model>of() : deputies(request);
        return Filled.Shown.personal("components/sessions", Model.with("text", words.model(request)).with("everybody", all).with("person", person.orElse("")).with("address", request.link(request.path()))
                .with("sessions", sessions).with("some", !sessions.isEmpty()).with("none", asked && sessions.isEmpty()).with("others", all ? !sessions.isEmpty() : sessions.size() > 1)
                .with("done", request.query(ENDED).isPresent()).with("deputies", deputies).with("told", !deputies.isEmpty()).build());
    }

    /** Nobody works in another's place unseen. */
    private List<Model> deputies(Request request) {
        return identity.deputies().told(request.caller().contact().orElseThrow()).stream().map(told -> Model.with("at", moment(request, told.at()))
                .with("who", told.name().isEmpty() ? words.text(request, "on-behalf-somebody") : told.name()).build()).toList();
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!isFor(place)) return new Outcome.Show(405, fill(place));
        var person = ofEverybody(place) ? person(request.form(PERSON)) : Optional.<String>empty();
        // Nobody ends the own sessions by leaving out whose are meant.
        if (ofEverybody(place) && person.isEmpty()) return new Outcome.Show(422, fill(place));
        if (request.form("others").isPresent()) identity.sessionDesk().endOthers(request, person);
        else request.form("end").ifPresent(id -> identity.sessionDesk().end(request, person, id));
        var asked = person.map(key -> PERSON + "=" + URLEncoder.encode(key, StandardCharsets.UTF_8) + "&").orElse("");
        return new Outcome.Redirect(request.link(request.path()) + "?" + asked + ENDED + "=1#" + place.id());
    }

    private Model session(Request request, Sessions.Known session) {
        return Model.with("id", session.id()).with("own", session.own()).with("device", words.device(request.site(), request.locale(), session.agent()))
                .with("way", words.way(request.site(), request.locale(), session.way())).with("from", session.address()).with("begun", moment(request, session.created())).with("used", moment(request, session.seen())).build();
    }

    private static String moment(Request request, Instant moment) {
        return Words.moment(request.site().settings(), request.locale(), moment);
    }

    private static Optional<String> person(Optional<String> given) {
        return given.map(String::strip).filter(key -> !key.isEmpty() && key.length() <= LONGEST_KEY);
    }

    private static boolean isFor(Place place) {
        return ofEverybody(place) ? SessionDesk.isAdministrator(place.request()) : SessionDesk.admits(place.request());
    }

    private static boolean ofEverybody(Place place) {
        return place.parameters().get("of").orElse(null) instanceof Node.Scalar(_, var of) && of.equals(EVERYBODY);
    }
}
