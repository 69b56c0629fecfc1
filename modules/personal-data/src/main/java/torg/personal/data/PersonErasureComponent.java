package torg.personal.data;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.spi.identity.Entrance;
import torg.spi.identity.PersonalData.Fate;
import torg.spi.view.Component;

/** {@code component: person-erasure}: administrators see what would become of what is kept about a person, and erase them. Nothing for anybody else. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class PersonErasureComponent implements Component {
    private static final String ASKED = "erase";
    private static final String DONE = "erased";
    private static final int LONGEST_KEY = 64;
    private final Erasure erasure;
    private final Words words = Words.beside(PersonErasureComponent.class, "nb");

    @Activate
    public PersonErasureComponent(@Reference Erasure erasure) {
        this.erasure = erasure;
    }

    @Override
    public String name() {
        return "person-erasure";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!Whose.isAdministrator(request)) return new Filled.Hidden();
        var asked = request.query(ASKED).map(String::strip).filter(text -> !text.isEmpty());
        if (asked.isEmpty() || !erasure.isFresh(request)) {
            var done = request.query(DONE).filter(key -> key.length() <= LONGEST_KEY).map(key -> words.text(request, "erasure-done", key));
            return shown(place, "", Model.with("said", done).build());
        }
        try {
            return shown(place, asked.get(), planned(request, erasure.plan(request, asked.get())));
        } catch (TorgException e) {
            return shown(place, asked.get(), problem(said(request, e, asked.get())));
        }
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!Whose.isAdministrator(request)) return new Outcome.Show(405, new Filled.Hidden());
        var person = request.form("person").orElse("");
        var here = request.link(request.path());
        if (!erasure.isFresh(request)) return new Outcome.Redirect(Entrance.again(request, here + "?" + ASKED + "=" + encoded(person)));
        try {
            return new Outcome.Redirect(here + "?" + DONE + "=" + encoded(erasure.erase(request, person, request.form("confirm").orElse("")).contact()) + "#" + place.id());
        } catch (TorgException e) {
            return new Outcome.Show(422, again(place, person, problem(said(request, e, person))));
        }
    }

    /** What was shown stands there still, if it can. */
    private Filled again(Place place, String person, Model problem) {
        try {
            return shown(place, person, planned(place.request(), erasure.plan(place.request(), person)).and(problem));
        } catch (TorgException _) {
            return shown(place, person, problem);
        }
    }

    private static Model problem(String said) {
        return Model.with("problem", said).build();
    }

    /** Administrators are told what is wrong with the site as it is. */
    private String said(Request request, TorgException e, String person) {
        return switch (e.code()) {
            case "personal-data.unconfirmed" -> words.text(request, "erasure-unconfirmed", person);
            case "personal-data.own" -> words.text(request, "erasure-own");
            default -> e.kind() == ProblemKind.NOT_FOUND || e.kind() == ProblemKind.INVALID ? words.text(request, "erasure-nobody") : e.getMessage();
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Model planned(Request request, Erasure.Plan plan) {
        var parts = plan.parts().stream().map(part -> Model.with("name", part.name()).with("rows", String.valueOf(part.rows())).with("fate", fate(request, part.fate())).build()).toList();
        return Model.with("plan", Model.with("key", plan.contact()).with("title", words.text(request, "erasure-of", plan.contact())).with("erased", plan.erased()).with("parts", parts)
                .with("confirm", words.text(request, "erasure-confirm", plan.contact())).build()).build();
    }

    /** In a sentence. */
    private String fate(Request request, Fate fate) {
        return switch (fate) {
            case Fate.Goes() -> words.text(request, "erasure-goes");
            case Fate.Emptied(var columns) -> words.text(request, "erasure-emptied", String.join(", ", columns));
            case Fate.Stays(var why) -> words.text(request, "erasure-stays-" + why.name().toLowerCase(Locale.ROOT));
        };
    }

    private Filled shown(Place place, String asked, Model more) {
        var request = place.request();
        var here = request.link(request.path());
        var back = Optional.of(asked).filter(text -> !text.isEmpty()).map(text -> here + "?" + ASKED + "=" + encoded(text)).orElse(here) + "#" + place.id();
        return Filled.Shown.personal("components/person-erasure", Model.with("text", words.model(request)).with("here", here).with("asked", asked)
                .with("fresh", erasure.isFresh(request)).with("prove", Entrance.again(request, back)).build().and(more));
    }
}
