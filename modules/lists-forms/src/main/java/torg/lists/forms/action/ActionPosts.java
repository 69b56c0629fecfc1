package torg.lists.forms.action;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.lists.forms.row.Words;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.spi.view.Component.Place;

/**
 * Takes actions that were posted: {@code _do} names the action, and after a space the row whose button it was, as {@link Actions#chosen} says it; without a row it is
 * for those in {@code _row}. All of them, or none, in one transaction, and only as they stood on the page; so a repeat does nothing.
 *
 * @param find the rows of these keys that are shown at the place, in any order
 * @param again the place as it is now, with something said above it
 * @param here the query of the page, from {@code ?} on; empty for none
 */
public record ActionPosts(Tables tables, Place place, Table table, Actions actions, Function<List<String>, List<Row>> find, Function<String, Filled> again, String here) {
    private static final int MOST = 200;

    public Outcome take() {
        var pressed = request().form("_do").orElse("").split(" ", 2);
        var action = actions.byId(pressed[0]);
        var chosen = pressed.length == 2 ? List.of(pressed[1]) : request().form().getOrDefault("_row", List.of()).stream().distinct().toList();
        if (action.isEmpty() || pressed.length == 1 && !action.get().several()) return refused(ProblemKind.DENIED, "denied");
        if (chosen.isEmpty()) return refused(ProblemKind.INVALID, "none-chosen");
        if (chosen.size() > MOST) return refused(ProblemKind.INVALID, "too-many", MOST);
        try {
            return take(action.get(), chosen);
        } catch (TorgException e) {
            return switch (e.kind()) {
                case DENIED -> refused(e.kind(), "denied");
                case NOT_FOUND, STALE -> refused(ProblemKind.CONFLICT, "changed");
                case CONFLICT -> refused(e.kind(), e.code().equals("table.in-use") ? "in-use" : "refused");
                case INVALID, TOO_LARGE -> refused(ProblemKind.INVALID, "refused");
                default -> throw e;
            };
        }
    }

    private Outcome take(Action action, List<String> chosen) {
        var digest = Write.Once.digestOf(action.id() + " " + table.name() + " " + chosen);
        var once = new Write.Once("action " + digest, digest);
        if (tables.written(caller(action), once).isPresent()) return new Outcome.Redirect(here(action));
        var keys = chosen.stream().map(row -> row.substring(0, Math.max(0, row.lastIndexOf(' ')))).toList();
        var rows = find.apply(keys).stream().filter(row -> chosen.contains(Actions.chosen(row)) && action.fits(row, request().caller())).toList();
        if (rows.size() < chosen.size()) return refused(ProblemKind.CONFLICT, "changed");
        if (asks(action, rows) && request().form("_confirmed").isEmpty()) return new Outcome.Show(200, question(action, rows));
        var changes = switch (action.effect()) {
            case Action.Set(var form) -> actions.form(form).changes(rows);
            case Action.Delete() -> rows.stream().<Change>map(row -> new Change.Delete(table.name(), row.key(), OptionalLong.of(row.version()))).toList();
            case Action.Go _, Action.Copy _ -> List.<Change>of();
        };
        if (action.effect() instanceof Action.Copy(var form, var at, var what)) {
            var draft = actions.form(form).begin(rows.getFirst(), what);
            return new Outcome.Redirect(actions.address(at, Optional.of(rows.getFirst())).orElseThrow() + draft);
        }
        tables.write(caller(action), Write.of(changes).once(once.key(), once.digest()));
        return new Outcome.Redirect(action.then().flatMap(link -> actions.address(link, Optional.of(rows.getFirst()))).orElseGet(() -> here(action)));
    }

    private static boolean asks(Action action, List<Row> rows) {
        return action.confirm().isPresent() || action.effect() instanceof Action.Delete || rows.size() > 1;
    }

    /** A page that asks before it is done, for browsers with and without scripts alike. */
    private Filled question(Action action, List<Row> rows) {
        var key = action.effect() instanceof Action.Delete ? "actions.sure-delete" : "actions.sure";
        var asked = action.confirm().map(text -> text.in(request().locale())).orElseGet(() -> words().text(key, rows.size()));
        return Filled.Shown.personal("components/confirm", Model.with("question", asked).with("label", actions.label(action)).with("do", action.id() + (action.several() ? "" : " " + Actions.chosen(rows.getFirst())))
                .with("danger", action.effect() instanceof Action.Delete).with("rows", rows.stream().map(row -> Model.with("chosen", Actions.chosen(row)).with("name", actions.name(row)).build()).toList())
                .with("here", here).with("cancel", page() + here).with("actions", words().below("actions.")).build(), Set.of(table.name()));
    }

    private Caller caller(Action action) {
        return action.effect() instanceof Action.Set(var form) ? request().caller().through(form) : request().caller();
    }

    private Outcome refused(ProblemKind kind, String key, Object... arguments) {
        return new Outcome.Show(kind.status(), again.apply(words().text("actions." + key, arguments)));
    }

    private String here(Action action) {
        return page() + (here.isEmpty() || here.equals("?") ? "?" : here + "&") + Actions.DONE + "=" + place.id() + "." + action.id();
    }

    private String page() {
        return request().link(request().path());
    }

    private Words words() {
        return Words.of(request());
    }

    private Request request() {
        return place.request();
    }
}
