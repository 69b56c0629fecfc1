package torg.identity.passkeys;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Return;
import torg.api.web.Words;
import torg.spi.identity.Entrance;
import torg.spi.view.Component;

/** {@code component: passkeys}: people see their passkeys, add one and take one away. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class PasskeysComponent implements Component {
    private static final String SAID = "passkey";
    private static final String RETURN = "return";
    private final PasskeyDesk desk;
    private final Words words = Words.beside(PasskeysComponent.class, "nb");

    @Activate
    public PasskeysComponent(@Reference PasskeyDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "passkeys";
    }

    @Override
    public Filled fill(Place place) {
        var said = place.request().query(SAID).filter(what -> what.equals("added") || what.equals("removed"));
        return shown(place, place.request().query(RETURN), Model.with("done", said.map(what -> words.text(place.request(), "passkey-" + what))).build());
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!PasskeyDesk.admits(request) || !desk.isOpen()) return new Outcome.Show(405, fill(place));
        if (!desk.isFresh(request)) return new Outcome.Redirect(Entrance.again(request, back(place, request.form(RETURN))));
        var remove = request.form("remove");
        if (remove.isPresent()) return desk.remove(request, remove.get()) ? done(place, "removed") : new Outcome.Redirect(back(place, Optional.empty()));
        var name = request.form("name").filter(typed -> !typed.isBlank()).orElseGet(() -> words.text(request, "passkey-unnamed"));
        if (desk.add(request, name, request.form("answer").orElse(""))) return request.form(RETURN).filter(Return::isLocal).<Outcome>map(Outcome.Redirect::new).orElseGet(() -> done(place, "added"));
        return new Outcome.Show(422, shown(place, request.form(RETURN), Model.with("problem", words.text(request, "passkey-not-added")).build()));
    }

    private static Outcome done(Place place, String what) {
        return new Outcome.Redirect(place.request().link(place.request().path()) + "?" + SAID + "=" + what + "#" + place.id());
    }

    /** @param onward where it goes on from there, when somebody was led here */
    private static String back(Place place, Optional<String> onward) {
        var on = onward.filter(Return::isLocal).map(address -> "?" + RETURN + "=" + URLEncoder.encode(address, StandardCharsets.UTF_8)).orElse("");
        return place.request().link(place.request().path()) + on + "#" + place.id();
    }

    private Filled shown(Place place, Optional<String> onward, Model led) {
        var request = place.request();
        if (!PasskeyDesk.admits(request) || !desk.isOpen()) return new Filled.Hidden();
        var all = desk.seen(request);
        var prove = Optional.of(back(place, onward)).filter(_ -> !desk.isFresh(request)).map(back -> Entrance.again(request, back));
        var origin = desk.origin().orElseThrow();
        var model = Model.with("text", words.model(request)).with("script", ScriptFile.address()).with("origin", origin).with("elsewhere", words.text(request, "passkey-elsewhere", origin))
                .with("some", !all.isEmpty()).with("passkeys", all.stream().map(passkey -> row(request, passkey)).toList())
                .with("prove", prove).with(RETURN, onward.filter(Return::isLocal)).with("add", prove.isEmpty() && all.size() < Passkeys.MOST_OF_A_CONTACT).build();
        return Filled.Shown.personal("components/passkeys", model.and(led));
    }

    private Model row(Request request, Passkey passkey) {
        return Model.with("id", passkey.id()).with("name", passkey.name()).with("made", moment(request, passkey.created()))
                .with("used", passkey.used().map(used -> moment(request, used)).orElseGet(() -> words.text(request, "passkey-unused"))).build();
    }

    private static String moment(Request request, Instant moment) {
        var style = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(request.locale());
        return style.withZone(request.site().settings().timeZone()).format(moment);
    }
}
