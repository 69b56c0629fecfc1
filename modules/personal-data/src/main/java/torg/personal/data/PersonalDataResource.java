package torg.personal.data;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.api.web.Stream;
import torg.spi.identity.Admissions;
import torg.spi.identity.Entrance;
import torg.spi.identity.PersonalData;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/** What is kept about a person, as one zip. */
@Component(service = RestResource.class)
@Path("personal-data")
public final class PersonalDataResource implements RestResource {
    private static final String ZIP = "application/zip";
    /** That are made at a time: each lies on disk until it is sent. */
    private static final int AT_ONCE = 2;
    private final Tables tables;
    private final Admissions admissions;
    private final Whose whose;
    private final Semaphore places = new Semaphore(AT_ONCE);
    /** Contacts for whom one is being made: nobody takes both places. */
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<PersonalData> modules = List.of();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog log;

    @Activate
    public PersonalDataResource(@Reference Tables tables, @Reference Entrance entrance, @Reference Admissions admissions) {
        this.tables = tables;
        this.admissions = admissions;
        this.whose = new Whose(entrance, admissions);
    }

    /**
     * All of it: of who asks, or of the contact that the parameter {@code person} names by key or by the address with which it signs in, for administrators. Only for whoever proved of
     * late who they are.
     *
     * @return NOT_FOUND {@code personal-data.nobody} when there is no such contact, or the administrator may not see it
     */
    @GET
    @Produces(ZIP)
    @Answers(status = 200)
    public Response export(@Context Request request) {
        var contact = whose.contact(request);
        var caller = request.caller();
        var own = caller.contact().equals(Optional.of(contact));
        if (!own && tables.find(caller, Sources.CONTACT, contact).isEmpty()) throw TorgException.of(ProblemKind.NOT_FOUND, "personal-data.nobody", "there is no such contact");
        var asker = caller.contact().orElseThrow();
        if (!asking.add(asker)) throw TorgException.of(ProblemKind.BUSY, "personal-data.busy", "one is being made for you right now").help("wait for it");
        try {
            return made(caller, contact);
        } finally {
            asking.remove(asker);
        }
    }

    private Response made(Caller caller, String contact) {
        if (!places.tryAcquire()) throw TorgException.of(ProblemKind.BUSY, "personal-data.busy", "others are having theirs made right now").help("try again in a minute");
        try {
            var audit = Optional.ofNullable(log);
            // what is handed out is on record before it is
            audit.ifPresent(to -> to.add(Act.done("person-exported").about(contact)));
            var sources = new Sources(tables, admissions, modules).of(caller, contact);
            var made = Stream.written(out -> new Export(tables, audit, contact, out).write(sources, InstantSource.system().instant()));
            return Response.ok(made, ZIP).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"personal-data.zip\"").header(HttpHeaders.CACHE_CONTROL, "no-store").build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            places.release();
        }
    }
}
