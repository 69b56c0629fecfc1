package torg.studio.module;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.text.Characters;
import torg.api.web.Request;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/** The catalogue of modules as JSON and for a terminal, for administrators, who add from it here too. */
@Component(service = RestResource.class)
@Path("module-catalogue")
public final class CatalogueResource implements RestResource {
    private final ModuleDesk desk;

    /** @param desk knows the catalogue */
    @Activate
    public CatalogueResource(@Reference ModuleDesk desk) {
        this.desk = desk;
    }

    /** What the catalogue has whose name or summary holds each of these words: of each module the newest version that fits, else the newest, and then why it does not. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<Offer> offers(@Context Request request, @QueryParam("search") @DefaultValue("") String search) {
        return desk.search(request, search).stream().map(Offer::of).toList();
    }

    /** Add a module of the catalogue: the newest version that fits, or the one that is named; checked as any other before anything is installed. */
    @POST
    @Path("{name}")
    @Produces(MediaType.APPLICATION_JSON)
    @Answers(status = 200, body = ModulesResource.Added.class)
    public ModulesResource.Added add(@Context Request request, @PathParam("name") String name, @QueryParam("version") @DefaultValue("") String version) {
        return ModulesResource.Added.of(desk.add(request, name, version));
    }

    /** The same for a terminal. */
    @GET
    @Produces(MediaType.TEXT_PLAIN + ";qs=0.5")
    public String offersAsText(@Context Request request, @QueryParam("search") @DefaultValue("") String search) {
        return offers(request, search).stream().flatMap(CatalogueResource::lines).map(line -> Characters.line(line) + "\n").collect(Collectors.joining());
    }

    private static Stream<String> lines(Offer offer) {
        var here = offer.before().isEmpty() ? "" : offer.before().equals(offer.version()) ? ", which is here" : ", " + offer.before() + " is here";
        var head = (offer.misfits().isEmpty() ? "fits          " : "does not fit  ") + offer.name() + " " + offer.version() + here;
        var about = Stream.of(offer.summary(), offer.licence(), offer.signer().isEmpty() ? "" : "signed by " + offer.signer() + ", as the catalogue says").filter(line -> !line.isEmpty());
        var may = offer.may().isEmpty() ? "  acts with " + (offer.declares() ? "nothing" : "what it likes: it does not say") : "  may " + String.join(", ", offer.may());
        return Stream.of(Stream.of(head), about.map(line -> "  " + line), Stream.of(may), offer.misfits().stream().map(line -> "  " + line)).flatMap(lines -> lines);
    }
}
