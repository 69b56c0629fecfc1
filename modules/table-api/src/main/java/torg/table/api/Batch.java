package torg.table.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.table.api.ask.Malformed;
import torg.table.api.ask.Options;
import torg.table.api.row.Address;
import torg.table.api.row.Idempotency;
import torg.table.api.row.Reference;
import torg.table.api.row.RowJson;
import torg.table.api.row.RowKey;

/**
 * Runs the requests of one batch in their order. Each is judged as if it had come alone; those of a change set happen together or not at all.
 *
 * <p>Source: OData JSON Format Version 4.01, section 19; without answers that come later.
 */
final class Batch {
    /** Cells of all answers: what is read is held until the last one is there. */
    private static final int MOST_CELLS = 2 * Options.MOST_CELLS;
    private static final int DEPENDENT = 424;
    /** What has not begun by then does not begin. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final TablesResource resource;
    private final Tables tables;
    private final Request request;
    private final Function<RuntimeException, Told> problems;
    private final InstantSource clock;
    private final Instant end;
    private final Map<String, Reference> rows = new HashMap<>();
    private final Map<String, Precondition.Outcome> outcomes = new HashMap<>();
    private final Set<String> failed = new HashSet<>();
    private boolean broken;
    private final List<Map<String, Object>> answers = new ArrayList<>();
    private long cells;

    /** @param problems how a problem, or a mistake of ours, is told to whoever sent a request */
    Batch(TablesResource resource, Tables tables, Request request, InstantSource clock, Function<RuntimeException, Told> problems) {
        this.resource = resource;
        this.tables = tables;
        this.request = request;
        this.problems = problems;
        this.clock = clock;
        this.end = clock.instant().plus(LONGEST);
    }

    /** A problem as it is told. */
    record Told(int status, Object body) {}

    /** The answers so far as there are any: the first failure ends a batch before the next request without an {@code if}, unless its sender prefers otherwise. */
    Map<String, Object> run(List<Part> parts) {
        var goOn = request.header("prefer").filter(prefer -> prefer.contains("continue-on-error") && !prefer.contains("continue-on-error=false")).isPresent();
        for (var at = 0; at < parts.size() && (goOn || !broken || parts.get(at).when().isPresent()); ) {
            var first = parts.get(at);
            var together = first.group().map(group -> parts.stream().filter(part -> part.group().equals(Optional.of(group))).toList()).orElse(List.of(first));
            at += together.size();
            if (!together.stream().allMatch(this::wanted)) together.forEach(this::left);
            else if (clock.instant().isAfter(end)) failed(together, Optional.empty(), problems.apply(late()));
            else if (first.group().isPresent()) group(together);
            else alone(first);
        }
        return Map.of("responses", answers);
    }

    /** By its own words; without any when all went well that it depends on. */
    private boolean wanted(Part part) {
        return part.when().map(condition -> condition.holds().test(outcomes)).orElseGet(() -> part.after().stream().noneMatch(failed::contains));
    }

    private static TorgException late() {
        return TorgException.of(ProblemKind.BUSY, "table-api.batch-time", "the requests before took " + LONGEST.toSeconds() + " seconds").help("send the rest in another batch");
    }

    private void alone(Part part) {
        try {
            if (cells > MOST_CELLS) throw TorgException.of(ProblemKind.TOO_LARGE, "table-api.batch", "the answers of the batch have more than " + MOST_CELLS + " cells").help("ask for the rest in another batch");
            var asked = request(part);
            if (part.reads()) answered(part, read(part, asked));
            else {
                var edit = edit(part, asked);
                var answer = new Changing(tables, asked).alone(edit, name(part.id(), Optional.ofNullable(part.headers().get("idempotency-key"))));
                remember(part, edit, answer);
                answered(part, answer);
            }
        } catch (RuntimeException e) {
            failed(part, problems.apply(e));
        }
    }

    private Answered read(Part part, Request asked) {
        var of = reference(part);
        if (of.isEmpty() ? part.links() || part.way().isPresent() : part.way().isEmpty() && !part.end().isEmpty()) throw method(part);
        if (of.isEmpty()) return new Answered(200, null, null, part.counts() ? resource.count(part.first(), asked) : resource.rows(part.first(), asked));
        var key = of.get().key().toString();
        if (part.counts()) return new Answered(200, null, null, resource.countOf(of.get().table(), key, part.way().orElseThrow(), asked));
        if (part.links()) return resource.readReferences(of.get().table(), key, part.way().orElseThrow(), asked);
        return part.way().map(way -> resource.readAlong(of.get().table(), key, way, asked)).orElseGet(() -> resource.readRow(of.get().table(), key, asked));
    }

