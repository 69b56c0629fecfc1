package torg.identity.passkeys;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Return;
import torg.api.web.Words;
import torg.spi.identity.Identity.Entry;
import torg.spi.view.Component;

/** {@code component: passkey-sign-in}: the button with which people come in with a passkey, or, when they are in, prove once more that it is them. Nothing without scripts: the password is there. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class PasskeySignIn implements Component {
    private final PasskeyDesk desk;
    private final Words words = Words.beside(PasskeySignIn.class, "nb");

    @Activate
    public PasskeySignIn(@Reference PasskeyDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "passkey-sign-in";
    }

    @Override
    public Filled fill(Place place) {
        return shown(place.request(), place.request().query("return"), Model.EMPTY);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!desk.isOpen()) return new Outcome.Show(405, fill(place));
        return switch (desk.enter(request, request.form("answer").orElse(""))) {
            case Entry.Granted(var token, _) -> new Outcome.SignedIn(token, request.form("return").filter(Return::isLocal).orElseGet(() -> request.link("/")));
            case Entry _ -> new Outcome.Show(422, shown(request, request.form("return"), Model.with("problem", words.text(request, "passkey-refused")).build()));
        };
    }

    private Filled shown(Request request, Optional<String> back, Model led) {
        if (!desk.isOpen()) return new Filled.Hidden();
        var model = Model.with("text", words.model(request)).with("script", ScriptFile.address()).with("origin", desk.origin().orElseThrow())
                .with("return", back.filter(Return::isLocal)).build();
        return Filled.Shown.personal("components/passkey-sign-in", model.and(led));
    }
}
