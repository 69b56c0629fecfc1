package torg.pages.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.pages.access.KnownAccess;
import torg.pages.frame.Menus;
import torg.pages.tree.SitePages;
import torg.spi.web.RestResource;
import torg.spi.web.Revalidated;

/** Menus as JSON, as far as the caller may follow them. */
@Component(service = RestResource.class)
@Path("content/menus")
@Produces("application/json")
@Revalidated
public final class MenusResource implements RestResource {
    private final KnownAccess access;

    @Activate
    public MenusResource(@Reference KnownAccess access) {
        this.access = access;
    }

    /** A menu. */
    public record Menu(List<Item> items) {}

    /**
     * What stands in a menu.
     *
     * @param link the address for people; a heading has none
     */
    public record Item(String title, String link, List<Item> items) {}

    /** All menus by name. */
    @GET
    public Map<String, Menu> menus(@QueryParam("locale") @DefaultValue("") String locale, @Context Request asked) {
        var request = Asked.in(asked, locale);
        var menus = new TreeMap<String, Menu>();
        request.site().require(SitePages.class).menus().forEach((name, items) -> menus.put(name, menu(items, request)));
        return menus;
    }

    /** One menu. */
    @GET
    @Path("{name}")
    public Menu menu(@PathParam("name") String name, @QueryParam("locale") @DefaultValue("") String locale, @Context Request asked) {
        var request = Asked.in(asked, locale);
        var items = request.site().require(SitePages.class).menus().get(name);
        if (items == null) throw TorgException.of(ProblemKind.NOT_FOUND, "pages.no-menu", "there is no such menu");
        return menu(items, request);
    }

    /** As on a page that no menu leads to. */
    private Menu menu(List<SitePages.MenuItem> items, Request request) {
        return new Menu(items(new Menus(request, SitePages.SPECIAL, access.of(request.site(), request.caller())).models(items)));
    }

    private static List<Item> items(List<?> models) {
        return models.stream().map(Model.class::cast).map(MenusResource::item).toList();
    }

    private static Item item(Model model) {
        var link = (String) model.get("link");
        return new Item((String) model.get("title"), link.isEmpty() ? null : link, items((List<?>) model.get("items")));
    }
}
