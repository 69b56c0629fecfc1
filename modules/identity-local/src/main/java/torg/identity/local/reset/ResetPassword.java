package torg.identity.local.reset;

import java.time.InstantSource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.mail.Mails;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.identity.local.LocalIdentity;
import torg.identity.local.component.PasswordWords;
import torg.identity.local.component.Words;
import torg.identity.local.limit.Guesses;
import torg.spi.view.Component;
import torg.spi.view.PageGuide;

/**
 * {@code component: reset-password}: who has forgotten the password is written to, and chooses another one with the code of the mail. The code stands
 * behind the {@code #} of the link, from where a
 * script puts it into the form, or is typed.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ResetPassword implements Component {
    private final PasswordResets resets;
    private final Guesses guesses;
    private final Words words = new Words();
    private final PasswordWords passwordWords = new PasswordWords();

    /** Knows where people sign in. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile PageGuide pages;

    @Activate
    public ResetPassword(@Reference LocalIdentity identity, @Reference Tables tables, @Reference Mails mails) {
        this(identity, tables, mails, InstantSource.system());
    }

    ResetPassword(LocalIdentity identity, Tables tables, Mails mails, InstantSource clock) {
        this.resets = new PasswordResets(identity, tables, mails, clock);
        this.guesses = new Guesses(clock);
    }

    @Deactivate
    void stop() {
        resets.close();
    }

    @Override
    public String name() {
        return "reset-password";
    }

    @Override
    public Filled fill(Place place) {
        return shown(place.request(), Model.EMPTY);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var wait = guesses.wait(request.address());
        if (wait.isPresent()) return new Outcome.Show(429, shown(request,
                Model.with("problem", words.text(request, "sign-in-too-many", Words.minutes(wait.get()))).build()));
        var code = request.form("code").map(String::strip);
        if (code.isPresent()) return coded(request, code.get());
        guesses.wrong(request.address());
        resets.ask(request.site(), request.locale(), request.form("email").orElse(""));
        return new Outcome.Show(200, shown(request, Model.with("asked", true).build()));
    }

    private Outcome coded(Request request, String code) {
        var link = resets.find(code);
        if (link.isEmpty()) return bad(request);
        if (request.form("new").isEmpty()) return new Outcome.Show(200, shown(request, chosen(code, link.get()).build()));
        var password = request.form("new").orElse("");
        var problems = chosen(code, link.get());
        var objection = passwordWords.objection(request, password, link.get().credential().email());
        if (objection.isPresent()) return new Outcome.Show(422, shown(request, problems.with("newProblem", objection).build()));
        if (!request.form("repeated").equals(Optional.of(password))) return new Outcome.Show(422,
                shown(request, problems.with("repeatedProblem", words.text(request, "password-not-repeated")).build()));
        return resets.reset(request.site(), request.locale(), link.get(), password) ? done(request) : bad(request);
    }

    private Outcome done(Request request) {
        var signIn = Optional.ofNullable(pages).flatMap(guide -> guide.signIn(request)).map(request::link);
        return new Outcome.Show(200, shown(request, Model.with("done", true).with("signIn", signIn).build()));
    }

    private Outcome bad(Request request) {
        guesses.wrong(request.address());
        return new Outcome.Show(422, shown(request, Model.with("problem", words.text(request, "reset-bad")).build()));
    }

    private static Model.Builder chosen(String code, PasswordResets.Link link) {
        return Model.with("code", code).with("email", link.credential().email());
    }

    private Filled shown(Request request, Model more) {
        var model = Model.with("text", words.model(request)).with("hint", passwordWords.hint(request))
                .with("begin", more.values().isEmpty() || more.has("problem")).build();
        return Filled.Shown.personal("components/reset-password", model.and(more));
    }
}
