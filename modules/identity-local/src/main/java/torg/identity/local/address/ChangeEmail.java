package torg.identity.local.address;

import java.time.InstantSource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Tables;
import torg.api.text.Characters;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.identity.local.LocalIdentity;
import torg.identity.local.component.Words;
import torg.identity.local.contact.Email;
import torg.identity.local.contact.People.Credential;
import torg.spi.identity.Entrance;
import torg.spi.view.Component;

/** {@code component: change-email}: whoever is in asks to sign in with another address. It wants a proof of late, and changes nothing before the new address has confirmed it. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ChangeEmail implements Component {
    private static final int LONGEST = 254;
    /** Parameter of the address that says that it is done. */
    private static final String SAID = "email";
    private final LocalIdentity identity;
    private final AddressChanges changes;
    private final Words words = new Words();

    @Activate
    public ChangeEmail(@Reference LocalIdentity identity, @Reference Tables tables, @Reference Mails mails) {
        this(identity, tables, mails, InstantSource.system());
    }

    ChangeEmail(LocalIdentity identity, Tables tables, Mails mails, InstantSource clock) {
        this.identity = identity;
        this.changes = new AddressChanges(identity, tables, mails, clock);
    }

    @Override
    public String name() {
        return "change-email";
    }

    @Override
    public Filled fill(Place place) {
        return shown(place.request(), Model.EMPTY);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var credential = own(request);
        if (credential.isEmpty()) return new Outcome.Show(405, fill(place));
        if (!identity.isFresh(request.caller(), request.csrf().orElse(""))) return new Outcome.Redirect(Entrance.again(request, request.link(request.path())));
        var email = Email.compared(request.form("email").orElse(""));
        if (email.isEmpty() || email.length() > LONGEST || Characters.unfit(email, false)) return again(request, "", "email-wrong");
        if (email.equals(credential.get().email())) return again(request, email, "email-same");
        try {
            if (!changes.ask(request, credential.get(), request.csrf().orElse(""), email)) return again(request, email, "email-waiting");
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.TOO_MANY) throw e;
            return again(request, email, e.kind() == ProblemKind.INVALID ? "email-wrong" : "email-waiting");
        }
        return new Outcome.Redirect(request.link(request.path()) + "?" + SAID + "=asked#" + place.id());
    }

    /** Of people of the demo everybody knows the address, so it stays. */
    private Optional<Credential> own(Request request) {
        return identity.passwordDesk().credentialOf(request.caller()).filter(found -> !found.demo() && request.csrf().isPresent());
    }

    private Outcome again(Request request, String typed, String why) {
        return new Outcome.Show(422, shown(request, Model.with("problem", words.text(request, why)).with("typed", typed).build()));
    }

    private Filled shown(Request request, Model more) {
        var credential = own(request);
        if (credential.isEmpty()) return new Filled.Hidden();
        var stale = !identity.isFresh(request.caller(), request.csrf().orElse(""));
        var model = Model.with("text", words.model(request)).with("now", words.text(request, "email-now", credential.get().email()))
                .with("prove", Optional.of(request).filter(_ -> stale).map(asked -> Entrance.again(asked, asked.link(asked.path()))))
                .with("asked", more.values().isEmpty() && request.query(SAID).equals(Optional.of("asked")));
        return Filled.Shown.personal("components/change-email", model.build().and(more));
    }
}
