package torg.table.permissions.look;

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
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.Privilege;
import torg.api.access.Reason;
import torg.api.identity.RoleGrant;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.SiteProblem;
import torg.api.web.Request;
import torg.spi.access.AccessComparison;
import torg.spi.web.RestResource;
import torg.table.permissions.Privileges;

/** Rights seen with somebody else's eyes, for administrators. */
@Component(service = RestResource.class)
@Path("permissions")
public final class PermissionsResource implements RestResource {
    /** For those who ask for it: whoever does not say gets JSON. */
    private static final String FOR_A_TERMINAL = MediaType.TEXT_PLAIN + ";qs=0.5";
    private final Glass glass;
    private final Differences differences;

    @Activate
    public PermissionsResource(@Reference Glass glass, @Reference Differences differences) {
        this.glass = glass;
        this.differences = differences;
    }

    /** Why a person may or may not do something with a row, or, without a key, with rows of the table at all; rule by rule. */
    @GET
    @Path("why")
    @Produces(MediaType.APPLICATION_JSON)
    public Why why(@Context Request request, @QueryParam("person") @DefaultValue("") String person, @QueryParam("account") @DefaultValue("") String account, @QueryParam("table") @DefaultValue("") String table,
            @QueryParam("privilege") @DefaultValue("read") String privilege, @QueryParam("key") @DefaultValue("") String key) {
        Glass.admit(request);
        var seen = glass.person(person, account);
        if (key.isEmpty()) {
            var overall = glass.why(seen.caller(), privilege(privilege), table);
            return new Why(Person.of(seen), overall.allowed(), overall.because(), overall.rows(), overall.tried().stream().map(tried -> Rule.of(tried.reason(), seen, tried.rows())).toList());
        }
        var decision = glass.why(seen.caller(), privilege(privilege), table, key);
        return new Why(Person.of(seen), decision.allowed(), decision.because(), null, decision.tried().stream().map(reason -> Rule.of(reason, seen, null)).toList());
    }

    /** The same for a terminal. */
    @GET
    @Path("why")
    @Produces(FOR_A_TERMINAL)
    public String whyAsText(@Context Request request, @QueryParam("person") @DefaultValue("") String person, @QueryParam("account") @DefaultValue("") String account, @QueryParam("table") @DefaultValue("") String table,
            @QueryParam("privilege") @DefaultValue("read") String privilege, @QueryParam("key") @DefaultValue("") String key) {
        return Printed.of(why(request, person, account, table, privilege, key), table, privilege, key);
    }

    /** What a person reaches: rows by table and privilege, in all and by each of the person's roles. */
    @GET
    @Path("reach")
    @Produces(MediaType.APPLICATION_JSON)
    public Matrix reach(@Context Request request, @QueryParam("person") @DefaultValue("") String person, @QueryParam("account") @DefaultValue("") String account) {
        Glass.admit(request);
        var seen = glass.person(person, account);
        var byRole = new TreeMap<String, List<Line>>();
        glass.reachByRole(seen.caller()).forEach((role, reach) -> byRole.put(role, lines(reach)));
        return new Matrix(Person.of(seen), lines(glass.reach(seen.caller())), byRole);
    }

    /** The same for a terminal. */
    @GET
    @Path("reach")
    @Produces(FOR_A_TERMINAL)
    public String reachAsText(@Context Request request, @QueryParam("person") @DefaultValue("") String person, @QueryParam("account") @DefaultValue("") String account) {
        return Printed.of(reach(request, person, account));
    }

    /** What each web role reaches by itself: rows by table and privilege, as the one of its people does who reaches most. Of each role a few people are looked at. */
    @GET
    @Path("matrix")
    @Produces(MediaType.APPLICATION_JSON)
    public Roles matrix(@Context Request request) {
        Glass.admit(request);
        return new Roles(glass.roles().stream().map(held -> new Held(held.role(), held.people(), held.all(), lines(held.reach()))).toList());
    }

    /** The same for a terminal. */
    @GET
    @Path("matrix")
    @Produces(FOR_A_TERMINAL)
    public String matrixAsText(@Context Request request) {
        return Printed.of(matrix(request));
    }

    /** Who would gain and who would lose if these were the permissions. */
    @POST
    @Path("diff")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Diff diff(@Context Request request, Proposed proposed) {
        Glass.admit(request);
        return Diff.of(differences.by(proposed == null || proposed.documents() == null ? Map.of() : proposed.documents()));
    }

    /** The same for a terminal. */
    @POST
    @Path("diff")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(FOR_A_TERMINAL)
    public String diffAsText(@Context Request request, Proposed proposed) {
        return Printed.of(diff(request, proposed));
    }

    /** Who gained and who lost from one version of the site in Git to another, or to the site as it is. */
    @GET
    @Path("diff")
    @Produces(MediaType.APPLICATION_JSON)
    public Diff between(@Context Request request, @QueryParam("from") @DefaultValue("") String from, @QueryParam("to") @DefaultValue("") String to) {
        Glass.admit(request);
        if (from.isBlank()) throw TorgException.of(ProblemKind.MALFORMED, "permissions.no-revision", "the version to compare with is not said").help("give it as 'from', and another one as 'to' or none for the site as it is");
        return Diff.of(differences.between(from, Optional.of(to).filter(revision -> !revision.isBlank())));
    }

