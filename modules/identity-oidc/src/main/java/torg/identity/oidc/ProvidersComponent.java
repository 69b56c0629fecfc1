package torg.identity.oidc;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Return;
import torg.api.web.Words;
import torg.identity.oidc.person.Links.Link;
import torg.identity.oidc.person.Mapping;
import torg.identity.oidc.person.Mappings;
import torg.spi.identity.Entrance;
import torg.spi.view.Component;

/** {@code component: providers}: the providers through which people can sign in; for who is in, those that are linked, to link more and to unlink. Nothing where there are none. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ProvidersComponent implements Component {
    private static final String PROVE = "prove";
    private static final String UNLINKED = "unlinked";
    private final Oidc oidc;
    private final Words words = Words.beside(ProvidersComponent.class, "nb");

    @Activate
    public ProvidersComponent(@Reference Oidc oidc) {
        this.oidc = oidc;
    }

    @Override
    public String name() {
        return "providers";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        reader.text("show").filter(show -> !show.equals(PROVE)).ifPresent(show -> problems.error(reader.at("show"), "providers.show", "'show' is '" + show + "'", "write prove, or leave it out"));
        reader.done();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (place.parameters().get("show").isPresent()) return again(request);
        return request.caller().isAnonymous() ? ways(request) : own(place, Optional.empty());
    }

    /** Where people prove once more who they are: by the way they came, which begins a session as every sign-in does. */
    private Filled again(Request request) {
        var back = request.query("return").filter(Return::isLocal).orElseGet(() -> request.link("/"));
        return oidc.cameBy(request).<Filled>map(mapping -> Filled.Shown.personal("components/providers",
                        Model.with("text", words.model(request)).with("ways", List.of(Model
                .with("label", words.text(request, "prove-through", mapping.label().in(request.locale()))).with("address", address(mapping, back)).build())).build()))
                .orElseGet(Filled.Hidden::new);
    }

    private Filled ways(Request request) {
        var ways = oidc.offered(request.site()).stream().map(mapping -> way(request, mapping, address(mapping, request.query("return").orElse(request.link("/"))))).toList();
        var refused = request.query(Oidc.REFUSED).isPresent();
        var gone = request.query(UNLINKED).isPresent();
        if (ways.isEmpty() && !refused && !gone) return new Filled.Hidden();
        return Filled.Shown.personal("components/providers", Model.with("text", words.model(request)).with("ways", ways).with("refused", refused).with("gone", gone).build());
    }

    private Model way(Request request, Mapping mapping, String address) {
        var label = mapping.label().in(request.locale());
        return Model.with("label", words.text(request, "way-in", label)).with("link", words.text(request, "identities-link", label)).with("address", address).build();
    }

    /** @param asked of which link it is asked whether it is to go */
    private Filled own(Place place, Optional<Link> asked) {
        var request = place.request();
        var contact = Oidc.person(request);
        if (contact.isEmpty()) return new Filled.Hidden();
        var offered = oidc.offered(request.site(), contact.get());
        var linked = oidc.links().of(contact.get()).stream().map(link -> link(request, link)).toList();
        if (offered.isEmpty() && linked.isEmpty()) return new Filled.Hidden();
        var fresh = oidc.isFresh(request);
        var ways = fresh ? offered.stream().map(mapping -> way(request, mapping, address(mapping, request.link(request.path())) + "&link=" + Oidc.linking(request.csrf().get()))).toList()
                : List.<Model>of();
        return Filled.Shown.personal("components/identities", Model.with("text", words.model(request)).with("linked", linked).with("some", !linked.isEmpty()).with("ways", ways).with("fresh", fresh).with("prove", Entrance.again(request, back(place)))
                .with("done", request.query("linked").isPresent()).with("gone", request.query(UNLINKED).isPresent())
                .with("leave", oidc.leaves(request).map(mapping -> Model.with("words", words.text(request, "identities-leave", mapping.label().in(request.locale())))
                        .with("address", "/api/oidc/" + mapping.provider() + "/leave?token=" + Oidc.leaving(request.csrf().orElseThrow())).build()))
                .with("sure", asked.map(link -> link(request, link))).build());
    }

    private Model link(Request request, Link link) {
        var label = request.site().part(Mappings.class).flatMap(mappings -> mappings.of(link.provider())).map(mapping -> mapping.label().in(request.locale())).orElse(link.provider());
        return Model.with("id", link.id()).with("name", label).with("subject", link.subject()).with("made", moment(request, link.made())).with("keep", request.link(request.path())).build();
    }

    private static String moment(Request request, Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(request.locale()).withZone(request.site().settings().timeZone()).format(moment);
    }

    /** Unlinking, once it is said what that means; linking is a way that leads elsewhere, on which no form may go. */
    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var contact = Oidc.person(request);
        if (contact.isEmpty()) return new Outcome.Show(405, fill(place));
        if (!oidc.isFresh(request)) return new Outcome.Redirect(Entrance.again(request, back(place)));
        var asked = request.form("unlink").flatMap(id -> oidc.links().of(contact.get()).stream().filter(link -> link.id().equals(id)).findFirst());
        if (asked.isEmpty()) return new Outcome.Redirect(back(place));
        if (request.form("sure").isEmpty()) return new Outcome.Show(200, own(place, asked));
        if (oidc.unlink(request, contact.get(), asked.get().id())) return new Outcome.SignedOut(oidc.signIn(request) + "?" + UNLINKED + "=1");
        return new Outcome.Redirect(request.link(request.path()) + "?" + UNLINKED + "=1#" + place.id());
    }

    private static String back(Place place) {
        return place.request().link(place.request().path()) + "#" + place.id();
    }

    /** Where the way to a provider begins. */
    private static String address(Mapping mapping, String back) {
        return Return.by("/api/oidc/" + mapping.provider(), back);
    }
}
