package torg.web.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.view.Model;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;
import torg.spi.web.Revalidated;
import torg.web.door.Paths;
import torg.web.page.PageValues;
import torg.web.page.PageValues.Told;

/** A whole page as JSON: the values its templates would be handed, for the same caller, by the same rules. */
@Path("content/pages/{address: .+}")
@Produces(MediaType.APPLICATION_JSON)
@Revalidated
public final class PageResource implements RestResource {
    private static final String ROOT = "/api/content/pages";
    /** An address of a page of this site; the house itself serves the others. */
    private static final Pattern PAGE = Pattern.compile("/(?!/|api/|assets/|files/).*");

    private final PageValues pages;

    PageResource(PageValues pages) {
        this.pages = pages;
    }

    /**
     * A page with everything on it. What has no value is left out.
     *
     * @param slots components by the slot of the template they stand in, in page order
     * @param frame what stands around the page: menus, breadcrumbs, languages, snippets, words
     */
    public record WholePage(About page, Map<String, List<Piece>> slots, Map<String, Object> frame) {}

    /**
     * The page itself.
     *
     * @param body what its author wrote, as safe HTML
     * @param fields what it says as its type has it
     * @param path without language
     * @param link the address of the page for people, in this language
     */
    public record About(String title, String description, String body, String path, String link, String language, String template, String type,
            Map<String, Object> fields) {}

    /** A component; one that cannot be shown right now has no data. */
    public record Piece(String id, String component, String template, Map<String, Object> data) {}

    /** The page of an address, or where it is now. */
    @GET
    @Answers(status = {200, 301, 302, 308}, body = WholePage.class)
    public Response wholePage(@PathParam("address") String address, @Context Turn turn) {
        return switch (pages.at("/" + address, turn.request(), turn.house())) {
            case Told.Nothing() -> throw TorgException.of(ProblemKind.NOT_FOUND, "web.not-found", "there is nothing here");
            case Told.SignInFirst() -> throw TorgException.of(ProblemKind.SIGN_IN, "web.page-sign-in", "this page is shown to callers that signed in").help("sign in with POST /api/session");
            case Told.Elsewhere(var status, var location) -> Response.status(status).header("Location", PAGE.matcher(location).matches() ? ROOT + named(location) : location).build();
            case Told.ThePage page -> Response.ok(whole(page)).build();
        };
    }

    /** Home has a name here. */
    private static String named(String location) {
        return location.length() == 1 || "?#".indexOf(location.charAt(1)) >= 0 ? "/index" + location.substring(1) : location;
    }

    private static WholePage whole(Told.ThePage told) {
        var request = told.request();
        var page = told.page();
        var locale = request.locale();
        var about = new About(page.title().in(locale), page.description().map(text -> text.in(locale)).orElse(null), told.body().markup(), request.path(),
                Paths.encode(request.link(request.path())), locale.toLanguageTag(), page.template(),
                (String) told.details().get("type"), told.details().get("fields") instanceof Model fields ? fields.plain() : null);
        var slots = new TreeMap<String, List<Piece>>();
        told.slots().forEach((slot, pieces) -> slots.put(slot, pieces.stream().map(PageResource::piece).toList()));
        return new WholePage(about, slots, told.frame().plain());
    }

    private static Piece piece(PageValues.Piece piece) {
        var placement = piece.placement();
        return piece.shown().map(shown -> new Piece(placement.id(), placement.component(), shown.template(), shown.model().plain()))
                .orElseGet(() -> new Piece(placement.id(), placement.component(), null, null));
    }
}
