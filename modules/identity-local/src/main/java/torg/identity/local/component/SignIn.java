package torg.identity.local.component;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.SiteSettings;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Return;
import torg.api.web.Tickets;
import torg.identity.local.LocalIdentity;
import torg.spi.identity.Identity;
import torg.spi.view.Component;

/**
 * The form with which people sign in. It also takes the buttons with which they sign out and act for another account, so that a
 * theme can put these on every page.
 */
@org.osgi.service.component.annotations.Component
public final class SignIn implements Component {
    private static final int LONGEST_EMAIL = 254;
    private final Identity identity;
    private final Words words = new Words();

    @Activate
    public SignIn(@Reference Identity identity) {
        this.identity = identity;
    }

    @Override
    public String name() {
        return "sign-in";
    }

    /** Who is in has nothing to do here. */
    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!request.caller().isAnonymous()) return new Filled.Elsewhere(destination(request, request.query("return")));
        return shown(request, request.query("return"), "", Tickets.isNamed(request) ? step(request) : said(request));
    }

    /** Why somebody stands here who did not ask for it. */
    private Model said(Request request) {
        var why = request.query("signed-out").isPresent() ? Optional.of("signed-out") : request.query("return").filter(Return::isLocal).map(_ -> "sign-in-needed");
        return Model.with("said", why.map(key -> words.text(request, key))).build();
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (request.form("action").equals(Optional.of("sign-out"))) return new Outcome.SignedOut(request.link(request.path()) + "?signed-out=1");
        if (request.form("action").equals(Optional.of("act-for"))) return actFor(request);
        if (!request.caller().isAnonymous()) return new Outcome.Redirect(destination(request, request.form("return")));
        if (Tickets.isNamed(request)) return Tickets.of(request).map(ticket -> secondStep(request, ticket)).orElseGet(() -> again(request, 422, "", step(request)));
        var email = request.form("email").map(String::strip).orElse("");
        var password = request.form("password").orElse("");
        var missing = new Model.Builder();
        if (email.isEmpty()) missing.with("emailProblem", words.text(request, "sign-in-required"));
        if (password.isEmpty()) missing.with("passwordProblem", words.text(request, "sign-in-required"));
        if (email.isEmpty() || password.isEmpty()) return again(request, 422, email, missing.build());
        try {
            return answer(request, email, identity.signIn(email, password, request.address()));
        } catch (TorgException e) {
            if (!e.code().equals(LocalIdentity.STARTING)) throw e;
            return again(request, 503, email, Model.with("problem", words.text(request, "sign-in-starting")).build());
        }
    }

    /** What was looked at may not be there for the other account: so home comes next. Whoever may not act for it stays with the account they have. */
    private Outcome actFor(Request request) {
        identity.actFor(request.caller(), request.csrf().orElse(""), request.form("account").orElse(""));
        return new Outcome.Redirect(request.link("/"));
    }

    private Outcome answer(Request request, String email, Identity.Entry entry) {
        return switch (entry) {
            case Identity.Entry.Granted(var token, var session) -> new Outcome.SignedIn(token, own(request, session.language(), destination(request, request.form("return"))));
            case Identity.Entry.SecondFactor(var ticket) -> new Outcome.SecondFactor(ticket, here(request));
            case Identity.Entry.Refused() -> again(request, 422, email, Model.with("problem", words.text(request, "sign-in-refused")).build());
            case Identity.Entry.TooMany(var delay) -> again(request, 429, email, Model.with("problem", words.text(request, "sign-in-too-many", Words.minutes(delay))).build());
        };
    }

    private Outcome secondStep(Request request, String ticket) {
        return switch (identity.secondStep(ticket, request.form("code").orElse(""), request.address())) {
            case Identity.Entry.Refused() -> again(request, 422, "", step(request).and(Model.with("codeProblem", words.text(request, "factor-refused")).build()));
            case Identity.Entry.TooMany(var delay) -> again(request, 429, "", step(request).and(Model.with("codeProblem", words.text(request, "sign-in-too-many", Words.minutes(delay))).build()));
            case Identity.Entry entry -> answer(request, "", entry);
        };
    }

    /** The form for the code; whoever comes in another browser, or too late, has to begin anew. */
    private Model step(Request request) {
        return Tickets.of(request).map(ticket -> Model.with(Tickets.STEP, Tickets.step(ticket)).with("again", here(request)).build())
                .orElseGet(() -> Model.with("problem", words.text(request, "factor-late")).build());
    }

    /** Where the form stands, from which it goes on to where it was to lead. */
    static String here(Request request) {
        var path = request.link(request.path());
        return request.form("return").or(() -> request.query("return")).filter(Return::isLocal).map(back -> Return.by(path, back)).orElse(path);
    }

    private Outcome again(Request request, int status, String email, Model problems) {
        var kept = email.length() > LONGEST_EMAIL ? email.substring(0, LONGEST_EMAIL) : email;
        return new Outcome.Show(status, shown(request, request.form("return"), kept, problems));
    }

    private Filled shown(Request request, Optional<String> back, String email, Model problems) {
        var model = Model.with("text", words.model(request)).with("email", email).with("return", back.filter(Return::isLocal)).build();
        return Filled.Shown.personal("components/sign-in", model.and(problems));
    }

    static String destination(Request request, Optional<String> back) {
        return back.filter(Return::isLocal).orElseGet(() -> request.link("/"));
    }

    /** The address in the person's own language, unless one was chosen: by coming in under a language's own address, or by going on to one. */
    private static String own(Request request, Optional<String> tag, String address) {
        var settings = request.site().settings();
        var prefix = tag.flatMap(settings::offered).map(settings::prefix).orElse("");
        if (prefix.isEmpty() || !request.locale().equals(settings.defaultLocale()) || namesLanguage(settings, address)) return address;
        return address.length() == 1 || "?#".indexOf(address.charAt(1)) >= 0 ? prefix + address.substring(1) : prefix + address;
    }

    private static boolean namesLanguage(SiteSettings settings, String address) {
        var first = address.substring(1).split("[/?#]", 2)[0];
        return settings.locales().stream().anyMatch(locale -> locale.toLanguageTag().equals(first));
    }
}
