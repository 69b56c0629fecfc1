package torg.studio.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.Names;
import torg.studio.People;
import torg.studio.desk.Nodes;
import torg.studio.room.Room;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;
import torg.testkit.contract.ComponentContract;

class RoleComponentTest implements ComponentContract {
    private static final String FILE = "content/site/roles/clerk.yml";
    private static final String ADMINISTRATOR = "content/site/roles/administrator.yml";
    private static final String FRESH = "content/site/roles/guest.yml";
    private static final String SITE = "content/site/site.yml";
    private static final String TEXT = "role: clerk\nlabel: {en: Clerk, nb: Kontorist}\nneeds: [company]\ninvites: [clerk]\n";
    private final TestSites sites = TestSites.of(new TestSource().languages("en", "nb").setting("studio-authors", "writer, clerk").part(Schema.class, schema())
            .document("site.yml", "name: Ours\ntheme: torg\nlanguages: [en, nb]\nsettings: {studio-authors: 'writer, clerk', own: kept}\n")
            .document("roles/clerk.yml", TEXT).document("roles/writer.yml", "role: writer\nlabel: Writer\n")
            .document("roles/administrator.yml", "role: administrator\nlabel: Administrator\n"), new Names());
    private final RoleComponent component = new RoleComponent(sites);

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("path", "role", "label.en", "description.nb", "needs", "invites", "deputy-for", "second-factor", "studio-authors", "was-studio-authors", "action", "seen", "done");
    }

    @Test
    void whatTheDocumentAndTheSiteSayOfItStandsInTheForm() {
        var form = form(FILE);
        assertThat(chosen(form, "needs")).containsExactly("company");
        assertThat(chosen(form, "invites")).containsExactly("clerk");
        assertThat(values(form, "deputies")).as("but itself").containsExactly("administrator", "writer");
        assertThat(rights(form)).containsExactly("studio-authors true true", "studio-designers false false");
        assertThat(shown(FILE).has("administers")).isFalse();
        assertThat(shown(ADMINISTRATOR).has("administers")).isTrue();
    }

    @Test
    void whatWasLeftAsItIsIsNotChanged() {
        assertThat(save(FILE, CLERK, Map.of()).toString()).contains("done=same");
        assertThat(text(FILE)).isEqualTo(TEXT);
    }

    @Test
    void aRoleIsChangedWithWhatItMayInTheStudioInOneEdit() {
        assertThat(save(FILE, CLERK, Map.of("label.nb", "", "description.en", "Works here.", "needs", "", "invites", "clerk,writer", "deputy-for", "writer",
                "second-factor", "true", "studio-authors", "", "studio-designers", "true"))
                .toString()).contains("done=saved");
        var fields = sites.read(FILE, text(FILE)).fields();
        assertThat(List.of(Nodes.text(Nodes.at(fields, List.of("label", "en"))), Nodes.text(fields.get("description")), Nodes.text(fields.get("second-factor"))))
                .containsExactly("Clerk", "Works here.", "required");
        assertThat(Nodes.at(fields, List.of("label", "nb"))).isEmpty();
        assertThat(fields.get("needs")).isEmpty();
        assertThat(Nodes.texts(fields.get("invites"))).containsExactly("clerk", "writer");
        assertThat(Nodes.texts(fields.get("deputy-for"))).containsExactly("writer");
        assertThat(List.of(setting("studio-authors"), setting("studio-designers"), setting("own"))).containsExactly("writer", "clerk", "kept");
    }

    @Test
    void whoWasSecondIsToldAndWhatOthersSaidOfRightsMeanwhileStays() {
        assertThat(((Outcome.Show) save(FILE, CLERK, Map.of("seen", "another", "label.en", "Other"))).status()).isEqualTo(409);
        assertThat(text(FILE)).isEqualTo(TEXT);
        var shownBefore = new HashMap<>(CLERK);
        sites.swap(source(sites, SITE, "name: Ours\ntheme: torg\nlanguages: [en, nb]\nsettings: {studio-authors: writer}\n"));
        save(FILE, shownBefore, Map.of("label.en", "Other"));
        assertThat(setting("studio-authors")).as("not ticked anew by whoever saw it ticked").isEqualTo("writer");
    }

    @Test
    void aRoleIsMadeUnderTheNameThatIsTyped() {
        assertThat(form(FRESH).get("name")).isEqualTo("guest");
        assertThat(form(FRESH).get("fresh")).isEqualTo(true);
        assertThat(save(FRESH, Map.of("role", "visitor", "label.en", "Visitor", "studio-authors", "true", "was-studio-authors", "false",
                "was-studio-designers", "false"), Map.of()).toString()).contains("done=saved");
        assertThat(Nodes.text(sites.read(FRESH, text(FRESH)).fields().get("role"))).isEqualTo("visitor");
        assertThat(setting("studio-authors")).isEqualTo("writer, clerk, visitor");
        save(FRESH, Map.of("role", "king", "label.en", "Visitor", "was-studio-authors", "true", "studio-authors", "true"), Map.of());
        assertThat(Nodes.text(sites.read(FRESH, text(FRESH)).fields().get("role"))).as("from then on it stays").isEqualTo("visitor");
        for (var odd : List.of("content/site/roles/../site.yml", "content/site/roles/A b.yml", "content/site/lists/a.yml", "content/site/roles/a.md")) {
            assertThat(component.fill(Requests.get(site(), Room.ROLE.address()).as(People.ADMINISTRATOR).query("path", odd).place(""))).as(odd).isEqualTo(new Filled.Absent());
        }
    }

    @Test
    void keptAsADraftItIsOnTheSiteWhenItIsPublished() {
        assertThat(save(FILE, CLERK, Map.of("studio-designers", "true", "label.en", "Other", "action", "draft")).toString()).contains("done=drafted");
        assertThat(setting("studio-designers")).isEmpty();
        assertThat(rights(form(FILE))).as("as the draft says, beside what is published").containsExactly("studio-authors true true", "studio-designers true false");
        var kept = shown(FILE).get("kept").toString();
        assertThat(save(FILE, CLERK, Map.of("studio-designers", "true", "label.en", "Other", "kept", kept)).toString()).contains("done=saved");
        assertThat(List.of(setting("studio-designers"), setting("studio-authors"))).containsExactly("clerk", "writer, clerk");
        assertThat(sites.drafts()).isEmpty();
    }

    @Test
    void itGoesWhenNobodyRefersToIt() {
        var refused = (Outcome.Show) save(FILE, Map.of(), Map.of("action", "remove"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(((Filled.Shown) refused.filled()).model().get("referring").toString()).contains(SITE, "'studio-authors' names 'clerk'");
        assertThat(text(FILE)).isEqualTo(TEXT);
        sites.swap(source(sites, SITE, "name: Ours\ntheme: torg\nlanguages: [en, nb]\n"));
        assertThat(save(FILE, Map.of(), Map.of("action", "remove"))).isEqualTo(new Outcome.Redirect("/studio/access?done=saved"));
        assertThat(sites.file(FILE)).isEmpty();
    }

    /** By any way: the roles of whoever edits are those of now, and count no more once no document defines them. */
    @Test
    void theRoleOfAdministratorsStays() {
        var refused = (Outcome.Show) save(ADMINISTRATOR, Map.of(), Map.of("action", "remove"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(((Filled.Shown) refused.filled()).model().get("problems").toString()).contains("would not be an administrator");
        assertThat(sites.file(ADMINISTRATOR)).isPresent();
    }

    @Test
    void onlyAdministratorsFindIt() {
        assertThat(component.fill(Requests.get(site(), Room.ROLE.address()).as(People.CUSTOMER).query("path", FILE).place(""))).isEqualTo(new Filled.Absent());
        assertThat(((Outcome.Show) component.act(Requests.post(site(), Room.ROLE.address()).as(People.CUSTOMER).form("path", FILE).form("action", "remove").place(""))).status()).isEqualTo(405);
    }

    private static final Map<String, String> CLERK = Map.of("label.en", "Clerk", "label.nb", "Kontorist", "needs", "company", "invites", "clerk",
            "studio-authors", "true", "was-studio-authors", "true", "was-studio-designers", "false");

    private static Schema schema() {
        var table = Table.internal("contact", List.of(), Column.of("company", ColumnType.TEXT), Column.of("phone", ColumnType.TEXT));
        return Schema.of(List.of(new Table("contact", Text.of("Contact"), Text.of("Contacts"), table.key(), table.title(), table.columns(), List.of(), false, false)));
    }

    private static TestSource source(TestSites sites, String path, String text) {
        var source = new TestSource().languages("en", "nb").part(Schema.class, schema());
        sites.files().forEach((file, stored) -> source.document(file.substring("content/site/".length()), file.equals(path) ? text : new String(stored.bytes())));
        return source;
    }

    private Model shown(String path) {
        return ((Filled.Shown) component.fill(Requests.get(site(), Room.ROLE.address()).as(People.ADMINISTRATOR).query("path", path).place(""))).model();
    }

    private Model form(String path) {
        return (Model) shown(path).get("form");
    }

    private static List<String> rights(Model form) {
        return ((List<?>) form.get("rights")).stream().map(Model.class::cast).map(right -> right.get("key") + " " + right.get("chosen") + " " + right.get("was")).toList();
    }

    private static List<String> values(Model model, String list) {
        return ((List<?>) model.get(list)).stream().map(choice -> ((Model) choice).get("value").toString()).toList();
    }

    private static List<String> chosen(Model model, String list) {
        return ((List<?>) model.get(list)).stream().map(Model.class::cast).filter(choice -> choice.get("chosen").equals(true)).map(choice -> choice.get("value").toString()).toList();
    }

    private Outcome save(String path, Map<String, String> shown, Map<String, String> typed) {
        var values = new HashMap<>(shown);
        values.put("seen", sites.file(path).map(file -> file.version()).orElse(""));
        values.putAll(typed);
        var request = Requests.post(site(), Room.ROLE.address()).as(People.ADMINISTRATOR).form("path", path);
        values.forEach((name, value) -> {
            if (!value.isEmpty()) for (var one : value.split(",")) request.form(name, one);
        });
        return component.act(request.place(""));
    }

    private String setting(String key) {
        return Nodes.text(Nodes.at(sites.read(SITE, text(SITE)).fields(), List.of("settings", key)));
    }

    private String text(String path) {
        return new String(sites.file(path).orElseThrow().bytes());
    }
}
