package torg.studio.access;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.site.Edit;
import torg.api.site.Node;
import torg.api.table.Schema;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Nodes;
import torg.studio.desk.SiteRoles;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.form.FormDocument;
import torg.studio.form.Labels;

/**
 * A web role as fields: what its document says of it, and what the site says of it in the Studio.
 *
 * @param typed whether the fields hold what somebody typed
 */
record RoleFields(FormDocument form, Document document, boolean typed) {
    private static final String NAME = "role";
    private static final String REQUIRED = "required";
    private static final String FACTOR = "second-factor";
    /** In the form, what was published of a right when the form was shown. */
    private static final String BEFORE = "was-";

    Model model() {
        var roles = SiteRoles.of(request().site().documents(), request().locale());
        var others = new LinkedHashMap<>(roles);
        others.remove(name());
        var model = Model.with("name", name()).with("fresh", form.stored().isEmpty())
                .with("labels", labels("label").models(said("label"), typed)).with("descriptions", labels("description").models(said("description"), typed))
                .with("needs", choices(columns(), "needs")).with("invites", choices(Choices.plain(roles), "invites")).with("deputies", choices(Choices.plain(others), "deputy-for"))
                .with("factor", typed ? request().form(FACTOR).isPresent() : demandsFactor());
        var published = Authoring.published(form.desk());
        var shown = form.isDrafting() ? Authoring.drafted(form.desk()) : published;
        return model.with("rights", Authoring.KEYS.stream().map(key -> Model.with("key", key).with("authors", key.equals(Authoring.KEYS.getFirst()))
                .with("chosen", typed ? request().form(key).isPresent() : shown.names(key, name()))
                .with("was", typed ? request().form(BEFORE + key).orElse("") : String.valueOf(published.names(key, name()))).build()).toList()).build();
    }

    private Request request() {
        return form.request();
    }

    private Optional<Node> said(String key) {
        return document.fields().get(key);
    }

    private Labels labels(String key) {
        return new Labels(request(), key);
    }

    /** Typed where there is no such role yet; else whoever has it would have another. */
    String name() {
        return form.stored().isEmpty() && typed ? request().form(NAME).map(String::strip).orElse("") : Nodes.text(said(NAME));
    }

    private boolean demandsFactor() {
        return Nodes.text(said(FACTOR)).equals(REQUIRED);
    }

    private List<Model> choices(Map<String, Text> choices, String key) {
        return Choices.of(request().locale(), choices, typed ? request().form().getOrDefault(key, List.of()) : Nodes.texts(said(key)));
    }

    /** What a contact can be asked to have. */
    private Map<String, Text> columns() {
        var columns = new LinkedHashMap<String, Text>();
        request().site().part(Schema.class).flatMap(schema -> schema.find("contact"))
                .ifPresent(table -> table.columns().values().forEach(column -> columns.put(column.name(), Text.of(column.label().in(request().locale()) + " (" + column.name() + ")"))));
        return columns;
    }

    /** What the form changes in the document: nothing of what was left as it is. */
    List<Amendment> amendments() {
        var changes = new Changes(List.of(), document.fields()).become(NAME, name());
        for (var key : List.of("label", "description")) changes.become(key, labels(key).typed(said(key)));
        for (var key : List.of("needs", "invites", "deputy-for")) changes.become(key, request().form().getOrDefault(key, List.of()));
        var factor = request().form(FACTOR).isPresent();
        if (factor != demandsFactor()) changes.become(FACTOR, factor ? REQUIRED : "");
        return changes.all();
    }

    /** What it changes of the rights in the Studio: in the caller's draft what is ticked otherwise than there; of what is published what is ticked otherwise than it was shown. */
    Map<String, Edit.Change> rights(boolean drafted) {
        var authoring = drafted ? Authoring.drafted(form.desk()) : Authoring.published(form.desk());
        var wanted = new HashMap<String, Boolean>();
        for (var key : Authoring.KEYS) {
            var ticked = request().form(key).isPresent();
            if (drafted || !String.valueOf(ticked).equals(request().form(BEFORE + key).orElse(""))) wanted.put(key, ticked);
        }
        return authoring.naming(name(), wanted);
    }
}
