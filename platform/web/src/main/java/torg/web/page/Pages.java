package torg.web.page;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Preview;
import torg.api.view.Html;
import torg.api.view.Page;
import torg.api.web.Reply;
import torg.api.web.Request;
import torg.api.web.Tickets;
import torg.spi.view.Annex;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.spi.view.PageGuide.Found;
import torg.web.door.Problem;
import torg.web.follow.Followers;
import torg.web.house.House;
import torg.web.reply.Answer;
import torg.web.reply.Answer.Session;
import torg.web.reply.Guard;
import torg.web.reply.Stored;

/** From where to bytes: finds the page, asks whether the caller may read it, fills it and paints it. */
public final class Pages {
    private final PageCache cache;
    private final PageView view;
    private final Notices notices;
    private final SpecialPages special;
    private final ComponentWatch watch;

    public Pages(PageCache cache, Assets assets, Notices notices, ComponentWatch watch) {
        this.cache = cache;
        this.view = new PageView(assets, notices);
        this.notices = notices;
        this.special = new SpecialPages(cache, view, notices);
        this.watch = watch;
    }

    /** The pages for when something is not as it should be. */
    public SpecialPages special() {
        return special;
    }

    /**
     * Answer a request for a page.
     *
     * @param target the address as sent, which names the page in the output cache
     */
    public Answer answer(Request request, House house, String target) {
        if (endsOnBehalf(request)) return inPersonAgain(request, house);
        var kept = shared(request) ? cache.find(target, house, request.site()) : null;
        if (kept != null) return kept;
        var begun = cache.begin(house, request.site());
        var annex = house.annex(request.path());
        if (annex.isPresent()) return annexed(request, begun, annex.get(), target);
        return switch (PageView.guide(house).find(request)) {
            case Found.Nothing() -> special.absent(request, house);
            case Found.Moved(var status, var location) -> new Answer.Fresh(Reply.redirect(status, location));
            case Found.ThePage(var page) when !mayRead(request, house, page) -> special.refused(request, house, page, target);
            case Found.TheFile(_, _, var page, _) when !mayRead(request, house, page) -> special.refused(request, house, page, target);
            case Found.ThePage(var page) -> request.method().equals("POST") ? act(request, house, page) : show(request, begun, page, target);
            case Found.TheFile _ when request.method().equals("POST") -> special.explain(request, house, Problem.method("POST", "GET, HEAD"));
            case Found.TheFile file -> file(request, begun, file, target);
        };
    }

    private static boolean endsOnBehalf(Request request) {
        return !request.caller().inPerson() && request.method().equals("POST") && request.form(DeputyBanner.END).isPresent();
    }

    /** What was looked at may be nothing for who really sits there: so home comes next. */
    private static Answer inPersonAgain(Request request, House house) {
        house.identity().ifPresent(identity -> identity.endOnBehalf(request.caller(), request.csrf().orElse("")));
        return new Answer.Fresh(Reply.redirect(303, request.link("/")));
    }

    /** A page that a module brings, which says itself who may have it. */
    private Answer annexed(Request request, PageCache.Beginning begun, Annex annex, String target) {
        var house = begun.house();
        var page = annex.find(request);
        if (page.isEmpty()) return special.absent(request, house);
        if (request.caller().isAnonymous()) return special.refused(request, house, page.get(), target);
        return request.method().equals("POST") ? act(request, house, page.get()) : show(request, begun, page.get(), target);
    }

    /** Without a module that answers for page access, only pages marked public are served. */
    static boolean mayRead(Request request, House house, Page page) {
        var access = request.site().part(Preview.class).isEmpty() ? house.access() : house.access().map(answering -> answering.of(request.site()));
        return access.map(answering -> answering.mayRead(request.caller(), page)).orElse(page.open());
    }

    /** Whether everybody who asks so may get the same bytes. */
    private static boolean shared(Request request) {
        return request.caller().isAnonymous() && !request.method().equals("POST");
    }

    private Answer show(Request request, PageCache.Beginning begun, Page page, String target) {
        var house = begun.house();
        var live = new LiveParts();
        return switch (filling(request, house, page, live).fill(Map.of())) {
            case Filling.Result.Absent<Html>() -> special.absent(request, house);
            case Filling.Result.Elsewhere<Html>(var location) -> new Answer.Fresh(Reply.redirect(302, location));
            case Filling.Result.Full<Html> full -> {
                var painted = view.paint(request, house, full.page(), full.slots());
                if (Followers.asks(request.headers())) yield live.of(html(200, painted.bytes()), request.caller()).orElseGet(() -> new Answer.Fresh(html(200, painted.bytes())));
                if (!shared(request) || !full.shareable() || !painted.dressed()) yield new Answer.Fresh(html(200, painted.bytes()));
                var stored = Stored.page(painted.bytes());
                cache.keep(target, begun, stored, full.tables(), page.path());
                yield stored;
            }
        };
    }

