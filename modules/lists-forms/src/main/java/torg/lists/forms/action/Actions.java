package torg.lists.forms.action;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.lists.forms.form.page.ActionForm;
import torg.lists.forms.row.Link;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Sight;
import torg.lists.forms.row.Words;

/** The actions of one list or record that one caller may do, in one request. Whether they may is asked again when rows are written. */
public final class Actions {
    /** Of the address: no column has such a name, so no list is filtered by it. */
    static final String DONE = "_done";
    private final Tables tables;
    private final Clock clock;
    private final Request request;
    private final Table table;
    private final List<Action> offered;

    public Actions(Tables tables, Clock clock, Request request, Table table, List<Action> actions) {
        this.tables = tables;
        this.clock = clock;
        this.request = request;
        this.table = table;
        this.offered = actions.stream().filter(this::isAllowed).toList();
    }

    public boolean isEmpty() {
        return offered.isEmpty();
    }

    /** Of those that are offered with no row at hand. */
    public List<Model> links() {
        return offered.stream().filter(action -> action.where().clauses().isEmpty()).flatMap(action -> model(action, Optional.empty()).stream()).toList();
    }

    /** Of those that are offered for a row: a link, or what a button posts. */
    public List<Model> of(Row row) {
        return offered.stream().filter(action -> action.fits(row, request.caller())).flatMap(action -> model(action, Optional.of(row)).stream()).toList();
    }

    /** Of those that are offered for all rows that are ticked, for some of these rows. */
    public List<Model> forSeveral(List<Row> rows) {
        return offered.stream().filter(action -> action.several() && rows.stream().anyMatch(row -> action.fits(row, request.caller()))).map(action -> Model.with("label", label(action)).with("do", action.id()).build()).toList();
    }

    /** The paths that have to be read of a row, its title among them. */
    public Set<String> select(Sight sight) {
        var paths = new TreeSet<String>();
        offered.stream().flatMap(Action::paths).filter(sight::reads).map(Path::text).forEach(paths::add);
        if (!offered.isEmpty() && sight.reads(title())) paths.add(table.title());
        return paths;
    }

    /** A row as it stood on the page, in what that posts: so that nothing is done with another state of it. */
    public static String chosen(Row row) {
        return row.key() + " " + row.version();
    }

    /** What people call a row. */
    public String name(Row row) {
        return row.text(table.title()).filter(name -> !name.isBlank()).orElse(row.key());
    }

    /** The action that a page posts by this name, if it is offered. */
    Optional<Action> byId(String id) {
        return offered.stream().filter(action -> !id.isEmpty() && action.id().equals(id)).findFirst();
    }

    /** What is said after it was done, if the address says that it was. */
    public String said(String place) {
        var done = request.query(DONE).filter(text -> text.startsWith(place + ".")).map(text -> text.substring(place.length() + 1));
        return done.flatMap(this::byId).map(action -> action.done().map(text -> text.in(request.locale())).orElseGet(() -> Words.of(request).text("actions.done"))).orElse("");
    }

    /** The form that an action uses. */
    ActionForm form(String name) {
        return new ActionForm(tables, clock, request, name);
    }

    private Optional<Model> model(Action action, Optional<Row> row) {
        var model = Model.with("label", label(action)).with("primary", action.primary());
        if (action.effect() instanceof Action.Go(var link)) return address(link, row).map(address -> model.with("link", address).build());
        return row.map(one -> model.with("link", "").with("do", action.id() + " " + chosen(one))
                .with("about", Words.of(request).text("actions.about", label(action), name(one))).with("danger", action.effect() instanceof Action.Delete).build());
    }

    /** The link's address for a row; empty when it lacks what the link names. */
    Optional<String> address(Link link, Optional<Row> row) {
        return link.fill(name -> row.flatMap(one -> one.text(name)), request);
    }

    String label(Action action) {
        return action.label().in(request.locale());
    }

    private Path title() {
        return Path.of(table, table.columns().get(table.title()));
    }

    private boolean isAllowed(Action action) {
        var caller = request.caller();
        var needed = action.needs().isEmpty() || tables.may(action.needs().get().form().map(caller::through).orElse(caller), action.needs().get().privilege(), action.needs().get().table());
        return needed && switch (action.effect()) {
            case Action.Go _ -> true;
            case Action.Set(var form) -> isKnown(caller) && form(form).isOpen();
            case Action.Copy(var form, _, _) -> isKnown(caller) && form(form).isOpen();
            case Action.Delete() -> isKnown(caller) && tables.may(caller, Privilege.DELETE, table.name());
        };
    }

    /** Forms are posted by people who signed in: nobody else has a session that tells whose page it was. */
    private static boolean isKnown(Caller caller) {
        return !caller.isAnonymous();
    }
}
