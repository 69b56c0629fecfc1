package torg.personal.data;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.spi.identity.PersonalData.Fate;
import torg.spi.web.RestResource;

/** Erasing a person, as JSON: what would become of what, and the deed; for administrators in a session who proved of late who they are. */
@Component(service = RestResource.class)
@Path("personal-data/erasure")
public final class ErasureResource implements RestResource {
    /** For those who ask for it: whoever does not say gets JSON. */
    private static final String FOR_A_TERMINAL = MediaType.TEXT_PLAIN + ";qs=0.5";
    private final Erasure erasure;

    @Activate
    public ErasureResource(@Reference Erasure erasure) {
        this.erasure = erasure;
    }

    /**
     * Rows about a person.
     *
     * @param name of the table, or of table and column where a module keeps them
     * @param fate {@code goes}, {@code emptied} or {@code stays}
     * @param why of what stays: {@code record} of what was done, {@code business} with the account; else absent
     * @param columns that are emptied
     * @param rows how many
     */
    public record Part(String name, String fate, String why, List<String> columns, long rows) {
        static Part of(Erasure.Part part) {
            return switch (part.fate()) {
                case Fate.Goes() -> new Part(part.name(), "goes", null, List.of(), part.rows());
                case Fate.Emptied(var columns) -> new Part(part.name(), "emptied", null, columns, part.rows());
                case Fate.Stays(var why) -> new Part(part.name(), "stays", why.name().toLowerCase(Locale.ROOT), List.of(), part.rows());
            };
        }

        private String line() {
            return "%8d  %-40s %s".formatted(rows, name, fate + (why == null ? "" : ": " + why) + (columns.isEmpty() ? "" : ": " + String.join(", ", columns)));
        }
    }

    /**
     * What there is of a person, and what becomes of it.
     *
     * @param contact its key
     * @param erased whether this was done before
     * @param parts those of which there are rows
     */
    public record Told(String contact, boolean erased, List<Part> parts) {
        static Told of(Erasure.Plan plan) {
            return new Told(plan.contact(), plan.erased(), plan.parts().stream().map(Part::of).toList());
        }

        private String lines() {
            return "contact " + contact + (erased ? ", erased before" : "") + "\n" + parts.stream().map(Part::line).collect(Collectors.joining("\n", "", "\n"));
        }
    }

    /**
     * Whom to erase.
     *
     * @param person key of the contact, or the address with which they sign in
     * @param confirm key of the contact, as the answer about it named it
     */
    public record Wanted(String person, String confirm) {}

    /** What would become of a person; nothing is done. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Told plan(@Context Request request, @QueryParam("person") @DefaultValue("") String person) {
        return Told.of(erasure.plan(request, person));
    }

    /** The same for people at a terminal. */
    @GET
    @Produces(FOR_A_TERMINAL)
    public String planAsText(@Context Request request, @QueryParam("person") @DefaultValue("") String person) {
        return plan(request, person).lines();
    }

    /** Erase a person for good; what there was, and became so. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Told erase(@Context Request request, Wanted wanted) {
        if (wanted == null) throw TorgException.of(ProblemKind.MALFORMED, "personal-data.no-body", "the request has no body").help("send {\"person\", \"confirm\"}");
        return Told.of(erasure.erase(request, Objects.requireNonNullElse(wanted.person(), ""), Objects.requireNonNullElse(wanted.confirm(), "")));
    }

    /** The same for people at a terminal. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(FOR_A_TERMINAL)
    public String eraseAsText(@Context Request request, Wanted wanted) {
        return erase(request, wanted).lines();
    }
}