    private Answer file(Request request, PageCache.Beginning begun, Found.TheFile found, String target) {
        var stored = new Stored(new Reply(200, Map.of("Content-Type", found.mediaType(), "Cache-Control", caching(request, found)), found.file().bytes()));
        if (shared(request)) cache.keep(target, begun, stored, Set.of(), found.page().path());
        return stored;
    }

    /** What not everybody may read stays with nobody: a browser may be another person's next. */
    private static String caching(Request request, Found.TheFile found) {
        if (shared(request)) return found.lasting() ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate";
        return found.lasting() && found.page().open() ? "private, max-age=31536000, immutable" : "private, no-cache";
    }

    private Answer act(Request request, House house, Page page) {
        var id = request.form("_component").orElse("");
        var filling = filling(request, house, page);
        var found = page.placements().stream().filter(candidate -> candidate.id().equals(id)).findFirst();
        // as from a part that takes no forms: whoever guesses learns nothing of parts that are hidden from them
        if (found.isEmpty()) return again(request, house, filling, Map.of(), 405);
        var placement = found.get();
        var component = house.components().get(placement.component());
        if (component == null) throw TorgException.of(ProblemKind.BUSY, "web.component-missing", "this form cannot be taken right now");
        return switch (acted(component, filling.place(placement))) {
            case Outcome.Preview preview -> previewed(request, house, preview).orElseGet(() -> again(request, house, filling, Map.of(placement.id(), preview.otherwise().filled()), preview.otherwise().status()));
            case Outcome.Redirect(var location) -> new Answer.Fresh(Reply.redirect(303, location));
            case Outcome.SignedIn(var token, var location) -> new Answer.Fresh(Reply.redirect(303, location)).with(new Session.Begins(token));
            case Outcome.SecondFactor(var ticket, var location) -> new Answer.Fresh(Reply.redirect(303, Tickets.at(location, ticket))).with(new Session.Halfway(ticket));
            case Outcome.SignedOut(var location) -> new Answer.Fresh(Reply.redirect(303, location)).with(new Session.Ends());
            case Outcome.Show show -> again(request, house, filling, Map.of(placement.id(), show.filled()), show.status());
        };
    }

    /** Without the token of the session: nothing that is seen there can be sent. Empty when there is no page. */
    private Optional<Answer> previewed(Request request, House house, Outcome.Preview preview) {
        var seen = new Request(request.id(), "GET", preview.path(), preview.locale(), Map.of(), Map.of(), Map.of(), request.caller(), Optional.empty(), request.address(), preview.site());
        if (!(PageView.guide(house).preview(seen) instanceof Found.ThePage(var page)) || !(filling(seen, house, page).fill(Map.of()) instanceof Filling.Result.Full<Html> full)) return Optional.empty();
        var painted = view.paint(seen, house, full.page(), full.slots(), notices.preview(seen)).bytes();
        return Optional.of(new Answer.Fresh(new Reply(200, Map.of("Content-Type", "text/html;charset=utf-8", "Content-Security-Policy", Guard.BESIDE), painted)));
    }

    private Outcome acted(Component component, Component.Place place) {
        try (var _ = watch.begin(component, place.request())) {
            return component.act(place);
        }
    }

    /** The page once more, with what the form led to in its place. */
    private Answer again(Request request, House house, Filling<Html> filling, Map<String, Filled> led, int status) {
        return switch (filling.fill(led)) {
            case Filling.Result.Absent<Html>() -> special.absent(request, house);
            case Filling.Result.Elsewhere<Html>(var location) -> new Answer.Fresh(Reply.redirect(303, location));
            case Filling.Result.Full<Html> full -> new Answer.Fresh(html(status, view.paint(request, house, full.page(), full.slots()).bytes()));
        };
    }

    private Filling<Html> filling(Request request, House house, Page page) {
        return filling(request, house, page, new LiveParts());
    }

    private Filling<Html> filling(Request request, House house, Page page, LiveParts live) {
        return new Filling<>(house, request, page, new Painting(request, house, notices, live), watch);
    }

    private static Reply html(int status, byte[] html) {
        return new Reply(status, Map.of("Content-Type", "text/html;charset=utf-8"), html);
    }
}