    /** What can be referred to later is the row the answer is about. */
    private void remember(Part part, Edit edit, Answered answer) {
        if (answer.location() != null) rows.put(part.id(), Reference.read(answer.location()));
        else if (edit.kind() != Edit.Kind.CREATE && edit.way().isEmpty()) rows.put(part.id(), new Reference(edit.table().name(), edit.key()));
        else if (answer.body() instanceof Map<?, ?> row) rows.put(part.id(), new Reference(edit.changed().name(), row.get(edit.changed().key())));
    }

    private void group(List<Part> parts) {
        var made = new HashMap<>(rows);
        var plan = Planning.together(tables, request.caller(), written -> reference(written, made));
        var edits = new ArrayList<Edit>();
        var starts = new ArrayList<Integer>();
        var now = parts.getFirst();
        try {
            for (var part : parts) {
                now = part;
                var edit = edit(part, request(part), made);
                starts.add(edits.stream().mapToInt(Edit::size).sum());
                edits.add(edit);
                if (edit.kind() == Edit.Kind.CREATE) made.put(part.id(), new Reference(edit.changed().name(), new Change.Made(starts.getLast())));
            }
            var once = once(parts, edits);
            var before = once.flatMap(repeat -> tables.written(request.caller(), repeat));
            if (before.isEmpty()) {
                for (var i = 0; i < parts.size(); i++) {
                    now = parts.get(i);
                    plan.add(edits.get(i));
                }
                now = null;
            }
            var written = before.orElseGet(() -> new Changing(tables, request).write(plan, once));
            for (var i = 0; i < parts.size(); i++) {
                var key = written.keys().get(starts.get(i));
                var edit = edits.get(i);
                var news = edit.kind() != Edit.Kind.CREATE ? Changing.Made.NOTHING : written.replayed() ? Changing.Made.BEFORE : Changing.Made.NOW;
                rows.put(parts.get(i).id(), new Reference(edit.changed().name(), key));
                answered(parts.get(i), new Changing(tables, request(parts.get(i))).answer(edit, key, news));
            }
        } catch (RuntimeException e) {
            if (now == null && e instanceof TorgException problem) failed(parts, culprit(problem, parts, starts, edits.stream().mapToInt(Edit::size).sum()), problems.apply(plan.named(problem)));
            else failed(parts, Optional.ofNullable(now), problems.apply(e));
        }
    }

    /** Whose values were wrong; of other refusals nobody says which change they are about. */
    private static Optional<Part> culprit(TorgException e, List<Part> parts, List<Integer> starts, int rows) {
        if (e.fields().isEmpty()) return Optional.empty();
        var number = e.fields().getFirst().field().split("\\.", 2);
        var change = number.length == 2 && number[0].matches("[0-9]{1,5}") ? Integer.parseInt(number[0]) : 0;
        if (change >= rows) return Optional.empty();
        var at = 0;
        while (at + 1 < starts.size() && starts.get(at + 1) <= change) at++;
        return Optional.of(parts.get(at));
    }

    private void failed(List<Part> parts, Optional<Part> culprit, Told problem) {
        for (var part : parts) {
            if (culprit.isEmpty() || culprit.get() == part) failed(part, problem);
            else left(part);
        }
    }

    private Optional<Write.Once> once(List<Part> parts, List<Edit> edits) {
        var own = parts.stream().flatMap(part -> Optional.ofNullable(part.headers().get("idempotency-key")).stream()).findFirst();
        var bodies = new LinkedHashMap<String, Object>();
        for (var i = 0; i < edits.size(); i++) bodies.put("" + i, List.of(edits.get(i).name(), edits.get(i).body()));
        return Optional.ofNullable(name(parts.getFirst().group().orElseThrow(), own)).map(name -> Idempotency.once(name, "$batch", bodies));
    }

    /** The name of a write: its own, or the batch's with the part's; null for none. */
    private String name(String part, Optional<String> own) {
        return own.or(() -> request.header("idempotency-key").map(batch -> batch + "/" + part)).orElse(null);
    }

    private Edit edit(Part part, Request asked) {
        return edit(part, asked, rows);
    }

