package torg.lists.forms.form;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView.Group;
import torg.lists.forms.row.Formats;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Sight;
import torg.lists.forms.row.Words;

/** One caller with one form in one request. */
final class Visit {
    private final Tables tables;
    private final Clock clock;
    private final Request request;
    private final FormView form;
    private final Caller caller;
    private final Sight sight;
    private final Neighbours neighbours;
    private final Formats formats;

    Visit(Tables tables, Clock clock, Request request, FormView form) {
        this.tables = tables;
        this.clock = clock;
        this.request = request;
        this.form = form;
        this.caller = request.caller().through(form.name());
        this.sight = new Sight(tables, caller);
        this.neighbours = new Neighbours(tables, sight);
        this.formats = Formats.of(request);
    }

    Tables tables() {
        return tables;
    }

    Clock clock() {
        return clock;
    }

    Request request() {
        return request;
    }

    FormView form() {
        return form;
    }

    /** Who is at the form; rights that the site gives only through this form count. */
    Caller caller() {
        return caller;
    }

    Sight sight() {
        return sight;
    }

    /** Rows read on the way. */
    Neighbours neighbours() {
        return neighbours;
    }

    Words words() {
        return formats.words();
    }

    Formats formats() {
        return formats;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), formats.zone());
    }

    Optional<Row> me() {
        return caller.contact().flatMap(key -> neighbours.row("contact", key));
    }

    Optional<Row> myAccount() {
        return caller.accounts().stream().findFirst().flatMap(key -> neighbours.row("account", key));
    }

    /** The address of this page with another query; one slash before it, so that it is an address of this site. */
    String here(String query) {
        try {
            return request.link(new URI(null, null, "/" + request.path().replaceFirst("^/+", ""), null).toASCIIString()) + query;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the path of a request is a path", e);
        }
    }

    /** The group's fields that this caller may write. */
    List<Field> fields(Group group) {
        return offered(group, group.fields());
    }

    List<Field> offered(Group group, List<Field> fields) {
        var privilege = form.creates() ? ColumnPrivilege.CREATE : ColumnPrivilege.UPDATE;
        return fields.stream().filter(field -> tables.mayUse(caller, privilege, group.table().name(), field.name())).toList();
    }

    /** Whether the caller may ask what the expression asks. */
    boolean readable(Expr.Take take) {
        return sight.reads(Path.of(take.table(), take.column())) && take.where().keySet().stream().allMatch(sight::reads);
    }

    /** Why the form stays closed for this caller; empty when it is open. */
    Optional<Closed> closed() {
        if (caller.isAnonymous() && form.isPersonal()) return Optional.of(new Closed(ProblemKind.SIGN_IN, "sign-in", List.of()));
        if (!tables.may(caller, form.creates() ? Privilege.CREATE : Privilege.WRITE, form.table().name())) {
            return Optional.of(new Closed(caller.isAnonymous() ? ProblemKind.SIGN_IN : ProblemKind.DENIED, "not-allowed", List.of()));
        }
        var lacks = form.needs().stream().filter(column -> me().flatMap(row -> row.value(column.name())).isEmpty()).toList();
        return lacks.isEmpty() ? Optional.empty() : Optional.of(new Closed(ProblemKind.DENIED, "contact-incomplete", lacks));
    }

    /**
     * A form that does not open.
     *
     * @param lacks what the caller's contact does not carry
     */
    record Closed(ProblemKind kind, String reason, List<Column> lacks) {
        String message(Words words) {
            return words.text("forms." + reason, String.join(", ", lacks.stream().map(column -> column.label().in(words.locale())).toList()));
        }

        TorgException problem() {
            return TorgException.of(kind, "forms." + reason, message(Words.english()));
        }
    }
}
