package torg.pages.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.ContentFile;
import torg.api.web.Request;
import torg.pages.access.KnownAccess;
import torg.pages.tree.Addresses;
import torg.pages.tree.MediaTypes;
import torg.pages.tree.Picture;
import torg.pages.tree.Pictures;
import torg.pages.tree.SitePages;
import torg.spi.web.RestResource;
import torg.spi.web.Revalidated;

/** Web files as JSON, those that the caller may fetch. */
@Component(service = RestResource.class)
@Path("content/files")
@Produces("application/json")
@Revalidated
public final class FilesResource implements RestResource {
    private static final String FOLDER = "files/";

    private final KnownAccess access;

    @Activate
    public FilesResource(@Reference KnownAccess access) {
        this.access = access;
    }

    /**
     * Files, sorted by path.
     *
     * @param next where those that follow are; left out after the last one
     */
    public record Files(List<WebFile> value, String next) {}

    /**
     * A file.
     *
     * @param path as documents name it, {@code /files/range.svg}
     * @param link where its bytes are
     * @param mediaType by the ending of its name
     * @param size in bytes
     * @param alt what an image shows, in the language of the request; left out where nobody said it
     * @param picture left out of a file that no smaller pictures are made of
     */
    public record WebFile(String path, String link, String mediaType, int size, String alt, Pixels picture) {}

    /**
     * A picture.
     *
     * @param smaller those that are made of it, the narrowest first
     */
    public record Pixels(int width, int height, List<Smaller> smaller) {
        static Pixels of(Picture picture) {
            return new Pixels(picture.width(), picture.height(), picture.widths().stream().map(width -> new Smaller(width, picture.height(width), picture.link(width))).toList());
        }
    }

    /** One that is made when it is fetched, at an address that always means the same bytes. */
    public record Smaller(int width, int height, String link) {}

    /**
     * The files this caller may fetch, at most 200 at a time.
     *
     * @param below the address of a page whose files they are, or of one above it
     */
    @GET
    public Files files(@QueryParam("below") @DefaultValue("") String below, @QueryParam("page") @DefaultValue("") String page, @QueryParam("page-size") @DefaultValue("") String size, @Context Request request) {
        var sight = access.of(request.site(), request.caller());
        var pages = request.site().require(SitePages.class);
        var stem = FOLDER + (below.startsWith("/") && below.length() > 1 ? below.substring(1) + "/" : "");
        var all = request.site().files().entrySet().stream().filter(file -> file.getKey().startsWith(stem) && pages.tree().above(file.getKey().substring(FOLDER.length() - 1)).filter(sight::of).isPresent())
                .sorted(Map.Entry.comparingByKey()).map(file -> known(file.getKey(), file.getValue(), pages.pictures(), request.locale())).toList();
        var some = Asked.some(request, all, page, size);
        return new Files(some.value(), some.next());
    }

    private static WebFile known(String file, ContentFile content, Pictures pictures, Locale locale) {
        var path = "/" + file;
        return new WebFile(path, Addresses.encode(path), MediaTypes.of(path), content.bytes().length,
                pictures.alt(file).map(text -> text.in(locale)).orElse(null), pictures.of(file).map(Pixels::of).orElse(null));
    }
}
