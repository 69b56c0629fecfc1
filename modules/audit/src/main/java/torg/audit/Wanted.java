package torg.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.audit.Act;
import torg.api.audit.AuditQuery;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Characters;
import torg.api.web.Request;

/** Which entries a request asks for, by the parameters of its address; the page and JSON take the same. */
final class Wanted {
    static final List<String> FIELDS = List.of("person", "account", "act", "outcome", "table", "key", "from", "until");
    private final Request request;
    private final List<FieldProblem> wrong = new ArrayList<>();

    private Wanted(Request request) {
        this.request = request;
    }

    /**
     * The question.
     *
     * @param most entries of a page
     * @throws TorgException SIGN_IN or DENIED when the caller is no administrator; INVALID {@code audit.question} with a field problem for what cannot be asked so
     */
    static AuditQuery of(Request request, int most) {
        admit(request);
        return new Wanted(request).query(most);
    }

    /** The question of a request in one line, as it stands in its address. */
    static String said(Request request) {
        return FIELDS.stream().flatMap(field -> request.query(field).filter(value -> !value.isBlank()).map(value -> field + "=" + value.strip()).stream())
                .collect(Collectors.joining(" "));
    }

    /** What the log is told of whoever reads it. */
    static Act read(Request request, String what) {
        return Act.done("audit-read").about(request.caller()).with(what);
    }

    static boolean isFor(Request request) {
        return request.site().settings().isAdministrator(request.caller());
    }

    static void admit(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "audit.sign-in", "the audit log is for administrators who signed in");
        if (!isFor(request)) throw TorgException.of(ProblemKind.DENIED, "audit.denied", "the audit log is for administrators");
    }

    private AuditQuery query(int most) {
        var zone = request.site().settings().timeZone();
        var query = new AuditQuery(text("person"), text("account"), text("act"), outcome(), text("table"), text("key"), moment("from", zone, 0), moment("until", zone, 1), before(), most);
        if (!wrong.isEmpty()) throw TorgException.invalid("audit.question", "the log cannot be asked so", List.copyOf(wrong));
        return query;
    }

    private Optional<String> text(String field) {
        var text = request.query(field).map(String::strip).filter(value -> !value.isEmpty());
        if (text.filter(value -> value.length() > AuditQuery.LONGEST || Characters.unfit(value, false)).isEmpty()) return text;
        wrong.add(new FieldProblem(field, "unfit", field + " has more than " + AuditQuery.LONGEST + " characters, or one that is in no entry"));
        return Optional.empty();
    }

    private Optional<Act.Outcome> outcome() {
        var asked = text("outcome");
        var found = asked.flatMap(word -> Stream.of(Act.Outcome.values()).filter(outcome -> outcome.name().toLowerCase(Locale.ROOT).equals(word)).findFirst());
        if (asked.isPresent() && found.isEmpty()) wrong.add(new FieldProblem("outcome", "unknown", "outcome is done or refused"));
        return found;
    }

    /** @param further days to go on from a date, so that the last day is in it */
    private Optional<Instant> moment(String field, ZoneId zone, int further) {
        var asked = text(field);
        if (asked.isEmpty()) return asked.map(Instant::parse);
        try {
            return Optional.of(asked.get().contains("T") ? Instant.parse(asked.get()) : LocalDate.parse(asked.get()).plusDays(further).atStartOfDay(zone).toInstant()).filter(Wanted::isInReach);
        } catch (DateTimeException e) {
            wrong.add(new FieldProblem(field, "no-moment", field + " is a date such as 2027-01-31, or a moment such as 2027-01-31T08:00:00Z"));
            return Optional.empty();
        }
    }

    /** What no database can compare with cannot have happened either. */
    private static boolean isInReach(Instant moment) {
        return moment.isAfter(Instant.EPOCH) && moment.isBefore(Instant.parse("9000-01-01T00:00:00Z"));
    }

    private OptionalLong before() {
        var asked = text("before");
        if (asked.isEmpty()) return OptionalLong.empty();
        if (asked.get().matches("[0-9]{1,18}")) return OptionalLong.of(Long.parseLong(asked.get()));
        wrong.add(new FieldProblem("before", "no-number", "before is the number of an entry"));
        return OptionalLong.empty();
    }
}
