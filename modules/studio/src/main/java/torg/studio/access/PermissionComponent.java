package torg.studio.access;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.site.Editing;
import torg.api.site.Node;
import torg.api.table.Schema;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.access.AccessComparison;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Nodes;
import torg.studio.form.FormDocument;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** One rule of the permissions by form, with who would gain and who would lose by it before it is saved. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class PermissionComponent implements Component {
    /** Differences that are shown. */
    private static final int MOST = 200;
    private final Editing editing;
    private volatile AccessComparison comparison;

    /** @param editing makes the edits */
    @Activate
    public PermissionComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    /** Without it a rule is saved as it is. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void compareBy(AccessComparison comparison) {
        this.comparison = comparison;
    }

    void uncompareBy(AccessComparison comparison) {
        if (this.comparison == comparison) this.comparison = null;
    }

    @Override
    public String name() {
        return Room.PERMISSION.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return document(request, request.query("path").orElse("")).map(document -> shown(document, request.query("rule").orElse(""), false, Model.with("done", Words.of(request).done(request)).build())).orElseGet(Filled.Absent::new);
    }

    private Optional<FormDocument> document(Request request, String path) {
        return Desk.of(editing, request).filter(_ -> path.startsWith(request.site().path(RuleFields.ROWS + "/")) && path.endsWith(".yml")).flatMap(desk -> FormDocument.of(request, desk, path)).filter(document -> !document.text().isEmpty());
    }

    /** @param rule as an address names it, {@code permissions.own-orders}; the rules of the document are listed for any other */
    private Filled shown(FormDocument document, String rule, boolean typed, Model led) {
        var request = document.request();
        var links = new Links(request);
        var words = Words.of(request);
        var model = document.shown(links.rule(document.path(), rule), typed,
                        "access-matrix", "access-table", "access-privileges", "access-deny", "access-rule", "rule-deny", "rule-name", "rule-roles",
                        "rule-scope", "rule-via", "rule-via-hint", "rule-parent", "rule-parent-hint", "rule-where", "rule-where-hint", "rule-form",
                        "rule-form-hint", "rule-public", "rule-everybody", "rule-everybody-hint", "rule-agreed", "rule-shown", "rule-more", "rule-with", "rule-with-hint", "rule-every-column", "rule-columns", "rule-table-show", "rule-compare", "rule-compared",
                        "rule-none", "rule-person", "rule-gains", "rule-loses", "rule-new-rows", "rule-new-columns", "rule-remove",
                        "rule-remove-sure", "rule-all", "rule-remove-draft")
                .with("access", Room.ACCESS.link(request)).with("accessTitle", words.text("title.studio-access")).with("matrix", AccessComponent.matrix(request))
                .with("all", links.rule(document.path(), "")).with("rule", rule).with("compares", comparison != null);
        try {
            var read = document.read();
            var fields = fields(document, read, rule, typed);
            if (fields.isEmpty()) model.with("list", Model.with("rules", rules(links, document, read)).with("newRows", links.rule(document.path(), RuleFields.ROWS + "." + RuleFields.NEW)).with("newColumns", links.rule(document.path(), RuleFields.COLUMNS + "." + RuleFields.NEW)));
            fields.ifPresent(one -> model.with("form", one.model(words).and(Model.with("there", one.index() < count(read, one.list())).build())));
        } catch (TorgException e) {
            return Filled.Shown.personal("components/studio-permission", model.build().and(document.wrong(e, document.text())));
        }
        return Filled.Shown.personal("components/studio-permission", model.build().and(led));
    }

    private static List<Model> rules(Links links, FormDocument document, Document read) {
        return Stream.of(RuleFields.ROWS, RuleFields.COLUMNS).flatMap(list -> IntStream.range(0, count(read, list)).mapToObj(index -> {
            var said = Nodes.mapping(read.fields(), List.of(list, String.valueOf(index)));
            return rule(list, said).with("link", links.rule(document.path(), RuleFields.place(list, said, index))).build();
        })).toList();
    }

    private static Model.Builder rule(String list, Node.Mapping said) {
        var tables = Stream.concat(Nodes.texts(said.get("table")).stream(), RuleFields.with(said).stream());
        return Model.with("name", Nodes.text(said.get("name")))
                .with("table", tables.collect(Collectors.joining(", ")))
                .with("columns", list.equals(RuleFields.COLUMNS))
                .with("roles", String.join(", ", Nodes.texts(said.get("roles"))))
                .with("privileges", String.join(", ", Nodes.texts(said.get("privileges"))))
                .with("deny", Nodes.text(said.get("deny")).equals("true"));
    }

    private static int count(Document read, String list) {
        return Nodes.items(read.fields(), List.of(list)).size();
    }

    /** The fields of a rule that there is, or of the one that comes next. */
    private static Optional<RuleFields> fields(FormDocument document, Document read, String rule, boolean typed) {
        var list = rule.startsWith(RuleFields.COLUMNS + ".") ? RuleFields.COLUMNS : RuleFields.ROWS;
        var items = Nodes.items(read.fields(), List.of(list));
        var index = rule.equals(list + "." + RuleFields.NEW) ? items.size()
                : IntStream.range(0, items.size()).filter(at -> items.get(at) instanceof Node.Mapping said && RuleFields.place(list, said, at).equals(rule)).findFirst().orElse(-1);
        if (index < 0) return Optional.empty();
        return Optional.of(new RuleFields(document.request(), read, document.request().site().part(Schema.class).orElseGet(() -> new Schema(Map.of())), list, index, typed));
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        return document(request, request.form("path").orElse("")).map(document -> act(document, request.form("rule").orElse(""))).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome act(FormDocument document, String rule) {
        var links = new Links(document.request());
        return switch (document.request().form("action").orElse("save")) {
            case "table" -> new Outcome.Show(200, shown(document, rule, true, Model.EMPTY));
            case "compare" -> compared(document, rule);
            case "remove", "remove-draft" -> document.answer(() -> save(document, rule, true), links.rule(document.path(), ""), told -> shown(document, rule, false, told));
            default -> document.answer(() -> save(document, rule, false), links.rule(document.path(), named(document.request(), rule)), told -> shown(document, rule, true, told));
        };
    }

    /** The rule as it is called from then on. */
    private static String named(Request request, String rule) {
        return request.form("name").map(String::strip).filter(name -> !name.isEmpty()).map(name -> rule.substring(0, rule.indexOf('.') + 1) + name).orElse(rule);
    }

    private static FormDocument.Saved save(FormDocument document, String rule, boolean gone) {
        return document.save(amendments(document, rule, gone), Map.of());
    }

    private static List<Amendment> amendments(FormDocument document, String rule, boolean gone) {
        var fields = fields(document, document.read(), rule, true).orElseThrow(() -> TorgException.of(ProblemKind.CONFLICT, "studio.no-rule", Words.of(document.request()).text("rule-gone")));
        return gone ? fields.removal() : fields.amendments();
    }

    /** Who would gain and who would lose by what was typed. */
    private Outcome compared(FormDocument document, String rule) {
        var request = document.request();
        var by = comparison;
        try {
            var text = document.desk().editing().amended(document.path(), document.text(), amendments(document, rule, false));
            if (by == null) return new Outcome.Show(422, shown(document, rule, true, Told.saying(Words.of(request).text("rule-not-compared"))));
            var found = by.compare(Map.of(document.path(), Optional.of(text.getBytes(StandardCharsets.UTF_8))));
            return new Outcome.Show(200, shown(document, rule, true, Model.with("compared", told(request, found)).build()));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.CONFLICT) throw e;
            return new Outcome.Show(422, shown(document, rule, true, document.wrong(e, document.text())));
        }
    }

    private static Model told(Request request, AccessComparison.Compared found) {
        var words = Words.of(request);
        var plurals = new TreeMap<String, String>();
        request.site().part(Schema.class).ifPresent(schema -> schema.tables().values().forEach(table -> plurals.put(table.name(), table.plural().in(request.locale()))));
        var rows = found.rows().stream().limit(MOST).map(row -> Model.with("who", row.person().name()).with("table", plurals.getOrDefault(row.table(), row.table()))
                .with("what", words.text("privilege." + word(row.privilege())) + row.form().map(form -> " (" + words.text("rule-by-form", form) + ")").orElse("")).with("gains", signed("+", row.gains())).with("loses", signed("\u2212", row.loses())).build());
        var columns = found.columns().stream().limit(MOST).map(column -> Model.with("who", String.join(", ", column.roles())).with("table", plurals.getOrDefault(column.table(), column.table()))
                .with("what", words.text("privilege." + word(column.privilege()))).with("gains", String.join(", ", column.gains())).with("loses", String.join(", ", column.loses())).build());
        var lines = Stream.concat(rows, columns).toList();
        return Model.with("some", !lines.isEmpty()).with("lines", lines).with("looked", words.text(found.all() && found.rows().size() <= MOST ? "rule-looked" : "rule-looked-some", found.looked())).build();
    }

    private static String word(Enum<?> privilege) {
        return privilege.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String signed(String sign, long rows) {
        return rows == 0 ? "" : sign + rows;
    }
}
