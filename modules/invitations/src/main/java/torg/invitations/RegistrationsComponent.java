package torg.invitations;

import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.mail.Mails;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.invitations.Inviting.Result;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.view.Component;

/** {@code component: registrations}: whoever may invite people sees who asks to be let in where they look after people, and invites them or turns them down. Nothing where nobody waits. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class RegistrationsComponent implements Component {
    private static final String DONE = "registration";
    private static final Set<String> DEEDS = Set.of("approved", "declined", "nothing");
    private final WebRoles roles;
    private final Inviting inviting;
    private final Registering registering;
    private final Contacts contacts;
    private final Words words = Words.beside(RegistrationsComponent.class, "nb");

    @Activate
    public RegistrationsComponent(@Reference Tables tables, @Reference Admissions admissions, @Reference WebRoles roles, @Reference Mails mails) {
        this(tables, admissions, roles, mails, InstantSource.system());
    }

    RegistrationsComponent(Tables tables, Admissions admissions, WebRoles roles, Mails mails, InstantSource clock) {
        this.roles = roles;
        this.inviting = new Inviting(tables, admissions, roles, mails, clock);
        this.registering = new Registering(tables, admissions, mails, clock);
        this.contacts = new Contacts(tables);
    }

    @Override
    public String name() {
        return "registrations";
    }

    /** What waits is decided although the site takes no more. */
    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return Inviter.of(request.site(), request.caller(), roles).map(inviter -> shown(request, inviter, "", Model.EMPTY)).orElseGet(Filled.Hidden::new);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var inviter = Inviter.of(request.site(), request.caller(), roles);
        if (inviter.isEmpty()) return new Outcome.Show(405, new Filled.Hidden());
        var who = request.form("who").orElse("");
        return switch (request.form("do").orElse("")) {
            case "approve" -> approved(place, inviter.get(), who);
            case "decline" -> done(place, registering.decline(request.site(), inviter.get(), who) ? "declined" : "nothing");
            default -> new Outcome.Show(422, shown(request, inviter.get(), "", Model.EMPTY));
        };
    }

    private Outcome approved(Place place, Inviter inviter, String who) {
        var request = place.request();
        var account = request.form("account").map(String::strip).filter(key -> !key.isEmpty());
        return switch (registering.approve(request.site(), inviting, inviter, who, account, new TreeSet<>(request.form().getOrDefault("roles", List.of())))) {
            case Result.Refused(_, var why, var values) -> new Outcome.Show(422, shown(request, inviter, who, Model.with("problem", words.text(request, why, values.toArray())).build()));
            case Result.Mailed _, Result.Coded _ -> done(place, "approved");
        };
    }

    private static Outcome done(Place place, String what) {
        return new Outcome.Redirect(place.request().link(place.request().path()) + "?" + DONE + "=" + what + "#" + place.id());
    }

    /** @param decided whose form stands there again as it was sent */
    private Filled shown(Request request, Inviter inviter, String decided, Model more) {
        var waiting = registering.waiting(inviter);
        var done = request.query(DONE).filter(DEEDS::contains);
        if (waiting.isEmpty() && done.isEmpty() && more.values().isEmpty()) return new Filled.Hidden();
        return Filled.Shown.personal("components/registrations", Model.with("text", words.model(request)).with("everybody", inviter.acting().isEmpty())
                .with("said", done.map(what -> words.text(request, "registration-did-" + what)))
                .with("waiting", waiting.stream().map(asked -> asked(request, inviter, asked, asked.hash().equals(decided))).toList()).build().and(more));
    }

    private Model asked(Request request, Inviter inviter, Registration asked, boolean again) {
        var account = again ? request.form("account") : asked.account();
        var chosen = again ? request.form().getOrDefault("roles", List.of()) : List.of();
        var day = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(request.locale()).withZone(request.site().settings().timeZone());
        return Model.with("hash", asked.hash()).with("name", asked.name()).with("email", asked.email()).with("company", asked.company()).with("number", asked.number())
                .with("at", day.format(asked.created())).with("account", account.orElse(""))
                .with("proposed", asked.account().map(key -> words.text(request, "registration-proposed", contacts.name(Inviter.ACCOUNT, key), key)))
                .with("roles", inviter.roles().values().stream().map(role -> Model.with("value", role.name()).with("words", role.label().in(request.locale()))
                        .with("checked", chosen.contains(role.name())).build()).toList()).build();
    }
}
