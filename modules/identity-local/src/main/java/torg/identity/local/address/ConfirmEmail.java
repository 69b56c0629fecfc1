package torg.identity.local.address;

import java.time.InstantSource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.mail.Mails;
import torg.api.site.SiteMarkers;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.identity.local.LocalIdentity;
import torg.identity.local.component.Words;
import torg.identity.local.limit.Guesses;
import torg.spi.view.Component;
import torg.spi.view.PageGuide;

/**
 * {@code component: confirm-email}: where the links of both mails lead. The code stands behind the {@code #}, from where a script puts it into the form, or is typed. What it does is shown first and
 * done with a second button, so that whoever looks into mails before they are read does nothing by it. Whatever is wrong with a code is the same answer.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ConfirmEmail implements Component {
    private final AddressChanges changes;
    private final Guesses guesses;
    private final Words words = new Words();

    /** Knows where people sign in. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile PageGuide pages;

    @Activate
    public ConfirmEmail(@Reference LocalIdentity identity, @Reference Tables tables, @Reference Mails mails) {
        this(identity, tables, mails, InstantSource.system());
    }

    ConfirmEmail(LocalIdentity identity, Tables tables, Mails mails, InstantSource clock) {
        this.changes = new AddressChanges(identity, tables, mails, clock);
        this.guesses = new Guesses(clock);
    }

    @Override
    public String name() {
        return "confirm-email";
    }

    @Override
    public Filled fill(Place place) {
        return shown(place.request(), Model.with("begin", true).build());
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var wait = guesses.wait(request.address());
        if (wait.isPresent()) return new Outcome.Show(429, shown(request, begin(words.text(request, "sign-in-too-many", Words.minutes(wait.get())))));
        var code = request.form("code").map(String::strip).orElse("");
        var link = changes.find(code);
        if (link.isEmpty()) return bad(request);
        if (request.form("follow").isEmpty()) return new Outcome.Show(200, shown(request, asked(request, code, link.get())));
        if (!changes.follow(link.get())) return bad(request);
        var done = Model.with("done", words.text(request, link.get().back() ? "email-stopped" : "email-done", link.get().email()));
        if (link.get().back()) done.with("password", SiteMarkers.path(request.site(), request.locale(), "password"));
        else done.with("signIn", Optional.ofNullable(pages).flatMap(guide -> guide.signIn(request)).map(request::link));
        return new Outcome.Show(200, shown(request, done.build()));
    }

    private Model asked(Request request, String code, AddressChanges.Link link) {
        var kind = link.back() ? "email-stop" : "email-confirm";
        return Model.with("code", code).with("said", words.text(request, kind + "-about", link.email())).with("button", words.text(request, kind + "-do")).build();
    }

    private Outcome bad(Request request) {
        guesses.wrong(request.address());
        return new Outcome.Show(422, shown(request, begin(words.text(request, "email-bad"))));
    }

    private static Model begin(String problem) {
        return Model.with("begin", true).with("problem", problem).build();
    }

    private Filled shown(Request request, Model more) {
        return Filled.Shown.personal("components/confirm-email", Model.with("text", words.model(request)).build().and(more));
    }
}
