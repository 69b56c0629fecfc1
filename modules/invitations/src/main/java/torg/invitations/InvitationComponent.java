package torg.invitations;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.mail.Mails;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.invitations.Redeeming.Coming;
import torg.invitations.Redeeming.Offer;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.identity.Identity;
import torg.spi.identity.PasswordRules;
import torg.spi.view.Component;

/**
 * {@code component: invitation}: where invitations are redeemed. The code comes behind the {@code #} of the mail's link, which a script puts into the
 * form, or is typed: so that no log, no
 * history of a server and no other site learns it. Whatever is wrong with a code is the same answer.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class InvitationComponent implements Component {
    private static final int LONGEST = 254;
    private final Redeeming redeeming;
    private final Inviting inviting;
    private final PasswordRules passwords;
    private final Identity identity;
    private final WrongCodes wrong;
    private final Contacts contacts;
    private final Words words = Words.beside(InvitationComponent.class, "nb");

    @Activate
    public InvitationComponent(@Reference Tables tables, @Reference Admissions admissions, @Reference PasswordRules passwords, @Reference Identity identity, @Reference WebRoles roles,
            @Reference Mails mails) {
        this(tables, admissions, passwords, identity, roles, mails, InstantSource.system());
    }

    InvitationComponent(Tables tables, Admissions admissions, PasswordRules passwords, Identity identity, WebRoles roles, Mails mails, InstantSource clock) {
        this.redeeming = new Redeeming(tables, admissions, identity, roles, clock);
        this.inviting = new Inviting(tables, admissions, roles, mails, clock);
        this.passwords = passwords;
        this.identity = identity;
        this.wrong = new WrongCodes(clock);
        this.contacts = new Contacts(tables);
    }

    @Override
    public String name() {
        return "invitation";
    }

    @Override
    public Filled fill(Place place) {
        return shown(place.request(), Model.EMPTY);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!wrong.mayTry(request.address())) return new Outcome.Show(429, shown(request, Model.with("problem", words.text(request, "code-wait")).build()));
        var offer = Code.of(request.form("code").orElse("")).flatMap(code -> redeeming.offer(request.site(), code));
        if (offer.isEmpty()) {
            wrong.count(request.address());
            return bad(request);
        }
        if (request.form("redeem").isEmpty()) return new Outcome.Show(200, shown(request, offered(request, offer.get(), Model.EMPTY)));
        return offer.get().invitation().isGroup() ? join(request, offer.get()) : redeem(request, offer.get());
    }

    /** The same for every code that cannot be redeemed, whatever the reason. */
    private Outcome bad(Request request) {
        return new Outcome.Show(422, shown(request, Model.with("problem", words.text(request, "code-bad")).build()));
    }

    /** The address is theirs when they redeem what is sent to it. */
    private Outcome join(Request request, Offer offer) {
        var email = typed(request, "email").toLowerCase(Locale.ROOT);
        var problems = names(request);
        if (Inviting.isNoEmail(email)) problems.with("emailProblem", words.text(request, "wrong-email"));
        var found = problems.build();
        if (!found.values().isEmpty()) return again(request, offer, found);
        wrong.count(request.address());
        inviting.joined(request.site(), request.locale(), new Code(request.form("code").orElse("").strip()), offer.inviter(), email,
                typed(request, "firstname"), typed(request, "lastname"));
        return new Outcome.Show(200, shown(request, Model.with("written", words.text(request, "group-written", email)).build()));
    }

    private Outcome redeem(Request request, Offer offer) {
        var password = request.form("password").orElse("");
        var email = offer.invitation().email().orElseThrow();
        var problems = offer.known() ? new Model.Builder() : names(request);
        if (!offer.known()) {
            passwords.objection(request, password, email).ifPresentOrElse(why -> problems.with("passwordProblem", why), () -> {
                if (!request.form("repeated").equals(Optional.of(password))) problems.with("repeatedProblem", words.text(request, "not-repeated"));
            });
        }
        var found = problems.build();
        if (!found.values().isEmpty()) return again(request, offer, found);
        var coming = new Coming(typed(request, "firstname"), typed(request, "lastname"), password, request.address());
        if (!offer.known() && !redeeming.newcomer(offer, coming)) return bad(request);
        return answer(request, offer, coming, identity.signIn(email, password, request.address()));
    }

    private Outcome answer(Request request, Offer offer, Coming coming, Identity.Entry entry) {
        return switch (entry) {
            case Identity.Entry.Granted(var token, var session) -> entered(request, offer, coming, token, session.caller());
            case Identity.Entry.SecondFactor(var ticket) -> factor(request, offer, coming, ticket);
            case Identity.Entry.Refused() -> again(request, offer, Model.with("passwordProblem", words.text(request, "password-wrong")).build());
            case Identity.Entry.TooMany _ -> new Outcome.Show(429, shown(request, Model.with("problem", words.text(request, "code-wait")).build()));
        };
    }

    /** Who has a second factor learns that here: what was not asked for counts as no wrong code. */
    private Outcome factor(Request request, Offer offer, Coming coming, String ticket) {
        var code = typed(request, "factor");
        var entry = code.isEmpty() ? new Identity.Entry.Refused() : identity.secondStep(ticket, code, request.address());
        return entry instanceof Identity.Entry.Refused ? again(request, offer, Model.with("factorProblem", words.text(request, "factor-wrong")).build())
                : answer(request, offer, coming, entry);
    }

    /** Who came in before has shown now that the invitation is theirs. */
    private Outcome entered(Request request, Offer offer, Coming coming, String token, Caller who) {
        if (!offer.known() || redeeming.member(offer, who, coming)) return new Outcome.SignedIn(token, request.link("/"));
        identity.signOut(token);
        return bad(request);
    }

    private Outcome again(Request request, Offer offer, Model problems) {
        return new Outcome.Show(422, shown(request, offered(request, offer, problems)));
    }

    private Model.Builder names(Request request) {
        var problems = new Model.Builder();
        for (var name : new String[] {"firstname", "lastname"}) {
            var typed = typed(request, name);
            if (typed.isEmpty()) problems.with(name + "Problem", words.text(request, "required"));
            else if (Inviting.isNoName(typed)) problems.with(name + "Problem", words.text(request, "wrong-name", 60));
        }
        return problems;
    }

    private static String typed(Request request, String name) {
        var typed = request.form(name).map(String::strip).orElse("");
        return typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    }

    private Model offered(Request request, Offer offer, Model problems) {
        var invitation = offer.invitation();
        var account = invitation.account().map(key -> contacts.name(Inviter.ACCOUNT, key))
                .orElseGet(() -> request.site().settings().name().in(request.locale()));
        var typed = request.form("redeem").isPresent();
        var roles = invitation.roles().stream().flatMap(name -> Optional.ofNullable(offer.inviter().roles().get(name)).stream())
                .map(role -> role.label().in(request.locale())).toList();
        return Model.with("offer", Model.with("code", request.form("code").orElse("").strip())
                .with("said", words.text(request, "offer", invitation.inviterName(), account))
                .with("roles", words.text(request, "offer-roles", String.join(", ", roles))).with("group", invitation.isGroup()).with("known", offer.known())
                        .with("newcomer", !offer.known() && !invitation.isGroup())
                .with("email", invitation.email().orElseGet(() -> typed(request, "email"))).with("hint", passwords.hint(request))
                .with("firstname", typed ? typed(request, "firstname") : invitation.firstName())
                        .with("lastname", typed ? typed(request, "lastname") : invitation.lastName()).build()).build().and(problems);
    }

    private Filled shown(Request request, Model more) {
        return Filled.Shown.personal("components/invitation", Model.with("text", words.model(request)).build().and(more));
    }
}
