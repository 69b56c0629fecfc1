package torg.lists.forms.form.visit;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Quotes;
import torg.api.table.Column;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.lists.forms.form.Expr;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView.Group;
import torg.lists.forms.form.FormView.OnBehalf;
import torg.lists.forms.form.FormView.Section;
import torg.lists.forms.form.FormView.Step;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.Person;
import torg.lists.forms.row.Formats;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Sight;
import torg.lists.forms.row.Where;
import torg.lists.forms.row.Words;

/** One caller with one form in one request, for themselves or on behalf of somebody. */
public final class Visit {
    private final Tables tables;
    private final Clock clock;
    private final Request request;
    private final FormView form;
    private final Caller caller;
    private final Sight sight;
    private final Neighbours neighbours;
    private final Formats formats;
    private final Optional<OnBehalf> onBehalf;
    private final Person person;
    private final Optional<Quotes> quotes;

    public Visit(Tables tables, Clock clock, Request request, FormView form) {
        this(tables, clock, request, form, Optional.empty());
    }

    /** @param quotes who asks the ERP while a person waits; empty when nobody does */
    public Visit(Tables tables, Clock clock, Request request, FormView form, Optional<Quotes> quotes) {
        this.quotes = quotes;
        this.tables = tables;
        this.clock = clock;
        this.request = request;
        this.form = form;
        this.caller = request.caller().through(form.name());
        this.sight = new Sight(tables, caller);
        this.neighbours = new Neighbours(tables, sight);
        this.formats = Formats.of(request);
        this.onBehalf = form.onBehalf().filter(others -> others.roles().stream().anyMatch(caller::hasRole));
        this.person = onBehalf.isPresent() ? Person.NOBODY : Person.of(caller);
    }

    private Visit(Visit visit, Person person) {
        this.tables = visit.tables;
        this.clock = visit.clock;
        this.request = visit.request;
        this.form = visit.form;
        this.caller = visit.caller;
        this.sight = visit.sight;
        this.neighbours = visit.neighbours;
        this.formats = visit.formats;
        this.onBehalf = visit.onBehalf;
        this.person = person;
        this.quotes = visit.quotes;
    }

    /** The same visit for the contact that these values name, if the caller is one who fills the form in for others. */
    public Visit of(Map<String, String> values) {
        return onBehalf.flatMap(others -> Optional.ofNullable(values.get(others.field().name())))
                .map(key -> new Visit(this, neighbours.row("contact", key.strip()).map(Person::of).orElse(Person.NOBODY))).orElse(this);
    }

    public Tables tables() {
        return tables;
    }

    Clock clock() {
        return clock;
    }

    public Request request() {
        return request;
    }

    public FormView form() {
        return form;
    }

    /** Who is at the form; rights that the site gives only through this form count. */
    public Caller caller() {
        return caller;
    }

    public Sight sight() {
        return sight;
    }

    /** Rows read on the way. */
    public Neighbours neighbours() {
        return neighbours;
    }

    public Words words() {
        return formats.words();
    }

    public Formats formats() {
        return formats;
    }

    public Optional<Quotes> quotes() {
        return quotes;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), formats.zone());
    }

    /** For whom the form is filled in. */
    public Person person() {
        return person;
    }

    Optional<Row> me() {
        return person.contact().flatMap(key -> neighbours.row("contact", key));
    }

    Optional<Row> myAccount() {
        return person.account().flatMap(key -> neighbours.row("account", key));
    }

    /** What a document fixes, for that person. */
    Where where(Where where) {
        return onBehalf.isPresent() ? where.with(person::inPlaceOf) : where;
    }

    /** Whether the field says for whom the form is filled in. */
    public boolean saysForWhom(Field field) {
        return onBehalf.filter(others -> others.field().equals(field)).isPresent();
    }

    /** Whether the caller could fill the form in for this account: one that they act for, or any where they do it for others. */
    public boolean isFor(String account) {
        return onBehalf.isPresent() || caller.accounts().contains(account);
    }

    /** What that person's contact does not carry although the form needs it. */
    public List<Column> lacks() {
        return form.needs().stream().filter(column -> me().flatMap(row -> row.value(column.name())).isEmpty()).toList();
    }

    /** The steps of this caller. */
    public List<Step> steps() {
        return onBehalf.map(others -> Stream.concat(Stream.of(new Step.Fields(others.title(), List.of(new Section(Optional.empty(), List.of(others.field()))))), form.steps().stream()).toList())
                .orElse(form.steps());
    }

    /** The fields of the row itself that this caller may write. */
    public List<Field> head() {
        var all = Stream.concat(onBehalf.map(OnBehalf::field).stream(), form.head().fields().stream()).toList();
        return offered(form.head(), all);
    }

    /** The address of this page with another query; one slash before it, so that it is an address of this site. */
    public String here(String query) {
        try {
            return request.link(new URI(null, null, "/" + request.path().replaceFirst("^/+", ""), null).toASCIIString()) + query;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the path of a request is a path", e);
        }
    }

    /** The group's fields that this caller may write. */
    public List<Field> fields(Group group) {
        return offered(group, group.fields());
    }

    public List<Field> offered(Group group, List<Field> fields) {
        var privilege = form.creates() ? ColumnPrivilege.CREATE : ColumnPrivilege.UPDATE;
        return fields.stream().filter(field -> tables.mayUse(caller, field.readOnly() && !form.creates() ? ColumnPrivilege.READ : privilege, group.table().name(), field.name())).toList();
    }

    /** Whether the caller may ask what the expression asks. */
    boolean readable(Expr.Take take) {
        return sight.reads(Path.of(take.table(), take.column())) && take.where().keySet().stream().allMatch(sight::reads);
    }

    /** Why the form stays closed for this caller; empty when it is open. */
    public Optional<Closed> closed() {
        if (caller.isAnonymous() && form.isPersonal()) return Optional.of(new Closed(ProblemKind.SIGN_IN, "sign-in", List.of()));
        if (caller.contact().isEmpty() && form.isPersonal()) return Optional.of(new Closed(ProblemKind.DENIED, "not-allowed", List.of()));
        if (!tables.may(caller, form.creates() ? Privilege.CREATE : Privilege.WRITE, form.table().name())) {
            return Optional.of(new Closed(caller.isAnonymous() ? ProblemKind.SIGN_IN : ProblemKind.DENIED, "not-allowed", List.of()));
        }
        return onBehalf.isPresent() || lacks().isEmpty() ? Optional.empty() : Optional.of(new Closed(ProblemKind.DENIED, "contact-incomplete", lacks()));
    }

    public static String labels(List<Column> columns, Locale locale) {
        return String.join(", ", columns.stream().map(column -> column.label().in(locale)).toList());
    }

    /**
     * A form that does not open.
     *
     * @param lacks what the caller's contact does not carry
     */
    public record Closed(ProblemKind kind, String reason, List<Column> lacks) {
        public String message(Words words) {
            return words.text("forms." + reason, labels(lacks, words.locale()));
        }

        public TorgException problem() {
            return TorgException.of(kind, "forms." + reason, message(Words.english()));
        }
    }
}
