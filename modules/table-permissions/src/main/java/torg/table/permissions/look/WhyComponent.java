package torg.table.permissions.look;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.Decision;
import torg.api.access.Privilege;
import torg.api.access.Reason;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.table.permissions.Privileges;

/** {@code component: permissions}: an administrator asks what a person reaches, and why a row or why not. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class WhyComponent implements Component {
    private static final List<String> LABELS = List.of("person", "table", "privilege", "key", "ask", "rule", "rows", "for", "finding", "account", "reach", "reaches", "roles", "hint", "why", "number", "matrix", "matrix-hint");
    private final Glass glass;

    @Activate
    public WhyComponent(@Reference Glass glass) {
        this.glass = glass;
    }

    @Override
    public String name() {
        return "permissions";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!request.site().settings().isAdministrator(request.caller())) return new Filled.Hidden();
        var words = Words.of(request);
        var model = Model.with("action", request.link(request.path())).with("words", words.model(LABELS)).with("person", request.query("person").orElse("")).with("account", request.query("account").orElse("")).with("key", request.query("key").orElse(""))
                .with("tables", glass.tables().stream().map(table -> option(table.name(), table.label().in(request.locale()), request.query("table"))).toList())
                .with("privileges", Arrays.stream(Privilege.values()).map(Privileges::of).map(word -> option(word, words.text("privilege." + word), request.query("privilege"))).toList());
        request.query("person").ifPresentOrElse(name -> {
            if (name.isBlank()) model.with("nobody", words.text("no-person"));
            else look(model, request, words, name);
        }, () -> {
            // It asks for every table as people of every role: only who wants it waits for that.
            if (request.query("matrix").isPresent()) model.with("held", glass.roles().stream().map(held -> held(words, held)).toList()).with("matrix", true);
            else model.with("matrixLink", request.link(request.path()) + "?matrix");
        });
        return Filled.Shown.personal("components/permissions", model.build());
    }

    private void look(Model.Builder model, Request request, Words words, String name) {
        var person = person(name.strip(), request.query("account").map(String::strip).orElse(""));
        if (person.isEmpty()) {
            model.with("nobody", words.text("nobody")).with("alike", glass.alike(name.strip()).stream().map(one -> Model.with("name", one.name()).with("email", one.email()).with("link", address(request, one))).toList());
            return;
        }
        var seen = person.get();
        model.with("found", found(words, seen));
        model.with("reach", glass.reach(seen.caller()).stream().map(reach -> line(words, reach)).toList());
        var table = request.query("table").filter(chosen -> glass.tables().stream().anyMatch(known -> known.name().equals(chosen)));
        var key = request.query("key").filter(text -> !text.isBlank());
        var privilege = request.query("privilege").map(Privileges.ROWS::get);
        if (table.isPresent() && key.isEmpty() && privilege.isPresent()) model.with("decision", decision(words, seen, glass.why(seen.caller(), privilege.get(), table.get())));
        if (table.isPresent() && key.isPresent() && privilege.isPresent()) {
            var row = key.get().strip();
            model.with("decision", decision(words, seen, glass.why(seen.caller(), privilege.get(), table.get(), row), glass.isThere(table.get(), row)));
        }
    }

    /** Empty when nobody of that name may come in, and when nobody can have it; that nobody can be asked now is something else. */
    private Optional<Glass.Seen> person(String name, String account) {
        try {
            return Optional.of(glass.person(name, account));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND && e.kind() != ProblemKind.MALFORMED) throw e;
            return Optional.empty();
        }
    }

    /** The same question about this person. */
    private static String address(Request request, Glass.Named person) {
        var asked = Stream.of("account", "table", "privilege", "key").flatMap(field -> request.query(field).filter(value -> !value.isBlank()).map(value -> "&" + field + "=" + encoded(value)).stream());
        return request.link(request.path()) + "?person=" + encoded(person.key()) + asked.collect(Collectors.joining());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Model.Builder found(Words words, Glass.Seen seen) {
        var person = seen.caller();
        return Model.with("name", person.name()).with("roles", person.roles().stream().map(role -> said(words, seen, role)).collect(Collectors.joining(", ")))
                .with("accounts", String.join(", ", person.accounts()));
    }

    /** A role, and if the person has it, by what. */
    private static String said(Words words, Glass.Seen seen, String role) {
        var ways = seen.through(Set.of(role)).stream().map(grant -> words.text("from." + Privileges.of(grant.from()), grant.of())).toList();
        return ways.isEmpty() ? role : role + " (" + String.join(", ", ways) + ")";
    }

    private static Model.Builder line(Words words, Glass.Reach reach) {
        return Model.with("table", reach.table().plural().in(words.locale())).with("form", reach.form().map(form -> words.text("by-form", form)).orElse(""))
                .with("rows", Arrays.stream(Privilege.values()).map(privilege -> Model.with("label", words.text("privilege." + Privileges.of(privilege))).with("count", reach.rows().get(privilege).toString())).toList());
    }

    private Model.Builder decision(Words words, Glass.Seen seen, Decision decision, boolean there) {
        return Model.with("allowed", decision.allowed()).with("text", words.text(!there ? "no-row" : decision.allowed() ? "allowed" : "denied")).with("because", String.join(", ", decision.because()))
                .with("tried", decision.tried().stream().map(reason -> tried(words, seen, reason)).toList());
    }

    private Model.Builder decision(Words words, Glass.Seen seen, Glass.Overall overall) {
        var text = words.text(overall.allowed() ? "allowed-rows" : "denied-rows", overall.rows());
        return Model.with("allowed", overall.allowed()).with("text", text).with("because", String.join(", ", overall.because())).with("counted", true)
                .with("tried", overall.tried().stream().map(one -> tried(words, seen, one.reason()).with("number", "" + one.rows()).with("finding", words.text("rows." + finding(one.reason())))).toList());
    }

    private static String finding(Reason reason) {
        return reason.finding() == Reason.Finding.REACHES && reason.denies() ? "denies" : Privileges.of(reason.finding());
    }

    private static Model.Builder held(Words words, Glass.Held held) {
        return Model.with("role", held.role()).with("people", words.text(held.all() ? "people-of-role" : "some-of-role", held.people())).with("reach", held.reach().stream().map(reach -> line(words, reach)).toList());
    }

    private Model.Builder tried(Words words, Glass.Seen seen, Reason reason) {
        var decides = reason.finding() == Reason.Finding.REACHES;
        return Model.with("rule", reason.rule()).with("rows", glass.rule(reason.rule()).map(words.ofRules()::of).orElse(reason.rows())).with("roles", reason.roles().stream().map(role -> said(words, seen, role)).collect(Collectors.joining(", "))).with("denies", reason.denies())
                .with("badge", !decides ? "neutral" : reason.denies() ? "danger" : "success").with("finding", words.text("finding." + finding(reason)));
    }

    private static Model.Builder option(String value, String label, Optional<String> chosen) {
        return Model.with("value", value).with("label", label).with("selected", chosen.filter(value::equals).isPresent());
    }
}
