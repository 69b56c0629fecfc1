package torg.sync.printout;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.access.ColumnPrivilege;
import torg.api.file.MediaType;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.api.web.Stream;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Printouts;
import torg.spi.sync.Printouts.Printout;
import torg.spi.sync.Urgency;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;
import torg.sync.map.OfCompany;
import torg.sync.map.Pair;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/**
 * What the ERP has in writing of a row, such as an invoice as it was sent, for whoever may see the row and all columns that come from the ERP. Fetched when it is
 * asked for, and kept nowhere. Where there is none, where the row may not be seen and where it is not there is one and the same answer.
 */
@Component(service = RestResource.class)
@Path("printouts/{table}/{key}")
public final class PrintoutResource implements RestResource {
    private static final Logger LOG = LoggerFactory.getLogger(PrintoutResource.class);
    /** The ERP has other things to do, and each is in memory, several times its size, until it is on disk. */
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 5;

    private final Tables tables;
    private final Caller sync = Caller.service("sync");
    private final Semaphore free = new Semaphore(AT_ONCE, true);
    private final Set<String> fetching = ConcurrentHashMap.newKeySet();
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY, cardinality = ReferenceCardinality.MULTIPLE)
    private volatile List<Connector> connectors = List.of();

    @Activate
    public PrintoutResource(@Reference Tables tables) {
        this.tables = tables;
    }

    PrintoutResource(Tables tables, List<Connector> connectors) {
        this(tables);
        this.connectors = connectors;
    }

    /** The file. */
    @GET
    @Produces("*/*")
    @Answers(status = 200)
    public Response printout(@Context Request request, @PathParam("table") String table, @PathParam("key") String key) {
        var map = request.site().part(TableMaps.class).flatMap(maps -> maps.of(table, new OfCompany(tables, sync).there(table, key)).printing(table)).orElseThrow(PrintoutResource::none);
        var row = seen(request.caller(), map, key).orElseThrow(PrintoutResource::none);
        var found = inTurn(request.caller(), () -> fetch(map, row)).orElseThrow(PrintoutResource::none);
        var name = (table + "-" + key).replaceAll("[^A-Za-z0-9._-]", "_") + "." + found.type().ending();
        return Response.ok(found.bytes()).type(found.type().mediaType()).header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("Content-Security-Policy", "sandbox; default-src 'none'").header("X-Content-Type-Options", "nosniff").header("Cache-Control", "private, no-store").build();
    }

    /** A file that is what it says. */
    private record Found(MediaType type, Stream bytes) {}

    /** The row, with all that the ERP is asked by, once it is sure that the caller may know of it, and all that the document may tell of it. */
    private Optional<Row> seen(Caller caller, TableMap map, String key) {
        if (!map.pairs().stream().filter(Pair::in).allMatch(pair -> tables.mayUse(caller, ColumnPrivilege.READ, map.table(), pair.column()))) return Optional.empty();
        try {
            var seen = tables.find(caller, map.table(), key, tables.schema().table(map.table()).key());
            return seen.flatMap(row -> tables.find(sync, map.table(), row.key(), columns(map).toArray(String[]::new)));
        } catch (TorgException e) {
            // A table of which the caller may see nothing is none.
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
            return Optional.empty();
        }
    }

    private Optional<Found> fetch(TableMap map, Row row) {
        // With nothing in one of the places another row's might be found.
        if (columns(map).stream().anyMatch(column -> row.text(column).isEmpty())) return Optional.empty();
        var printouts = connectors.stream().filter(connector -> connector.name().equals(map.connector())).findFirst().flatMap(Connector::printouts);
        if (printouts.isEmpty()) return Optional.empty();
        try {
            return switch (printouts.get().fetch(map.printoutOf(row))) {
                case Answer.Done<Optional<Printout>>(var printout) -> printout.map(one -> checked(map, row, one));
                case Answer.Refused<Optional<Printout>>(var code, var reason) -> throw away(map, row, code + " " + reason);
                case Answer.Later<Optional<Printout>>(_, var reason) -> throw away(map, row, reason);
                case Answer.Unknown<Optional<Printout>>(_, var reason) -> throw away(map, row, reason);
            };
        } catch (TorgException e) {
            throw e.kind() == ProblemKind.UPSTREAM || e.kind() == ProblemKind.CONFIG ? away(map, row, e.getMessage()).causedBy(e) : e;
        }
    }

    /** What calls itself a document and begins otherwise is handed to nobody. */
    private static Found checked(TableMap map, Row row, Printout printout) {
        try {
            var beginning = beginning(printout);
            if (!printout.type().begins(beginning)) throw away(map, row, "it is no " + printout.type().mediaType());
            var found = new Found(printout.type(), Stream.once(printout.bytes()));
            if (found.bytes.length() > Printouts.LARGEST) {
                found.bytes.bytes().open().close();
                throw away(map, row, "it is larger than " + Printouts.LARGEST + " bytes");
            }
            return found;
        } catch (IOException e) {
            throw away(map, row, "it cannot be read").causedBy(e);
        }
    }

    private static byte[] beginning(Printout printout) throws IOException {
        try (var in = printout.bytes().open()) {
            return in.readNBytes(MediaType.BEGINNING);
        }
    }

    /** Whatever the ERP says of itself is for whoever runs the portal. */
    private static TorgException away(TableMap map, Row row, String why) {
        LOG.warn("no printout connector={} map={} key={} because={}", map.connector(), map.name(), row.key(), why);
        return TorgException.of(ProblemKind.BUSY, "sync.printout-away", "the document cannot be had at this moment").help("try again later");
    }

    /** One of each caller at a time, so that nobody takes the places of all. */
    private <T> T inTurn(Caller caller, Supplier<T> fetch) {
        var who = caller.kind() + " " + caller.contact().orElse(caller.name());
        if (!fetching.add(who)) throw TorgException.of(ProblemKind.TOO_MANY, "sync.one-at-a-time", "another document of yours is being fetched").help("wait for that one");
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw busy();
            try {
                return Urgency.PEOPLE.during(fetch);
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
        return TorgException.of(ProblemKind.BUSY, "sync.printouts-busy", "others are fetching documents").help("try again in a moment");
    }

    private static Set<String> columns(TableMap map) {
        return map.printout().orElseThrow().columns();
    }

    private static TorgException none() {
        return TorgException.of(ProblemKind.NOT_FOUND, "sync.no-printout", "there is no such document");
    }
}
