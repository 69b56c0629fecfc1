package torg.audit;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.audit.Act;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditEntry.Values;
import torg.api.audit.AuditLog;
import torg.api.audit.AuditQuery;
import torg.api.text.Characters;
import torg.api.web.Request;
import torg.api.web.Stream;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/** The audit log as JSON, and every entry with its hash for whoever checks the chain; for administrators. */
@Component(service = RestResource.class)
@Path("audit")
public final class AuditResource implements RestResource {
    static final int AT_A_TIME = 100;
    private final AuditLog log;

    @Activate
    public AuditResource(@Reference AuditLog log) {
        this.log = log;
    }

    /**
     * Entries, the newest first.
     *
     * @param next for {@code before}, where there may be more
     */
    public record Found(List<Entry> entries, Long next) {}

    /**
     * What happened.
     *
     * @param who kind and key or name, such as {@code contact:ALFKI-2}
     * @param deputy key of the contact who worked in that one's place
     * @param about key of the contact whom it is about
     */
    public record Entry(long number, String at, String who, String deputy, String account, String act, String outcome, String about, String table, String key, String detail, long times, String address, String request,
            List<Cell> values, String hash) {
        static Entry of(AuditEntry entry) {
            var act = entry.act();
            return new Entry(entry.number(), entry.at().toString(), entry.caller(), entry.deputy(), entry.account(), act.name(), act.outcome().name().toLowerCase(Locale.ROOT), act.person(), act.table(), act.key(), act.detail(),
                    act.times(), entry.address(), entry.request(), entry.values().map(Values::cells).orElse(List.of()).stream().map(cell -> new Cell(cell.column(), cell.before().orElse(null), cell.after().orElse(null))).toList(),
                    entry.hash());
        }
    }

    /** What a column held and holds; null for an empty cell. */
    public record Cell(String column, String before, String after) {}

    /** Where the log stands. */
    public record Head(long number, String hash) {}

    /** The entries that {@code person}, {@code account}, {@code act}, {@code outcome}, {@code table}, {@code key}, {@code from} and {@code until} name, a hundred at a time. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Found find(@Context Request request) {
        var found = found(request);
        return new Found(found.stream().map(Entry::of).toList(), found.size() < AT_A_TIME ? null : found.getLast().number());
    }

    /** The same for a terminal: a line each. */
    @GET
    @Produces(MediaType.TEXT_PLAIN + ";qs=0.5")
    public String findAsText(@Context Request request) {
        return found(request).stream().map(AuditResource::printed).collect(Collectors.joining());
    }

    /** Whoever reads the log is told of in it. */
    private List<AuditEntry> found(Request request) {
        var found = log.find(Wanted.of(request, AT_A_TIME));
        log.count(Wanted.read(request, Wanted.said(request)));
        return found;
    }

    /** Rows may hold what moves a terminal's cursor: nobody who writes into one writes on the screen of whoever looks. */
    static String printed(AuditEntry entry) {
        var act = entry.act();
        var cells = entry.values().map(Values::cells).orElse(List.of()).stream().map(cell -> cell.column() + ": " + cell.before().orElse("-") + " -> " + cell.after().orElse("-")).collect(Collectors.joining(", "));
        var line = String.join(" ", List.of("" + entry.number(), entry.at().toString(), entry.caller(), act.name() + (act.outcome() == Act.Outcome.REFUSED ? " refused" : "") + (act.times() > 1 ? " x" + act.times() : ""),
                named("by", entry.deputy()), named("account", entry.account()), named("about", act.person()), act.table().isEmpty() ? "" : act.table() + "/" + act.key(), act.detail(), cells, named("from", entry.address()),
                named("request", entry.request()))).replaceAll(" +", " ").replaceAll("[\\r\\n\\t]", " ").strip();
        return Characters.line(line) + "\n";
    }

    private static String named(String name, String value) {
        return value.isEmpty() ? "" : name + "=" + value;
    }

    /** Every entry behind this number, in order, up to a thousand lines that {@code torg audit verify} reads. */
    @GET
    @Path("chain")
    @Produces(MediaType.TEXT_PLAIN)
    @Answers(status = 200, body = String.class)
    public Stream chain(@Context Request request, @QueryParam("after") long after) {
        Wanted.admit(request);
        log.count(Wanted.read(request, "chain after=" + after));
        var entries = log.after(Math.max(0, after), AuditQuery.MOST);
        try {
            return Stream.once(() -> new SequenceInputStream(Collections.enumeration(lines(entries))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One after the other: each is as long as a row had much in it, and all of them together are more than memory has room for. */
    private static List<InputStream> lines(List<AuditEntry> entries) {
        return new AbstractList<>() {
            @Override
            public InputStream get(int at) {
                return new ByteArrayInputStream((EntryLine.written(entries.get(at)) + "\n").getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public int size() {
                return entries.size();
            }
        };
    }

    /** Where the log stands: whoever notes it elsewhere notices when the end is cut off. */
    @GET
    @Path("head")
    @Produces(MediaType.APPLICATION_JSON)
    public Head head(@Context Request request) {
        Wanted.admit(request);
        var head = log.head();
        return new Head(head.number(), head.hash());
    }
}