    private Edit edit(Part part, Request asked, Map<String, Reference> known) {
        if (part.counts() || part.links() && part.way().isEmpty()) throw method(part);
        var of = reference(part, known);
        var table = resource.table(of.map(Reference::table).orElse(part.first()), request.caller());
        if (part.way().isPresent()) {
            var way = resource.way(table, part.way().get(), request.caller());
            var key = of.orElseThrow(() -> method(part)).key();
            if (!part.links() && part.method().equals("POST")) return Edit.along(Edit.Kind.CREATE, table, key, way, part.body());
            if (part.links() && part.method().equals(way.many() ? "POST" : "PUT")) return Edit.along(Edit.Kind.LINK, table, key, way, part.body());
            if (part.links() && part.method().equals("DELETE")) return Edit.along(Edit.Kind.UNLINK, table, key, way, Edit.named(asked));
            throw method(part);
        }
        if (of.isEmpty()) {
            if (part.method().equals("POST")) return Edit.create(table, part.body());
            throw method(part);
        }
        var key = of.get().key();
        var ifMatch = asked.header("if-match").orElse(null);
        return switch (part.method()) {
            case "PATCH" -> Edit.update(Edit.Kind.UPDATE, table, key, part.body(), ifMatch, asked.header("if-none-match").orElse(null));
            case "PUT" -> Edit.update(Edit.Kind.REPLACE, table, key, part.body(), ifMatch, asked.header("if-none-match").orElse(null));
            case "DELETE" -> Edit.delete(table, key, ifMatch);
            default -> throw method(part);
        };
    }

    /** The row the address of a part begins with; empty when it begins with a table. */
    private Optional<Reference> reference(Part part) {
        return reference(part, rows);
    }

    private static Optional<Reference> reference(Part part, Map<String, Reference> known) {
        if (part.first().startsWith("$")) return Optional.of(reference(part.first(), known));
        return part.key().map(key -> new Reference(part.first(), RowKey.read(key)));
    }

    private static Reference reference(Object written, Map<String, Reference> known) {
        if (!(written instanceof String text) || !text.startsWith("$")) return Reference.read(written);
        return Optional.ofNullable(known.get(text.substring(1)))
                .orElseThrow(() -> Malformed.body("'" + Malformed.shown(text) + "' names no row that a request before it is about"));
    }

    private Request request(Part part) {
        var headers = new HashMap<>(part.headers());
        request.header("odata-maxversion").ifPresent(version -> headers.putIfAbsent("odata-maxversion", version));
        return new Request(request.id(), part.method(), Address.ROOT, request.locale(), part.query(), Map.of(), headers, request.caller(), request.csrf(), request.address(), request.site());
    }

    private void answered(Part part, Answered answer) {
        var headers = new LinkedHashMap<String, Object>();
        if (answer.location() != null) headers.put("location", answer.location());
        if (answer.tag() != null) headers.put("etag", answer.tag());
        if (answer.body() instanceof String) headers.put("content-type", "text/plain");
        cells += cells(answer.body());
        answer(part, answer.status(), headers, answer.body());
    }

    private static long cells(Object entity) {
        return switch (entity) {
            case RowJson row -> row.cells();
            case Map<?, ?> page when page.get("value") instanceof List<?> rows -> rows.stream().mapToLong(Batch::cells).sum();
            case Map<?, ?> figures -> figures.size();
            case null, default -> 0;
        };
    }

    private void failed(Part part, Told problem) {
        broken = true;
        unsuccessful(part, problem);
    }

    /** It was not tried, because another one went wrong or its {@code if} does not hold. */
    private void left(Part part) {
        unsuccessful(part, dependent(problems.apply(TorgException.of(ProblemKind.MALFORMED, "table-api.depends", "a request that this one depends on, or that it belongs with, went wrong, or its 'if' does not hold")
                .help("look at the answers before and beside it"))));
    }

    /** A status that there is in batches alone: no request that comes alone depends on another. */
    private static Told dependent(Told problem) {
        if (!(problem.body() instanceof Map<?, ?> members)) return new Told(DEPENDENT, problem.body());
        var body = new LinkedHashMap<Object, Object>(members);
        body.put("status", DEPENDENT);
        body.remove("title"); // of a malformed request, which this is not
        return new Told(DEPENDENT, body);
    }

    private void unsuccessful(Part part, Told problem) {
        failed.add(part.id());
        part.group().ifPresent(failed::add);
        answer(part, problem.status(), Map.of("content-type", "application/problem+json"), problem.body());
    }

    private void answer(Part part, int status, Map<String, Object> headers, Object body) {
        outcomes.put(part.id(), new Precondition.Outcome(status < 400, body));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", part.id());
        part.group().ifPresent(group -> answer.put("atomicityGroup", group));
        answer.put("status", status);
        if (!headers.isEmpty()) answer.put("headers", headers);
        if (body != null) answer.put("body", body);
        answers.add(answer);
    }

    private static TorgException method(Part part) {
        return Malformed.body("'" + part.method() + "' is not served at the address of request '" + Malformed.shown(part.id()) + "'");
    }
}
