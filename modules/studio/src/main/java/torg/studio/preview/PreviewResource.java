package torg.studio.preview;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Editing;
import torg.api.web.PublicUrl;
import torg.api.web.Request;
import torg.spi.web.RestResource;
import torg.studio.desk.Desk;

/** Links by which somebody without any right, or another front end, sees the site with what is drafted. */
@Component(service = RestResource.class)
@Path("studio/previews")
@Produces("application/json")
public final class PreviewResource implements RestResource {
    private final Editing editing;
    private final PreviewLinks previews;
    private final PublicUrl url;

    /**
     * @param previews gives the links
     * @param url begins them
     */
    @Activate
    public PreviewResource(@Reference Editing editing, @Reference PreviewLinks previews, @Reference PublicUrl url) {
        this.editing = editing;
        this.previews = previews;
        this.url = url;
    }

    /**
     * What is to be seen; all may be absent.
     *
     * @param author key of the contact whose drafts are seen; only what is published when absent
     * @param path of the one file whose draft is seen; all of the author's when absent
     * @param roles web roles by which pages are seen; those of nobody in particular when absent. Rows are always those that everybody may see
     * @param at the moment as of which the site is seen; now when absent
     * @param days until it ends, 1 to 30; 1 when absent
     * @param theme in which the site is seen, for who may change the looks; its own when absent
     * @param address of the page that the link leads to; home when absent
     */
    public record Wish(String author, String path, List<String> roles, Instant at, Integer days, String theme, String address) {}

    /**
     * A link.
     *
     * @param token for a program: the parameter {@code torg-preview} or the header {@code Torg-Preview} of its calls
     * @param link for people
     */
    public record Given(String token, String link, Instant until) {}

    /** Give a link. */
    @POST
    @Consumes("application/json")
    public Given give(@Context Request request, Wish wish) {
        var desk = Desk.required(editing, request);
        if (wish == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.bad-preview", "a preview says what is to be seen").help("send {} for what is published");
        var address = PreviewComponent.address(Optional.ofNullable(wish.address()).orElse("/"));
        var given = previews.give(desk, new PreviewLinks.Wish(text(wish.author()), text(wish.path()), Optional.ofNullable(wish.roles()).orElse(List.of()), Optional.ofNullable(wish.at()), Optional.ofNullable(wish.days()).orElse(1), text(wish.theme())));
        return new Given(given.token(), PreviewComponent.link(url, address, given.token()), given.until());
    }

    /** Revoke all links that were given, for administrators. */
    @DELETE
    public void revoke(@Context Request request) {
        if (!Desk.required(editing, request).rights().all()) throw TorgException.of(ProblemKind.DENIED, "studio.denied", "links are revoked by administrators");
        previews.revoke();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
