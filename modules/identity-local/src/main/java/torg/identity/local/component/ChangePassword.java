package torg.identity.local.component;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.identity.local.LocalIdentity;
import torg.identity.local.password.PasswordDesk.Changed;
import torg.spi.view.Component;

/** The form with which people who are in choose another password. Nothing for who has none here. */
@org.osgi.service.component.annotations.Component
public final class ChangePassword implements Component {
    /** Parameter of the address that says that it is done. */
    private static final String SAID = "password";
    private final LocalIdentity identity;
    private final Words words = new Words();
    private final PasswordWords passwordWords = new PasswordWords();

    @Activate
    public ChangePassword(@Reference LocalIdentity identity) {
        this.identity = identity;
    }

    @Override
    public String name() {
        return "change-password";
    }

    @Override
    public Filled fill(Place place) {
        return shown(place.request(), Model.EMPTY);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var credential = identity.passwordDesk().credentialOf(request.caller()).filter(found -> !found.demo());
        if (credential.isEmpty()) return new Outcome.Show(405, fill(place));
        var old = request.form("old").orElse("");
        var next = request.form("new").orElse("");
        var problems = new Model.Builder();
        if (old.isEmpty()) problems.with("oldProblem", words.text(request, "sign-in-required"));
        if (next.isEmpty()) problems.with("newProblem", words.text(request, "sign-in-required"));
        else if (!request.form("repeated").equals(Optional.of(next))) problems.with("repeatedProblem", words.text(request, "password-not-repeated"));
        else passwordWords.objection(request, next, credential.get().email()).ifPresent(said -> problems.with("newProblem", said));
        var model = problems.build();
        return model.values().isEmpty() ? answer(place, identity.passwordDesk().change(request.caller(), request.csrf().orElse(""), old, next, request.address())) : again(request, 422, model);
    }

    private Outcome answer(Place place, Changed changed) {
        var request = place.request();
        return switch (changed) {
            case Changed.Done() -> new Outcome.Redirect(request.link(place.page().path()) + "?" + SAID + "=changed#" + place.id());
            case Changed.Breaks(var rule) -> again(request, 422, Model.with("newProblem", passwordWords.said(request, rule)).build());
            case Changed.Refused() -> again(request, 422, Model.with("oldProblem", words.text(request, "password-wrong")).build());
            case Changed.TooMany(var delay) -> again(request, 429, Model.with("problem", words.text(request, "sign-in-too-many", Words.minutes(delay))).build());
        };
    }

    private Outcome again(Request request, int status, Model problems) {
        return new Outcome.Show(status, shown(request, problems));
    }

    /** What was typed is not shown again. */
    private Filled shown(Request request, Model problems) {
        var credential = identity.passwordDesk().credentialOf(request.caller());
        if (credential.isEmpty()) return new Filled.Hidden();
        var done = problems.values().isEmpty() && request.query(SAID).equals(Optional.of("changed"));
        var model = Model.with("text", words.model(request)).with("possible", !credential.get().demo()).with("email", credential.get().email()).with("done", done)
                .with("hint", passwordWords.hint(request)).build();
        return Filled.Shown.personal("components/change-password", model.and(problems));
    }
}
