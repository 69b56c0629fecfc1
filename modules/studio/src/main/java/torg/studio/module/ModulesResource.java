package torg.studio.module;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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
import torg.api.health.HouseHealth;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Characters;
import torg.api.web.Request;
import torg.spi.web.RestResource;

/** The modules as JSON and for a terminal, for administrators. */
@Component(service = RestResource.class)
@Path("modules")
public final class ModulesResource implements RestResource {
    private static final String STEP = "  ";
    private final HouseHealth health;

    /** @param health knows the modules */
    @Activate
    public ModulesResource(@Reference HouseHealth health) {
        this.health = health;
    }

    /** Every module, those first that do not run; with {@code name} what goes by that name, which is more than one where a second jar of it was refused. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<Module> modules(@Context Request request, @QueryParam("name") @DefaultValue("") String name) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "modules.sign-in", "modules are shown to administrators who signed in");
        if (!request.site().settings().isAdministrator(request.caller())) throw TorgException.of(ProblemKind.DENIED, "modules.denied", "modules are shown to administrators");
        var modules = Module.all(health).stream().filter(module -> name.isEmpty() || module.name().equals(name)).toList();
        if (modules.isEmpty() && !name.isEmpty()) throw TorgException.of(ProblemKind.NOT_FOUND, "modules.unknown", "no module has this name").help("torg module list says which there are");
        return modules;
    }

    /** The same for a terminal; what a module offers only when it is asked for by name. */
    @GET
    @Produces(MediaType.TEXT_PLAIN + ";qs=0.5")
    public String modulesAsText(@Context Request request, @QueryParam("name") @DefaultValue("") String name) {
        return modules(request, name).stream().flatMap(module -> lines(module, !name.isEmpty())).map(line -> Characters.line(line) + "\n").collect(Collectors.joining());
    }

    private static Stream<String> lines(Module module, boolean whole) {
        var head = (module.running() ? "runs          " : "does not run  ") + module.name() + (module.version().isEmpty() ? "" : " " + module.version()) + ", " + module.file();
        var offers = whole && !module.offers().isEmpty() ? Stream.of(STEP + "offers " + String.join(", ", module.offers())) : Stream.<String>of();
        return Stream.of(Stream.of(head), offers, lines(module.why(), STEP)).flatMap(lines -> lines);
    }

    private static Stream<String> lines(List<Why> reasons, String indent) {
        return reasons.stream().flatMap(why -> Stream.concat(Stream.of(indent + why.text()), lines(why.because(), indent + STEP)));
    }
}
