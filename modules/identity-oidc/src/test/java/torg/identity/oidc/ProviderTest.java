package torg.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.site.SiteProblem;
import torg.identity.oidc.person.MappingCompiler;
import torg.identity.oidc.provider.Provider.Told;

/** What is written of providers, in settings and documents. */
class ProviderTest {
    @Test
    void aProviderThatIsSaidWhollyIsOffered() {
        var told = Told.by(Map.of("acme.issuer", "https://login.acme.example/staff", "acme.client-id", "torg", "acme.client-secret", "s", "acme.scope", "groups", "acme.strong", "true", "service.pid", "torg.identity.oidc",
                "component.name", "torg.identity.oidc.Oidc", "osgi.ds.satisfying.condition.target", "(osgi.condition.id=true)"));

        assertThat(told.problems()).isEmpty();
        var acme = told.providers().get("acme");
        assertThat(acme.scope().toStringList()).containsExactly("groups", "openid");
        assertThat(acme.strong()).isTrue();
        assertThat(acme.toString()).as("no secret in a log").doesNotContain("=s,");
    }

    @Test
    void whatIsMissingOrUnknownIsTold() {
        assertThat(Told.by(Map.of("acme.issuer", "https://login.acme.example", "acme.client-id", "torg")).problems())
                .containsExactly(new Told.Wrong("provider 'acme' is not offered: it has no client-secret", "add acme.client-secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme.", "my_idp.", "a2345678901234567890123456789012345678901.", "."})
    void aNameThatNoDocumentCanHaveIsTold(String prefix) {
        var told = Told.by(Map.of(prefix + "issuer", "https://login.acme.example", prefix + "client-id", "torg", prefix + "client-secret", "s"));

        assertThat(told.providers()).isEmpty();
        assertThat(told.problems()).singleElement().matches(wrong -> wrong.what().contains("no name of a provider") && !wrong.remedy().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"acme.strong, yes, neither true nor false", "acme.strong, TRUE, neither true nor false", "acme.stong, true, 'acme.stong'", "acme.roles.claim, groups, 'acme.roles.claim'"})
    void aProviderOfWhichSomethingIsNotUnderstoodIsNotOffered(String key, String value, String problem) {
        var told = Told.by(Map.of("acme.issuer", "https://login.acme.example", "acme.client-id", "torg", "acme.client-secret", "s", key, value));

        assertThat(told.providers()).isEmpty();
        assertThat(told.problems()).singleElement().matches(wrong -> wrong.what().contains(problem) && !wrong.remedy().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.acme.example", "ftp://login.acme.example", "https://user:secret@login.acme.example", "login.acme.example", "https:///staff", "http://127.0.0.1.evil.example", "file:///etc/passwd"})
    void anIssuerIsAskedOverHttpsOrOnThisMachine(String issuer) {
        var told = Told.by(Map.of("acme.issuer", issuer, "acme.client-id", "torg", "acme.client-secret", "s"));

        assertThat(told.providers()).isEmpty();
        assertThat(told.problems()).extracting(Told.Wrong::what).containsExactly("provider 'acme' is not offered: its issuer is no https address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{provider: acme, unknown: create}", "{provider: acme, unknown: always}", "{provider: acme, accounts: [{account: A}]}", "{provider: acme, accounts: [{domain: a.example, claim: c, value: v, account: A}]}",
        "{provider: acme, roles: {give: {a: buyer}}}", "{provider: acme, roles: {claim: groups, give: {a: [buyer]}}}", "{provider: acme, roles: {claim: groups, give: {a: buyer}}}", "{label: Acme}", "{provider: acme, colour: red}"})
    void aDocumentThatIsWrongIsNotTaken(String document) {
        assertThat(Portal.source(document).problems(new MappingCompiler())).anyMatch(SiteProblem::fatal);
    }

    @Test
    void aRoleThatNobodyDefinesIsAWarning() {
        assertThat(Portal.source("{provider: acme, accounts: [{domain: a.example, account: A}], roles: {claim: groups, give: {a: buyers}}}").problems(new MappingCompiler())).singleElement().matches(problem -> !problem.fatal() && problem.toString().contains("buyers"));
        assertThat(Portal.source(Portal.MAPPING).problems(new MappingCompiler())).isEmpty();
        assertThat(Portal.source(Portal.MAPPING).document("providers/again.yml", "provider: acme").problems(new MappingCompiler())).singleElement().asString().contains("twice");
    }
}
