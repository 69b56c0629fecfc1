package torg.invitations;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.mail.Mails;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.PublicUrl;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.invitations.Caretaking.Given;
import torg.invitations.Inviting.Result;
import torg.invitations.Inviting.Wish;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.identity.Admissions.Standing;
import torg.spi.identity.Entrance;
import torg.spi.view.Component;

/**
 * {@code component: colleagues}: whoever may invite people sees who comes in at the accounts they look after, invites others, locks people out and
 * gives them roles. Nothing for anybody else.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ColleaguesComponent implements Component {
    private static final String SOUGHT = "q";
    private static final String DONE = "done";
    private static final String REMOVE = "remove";
    private static final Set<String> DEEDS = Set.of("invited", "revoked", "locked", "unlocked", "removed", "ended", "roles", "nothing");
    /** What whoever finds a browser open must not do: it wants a proof of late. */
    private static final Set<String> SENSITIVE = Set.of("lock", "unlock", "remove", "end", "roles");
    private static final int LONGEST_SOUGHT = 60;
    private final Tables tables;
    private final Admissions admissions;
    private final Entrance entrance;
    private final WebRoles roles;
    private final PublicUrl url;
    private final Inviting inviting;
    private final Caretaking caretaking;
    private final Book book;
    private final Deeds deeds;
    private final Contacts contacts;
    private final Words words = Words.beside(ColleaguesComponent.class, "nb");

    @Activate
    public ColleaguesComponent(@Reference Tables tables, @Reference Admissions admissions, @Reference Entrance entrance, @Reference WebRoles roles, @Reference Mails mails,
            @Reference PublicUrl url) {
        this(tables, admissions, entrance, roles, mails, url, InstantSource.system());
    }

    ColleaguesComponent(Tables tables, Admissions admissions, Entrance entrance, WebRoles roles, Mails mails, PublicUrl url, InstantSource clock) {
        this.tables = tables;
        this.admissions = admissions;
        this.entrance = entrance;
        this.roles = roles;
        this.url = url;
        this.inviting = new Inviting(tables, admissions, roles, mails, clock);
        this.caretaking = new Caretaking(tables, admissions, roles, clock);
        this.book = new Book(tables, clock);
        this.deeds = new Deeds(tables, clock);
        this.contacts = new Contacts(tables);
    }

    @Override
    public String name() {
        return "colleagues";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return Inviter.of(request.site(), request.caller(), roles).map(inviter -> shown(request, inviter, asked(request, inviter)))
                .orElseGet(Filled.Hidden::new);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var inviter = Inviter.of(request.site(), request.caller(), roles);
        if (inviter.isEmpty()) return new Outcome.Show(405, new Filled.Hidden());
        var csrf = request.csrf().orElse("");
        var who = request.form("who").orElse("");
        var deed = request.form("do").orElse("");
        if (SENSITIVE.contains(deed) && !entrance.isFresh(request.caller(), csrf)) return new Outcome.Redirect(Entrance.again(request, request.link(request.path()) + "#" + place.id()));
        return switch (deed) {
            case "invite" -> invited(place, inviter.get(), inviting.invite(request.site(), request.locale(), inviter.get(), wish(request)));
            case "again" -> sent(place, inviter.get(), inviting.again(request.site(), request.locale(), inviter.get(), who));
            case "revoke" -> done(place, "revoked", inviting.revoke(inviter.get(), who));
            case "lock" -> done(place, "locked", caretaking.lock(inviter.get(), csrf, who, true));
            case "unlock" -> done(place, "unlocked", caretaking.lock(inviter.get(), csrf, who, false));
            case "remove" -> done(place, "removed", caretaking.remove(inviter.get(), csrf, who));
            case "end" -> done(place, "ended", caretaking.end(inviter.get(), who));
            case "roles" -> given(place, inviter.get(), caretaking.give(inviter.get(), csrf, who, chosen(request), request.locale()));
            default -> new Outcome.Show(422, shown(request, inviter.get(), Model.EMPTY));
        };
    }

    private static Wish wish(Request request) {
        var group = isGroup(request);
        return new Wish(group ? Optional.empty() : Optional.of(typed(request, "email")), group ? "" : typed(request, "firstname"), group ? ""
                : typed(request, "lastname"),
                Optional.of(typed(request, "account")).filter(account -> !account.isEmpty()), chosen(request), group ? number(request, "most") : 1);
    }

    private static boolean isGroup(Request request) {
        return request.form("kind").equals(Optional.of("group"));
    }

    private static SortedSet<String> chosen(Request request) {
        return new TreeSet<>(request.form().getOrDefault("roles", List.of()));
    }

    private static String typed(Request request, String field) {
        return request.form(field).map(String::strip).orElse("");
    }

    private static int number(Request request, String field) {
        return request.form(field).filter(text -> text.matches("\\d{1,4}")).map(Integer::parseInt).orElse(0);
    }

    private Outcome done(Place place, String what, boolean done) {
        return new Outcome.Redirect(place.request().link(place.request().path()) + "?" + DONE + "=" + (done ? what : "nothing") + "#" + place.id());
    }

    private Outcome given(Place place, Inviter inviter, Given given) {
        var request = place.request();
        return switch (given) {
            case Given.Done _ -> done(place, "roles", true);
            case Given.Not _ -> done(place, "roles", false);
            case Given.Lacking(var columns) -> problem(request, inviter, words.text(request, "lacks", String.join(", ", columns)));
        };
    }

    /** What is wrong, above everything. */
    private Outcome problem(Request request, Inviter inviter, String said) {
        return new Outcome.Show(422, shown(request, inviter, Model.with("problem", said).build()));
    }

    private Outcome invited(Place place, Inviter inviter, Result result) {
        var request = place.request();
        return switch (result) {
            case Result.Mailed _ -> done(place, "invited", true);
            case Result.Coded(var code) -> new Outcome.Show(200, shown(request, inviter,
                    Model.with("made", url.origin().orElse("") + Letters.page(request.site(), request.locale()) + "#" + code.text()).build()));
            case Result.Refused(var field, var why, var values) -> {
                var form = typed(request, inviter).with(field + "Problem", words.text(request, why, values.toArray())).build();
                yield new Outcome.Show(422, shown(request, inviter, Model.with(isGroup(request) ? "several" : "one", form).build()));
            }
        };
    }

    /** Sent once more there is no form to say it at. */
    private Outcome sent(Place place, Inviter inviter, Result result) {
        var request = place.request();
        return result instanceof Result.Refused(_, var why, var values) ? problem(request, inviter, words.text(request, why, values.toArray()))
                : done(place, "invited", true);
    }

    /** The form with which somebody was invited: what was typed stands there again. */
    private static Model.Builder typed(Request request, Inviter inviter) {
        var model = Model.with("typed", true).with("roles", boxes(request, inviter, chosen(request)));
        for (var field : List.of("email", "firstname", "lastname", "account", "most")) model.with(field, typed(request, field));
        return model;
    }

    private static List<Model> boxes(Request request, Inviter inviter, Set<String> checked) {
        return inviter.roles().values().stream().map(role -> Model.with("value", role.name()).with("words", role.label().in(request.locale()))
                .with("checked", checked.contains(role.name())).build()).toList();
    }

    /** Whom it was asked to remove, who is shown once more before that is done. */
    private Model asked(Request request, Inviter inviter) {
        return request.query(REMOVE).flatMap(who -> caretaking.target(inviter, who)).map(row -> Model.with("asked", Model.with("key", row.key())
                .with("name", name(row)).build()).build()).orElse(Model.EMPTY);
    }

    private String name(Row row) {
        return row.text(tables.schema().table(Contacts.CONTACT).title()).orElse(row.key());
    }

    private Filled shown(Request request, Inviter inviter, Model more) {
        var sought = request.query(SOUGHT).map(String::strip).filter(text -> !text.isEmpty() && text.length() <= LONGEST_SOUGHT);
        var people = caretaking.people(inviter, sought);
        var open = book.open(inviter);
        var members = caretaking.members(inviter).stream().map(row -> member(request, inviter, row)).toList();
        var model = Model.with("text", words.model(request)).with("everybody", inviter.acting().isEmpty()).with("sought", sought)
                .with("people", people.stream().map(row -> person(request, inviter, row)).toList()).with("some", !people.isEmpty())
                        .with("more", people.size() == Caretaking.MOST)
                .with("search", inviter.acting().isEmpty() || sought.isPresent() || people.size() == Caretaking.MOST).with("here", request.link(request.path()))
                .with("open", open.stream().map(invitation -> invitation(request, inviter, invitation)).toList()).with("waiting", !open.isEmpty())
                .with("one", Model.with("roles", boxes(request, inviter, Set.of())).build())
                .with("several", Model.with("roles", boxes(request, inviter, Set.of())).with("most", "10").build())
                .with("members", members).with("acting", !members.isEmpty())
                .with("said", request.query(DONE).filter(DEEDS::contains).map(done -> words.text(request, "did-" + done)))
                        .with("nothing", request.query(DONE).equals(Optional.of("nothing")))
                .with("trail", deeds.newest(inviter).stream().map(row -> deed(request, row)).toList());
        return Filled.Shown.personal("components/colleagues", model.build().and(more), Set.of(Contacts.CONTACT));
    }

    private Model person(Request request, Inviter inviter, Row row) {
        var standing = admissions.standing(row.key());
        var own = roles.rolesOf(row.key(), List.of());
        var mine = row.key().equals(inviter.contact());
        var change = standing != Standing.OUT && caretaking.mayChange(inviter, row.key());
        return Model.with("key", row.key()).with("name", name(row)).with("remove", request.link(request.path()) + "?" + REMOVE + "="
                + URLEncoder.encode(row.key(), StandardCharsets.UTF_8)).with("email", row.text("email")).with("account", row.text(Inviter.ACCOUNT).orElse(""))
                .with("roleNames", standing == Standing.OUT ? "" : own.stream().map(role -> label(request, role)).collect(Collectors.joining(", ")))
                        .with("mine", mine)
                .with("state", words.text(request, "stands-" + standing.name().toLowerCase(Locale.ROOT)))
                .with("badge", standing == Standing.IN ? "success" : standing == Standing.LOCKED ? "danger" : "neutral").with("change", change)
                .with("lock", change && standing == Standing.IN).with("unlock", change && standing == Standing.LOCKED)
                .with("boxes", change ? boxes(request, inviter, own) : List.of()).build();
    }

    private Model member(Request request, Inviter inviter, Row row) {
        var given = Invitation.roles(row.text("roles").orElse(""));
        return Model.with("key", row.key()).with("name", contacts.name(Contacts.CONTACT, row.text("contact").orElseThrow()))
                .with("account", row.text(Inviter.ACCOUNT).orElse(""))
                .with("roleNames", given.stream().map(role -> label(request, role)).collect(Collectors.joining(", ")))
                        .with("change", caretaking.mayEnd(inviter, row)).build();
    }

    private Model invitation(Request request, Inviter inviter, Invitation invitation) {
        var account = invitation.account().map(key -> contacts.name(Inviter.ACCOUNT, key)).orElse("");
        return Model.with("hash", invitation.hash()).with("email", invitation.email()
                .orElseGet(() -> words.text(request, "group-of", invitation.redeemed(), invitation.most()))).with("account", account)
                .with("roleNames", invitation.roles().stream().map(role -> label(request, role)).collect(Collectors.joining(", ")))
                        .with("by", invitation.inviterName())
                .with("until", day(request, invitation.expires())).with("person", !invitation.isGroup()).with("change", inviter.mayGive(invitation.roles()))
                        .build();
    }

    private Model deed(Request request, Row row) {
        var given = row.text("roles").map(Invitation::roles).map(names -> names.stream().map(role -> label(request, role)).collect(Collectors.joining(", ")));
        return Model.with("at", DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT).withLocale(request.locale())
                .withZone(request.site().settings().timeZone()).format(row.instant("at").orElseThrow()))
                .with("what", words.text(request, "trail-" + row.text("did").orElse(""), row.text("doername").orElse(""), row.text("name")
                        .orElse(words.text(request, "a-group")))).with("given", given).build();
    }

    private String label(Request request, String role) {
        return roles.role(role).map(found -> found.label().in(request.locale())).orElse(role);
    }

    private static String day(Request request, Instant moment) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(request.locale()).withZone(request.site().settings().timeZone()).format(moment);
    }
}
