package torg.table.permissions;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.Decision;
import torg.api.access.Privilege;
import torg.api.access.Reason;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;

/** {@code component: permissions}: an administrator asks what a person reaches, and why a row or why not. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class WhyComponent implements Component {
    private static final Messages MESSAGES = Messages.beside(WhyComponent.class, "nb");
    private static final List<String> LABELS = List.of("person", "table", "privilege", "key", "ask", "rule", "rows", "for", "finding", "reach", "reaches", "roles", "hint", "why");
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
        if (!request.caller().hasRole(request.site().settings().administratorRole())) return new Filled.Hidden();
        var words = Words.of(request);
        var model = Model.with("action", request.link(request.path())).with("words", words.all()).with("person", request.query("person").orElse("")).with("key", request.query("key").orElse(""))
                .with("tables", glass.tables().stream().map(table -> option(table.name(), table.label().in(request.locale()), request.query("table"))).toList())
                .with("privileges", Arrays.stream(Privilege.values()).map(Privileges::of).map(word -> option(word, words.text("privilege." + word), request.query("privilege"))).toList());
        request.query("person").filter(name -> !name.isBlank()).ifPresent(name -> look(model, request, words, name));
        return new Filled.Shown("components/permissions", model.build(), Set.of(), true);
    }

    private void look(Model.Builder model, Request request, Words words, String name) {
        try {
            var person = glass.person(name.strip());
            model.with("found", found(person));
            model.with("reach", glass.reach(person).stream().map(reach -> line(request, reach)).toList());
            var table = request.query("table").filter(chosen -> glass.tables().stream().anyMatch(known -> known.name().equals(chosen)));
            var key = request.query("key").filter(text -> !text.isBlank());
            var privilege = request.query("privilege").map(Privileges.ROWS::get);
            if (table.isPresent() && key.isPresent() && privilege.isPresent()) model.with("decision", decision(words, glass.why(person, privilege.get(), table.get(), key.get().strip())));
        } catch (TorgException e) {
            model.with("nobody", words.text("nobody"));
        }
    }

    private static Model.Builder found(Caller person) {
        return Model.with("name", person.name()).with("roles", String.join(", ", person.roles())).with("accounts", String.join(", ", person.accounts()));
    }

    private static Model.Builder line(Request request, Glass.Reach reach) {
        return Model.with("table", reach.table().plural().in(request.locale())).with("rows", Arrays.stream(Privilege.values()).map(privilege -> Model.with("count", reach.rows().get(privilege).toString())).toList());
    }

    private static Model.Builder decision(Words words, Decision decision) {
        return Model.with("allowed", decision.allowed()).with("text", words.text(decision.allowed() ? "allowed" : "denied")).with("because", String.join(", ", decision.because()))
                .with("tried", decision.tried().stream().map(reason -> tried(words, reason)).toList());
    }

    private static Model.Builder tried(Words words, Reason reason) {
        var finding = Privileges.of(reason.finding());
        var decides = reason.finding() == Reason.Finding.REACHES;
        return Model.with("rule", reason.rule()).with("rows", reason.rows()).with("roles", String.join(", ", reason.roles())).with("denies", reason.denies())
                .with("badge", !decides ? "neutral" : reason.denies() ? "danger" : "success").with("finding", words.text(decides && reason.denies() ? "finding.denies" : "finding." + finding));
    }

    private static Model.Builder option(String value, String label, Optional<String> chosen) {
        return Model.with("value", value).with("label", label).with("selected", chosen.filter(value::equals).isPresent());
    }

    /** The module's words in the language of the answer. */
    private record Words(Request request, Map<String, String> site) {
        static Words of(Request request) {
            return new Words(request, request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of()));
        }

        String text(String key) {
            return MESSAGES.text(request.locale(), site, "permissions." + key);
        }

        Model all() {
            var all = Model.with("language", request.locale().toLanguageTag());
            LABELS.forEach(label -> all.with(label, text(label)));
            return all.build();
        }
    }
}
