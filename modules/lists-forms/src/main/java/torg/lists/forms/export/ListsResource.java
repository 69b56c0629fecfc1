package torg.lists.forms.export;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.api.web.Stream;
import torg.lists.forms.list.KnownRoles;
import torg.lists.forms.list.ListView;
import torg.lists.forms.list.Listing;
import torg.lists.forms.list.Lists;
import torg.lists.forms.list.Sheet;
import torg.lists.forms.row.Formats;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/**
 * Lists as files, where their documents say {@code export: true}: the rows and columns that the caller sees on the page, searched, filtered and sorted by the same
 * parameters, in the language that {@code locale} names.
 */
@Component(service = RestResource.class)
@Path("lists/{list}")
public final class ListsResource implements RestResource {
    static final String CSV = "text/csv;charset=utf-8";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    /** A file is in memory while it is made. */
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 5;

    private final Tables tables;
    private final KnownRoles roles;
    private final Clock clock;
    private final Semaphore free = new Semaphore(AT_ONCE, true);
    private final Set<String> fetching = ConcurrentHashMap.newKeySet();

    /**
     * @param tables through which rows are read
     * @param roles web roles of contacts, for lists that show them
     */
    @Activate
    public ListsResource(@Reference Tables tables, @Reference KnownRoles roles) {
        this(tables, roles, Clock.systemUTC());
    }

    ListsResource(Tables tables, KnownRoles roles, Clock clock) {
        this.tables = tables;
        this.roles = roles;
        this.clock = clock;
    }

    /** The rows as comma-separated values, as spreadsheets of the language open them. */
    @GET
    @Path("rows.csv")
    @Produces(CSV)
    @Answers(status = 200)
    public Response csv(@Context Request request, @PathParam("list") String name) {
        return file(inLanguage(request), name, "csv", CSV, sheet -> new Csv(inLanguage(request).locale()).write(sheet));
    }

    /** The rows as an Excel workbook. */
    @GET
    @Path("rows.xlsx")
    @Produces(XLSX)
    @Answers(status = 200)
    public Response workbook(@Context Request request, @PathParam("list") String name) {
        return file(inLanguage(request), name, "xlsx", XLSX, sheet -> Workbook.write(name.substring(0, Math.min(31, name.length())), sheet));
    }

    private Response file(Request request, String name, String ending, String mediaType, Function<Sheet, byte[]> write) {
        var listing = new Listing(tables, roles.now(), Clock.systemUTC(), request, view(request, name), new Condition.Everything(), "");
        // So many rows take their time, and those who fetch them their turns.
        var file = Deadline.none(() -> inTurn(request.caller(), () -> kept(write.apply(listing.sheet()))));
        var day = LocalDate.ofInstant(clock.instant(), Formats.of(request).zone());
        return Response.ok(file).type(mediaType)
                .header("Content-Disposition", "attachment; filename=\"" + name + "-" + day + "." + ending + "\"").header("Cache-Control", "private, no-store").build();
    }

    private static Stream kept(byte[] made) {
        try {
            return Stream.once(() -> new ByteArrayInputStream(made));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of each caller at a time, so that nobody takes the places of all. */
    private Stream inTurn(Caller caller, Supplier<Stream> make) {
        var who = caller.kind() + " " + caller.contact().orElse(caller.name());
        if (!fetching.add(who)) throw TorgException.of(ProblemKind.TOO_MANY, "lists.one-at-a-time", "another list of yours is being made a file").help("wait for that one");
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw busy();
            try {
                return make.get();
            } finally {
                free.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy().causedBy(e);
        } finally {
            fetching.remove(who);
        }
    }

    private static TorgException busy() {
        return TorgException.of(ProblemKind.BUSY, "lists.busy", "others are fetching lists as files").help("try again in a moment");
    }

    /** One that is not for files is as unknown as one that is not there. */
    private static ListView view(Request request, String name) {
        return request.site().part(Lists.class).map(lists -> lists.byName().get(name)).filter(ListView::export)
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "lists.unknown", "there is no such list to fetch"));
    }

    /** What a page links to is in the page's language, and not in the browser's. */
    private static Request inLanguage(Request request) {
        var locale = request.query("locale").flatMap(tag -> request.site().settings().locales().stream().filter(one -> one.toLanguageTag().equals(tag)).findFirst()).orElse(request.locale());
        return request.in(locale);
    }
}
