package torg.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.table.Query;
import torg.api.web.Detour;
import torg.identity.oidc.person.MappingCompiler;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** Who somebody is who comes from a provider. */
class ArrivalsTest {
    private static final Map<String, Object> JANE = Map.of("email", "jane@a.example", "email_verified", true);
    private TestProvider provider;
    private Portal portal;

    @BeforeEach
    void open() throws IOException {
        provider = new TestProvider();
        portal = new Portal(provider);
    }

    @AfterEach
    void close() {
        portal.outbound.close();
        provider.close();
    }

    @Test
    void whoseVerifiedAddressIsAContactsOfTheAccountIsThatContactFromThenOn() {
        assertThat(comes(JANE)).isEqualTo("C-1");
        assertThat(comes(Map.of("email", "renamed@a.example", "email_verified", true))).as("the subject counts, the address does not any more").isEqualTo("C-1");
        assertThat(contacts()).isEqualTo(1);
        var proof = portal.doorkeeper.sessions.values().iterator().next();
        assertThat(proof.way()).isEqualTo("oidc/acme");
        assertThat(proof.subject()).contains("jane");
        assertThat(proof.elsewhere()).contains("s-1");
        assertThat(proof.strong()).isFalse();
    }

    @Test
    void ofAnybodyElseAContactIsMadeWithWhatItsRolesNeed() {
        var key = comes(Map.of("email", "Jim@a.example", "email_verified", true, "given_name", "Jim", "family_name", "Doe", "realm", Map.of("groups", List.of("buyers", "painters"))));

        var made = portal.tables.find(Portal.HOUSE, "contact", key).orElseThrow();
        assertThat(List.of(made.text("fullname").orElse(""), made.text("firstname").orElse(""), made.text("account").orElse(""), made.text("email").orElse(""), made.text("pricelist").orElse("")))
                .containsExactly("Jim Doe", "Jim", "A", "jim@a.example", "gold");
        assertThat(portal.roles.of.get(key)).containsExactly("buyer");
    }

    @Test
    void aClaimMayTellTheAccountWhateverTheAddress() {
        var key = comes(Map.of("email", "kim@elsewhere.example", "email_verified", true, "tenant", "north"));

        assertThat(portal.tables.find(Portal.HOUSE, "contact", key).orElseThrow().text("account")).contains("N");
    }

    @ParameterizedTest
    @CsvSource({"jane@a.example, false", "jane@a.example, ", "jane@b.example, true", "jane@evil-a.example, true", "jane@a.example.evil.example, true", "'jane@b.example@a.example', true", "'', true", ", true"})
    void whoseAddressIsNotVerifiedOrOfNoAccountIsNobody(String email, Boolean verified) {
        var claims = new HashMap<String, Object>();
        if (email != null) claims.put("email", email);
        if (verified != null) claims.put("email_verified", verified);

        refused(claims);
        assertThat(contacts()).isEqualTo(1);
    }

    @Test
    void aTextThatSaysTrueVerifiesNothing() {
        refused(Map.of("email", "jane@a.example", "email_verified", "true"));
    }

    @Test
    void nobodyBecomesAContactOfAnotherAccountOrOneOfTwo() {
        portal.put("contact", "C-2", Map.of("fullname", "Kim", "account", "N", "email", "kim@a.example"));
        assertThat(comes(Map.of("email", "kim@a.example", "email_verified", true))).as("of the account that the address tells").isNotEqualTo("C-2");

        portal.put("contact", "C-3", Map.of("fullname", "Jane", "account", "A", "email", "jane@a.example"));
        provider.says = (there, claims) -> there.signed(claims.subject("another").build());
        refused(JANE);
    }

    @Test
    void whoMovedToAnotherAccountIsNotSpokenForAnyMore() {
        assertThat(comes(JANE)).isEqualTo("C-1");
        portal.put("account", "B", Map.of("name", "Other"));
        portal.put("contact", "C-1", Map.of("account", "B"));
        portal.roles.assign("C-1", Set.of("keeper"));

        refused(Map.of("email", "jane@a.example", "email_verified", true, "realm", Map.of("groups", "chiefs")));
        assertThat(portal.roles.of.get("C-1")).containsExactly("keeper");
    }

    @Test
    void whoIsLockedOutStaysOut() {
        portal.put("door", "C-1", Map.of("email", "jane@a.example", "locked", true));

        refused(with("chiefs"));
        assertThat(portal.roles.of).as("whoever stays out is given nothing").isEmpty();
    }

    @Test
    void whoIsRemovedDoesNotComeBackByTheProvidersWordUntilSomebodyHereLetsThemIn() {
        portal.delete("door", "C-1");
        portal.doorkeeper.removed.add("C-1");

        refused(JANE);
        assertThat(portal.tables.find(Portal.HOUSE, "door", "C-1")).isEmpty();
        assertThat(contacts()).as("nor as somebody new").isEqualTo(1);
        portal.put("door", "C-1", Map.of("email", "jane@a.example"));
        portal.doorkeeper.removed.remove("C-1");
        assertThat(comes(JANE)).isEqualTo("C-1");
    }