    /** The same for a terminal. */
    @GET
    @Path("diff")
    @Produces(FOR_A_TERMINAL)
    public String betweenAsText(@Context Request request, @QueryParam("from") @DefaultValue("") String from, @QueryParam("to") @DefaultValue("") String to) {
        return Printed.of(between(request, from, to));
    }

    private static List<Line> lines(List<Glass.Reach> reach) {
        return reach.stream().map(PermissionsResource::line).toList();
    }

    private static Line line(Glass.Reach reach) {
        var rows = new TreeMap<String, Long>();
        reach.rows().forEach((privilege, count) -> rows.put(Privileges.of(privilege), count));
        return new Line(reach.table().name(), reach.form().orElse(""), rows);
    }

    private static Privilege privilege(String word) {
        return Optional.ofNullable(Privileges.ROWS.get(word)).orElseThrow(() -> TorgException.of(ProblemKind.MALFORMED, "permissions.unknown-privilege", "there is no such privilege")
                .help("use one of " + String.join(", ", new TreeMap<>(Privileges.ROWS).keySet())));
    }

    /**
     * Who was looked at, as the rules see them.
     *
     * @param accounts acted for
     * @param because by what they have their roles
     */
    public record Person(String name, String contact, List<String> accounts, SortedSet<String> roles, List<Because> because) {
        static Person of(Glass.Seen seen) {
            var caller = seen.caller();
            return new Person(caller.name(), caller.contact().orElse(""), caller.accounts(), caller.roles(), seen.roles().stream().map(Because::of).toList());
        }
    }

    /** A role, and the {@code contact}, the {@code account} or the {@code membership} (of an account) that brings it, by key. */
    public record Because(String role, String from, String of) {
        static Because of(RoleGrant grant) {
            return new Because(grant.role(), Privileges.of(grant.from()), grant.of());
        }
    }

    /**
     * A decision with every rule that was tried.
     *
     * @param reached how many rows are reached in all; absent where one row was asked about
     */
    public record Why(Person person, boolean allowed, List<String> because, Long reached, List<Rule> tried) {}

    /**
     * A rule and what came of it: {@code reaches}, {@code other-rows}, {@code other-roles} or {@code form-only}.
     *
     * @param because by what the person has one of its roles
     * @param means how many rows it means, or would mean with one of its roles; absent where one row was asked about
     */
    public record Rule(String rule, SortedSet<String> roles, boolean denies, String rows, String finding, List<Because> because, Long means) {
        static Rule of(Reason reason, Glass.Seen seen, Long means) {
            return new Rule(reason.rule(), reason.roles(), reason.denies(), reason.rows(), Privileges.of(reason.finding()), seen.through(reason.roles()).stream().map(Because::of).toList(), means);
        }
    }

    /** What somebody reaches; tables without any row are left out. By role: as if the person had that role alone. */
    public record Matrix(Person person, List<Line> tables, Map<String, List<Line>> byRole) {}

    /** What each web role reaches. */
    public record Roles(List<Held> roles) {}

    /**
     * What a web role reaches by itself.
     *
     * @param people who have it, of those looked at; 1 for {@code anonymous}
     * @param all whether there are no others, and all of them were counted for
     */
    public record Held(String role, int people, boolean all, List<Line> tables) {}

    /** Rows of a table by privilege; where a form is named, what is reached by way of that form, in place of what is reached directly. */
    public record Line(String table, String form, Map<String, Long> rows) {}

    /** All documents of the permissions as they would be: text by file name, such as {@code orders.yml}. */
    public record Proposed(Map<String, String> documents) {}

    /**
     * What other permissions would give, or what one version of the site gives other than another.
     *
     * @param uncounted tables whose rows cannot be counted by one of the two
     * @param looked how many people were looked at
     * @param all whether that is everybody, and every line is here
     */
    public record Diff(Comparison.Rules rules, SortedSet<String> uncounted, List<Gain> rows, List<ColumnGain> columns, int looked, boolean all, List<String> warnings) {
        static Diff of(Differences.Difference found) {
            return new Diff(found.rules(), found.uncounted(), found.rows().stream().map(Gain::of).toList(), found.columns().stream().map(ColumnGain::of).toList(), found.looked(), found.all(),
                    found.warnings().stream().map(SiteProblem::toString).toList());
        }
    }

    /** Rows that one person would reach, or no longer reach; by way of a form only where one is named. */
    public record Gain(String person, String contact, String table, String privilege, String form, long gains, long loses) {
        static Gain of(AccessComparison.Rows rows) {
            return new Gain(rows.person().name(), rows.person().contact().orElse(""), rows.table(), Privileges.of(rows.privilege()), rows.form().orElse(""), rows.gains(), rows.loses());
        }
    }

    /** Columns that a set of roles could use, or no longer use. */
    public record ColumnGain(SortedSet<String> roles, String table, String privilege, List<String> gains, List<String> loses) {
        static ColumnGain of(AccessComparison.Columns columns) {
            return new ColumnGain(columns.roles(), columns.table(), columns.privilege().name().toLowerCase(Locale.ROOT), columns.gains(), columns.loses());
        }
    }
}
