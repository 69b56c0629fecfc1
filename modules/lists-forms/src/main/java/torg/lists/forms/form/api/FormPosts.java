package torg.lists.forms.form.api;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.api.web.Request;
import torg.api.web.RowTag;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.entry.Check;
import torg.lists.forms.form.entry.Digest;
import torg.lists.forms.form.entry.Entry;
import torg.lists.forms.form.entry.Submission;
import torg.lists.forms.form.entry.Wrong;
import torg.lists.forms.form.visit.Visit;
import torg.lists.forms.row.Subject;

/** Takes forms as JSON: the same fields, checks and writes as the page. */
public record FormPosts(Tables tables, Clock clock) {

    /** What the form asks of this caller. */
    public Map<String, Object> describe(Request request, FormView form) {
        return new Description(open(request, form)).json();
    }

    /**
     * Take what was sent.
     *
     * @param opened the sender with the form
     * @param body null when there is none
     * @param idempotencyKey the sender's own name for this post, or null
     * @param ifMatch the version the row must still have, as an entity tag; null or {@code *} when any will do; of no meaning for a new row
     */
    public Taken take(Visit opened, Map<String, Object> body, String idempotencyKey, String ifMatch) {
        var form = opened.form();
        if (body == null) {
            throw TorgException.of(ProblemKind.MALFORMED, "forms.no-body", "the request has no body")
                    .help("send a JSON object with the form's fields");
        }
        var once = once(form, Optional.ofNullable(idempotencyKey));
        var json = new JsonEntry(opened);
        var given = json.read(body);
        var visit = opened.of(given.values());
        if (form.creates()) {
            var written = created(visit, json, given, once.map(key -> new Write.Once(key, Digest.of(form, given))));
            return new RowJson(visit).of(!written.replayed(), written.keys().getFirst());
        }
        var version = RowTag.wanted(ifMatch, "forms.if-match");
        var row = own(visit);
        // asked here for a post that changes nothing, and again by the store while nobody else can write
        if (version.isPresent() && version.getAsLong() != row.version()) throw stale();
        var touched = visit.fields(form.head()).stream().filter(field -> given.values().containsKey(field.name())).toList();
        var check = new Check(visit);
        var edited = check.edited(row, touched, given.values());
        refuse(json, check);
        new Submission(visit).update(edited, row.key(), version);
        return new RowJson(visit).of(false, row.key());
    }

    /** A repeat is known before its values are checked: a date that was tomorrow then may be yesterday now. */
    private static Written created(Visit visit, JsonEntry json, Entry given, Optional<Write.Once> once) {
        var before = once.flatMap(name -> visit.tables().written(visit.caller(), name));
        if (before.isPresent()) return before.get();
        var check = new Check(visit);
        var scope = check.whole(given);
        refuse(json, check);
        return new Submission(visit).create(scope, once);
    }

    /**
     * What came of it.
     *
     * @param made whether it made the row just now
     * @param row as the writer may read it
     * @param version of the row; empty when the writer may not read it
     */
    public record Taken(boolean made, Map<String, Object> row, OptionalLong version) {}

    private static void refuse(JsonEntry json, Check check) {
        var problems = new ArrayList<>(json.problems());
        check.unasked().forEach(name -> problems.add(Wrong.value(name, "not-asked")));
        check.problems().stream().filter(problem -> json.problems().stream().noneMatch(other -> covers(other.field(), problem.field())))
                .forEach(problems::add);
        if (!problems.isEmpty()) throw TorgException.invalid("forms.invalid", "some values are wrong", problems);
    }

    /** Whether what is wrong with a value already tells of its parts. */
    private static boolean covers(String whole, String part) {
        return part.equals(whole) || part.startsWith(whole + ".");
    }

    private static Optional<String> once(FormView form, Optional<String> key) {
        if (key.filter(text -> !text.matches("[!-~]{1,200}")).isPresent()) {
            throw TorgException.of(ProblemKind.MALFORMED, "forms.bad-idempotency-key", "the Idempotency-Key is not 1 to 200 visible ASCII characters")
                    .help("send a UUID");
        }
        return key.map(text -> "form " + Write.Once.digestOf(form.name() + " " + text));
    }

    private static TorgException stale() {
        return TorgException.of(ProblemKind.STALE, "table.stale", "the row changed since it was read").help("read it again, then change it");
    }

    /** Only a row of the caller's own has an address without a page around it. */
    private static Row own(Visit visit) {
        var form = visit.form();
        var key = switch (form.row().orElseThrow()) {
            case Subject.Me() -> visit.caller().contact();
            case Subject.MyAccount() -> visit.caller().accounts().stream().findFirst();
            case Subject.Variable _ -> Optional.<String>empty();
        };
        return key.flatMap(one -> visit.neighbours().row(form.table().name(), one))
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "forms.no-row", "there is no row of the caller's own"));
    }

    Visit visit(Request request, FormView form) {
        return new Visit(tables, clock, request, form);
    }

    /** The form for somebody who may use it. */
    public Visit open(Request request, FormView form) {
        if (request.caller().isAnonymous()) {
            throw TorgException.of(ProblemKind.SIGN_IN, "forms.sign-in",
                    "only callers that signed in may use the form");
        }
        var visit = visit(request, form);
        visit.closed().ifPresent(closed -> {
            throw closed.problem();
        });
        return visit;
    }
}
