package torg.table.permissions;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.Privilege;
import torg.api.access.Reason;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.spi.web.RestResource;

/** Rights seen with somebody else's eyes, for administrators. */
@Component(service = RestResource.class)
@Path("permissions")
public final class PermissionsResource implements RestResource {
    private final Glass glass;

    @Activate
    public PermissionsResource(@Reference Glass glass) {
        this.glass = glass;
    }

    /** Why a person may or may not do something with a row, rule by rule. */
    @GET
    @Path("why")
    public Why why(@Context Request request, @QueryParam("person") @DefaultValue("") String person, @QueryParam("table") @DefaultValue("") String table,
            @QueryParam("privilege") @DefaultValue("read") String privilege, @QueryParam("key") @DefaultValue("") String key) {
        Glass.admit(request);
        var caller = glass.person(person);
        var decision = glass.why(caller, privilege(privilege), table, key);
        return new Why(Person.of(caller), decision.allowed(), decision.because(), decision.tried().stream().map(Rule::of).toList());
    }

    /** What a person reaches: rows by table and privilege. */
    @GET
    @Path("reach")
    public Matrix reach(@Context Request request, @QueryParam("person") @DefaultValue("") String person) {
        Glass.admit(request);
        var caller = glass.person(person);
        return new Matrix(Person.of(caller), glass.reach(caller).stream().map(PermissionsResource::line).toList());
    }

    private static Line line(Glass.Reach reach) {
        var rows = new TreeMap<String, Long>();
        reach.rows().forEach((privilege, count) -> rows.put(Privileges.of(privilege), count));
        return new Line(reach.table().name(), rows);
    }

    private static Privilege privilege(String word) {
        return Optional.ofNullable(Privileges.ROWS.get(word)).orElseThrow(() -> TorgException.of(ProblemKind.MALFORMED, "permissions.unknown-privilege", "there is no such privilege")
                .help("use one of " + String.join(", ", new TreeMap<>(Privileges.ROWS).keySet())));
    }

    /** Who was looked at, as the rules see them. */
    public record Person(String name, String contact, List<String> accounts, SortedSet<String> roles) {
        static Person of(Caller caller) {
            return new Person(caller.name(), caller.contact().orElse(""), caller.accounts(), caller.roles());
        }
    }

    /** A decision with every rule that was tried. */
    public record Why(Person person, boolean allowed, List<String> because, List<Rule> tried) {}

    /** A rule and what came of it: {@code reaches}, {@code other-rows}, {@code other-roles} or {@code form-only}. */
    public record Rule(String rule, SortedSet<String> roles, boolean denies, String rows, String finding) {
        static Rule of(Reason reason) {
            return new Rule(reason.rule(), reason.roles(), reason.denies(), reason.rows(), Privileges.of(reason.finding()));
        }
    }

    /** What somebody reaches; tables without any row are left out. */
    public record Matrix(Person person, List<Line> tables) {}

    /** Rows of a table by privilege. */
    public record Line(String table, Map<String, Long> rows) {}
}
