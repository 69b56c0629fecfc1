package torg.identity.local.component;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Return;
import torg.identity.local.LocalIdentity;
import torg.identity.local.factor.Factors.Answer;
import torg.identity.local.factor.QrPath;
import torg.identity.local.session.SessionDesk;
import torg.spi.identity.Entrance;
import torg.spi.view.Component;

/** {@code component: second-factor}: people let an app on their telephone prove that it is them, besides the password, and take that back. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class SecondFactorComponent implements Component {
    private static final String RETURN = "return";
    private final LocalIdentity identity;
    private final Words words = new Words();

    @Activate
    public SecondFactorComponent(@Reference LocalIdentity identity) {
        this.identity = identity;
    }

    @Override
    public String name() {
        return "second-factor";
    }

    @Override
    public Filled fill(Place place) {
        return shown(place.request(), place.request().query(RETURN), Model.EMPTY);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!SessionDesk.admits(request) || isDemo(request)) return new Outcome.Show(405, fill(place));
        if (identity.owesSecondFactor(request.caller().contact().orElseThrow(), request.csrf().orElseThrow())) return new Outcome.Redirect(Entrance.again(request, back(request)));
        var desk = identity.factorDesk();
        var code = request.form("code").orElse("");
        var password = request.form("password");
        if (request.form("remove").isPresent() && !desk.isFresh(request)) return new Outcome.Redirect(Entrance.again(request, back(request)));
        if (request.form("remove").isPresent()) return answered(request, desk.remove(request, password.orElse("")));
        if (password.isPresent()) return answered(request, desk.begin(request.caller(), password.get(), request.address()));
        var codes = desk.confirm(request, code);
        if (codes.isEmpty()) return new Outcome.Show(422, shown(request, request.form(RETURN), Model.with("codeProblem", words.text(request, "factor-wrong")).build()));
        return new Outcome.Show(200, shown(request, request.form(RETURN),
                Model.with("some", true).with("codes", codes.get().stream().map(SecondFactorComponent::grouped).toList()).build()));
    }

    /** This page, from which it goes on to where somebody was led here from. */
    private static String back(Request request) {
        var on = request.form(RETURN).or(() -> request.query(RETURN)).filter(Return::isLocal).map(address -> "?" + RETURN + "=" + encoded(address)).orElse("");
        return request.link(request.path()) + on + "#second-factor";
    }

    private Outcome answered(Request request, Answer answer) {
        return switch (answer) {
            case Answer.Right() -> new Outcome.Redirect(back(request));
            case Answer.Wrong() -> new Outcome.Show(422, shown(request, request.form(RETURN), Model.with("passwordProblem", words.text(request, "password-wrong")).build()));
            case Answer.TooMany(var delay) -> new Outcome.Show(429, shown(request, request.form(RETURN),
                    Model.with("passwordProblem", words.text(request, "sign-in-too-many", Words.minutes(delay))).build()));
        };
    }

    private Filled shown(Request request, Optional<String> onward, Model led) {
        if (!SessionDesk.admits(request)) return new Filled.Hidden();
        var desk = identity.factorDesk();
        var contact = request.caller().contact().orElseThrow();
        var on = desk.has(contact);
        var model = Model.with("text", words.model(request)).with("demo", isDemo(request)).with("on", on).with("off", !on).with(RETURN, onward.filter(Return::isLocal))
                .with("prove", Optional.of(request).filter(_ -> on && !desk.isFresh(request)).map(stale -> Entrance.again(stale, back(stale)))).with("left", words.text(request, "factor-left", desk.recoveryLeft(contact)));
        desk.begun(contact).ifPresent(secret -> {
            var qr = QrPath.of(address(request, secret));
            model.with("begun", true).with("secret", grouped(secret)).with("qr", qr.path()).with("size", qr.size());
        });
        return Filled.Shown.personal("components/second-factor", model.build().and(led));
    }

    /** As apps read it from a picture. */
    private String address(Request request, String secret) {
        var issuer = encoded(request.site().settings().name().in(request.locale()));
        var who = identity.passwordDesk().credentialOf(request.caller()).map(credential -> credential.email()).orElse(request.caller().name());
        return "otpauth://totp/" + issuer + ":" + encoded(who) + "?secret=" + secret + "&issuer=" + issuer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** By fours, as people copy it. */
    private static String grouped(String text) {
        return String.join(" ", List.of(text.split("(?<=\\G.{4})")));
    }

    private boolean isDemo(Request request) {
        return identity.passwordDesk().credentialOf(request.caller()).filter(credential -> !credential.demo()).isEmpty();
    }
}
