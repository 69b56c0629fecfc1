package torg.table.permissions.look;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.ColumnPrivilege;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Table;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.access.AccessComparison;
import torg.spi.view.Component;
import torg.table.permissions.Privileges;

/**
 * {@code component: permissions-diff}: an administrator edits a document of the permissions and sees who would gain and who would lose by it, or names two versions of the site in Git and
 * sees who gained and lost from one to the other. Nothing is saved.
 * For everybody else there is no such page.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class DiffComponent implements Component {
    private static final List<String> LABELS = List.of("document", "open", "text", "text-hint", "compare", "refused", "would", "new-rules", "gone-rules", "changed-rules", "warnings", "rows-change",
            "columns-change", "versions", "versions-hint", "from", "to", "between", "person", "table", "privilege", "gains", "loses", "roles");
    private final Differences differences;
    private final Glass glass;

    @Activate
    public DiffComponent(@Reference Differences differences, @Reference Glass glass) {
        this.differences = differences;
        this.glass = glass;
    }

    @Override
    public String name() {
        return "permissions-diff";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!request.site().settings().isAdministrator(request.caller())) return new Filled.Absent();
        var documents = differences.documents();
        var chosen = request.query("document").filter(documents::containsKey).or(() -> documents.keySet().stream().findFirst());
        return shown(request, documents, chosen, chosen.map(documents::get).orElse(""), between(request));
    }

    /** Two versions, when somebody asked for them. */
    private Model between(Request request) {
        var from = request.query("from").map(String::strip).filter(revision -> !revision.isEmpty());
        var to = request.query("to").map(String::strip).filter(revision -> !revision.isEmpty());
        var model = Model.with("from", from.orElse("")).with("to", to.orElse(""));
        if (from.isEmpty()) return model.build();
        var words = Words.of(request);
        try {
            return model.with("found", found(words, differences.between(from.get(), to))).build();
        } catch (TorgException e) {
            return switch (e.kind()) {
                case NOT_FOUND -> model.with("problem", words.text("no-revision")).build();
                case CONFLICT -> model.with("problem", words.text("no-past")).build();
                case INVALID -> model.with("problem", words.text("past-refused")).with("listed", true).with("problems", listed(e)).build();
                default -> throw e;
            };
        }
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!request.site().settings().isAdministrator(request.caller())) return new Outcome.Show(405, fill(place));
        var name = request.form("document").orElse("");
        // as a browser sends it, with two characters at the end of each line
        var text = request.form("text").orElse("").replace("\r\n", "\n");
        var words = Words.of(request);
        try {
            return again(request, name, text, 200, Model.with("found", found(words, differences.with(name, text))));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.NOT_FOUND) throw e;
            var problems = listed(e);
            return again(request, name, text, 422, problems.isEmpty() ? Model.with("problem", words.text(e.kind() == ProblemKind.NOT_FOUND ? "no-document" : "too-long", Differences.LONGEST)) : Model.with("problems", problems).with("wrong", true));
        }
    }

    private static List<Model> listed(TorgException e) {
        return e.fields().stream().map(field -> Model.with("place", field.field()).with("text", field.message()).build()).toList();
    }

    private Outcome again(Request request, String name, String text, int status, Model.Builder led) {
        var documents = differences.documents();
        return new Outcome.Show(status, shown(request, documents, Optional.of(name).filter(documents::containsKey), text, led.build()));
    }

    private static Filled shown(Request request, SortedMap<String, String> documents, Optional<String> chosen, String text, Model led) {
        var model = Model.with("words", Words.of(request).model(LABELS)).with("documents", documents.keySet().stream().map(name -> Model.with("name", name).with("selected", chosen.filter(name::equals).isPresent())).toList())
                .with("document", chosen).with("text", text).with("longest", Differences.LONGEST);
        return Filled.Shown.personal("components/permissions-diff", model.build().and(led));
    }

    private Model.Builder found(Words words, Differences.Difference found) {
        var gain = found.rows().stream().filter(line -> line.gains() > 0).map(AccessComparison.Rows::person).distinct().count();
        var lose = found.rows().stream().filter(line -> line.loses() > 0).map(AccessComparison.Rows::person).distinct().count();
        var same = found.rows().isEmpty() && found.columns().isEmpty() && found.uncounted().isEmpty();
        return Model.with("same", same).with("summary", words.text(same ? "same" : "people", gain, lose))
                .with("looked", words.text("looked", found.looked()) + (found.all() ? "" : " " + words.text("more")))
                .with("uncounted", found.uncounted().isEmpty() ? "" : words.text("uncounted", String.join(", ", found.uncounted().stream().map(table -> label(words, table)).toList())))
                .with("added", String.join(", ", found.rules().added())).with("removed", String.join(", ", found.rules().removed())).with("changed", String.join(", ", found.rules().changed()))
                .with("ruled", !found.rules().added().isEmpty() || !found.rules().removed().isEmpty() || !found.rules().changed().isEmpty())
                .with("warned", !found.warnings().isEmpty()).with("warnings", found.warnings().stream().map(warning -> Model.with("place", warning.at().toString()).with("text", warning.message() + " (" + warning.help() + ")")).toList())
                .with("moved", !found.rows().isEmpty()).with("rows", found.rows().stream().map(line -> rows(words, line)).toList())
                .with("some", !found.columns().isEmpty()).with("columns", found.columns().stream().map(line -> columns(words, line)).toList());
    }

    private Model.Builder rows(Words words, AccessComparison.Rows line) {
        return Model.with("person", line.person().name()).with("key", line.person().contact().orElse("")).with("table", label(words, line.table()))
                .with("what", words.text("privilege." + Privileges.of(line.privilege()))).with("form", line.form().map(form -> words.text("by-form", form)).orElse(""))
                .with("gains", counted("+", line.gains())).with("loses", counted("\u2212", line.loses()));
    }

    private Model.Builder columns(Words words, AccessComparison.Columns line) {
        return Model.with("roles", String.join(", ", line.roles())).with("table", label(words, line.table())).with("what", words.text("privilege." + word(line.privilege())))
                .with("gains", String.join(", ", line.gains())).with("loses", String.join(", ", line.loses()));
    }

    private String label(Words words, String table) {
        return glass.tables().stream().filter(known -> known.name().equals(table)).findFirst().map(Table::plural).map(plural -> plural.in(words.locale())).orElse(table);
    }

    private static String counted(String sign, long rows) {
        return rows == 0 ? "" : sign + rows;
    }

    private static String word(ColumnPrivilege privilege) {
        return switch (privilege) {
            case READ -> "read";
            case CREATE -> "create";
            case UPDATE -> "write";
        };
    }
}
