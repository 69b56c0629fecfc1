package torg.studio.preview;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.Draft;
import torg.api.site.Editing;
import torg.api.view.Model;
import torg.api.web.PublicUrl;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Work;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** Gives links by which somebody else sees the site with what is drafted, and revokes them. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class PreviewComponent implements Component {
    private static final int LONGEST_ADDRESS = 300;

    private final Editing editing;
    private final PreviewLinks previews;
    private final PublicUrl url;

    /**
     * @param editing has the drafts
     * @param previews gives the links
     * @param url begins them
     */
    @Activate
    public PreviewComponent(@Reference Editing editing, @Reference PreviewLinks previews, @Reference PublicUrl url) {
        this.editing = editing;
        this.previews = previews;
        this.url = url;
    }

    @Override
    public String name() {
        return Room.PREVIEW.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return Desk.of(editing, request).<Filled>map(desk -> shown(request, desk, request.query(), Model.with("done", request.query("done").filter("revoked"::equals).map(_ -> Words.of(request).text("done.revoked"))).build())).orElseGet(Filled.Absent::new);
    }

    /** @param asked what the form is filled with: parameters of the address, or the form as it was sent */
    private Filled shown(Request request, Desk desk, Map<String, List<String>> asked, Model led) {
        var words = Words.of(request);
        var links = new Links(request);
        var one = desk.draft(first(asked, "path"), first(asked, "author"));
        var authors = new TreeMap<String, String>();
        desk.drafts().forEach(draft -> authors.putIfAbsent(draft.author().contact(), draft.author().name()));
        var chosen = asked.getOrDefault("role", List.of());
        var model = Model.with("words", words.model("drafts", "preview-of", "preview-published", "preview-roles", "preview-roles-hint", "preview-as-of", "preview-as-of-hint", "preview-days", "preview-days-hint", "preview-theme", "preview-theme-own", "preview-page", "preview-page-hint", "preview-give", "preview-link", "preview-rows", "preview-revoke", "preview-revoke-hint", "preview-revoke-sure"))
                .with("home", Room.HOME.link(request)).with("list", links.drafts())
                .with("draft", one.map(draft -> Model.with("path", draft.path()).with("author", draft.author().contact()).with("told", words.text("preview-draft", Work.of(request.site(), draft.path(), request.locale()).title(), draft.author().name()))))
                .with("authors", authors.entrySet().stream().map(author -> Model.with("key", author.getKey()).with("label", words.text("preview-all-of", author.getValue())).with("chosen", author.getKey().equals(first(asked, "author"))).build()).toList())
                .with("roles", PreviewLinks.roles(request.site()).stream().map(role -> Model.with("name", role).with("chosen", chosen.contains(role)).build()).toList())
                .with("themes", desk.rights().looks() ? previews.themes().stream().map(theme -> Model.with("name", theme).with("chosen", theme.equals(first(asked, "theme"))).build()).toList() : List.of())
                .with("themed", desk.rights().looks())
                .with("at", first(asked, "at")).with("zone", request.site().settings().timeZone().getId())
                .with("days", asked.containsKey("days") ? first(asked, "days") : "1").with("most", PreviewLinks.MOST_DAYS)
                .with("address", asked.containsKey("address") ? first(asked, "address") : one.flatMap(draft -> address(request, draft)).orElse(request.link("/")))
                .with("revokes", desk.rights().all())
                .build();
        return Filled.Shown.personal("components/studio-preview", model.and(led));
    }

    private static Optional<String> address(Request request, Draft draft) {
        var work = Work.of(request.site(), draft.path(), request.locale());
        return work.fixedAddress().map(address -> new Links(request).page(address, work.paths().firstKey()));
    }

    private static String first(Map<String, List<String>> values, String name) {
        return values.getOrDefault(name, List.of("")).getFirst();
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        return Desk.of(editing, request).map(desk -> act(request, desk)).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome act(Request request, Desk desk) {
        if (request.form("action").filter("revoke"::equals).isPresent()) {
            if (!desk.rights().all()) return new Outcome.Show(403, shown(request, desk, request.form(), Model.with("problem", Words.of(request).text("preview-not-yours")).build()));
            previews.revoke();
            return new Outcome.Redirect(Room.PREVIEW.link(request) + "?done=revoked");
        }
        try {
            var address = address(request.form("address").orElse("/"));
            var given = previews.give(desk, wish(request));
            var link = link(url, address, given.token());
            return new Outcome.Show(200, shown(request, desk, request.form(), Model.with("given", Model.with("link", link).with("told", Words.of(request).text("preview-given", Words.of(request).moment(given.until())))).build()));
        } catch (TorgException e) {
            return switch (e.kind()) {
                case MALFORMED, NOT_FOUND, CONFLICT -> new Outcome.Show(422, shown(request, desk, request.form(), Model.with("problem", Told.reason(Words.of(request), e).orElse(e.getMessage())).build()));
                default -> throw e;
            };
        }
    }

    private static PreviewLinks.Wish wish(Request request) {
        try {
            var at = request.form("at").map(String::strip).filter(text -> !text.isEmpty()).map(text -> LocalDateTime.parse(text).atZone(request.site().settings().timeZone()).toInstant());
            return new PreviewLinks.Wish(request.form("author").orElse(""), request.form("path").orElse(""), request.form().getOrDefault("role", List.of()), at, Integer.parseInt(request.form("days").orElse("1").strip()), request.form("theme").orElse(""));
        } catch (DateTimeException | NumberFormatException e) {
            throw PreviewLinks.malformed("a date is written as 2026-12-24T08:00, and days as a number");
        }
    }

    /** An address of this site, and nobody else's. */
    static String address(String typed) {
        var address = typed.strip().split("[?#]", 2)[0];
        if (address.length() > LONGEST_ADDRESS || !address.matches("/(?![/\\\\])[^\\p{Cntrl}\\\\]*")) throw PreviewLinks.malformed("a page's address begins with a slash");
        return address;
    }

    /** A whole address where it is known how the portal is reached. */
    static String link(PublicUrl url, String address, String token) {
        return url.origin().orElse("") + address.replace(" ", "%20") + "?torg-preview=" + token;
    }
}
