package torg.table.api;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.api.web.Request;
import torg.table.api.ask.Options;
import torg.table.api.ask.ReadablePaths;
import torg.table.api.row.Address;
import torg.table.api.row.Idempotency;
import torg.table.api.row.Version;

/** Makes changes for one caller and answers with what came of them. */
final class Changing {
    private final Tables tables;
    private final Request request;

    Changing(Tables tables, Request request) {
        this.tables = tables;
        this.request = request;
    }

    /**
     * One request by itself. With a name, whether this is a repeat is asked before anything else, since what was right then may not be today.
     *
     * @param name the caller's own for this write, null for none
     */
    Response alone(Edit edit, String name) {
        var once = Optional.ofNullable(name).map(key -> Idempotency.once(key, edit.name(), edit.body()));
        return once.flatMap(repeat -> tables.written(request.caller(), repeat)).map(repeat -> answer(edit, repeat.keys().getFirst(), Made.BEFORE))
                .orElseGet(() -> write(edit, once));
    }

    private Response write(Edit edit, Optional<Write.Once> once) {
        var plan = new Planning(tables, request.caller());
        plan.add(edit);
        var made = plan.makes() || edit.kind() == Edit.Kind.CREATE;
        try {
            var written = write(plan, once);
            return answer(edit, written.keys().getFirst(), written.replayed() ? Made.BEFORE : made ? Made.NOW : Made.NOTHING);
        } catch (TorgException e) {
            // where a row was to be made in the place of none: a hidden one is in the way, or it is not allowed, and nobody is to know which
            if (plan.makes() && (e.kind() == ProblemKind.CONFLICT || e.kind() == ProblemKind.DENIED)) throw TablesResource.noRow(edit.table().name());
            throw plan.named(e);
        }
    }

    Written write(Planning plan, Optional<Write.Once> once) {
        var write = Write.of(plan.changes());
        return tables.write(request.caller(), once.map(name -> write.once(name.key(), name.digest())).orElse(write));
    }

    /** Whether the row of an answer is new. */
    enum Made { NOW, BEFORE, NOTHING }

    /** What is said of a change that was made. */
    Response answer(Edit edit, String key, Made made) {
        var table = edit.kind() == Edit.Kind.CREATE ? edit.changed() : edit.table();
        return switch (edit.kind()) {
            case DELETE, LINK, UNLINK -> Response.noContent().build();
            case CREATE -> row(table, key, made == Made.BEFORE ? Response.ok() : created(table, key)).orElseGet(() ->
                    (made == Made.BEFORE ? Response.ok() : created(table, key)).entity(Map.of(table.key(), key)).build());
            case UPDATE, REPLACE -> row(table, key, made == Made.NOW ? created(table, key) : Response.ok()).orElseGet(() -> Response.noContent().build());
        };
    }

    private static Response.ResponseBuilder created(Table table, String key) {
        return Response.created(URI.create(Address.row(table.name(), key)));
    }

    private Optional<Response> row(Table table, String key, Response.ResponseBuilder response) {
        return row(tables, request, table, key, response, Map.of());
    }

    /** The row of this key as it is wanted; empty when there is none for this caller. */
    static Optional<Response> row(Tables tables, Request request, Table table, String key, Response.ResponseBuilder response, Map<String, List<String>> wanted) {
        var options = Options.of(wanted, new ReadablePaths(tables, request.caller(), table));
        return tables.find(request.caller(), table.name(), key, options.read().toArray(String[]::new))
                .map(row -> response.header("ETag", Version.tag(row.version())).entity(new Reading(tables, request).alone(row, options)).build());
    }
}
