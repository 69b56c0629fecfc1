package torg.studio.module;

import jakarta.ws.rs.DELETE;
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
import torg.api.file.Bytes;
import torg.api.health.ModuleProposal;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Characters;
import torg.api.web.Request;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/** The modules as JSON and for a terminal, for administrators, who add and remove them, stop and start them here too. */
@Component(service = RestResource.class)
@Path("modules")
public final class ModulesResource implements RestResource {
    private static final String STEP = "  ";
    private final ModuleDesk desk;

    /** @param desk knows the modules */
    @Activate
    public ModulesResource(@Reference ModuleDesk desk) {
        this.desk = desk;
    }

    /** Every module, those first that do not run; with {@code name} what goes by that name, which is more than one where a second jar of it was refused. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<Module> modules(@Context Request request, @QueryParam("name") @DefaultValue("") String name) {
        return name.isEmpty() ? desk.all(request) : desk.named(request, name);
    }

    /** The settings that a module declares, with what they are now; none where it does not run. */
    @GET
    @Path("{name}/settings")
    @Produces(MediaType.APPLICATION_JSON)
    public List<Setting> settings(@Context Request request, @PathParam("name") String name) {
        return desk.settings(request, name);
    }

    /** Stop a module: it stays so until it is started, over restarts, and when its jar is replaced. */
    @POST
    @Path("{name}/stop")
    public void stop(@Context Request request, @PathParam("name") String name) {
        desk.stop(request, name);
    }

    /** Let a module run that somebody stopped. */
    @POST
    @Path("{name}/start")
    public void start(@Context Request request, @PathParam("name") String name) {
        desk.start(request, name);
    }

    /**
     * What was added.
     *
     * @param digest SHA-256 of the jar
     * @param signer empty when nobody signed it who is trusted
     * @param before version that was there; empty when none was
     * @param declares whether it says what it acts with; otherwise nothing holds it
     * @param may what that is
     */
    public record Added(String name, String version, String digest, String signer, String before, boolean declares, List<String> may) {
        static Added of(ModuleProposal added) {
            return new Added(added.name(), added.version(), added.digest(), added.signer().orElse(""), added.before().orElse(""), added.rights().isPresent(), Offer.may(added));
        }
    }

    /**
     * What a jar is that nobody has added.
     *
     * @param module what would be added
     * @param misfits why it would be refused, one a line; empty when it would be taken
     */
    public record Looked(Added module, List<String> misfits) {
        static Looked of(ModuleProposal proposal) {
            return new Looked(Added.of(proposal), proposal.refused());
        }
    }

    /** Look at the jar that is the body: what it is, what it wants to act with, and whether it would be taken. Nothing is added. */
    @POST
    @Path("look")
    @Produces(MediaType.APPLICATION_JSON)
    @Answers(status = 200, body = Looked.class)
    public Looked look(@Context Request request) {
        return Looked.of(desk.look(request, jar(request)));
    }

    /** The same for a terminal. */
    @POST
    @Path("look")
    @Produces(MediaType.TEXT_PLAIN + ";qs=0.5")
    public String lookAsText(@Context Request request) {
        var looked = look(request);
        var module = looked.module();
        var head = (looked.misfits().isEmpty() ? "fits          " : "is refused    ") + module.name() + " " + module.version() + ", SHA-256 " + module.digest()
                + (module.signer().isEmpty() ? ", signed by nobody who is trusted" : ", signed by " + module.signer()) + (module.before().isEmpty() ? "" : ", in place of " + module.before());
        var may = module.may().isEmpty() ? "acts with " + (module.declares() ? "nothing" : "what it likes: it does not say") : "may " + String.join(", ", module.may());
        return Stream.concat(Stream.of(head, STEP + may), looked.misfits().stream().map(line -> STEP + line)).map(line -> Characters.line(line) + "\n").collect(Collectors.joining());
    }

    private static Bytes jar(Request request) {
        return request.file(Request.BODY).orElseThrow(() -> TorgException.of(ProblemKind.MALFORMED, "modules.no-file", "the body carries no jar")
                .help("send the bytes by themselves, as application/java-archive")).bytes();
    }

    /** Add the jar that is the body, as a module or as another version of one; checked before anything is installed. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Answers(status = 200, body = Added.class)
    public Added add(@Context Request request) {
        return Added.of(desk.add(request, jar(request)));
    }

    /** Remove a module that was added. */
    @DELETE
    @Path("{name}")
    public void remove(@Context Request request, @PathParam("name") String name) {
        desk.remove(request, name);
    }

    /** Go back to the version that was added before; a second time leads forward again. */
    @POST
    @Path("{name}/back")
    public void back(@Context Request request, @PathParam("name") String name) {
        desk.back(request, name);
    }

    /** The same for a terminal; what a module offers, and how it is set, only when it is asked for by name. */
    @GET
    @Produces(MediaType.TEXT_PLAIN + ";qs=0.5")
    public String modulesAsText(@Context Request request, @QueryParam("name") @DefaultValue("") String name) {
        var settings = name.isEmpty() ? Stream.<String>of() : desk.settings(request, name).stream().flatMap(Setting::lines).map(line -> STEP + line);
        return Stream.concat(modules(request, name).stream().flatMap(module -> lines(module, !name.isEmpty())), settings).map(line -> Characters.line(line) + "\n").collect(Collectors.joining());
    }

    private static Stream<String> lines(Module module, boolean whole) {
        var head = head(module.state()) + module.name() + (module.version().isEmpty() ? "" : " " + module.version()) + ", " + module.file() + (module.isAdded() ? ", added" : "")
                + (module.former().isEmpty() ? "" : ", " + module.former() + " is kept");
        var offers = whole && !module.offers().isEmpty() ? Stream.of(STEP + "offers " + String.join(", ", module.offers())) : Stream.<String>of();
        return Stream.of(Stream.of(head), offers, lines(module.why(), STEP)).flatMap(lines -> lines);
    }

    private static String head(String state) {
        return switch (state) {
            case Module.RUNNING -> "runs          ";
            case Module.STOPPED -> "is stopped    ";
            default -> "does not run  ";
        };
    }

    private static Stream<String> lines(List<Why> reasons, String indent) {
        return reasons.stream().flatMap(why -> Stream.concat(Stream.of(indent + why.text()), lines(why.because(), indent + STEP)));
    }
}
