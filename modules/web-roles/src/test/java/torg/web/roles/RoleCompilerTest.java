package torg.web.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.web.roles.AssignedRolesTest.source;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.access.WebRole;
import torg.api.site.SiteProblem;
import torg.api.table.Schema;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;

class RoleCompilerTest {
    private static final String FACTOR = "---\ntitle: Factor\ncomponents: [{component: passkeys}]\n---\n";
    private static final String PROVE = "---\ntitle: Proof\nmarker: prove\ncomponents: [{component: prove}]\n---\n";

    @Test
    void mistakesInDocumentsAreTold() {
        var source = source().document("roles/a.yml", "role: anonymous").document("roles/b.yml", "{role: clerk, needs: [acount]}").document("roles/c.yml", "role: guest");
        source.compile(new TableDocuments());

        assertThat(source.problems(new RoleCompiler())).extracting(SiteProblem::code)
                .containsExactly("web-roles.implicit", "web-roles.unknown-column", "web-roles.twice");
        assertThat(source.problems(new RoleCompiler())).extracting(SiteProblem::help).contains("did you mean 'account'?");
        for (var wrong : Map.of("role: Clerk", "web-roles.name", "role: 1st", "web-roles.name", "{role: clerk, lable: Clerk}", "site.unknown-key").entrySet()) {
            var one = source().document("roles/a.yml", wrong.getKey());
            one.compile(new TableDocuments());
            assertThat(one.problems(new RoleCompiler())).as(wrong.getKey()).extracting(SiteProblem::code).containsExactly(wrong.getValue());
        }
    }

    @Test
    void nobodyIsTheDeputyOfAdministratorsAndOfDeputies() {
        for (var wrong : Map.of("[guest, buyer]", List.of(), "[king]", List.of("web-roles.unknown-role"), "[administrator]", List.of("web-roles.deputy"), "[desk]", List.of("web-roles.deputy")).entrySet()) {
            var source = source().document("roles/administrator.yml", "role: administrator").document("roles/desk.yml", "{role: desk, deputy-for: " + wrong.getKey() + "}");
            source.compile(new TableDocuments());
            assertThat(source.problems(new RoleCompiler())).as(wrong.getKey()).extracting(SiteProblem::code).isEqualTo(wrong.getValue());
        }
        for (var why : Map.of("administrator", "whoever has role 'administrator' looks after the site", "desk", "whoever has role 'desk' is a deputy of others").entrySet()) {
            var source = source().document("roles/administrator.yml", "role: administrator").document("roles/desk.yml", "{role: desk, deputy-for: [guest]}").document("roles/lead.yml", "{role: lead, deputy-for: [" + why.getKey() + "]}");
            source.compile(new TableDocuments());
            assertThat(source.problems(new RoleCompiler())).extracting(SiteProblem::message).containsExactly(why.getValue());
        }
        var roles = compiled(source().document("roles/desk.yml", "{role: desk, deputy-for: [guest, buyer]}"));
        assertThat(roles.get("desk").deputyFor()).containsExactlyInAnyOrder("guest", "buyer");
        assertThat(roles.get("buyer").deputyFor()).isEmpty();
    }

    /** Else whoever has the role could only sign out. */
    @Test
    void aRoleThatDemandsASecondFactorIsWarnedOfWhereNoPageTakesOne() {
        var roles = new RoleCompiler();
        var source = source().document("roles/clerk.yml", "{role: clerk, second-factor: required}").document("pages/second-factor.md", FACTOR);
        source.compile(new TableDocuments());
        assertThat(source.problems(roles)).singleElement().satisfies(problem -> {
            assertThat(problem.fatal()).isFalse();
            assertThat(problem.help()).contains("'marker: prove'");
        });
        assertThat(source.document("pages/proof.md", PROVE).problems(roles)).isEmpty();
        assertThat(source.document("pages/proof.md", PROVE.replace("marker: prove", "marker: [proof, prove]")).problems(roles)).as("a page may have several markers").isEmpty();
        assertThat(source.document("pages/second-factor.md", "---\ntitle: Factor\n---\n").problems(roles)).extracting(SiteProblem::code).containsExactly("web-roles.no-factor-page");
        for (var elsewhere : List.of(PROVE.replace("marker: prove", "marker: other"), PROVE.replace("marker: prove\n", ""), PROVE.replace("component: prove", "component: text"),
                PROVE.replace("[{component: prove}]", "prove"), PROVE.replace("[{component: prove}]", "[prove]"), PROVE.replace("component: prove", "component: [prove]"))) {
            source.document("pages/second-factor.md", FACTOR).document("pages/proof.md", elsewhere);
            assertThat(source.problems(roles)).as(elsewhere).extracting(SiteProblem::code).containsExactly("web-roles.no-factor-page");
        }
        source.document("pages/proof.md", "---\ntitle: Proof\n---\n").languages("en", "nb").document("pages/proof.nb.md", PROVE);
        assertThat(source.problems(roles)).as("what a translation says of itself").extracting(SiteProblem::code).containsExactly("web-roles.no-factor-page");
        assertThat(source.document("roles/clerk.yml", "{role: clerk}").problems(roles)).isEmpty();
    }

    @Test
    void whoWorksInThePlaceOfSomebodyWhoseRoleDemandsASecondFactorNeedsOneAsWell() {
        for (var desk : Map.of("second-factor: required", List.of(), "second-factor: optional", List.of("web-roles.deputy-factor"), "label: Desk", List.of("web-roles.deputy-factor"),
                "second-factor: perhaps", List.of("site.unknown-word", "web-roles.deputy-factor")).entrySet()) {
            var source = source().document("pages/second-factor.md", FACTOR).document("pages/proof.md", PROVE).document("roles/clerk.yml", "{role: clerk, second-factor: required}").document("roles/desk.yml", "{role: desk, deputy-for: [clerk], " + desk.getKey() + "}");
            source.compile(new TableDocuments());
            assertThat(source.problems(new RoleCompiler())).as(desk.getKey()).extracting(SiteProblem::code).isEqualTo(desk.getValue());
        }
        var roles = compiled(source().document("roles/clerk.yml", "{role: clerk, second-factor: required}"));
        assertThat(roles.get("clerk").secondFactor()).isTrue();
        assertThat(roles.get("buyer").secondFactor()).isFalse();
    }

    /** Without the tables no need could be checked, and an edit of a role would pass by. */
    @Test
    void rolesAreReadAfterTables() {
        assertThat(new RoleCompiler().folders()).containsExactly("roles");
        assertThat(new RoleCompiler().needs()).containsExactly(Schema.class);
    }

    private static Map<String, WebRole> compiled(TestSource source) {
        source.compile(new TableDocuments());
        return source.compile(new RoleCompiler()).byName();
    }
}
