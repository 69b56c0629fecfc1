package torg.identity.local.component;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.identity.local.LocalIdentity;
import torg.identity.local.session.SessionDesk;
import torg.identity.local.token.ProgramToken;
import torg.identity.local.token.ProgramTokens;
import torg.identity.local.token.TokenDesk;
import torg.spi.identity.Entrance;
import torg.spi.view.Component;

/**
 * {@code component: tokens}: people make, see and revoke the tokens of programs that act in their name. With {@code of: everybody} administrators see those
 * of all, and make those of programs that act for themselves.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class TokensComponent implements Component {
    private static final String EVERYBODY = "everybody";
    private static final String OLDER = "older";
    private static final List<Integer> DAYS = List.of(30, 90, 365);
    private final LocalIdentity identity;
    private final Words words = new Words();

    @Activate
    public TokensComponent(@Reference LocalIdentity identity) {
        this.identity = identity;
    }

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        reader.text("of").filter(of -> !of.equals(EVERYBODY)).ifPresent(of -> problems.error(reader.at("of"), "identity.tokens-of", "'of' is '" + of + "'", "write everybody, or leave it out"));
        reader.done();
    }

    @Override
    public Filled fill(Place place) {
        return shown(place, Model.EMPTY);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!isFor(place)) return new Outcome.Show(405, fill(place));
        if (request.form("revoke").isPresent()) {
            identity.desk().revoke(request, request.form("revoke").get());
            return new Outcome.Redirect(back(place));
        }
        try {
            return new Outcome.Show(200, shown(place, Model.with("made", identity.desk().issue(request, wish(place))).build()));
        } catch (TorgException e) {
            if (e.kind() == ProblemKind.SIGN_IN) return new Outcome.Redirect(request.link(request.path())); // where whoever is out is asked to sign in
            if (e.code().equals(SessionDesk.PROVE)) return new Outcome.Redirect(Entrance.again(request, back(place)));
            if (e.kind() != ProblemKind.INVALID) throw e;
            var problems = Model.with("typed", request.form("name").orElse(""));
            e.fields().forEach(field -> problems.with(field.field() + "Problem", words.text(request, "token-wrong-" + field.code(), TokenDesk.MOST_DAYS, ProgramTokens.MOST)));
            return new Outcome.Show(422, shown(place, problems.build()));
        }
    }

    private static String back(Place place) {
        return place.request().link(place.request().path()) + "#" + place.id();
    }

    private TokenDesk.Wish wish(Place place) {
        var request = place.request();
        var days = request.form("days").filter(text -> text.matches("\\d{1,4}")).map(Integer::valueOf).orElse(0);
        return new TokenDesk.Wish(request.form("name").orElse(""), ofEverybody(place), request.form("account").map(String::strip).orElse(""), chosen(request, "roles"), chosen(request, "tables"),
                request.form("writes").isEmpty(), days);
    }

    private static Set<String> chosen(Request request, String field) {
        return Set.copyOf(request.form().getOrDefault(field, List.of()));
    }

    private Filled shown(Place place, Model led) {
        if (!isFor(place)) return new Filled.Hidden();
        var request = place.request();
        var all = ofEverybody(place);
        var page = all ? everybodys(request) : new ProgramTokens.Page(identity.desk().seen(request), Optional.empty());
        var roles = roleWords(request);
        var tables = new LinkedHashMap<String, String>();
        identity.desk().tables(request.caller(), all).forEach(table -> tables.put(table.name(), table.plural().in(request.locale())));
        var tokens = page.tokens().stream().map(token -> token(request, token, roles, tables)).toList();
        var prove = Optional.of(back(place)).filter(_ -> !identity.desk().isFresh(request)).map(back -> Entrance.again(request, back));
        var model = Model.with("text", words.model(request)).with("prove", prove).with("everybody", all).with("some", !tokens.isEmpty()).with("tokens", tokens)
                .with("older", page.next().map(next -> request.link(request.path()) + "?" + OLDER + "=" + URLEncoder.encode(next, StandardCharsets.UTF_8) + "#" + place.id()))
                .with("roles", identity.desk().roles(request.caller(), all).stream().map(role -> box(request, "roles", role, roles.getOrDefault(role, role))).toList())
                .with("tables", tables.entrySet().stream().map(table -> box(request, "tables", table.getKey(), table.getValue())).toList())
                .with("days", DAYS.stream().map(days -> Model.with("days", days.toString()).with("words", words.text(request, "token-days", days)).build()).toList());
        return Filled.Shown.personal("components/tokens", model.build().and(led));
    }

    /** What is no page in the address counts as not asked. */
    private ProgramTokens.Page everybodys(Request request) {
        try {
            return identity.desk().everybodys(request, request.query(OLDER));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.MALFORMED) throw e;
            return identity.desk().everybodys(request, Optional.empty());
        }
    }

    /** What people call the web roles; whether their documents hold is checked by whoever reads them. */
    private static Map<String, String> roleWords(Request request) {
        var words = new HashMap<String, String>();
        request.site().documents().stream().filter(document -> document.folder().equals("roles")).map(document -> new Reader(document.fields(), new Problems()))
                .forEach(role -> role.text("role").ifPresent(name -> role.label("label").ifPresent(label -> words.put(name, label.in(request.locale())))));
        return words;
    }

    private Model token(Request request, ProgramToken token, Map<String, String> roles, Map<String, String> tables) {
        var may = new ArrayList<String>();
        may.add(words.text(request, token.readOnly() ? "token-reads" : "token-writes"));
        if (!token.roles().isEmpty()) may.add(listed(token.roles(), roles));
        if (!token.tables().isEmpty()) may.add(listed(token.tables(), tables));
        return Model.with("id", token.id()).with("name", token.name()).with("owner", token.contact().orElse("")).with("account", token.account().orElse("")).with("may", String.join("; ", may))
                .with("expires", day(request, token.expires())).with("used", token.seen().map(seen -> day(request, seen)).orElseGet(() -> words.text(request, "token-unused"))).build();
    }

    private static String listed(Set<String> names, Map<String, String> words) {
        return names.stream().map(name -> words.getOrDefault(name, name)).collect(Collectors.joining(", "));
    }

    private static Model box(Request request, String field, String value, String words) {
        return Model.with("value", value).with("words", words).with("checked", request.form().getOrDefault(field, List.of()).contains(value)).build();
    }

    private static String day(Request request, Instant moment) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(request.locale()).withZone(ZoneOffset.UTC).format(moment);
    }

    private static boolean isFor(Place place) {
        return ofEverybody(place) ? TokenDesk.isAdministrator(place.request()) : TokenDesk.admits(place.request());
    }

    private static boolean ofEverybody(Place place) {
        return place.parameters().get("of").orElse(null) instanceof Node.Scalar(_, var of) && of.equals(EVERYBODY);
    }
}
