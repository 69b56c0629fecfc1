package torg.studio.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Document;
import torg.api.site.Editing;
import torg.api.site.Node;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Nodes;
import torg.studio.desk.Work;
import torg.studio.form.Labels;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Words;

/** Web roles, and what each is permitted, as the documents say it; where to change it, and where to ask what comes of it. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class AccessComponent implements Component {
    private static final String PERMISSIONS = "permissions";

    private final Editing editing;

    /** @param editing has the documents */
    @Activate
    public AccessComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.ACCESS.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return Desk.of(editing, request).filter(desk -> desk.reaches(request.site().path("roles/a.yml"))).map(_ -> shown(request)).orElseGet(Filled.Absent::new);
    }

    /** There is nothing to be sent. */
    @Override
    public Outcome act(Place place) {
        return new Outcome.Show(405, new Filled.Absent());
    }

    private static Filled shown(Request request) {
        var words = Words.of(request);
        var links = new Links(request);
        var rules = rules(request, words);
        var roles = new TreeMap<String, Model.Builder>();
        for (var document : documents(request, "roles")) {
            var name = Nodes.text(document.fields().get("role"));
            roles.put(name, Model.with("name", name).with("label", Work.title(document, request.locale()).orElse(name)).with("link", links.role(document.path())));
        }
        rules.keySet().forEach(role -> roles.computeIfAbsent(role, name -> Model.with("name", name).with("label", RuleFields.called(name, words))));
        var models = roles.entrySet().stream().map(role -> filled(role.getValue(), rules.getOrDefault(role.getKey(), List.of()))).toList();
        return Filled.Shown.personal("components/studio-access", Model.with("words", words.model("access-hint", "access-matrix", "access-table", "access-scope", "access-privileges",
                        "access-rule", "access-none", "access-deny", "access-new-role", "access-role", "access-rules"))
                .with("home", Room.HOME.link(request)).with("done", words.done(request)).with("matrix", matrix(request))
                .with("new", Room.NEW.link(request) + "?kind=roles").with("roles", models).build());
    }

    private static Model filled(Model.Builder role, List<Model> rules) {
        return role.with("some", !rules.isEmpty()).with("many", rules.size()).with("rules", rules).build();
    }

    /** Where the site shows who sees what. */
    static Optional<String> matrix(Request request) {
        return documents(request, "pages").stream().anyMatch(page -> page.name().equals("admin/permissions")) ? Optional.of(request.link("/admin/permissions")) : Optional.empty();
    }

    private static List<Document> documents(Request request, String folder) {
        return request.site().documents().stream().filter(document -> document.folder().equals(folder)).toList();
    }

    /** A rule with where it stands, {@code permissions.own-orders} of a document. */
    private record Found(Node.Mapping rule, String path, String place) {}

    /** What each role may, as the rules say it; one below a parent without roles of its own has those of the parent. */
    private static Map<String, List<Model>> rules(Request request, Words words) {
        var byName = new TreeMap<String, Node.Mapping>();
        var found = new ArrayList<Found>();
        for (var document : documents(request, PERMISSIONS)) {
            for (var list : List.of(RuleFields.ROWS, RuleFields.COLUMNS)) {
                var items = Nodes.items(document.fields(), List.of(list));
                for (var index = 0; index < items.size(); index++) {
                    if (!(items.get(index) instanceof Node.Mapping rule)) continue;
                    if (list.equals(RuleFields.ROWS)) RuleFields.rules(rule).keySet().forEach(name -> byName.put(name, rule));
                    found.add(new Found(rule, document.path(), RuleFields.place(list, rule, index)));
                }
            }
        }
        var rules = new TreeMap<String, List<Model>>();
        for (var one : found) {
            var rule = one.rule();
            var model = Model.with("rule", Nodes.text(rule.get("name"))).with("table", tables(request, rule)).with("columns", optional(String.join(", ", Nodes.texts(rule.get("columns")))))
                    .with("scope", optional(Nodes.text(rule.get("scope"))).map(scope -> words.textOr("scope." + scope, scope)))
                    .with("where", optional(Nodes.text(rule.get("where"))))
                    .with("privileges", Nodes.texts(rule.get("privileges")).stream().map(privilege -> words.textOr("privilege." + privilege, privilege)).collect(Collectors.joining(", ")))
                    .with("deny", Nodes.text(rule.get("deny")).equals("true")).with("link", new Links(request).rule(one.path(), one.place())).build();
            roles(rule, byName, 0).forEach(role -> rules.computeIfAbsent(role, _ -> new ArrayList<>()).add(model));
        }
        return rules;
    }

    private static List<String> roles(Node.Mapping rule, Map<String, Node.Mapping> byName, int depth) {
        var own = Nodes.texts(rule.get("roles"));
        var parent = byName.get(Nodes.text(rule.get("parent")));
        return !own.isEmpty() || parent == null || depth > 10 ? own : roles(parent, byName, depth + 1);
    }

    private static String tables(Request request, Node.Mapping rule) {
        return Stream.concat(Nodes.texts(rule.get("table")).stream(), RuleFields.with(rule).stream()).map(name -> table(request, name)).collect(Collectors.joining(", "));
    }

    private static String table(Request request, String name) {
        return documents(request, "tables").stream().filter(table -> Nodes.text(table.fields().get("table")).equals(name)).findFirst()
                .flatMap(table -> Labels.in(table.fields().get("plural"), request.locale()).or(() -> Labels.in(table.fields().get("label"), request.locale()))).orElse(name);
    }

    private static Optional<String> optional(String text) {
        return Optional.of(text).filter(said -> !said.isEmpty());
    }
}