    @Test
    void rolesAreGivenOnceTheCodeIsGiven() {
        portal.doorkeeper.halfway.add("C-1");
        assertThat(answer(with("chiefs"))).isInstanceOf(Detour.SecondFactor.class);
        assertThat(portal.roles.of).isEmpty();
    }

    @Test
    void whatCannotBeGivenKeepsNobodyOut() {
        portal.roles.assign("C-1", Set.of("keeper", "chief"));
        portal.roles.withoutWhatTheyNeed.add("C-1");
        assertThat(comes(with("buyers"))).isEqualTo("C-1");
        assertThat(portal.roles.of.get("C-1")).as("what is not given any more is taken all the same").containsExactly("keeper");

        portal.roles.isChangedByOthers = true;
        assertThat(comes(with("chiefs"))).isEqualTo("C-1");
        assertThat(portal.roles.of.get("C-1")).containsExactly("keeper");
    }

    @Test
    void whoIsInactiveDoesNotComeInAsSomebodyNew() {
        portal.put("contact", "C-1", Map.of("inactive", true));
        refused(JANE);
        assertThat(contacts()).isEqualTo(1);

        portal.put("door", "C-1", Map.of("email", "former@a.example"));
        portal.put("contact", "C-2", Map.of("fullname", "Jane", "account", "A", "email", "jane@a.example"));
        assertThat(comes(JANE)).as("the one that is active").isEqualTo("C-2");
    }

    @Test
    void rolesFollowTheProviderAndOthersStay() {
        portal.roles.assign("C-1", Set.of("keeper", "chief"));
        comes(Map.of("email", "jane@a.example", "email_verified", true, "realm", Map.of("groups", "buyers")));
        assertThat(portal.roles.of.get("C-1")).containsExactlyInAnyOrder("keeper", "buyer");

        comes(Map.of("email", "jane@a.example", "email_verified", true));
        assertThat(portal.roles.of.get("C-1")).as("what is not said is taken").containsExactly("keeper");
    }

    @Test
    void whatTheDocumentDoesNotSayIsNotDone() {
        portal.outbound.close();
        portal = new Portal(provider, "provider: acme");
        refused(JANE);

        portal.outbound.close();
        portal = new Portal(provider, "{provider: acme, unknown: link, accounts: [{domain: a.example, account: A}]}");
        refused(Map.of("email", "jim@a.example", "email_verified", true));
        assertThat(comes(JANE)).isEqualTo("C-1");
    }

    @Test
    void whatADraftOfTheDocumentSaysIsNotDone() {
        portal.outbound.close();
        portal = new Portal(provider, "{provider: acme, unknown: link, accounts: [{domain: a.example, account: A}]}");
        var draft = TestSites.of(Portal.source(Portal.MAPPING.replace("buyers: buyer", "buyers: chief")), new TableDocuments(), new MappingCompiler()).current();
        provider.claims = Map.of("email", "jane@a.example", "email_verified", true, "realm", Map.of("groups", "buyers"));
        var sent = portal.begin(Requests.get(draft, "/api/oidc/acme"));

        assertThat(portal.back(Requests.get(draft, "/api/oidc/acme/back"), provider.signIn(URI.create(sent.location())), sent.kept())).isInstanceOf(Detour.SignedIn.class);
        assertThat(portal.roles.of).isEmpty();
        portal.outbound.close();
        portal = new Portal(provider, "{provider: another}");
        assertThat(portal.oidc.begin(Requests.get(draft, "/api/oidc/acme").request(), "acme")).isEqualTo(new Detour.Ends("/?elsewhere=refused"));
    }

    private static Map<String, Object> with(String group) {
        return Map.of("email", "jane@a.example", "email_verified", true, "realm", Map.of("groups", group));
    }

    private String comes(Map<String, Object> claims) {
        var token = ((Detour.SignedIn) answer(claims)).token();
        return portal.doorkeeper.sessions.get(token).contact();
    }

    private void refused(Map<String, Object> claims) {
        assertThat(answer(claims)).isEqualTo(new Detour.Ends("/?elsewhere=refused"));
        assertThat(portal.audit.acts()).anyMatch(act -> act.contains("sign-in-elsewhere"));
    }

    private Detour answer(Map<String, Object> claims) {
        provider.claims = claims;
        if (claims.getOrDefault("email", "").toString().matches("(?i)(jim|kim)@.*")) provider.says = (there, said) -> there.signed(said.subject(claims.get("email").toString()).build());
        var sent = portal.begin(portal.get());
        return portal.back(provider.signIn(URI.create(sent.location())), sent.kept());
    }

    private long contacts() {
        return portal.tables.query(Portal.HOUSE, Query.of("contact")).rows().size();
    }
}
