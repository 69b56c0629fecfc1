package torg.identity.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.problem.TorgException;
import torg.api.table.Query;

/** What a provider says that counts, for whom, and how often. */
class SamlTest {
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
    void whoComesBackIsWhoTheProviderSays() throws Refused {
        var vouched = portal.back(TestProvider.sent(portal.says().signed()));

        assertThat(vouched.stranger().subject()).isEqualTo("jane");
        assertThat(vouched.stranger().issuer()).isEqualTo("saml/acme " + TestProvider.ENTITY);
        assertThat(vouched.stranger().way()).isEqualTo("saml/acme");
        assertThat(vouched.stranger().claims()).containsEntry("email", "jane@a.example").containsEntry("email_verified", true).containsEntry("Role", List.of("buyers", "painters"))
                .containsEntry("mail", List.of("jane@a.example"));
        assertThat(vouched.session()).contains("session-1");
        assertThat(vouched.authenticated()).contains(portal.now);
        assertThat(portal.audit.acts()).isEmpty();
    }

    @Test
    void theSessionEndsWhenTheProviderSays() throws Refused {
        var says = portal.says();
        var end = portal.now.plusSeconds(1_800);
        says.with("statement", says.part("statement").replace("SessionIndex", "SessionNotOnOrAfter=\"" + end + "\" SessionIndex"));

        assertThat(portal.back(TestProvider.sent(says.signed())).until()).contains(end);
        assertThat(portal.back(TestProvider.sent(portal.says().signed())).until()).as("it may leave that to the portal").isEmpty();
    }

    @Test
    void aSignatureOfTheWholeResponseCountsAsWellAndSoDoBoth() throws Refused {
        var whole = portal.says().document();
        TestProvider.sign(whole.getDocumentElement(), TestProvider.FIRST);
        assertThat(portal.back(TestProvider.sent(whole)).stranger().subject()).isEqualTo("jane");

        var both = portal.says().signed();
        TestProvider.sign(both.getDocumentElement(), TestProvider.FIRST);
        assertThat(portal.back(TestProvider.sent(both)).stranger().subject()).isEqualTo("jane");
    }

    @Test
    void eachKeyIsTriedOfWhateverKindAndLength() throws Refused {
        provider.published = List.of(TestProvider.FIRST, TestProvider.ELLIPTIC, TestProvider.ANOTHER);

        for (var signer : provider.published) assertThat(portal.back(TestProvider.sent(portal.says().signed(signer))).stranger().subject()).isEqualTo("jane");
    }

    @Test
    void theBrowserIsSentWithARequestThatTellsNobodyWhatItKeeps() {
        var address = portal.saml.begin("acme", Portal.STATE, false);

        assertThat(address.toString()).startsWith(provider.address() + "/sso?realm=staff&SAMLRequest=");
        assertThat(TestProvider.request(address)).contains("ID=\"" + Portal.REQUEST + "\"", "AssertionConsumerServiceURL=\"https://portal.example/api/saml/acme/answer\"",
                ">https://portal.example/api/saml/acme</saml:Issuer>")
                .doesNotContain("ForceAuthn");
        assertThat(TestProvider.request(portal.saml.begin("acme", Portal.STATE, true))).contains("ForceAuthn=\"true\"");
    }

    @Test
    void anotherBrowserIsNotLetInWithWhatSomebodyElseBrought() throws Refused {
        var ticket = portal.saml.take("acme", TestProvider.sent(portal.says().signed()));

        assertThatThrownBy(() -> portal.finish("t".repeat(43), ticket)).isInstanceOf(TorgException.class).hasMessageContaining("another errand");
        assertThatThrownBy(() -> portal.finish(Portal.STATE, ticket)).as("it was shown").isInstanceOf(TorgException.class);
    }

    @Test
    void aProviderThatTakesTheNameOfAnotherSpeaksForNobodyOfTheirs() throws Exception {
        try (var other = new TestProvider()) {
            other.published = List.of(TestProvider.ANOTHER);
            var two = new Portal(Map.of("acme.metadata", provider.address() + "/metadata", "evil.metadata", other.address() + "/metadata"));
            var says = two.says().with("entity", "https://portal.example/api/saml/evil").with("recipient", "https://portal.example/api/saml/evil/answer").signed(TestProvider.ANOTHER);

            var theirs = two.saml.finish("evil", Portal.STATE, Map.of(Saml.TICKET, List.of(two.saml.take("evil", TestProvider.sent(says)))));

            assertThat(theirs.stranger().subject()).isEqualTo("jane");
            assertThat(theirs.stranger().issuer()).isNotEqualTo(two.back(TestProvider.sent(two.says().signed())).stranger().issuer());
        }
    }

    @Test
    void anAnswerCountsOnceAndSoonHoweverItComesAgain() throws Refused {
        var response = TestProvider.sent(portal.says().signed());
        var ticket = portal.saml.take("acme", response);
        assertThat(portal.finish(Portal.STATE, ticket).stranger().subject()).isEqualTo("jane");
        assertThatThrownBy(() -> portal.finish(Portal.STATE, ticket)).isInstanceOf(TorgException.class);
        assertThatThrownBy(() -> portal.saml.take("acme", response)).isInstanceOf(Refused.class).hasMessageContaining("came before");
        assertThat(portal.audit.acts()).singleElement().asString().contains("sign-in-elsewhere");

        var late = portal.saml.take("acme", TestProvider.sent(portal.says().signed()));
        portal.now = portal.now.plusSeconds(61);
        assertThatThrownBy(() -> portal.finish(Portal.STATE, late)).hasMessageContaining("late");
    }

    @Test
    void whatCameIsForgottenOnceItCouldNotCountAnyMore() throws Refused {
        portal.back(TestProvider.sent(portal.says().signed()));
        portal.now = portal.now.plus(Duration.ofMinutes(13));
        portal.back(TestProvider.sent(portal.says().signed()));

        var rows = portal.tables.query(Portal.HOUSE, Query.of(AnswerTable.ANSWER, "response", "ticket")).rows();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().text("response")).as("said, and done with").isEmpty();
    }

    @Test
    void whatNobodyCameBackForGoesByTimeAlone() throws Refused {
        portal.saml.take("acme", TestProvider.sent(portal.says().signed()));
        portal.now = portal.now.plus(Duration.ofMinutes(5));
        portal.saml.sweep();
        assertThat(portal.tables.query(Portal.HOUSE, Query.of(AnswerTable.ANSWER)).rows()).as("the same answer could come again").hasSize(1);
        portal.now = portal.now.plus(Duration.ofMinutes(8));
        portal.saml.sweep();

        assertThat(portal.tables.query(Portal.HOUSE, Query.of(AnswerTable.ANSWER)).rows()).isEmpty();
    }

    @Test
    void aNewKeyIsReadWhenTheProviderHasOneButNotForEverySignatureOfNobody() throws Refused {
        portal.back(TestProvider.sent(portal.says().signed()));
        provider.published = List.of(TestProvider.ANOTHER);
        assertThatThrownBy(() -> portal.back(TestProvider.sent(portal.says().signed(TestProvider.ANOTHER)))).as("just read").isInstanceOf(Refused.class);
        portal.now = portal.now.plusSeconds(31);
        assertThat(portal.back(TestProvider.sent(portal.says().signed(TestProvider.ANOTHER))).stranger().subject()).isEqualTo("jane");

        var read = provider.read.get();
        portal.now = portal.now.plusSeconds(31);
        for (var i = 0; i < 10; i++) assertThatThrownBy(() -> portal.back(TestProvider.sent(portal.says().signed()))).isInstanceOf(Refused.class);
        assertThat(provider.read.get()).isEqualTo(read + 1);
    }

    @Test
    void aProviderThatIsAwayForAMomentIsStillKnown() throws Refused {
        portal.back(TestProvider.sent(portal.says().signed()));
        provider.close();
        portal.now = portal.now.plusSeconds(31);
        assertThatThrownBy(() -> portal.back(TestProvider.sent(portal.says().signed(TestProvider.ANOTHER)))).isInstanceOf(Refused.class);

        assertThat(portal.back(TestProvider.sent(portal.says().signed())).stranger().subject()).isEqualTo("jane");
        portal.now = portal.now.plus(Duration.ofHours(1));
        assertThatThrownBy(() -> portal.saml.begin("acme", Portal.STATE, false)).as("for an hour").isInstanceOf(TorgException.class);
    }

    @Test
    void anotherNameEachTimeIsNoneUnlessAnAttributeTells(@TempDir Path folder) throws Exception {
        var anew = "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\">x-17</saml:NameID>";
        assertThatThrownBy(() -> portal.back(TestProvider.sent(portal.says().with("name", anew).signed()))).hasMessageContaining("acme.id");

        var file = Files.writeString(folder.resolve("idp.xml"), provider.metadata());
        var other = new Portal(Map.of("acme.metadata", file.toString(), "acme.id", "mail", "acme.strong", "true"));
        var vouched = other.back(TestProvider.sent(other.says().with("name", anew).signed()));
        assertThat(vouched.stranger().subject()).isEqualTo("jane@a.example");
        assertThat(vouched.strong()).isTrue();
        assertThat(vouched.stranger().claims()).as("nothing says that they are verified").containsEntry("email_verified", false);
        assertThatThrownBy(() -> other.back(TestProvider.sent(other.says().with("attributes", "").signed()))).hasMessageContaining("mail");
    }

    @Test
    void whetherAnAddressIsVerifiedIsNotForTheMessageToSay() throws Refused {
        var other = new Portal(Map.of("acme.metadata", provider.address() + "/metadata"));
        var claims = other.back(TestProvider.sent(other.says().with("attributes",
                "<saml:AttributeStatement><saml:Attribute Name=\"email_verified\"><saml:AttributeValue>true</saml:AttributeValue></saml:Attribute>"
                + "<saml:Attribute Name=\"email\"><saml:AttributeValue>a@a.example</saml:AttributeValue>"
                + "<saml:AttributeValue>b@a.example</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>").signed()))
                .stranger().claims();

        assertThat(claims).containsEntry("email_verified", false).as("of two addresses neither").doesNotContainKey("email");
    }

    @Test
    void thePortalDescribesItselfToProvidersThatItKnows() throws Refused {
        var described = Xml.description(portal.saml.description("acme").orElseThrow().getBytes(StandardCharsets.UTF_8));

        assertThat(described.getAttribute("entityID")).isEqualTo("https://portal.example/api/saml/acme");
        assertThat(Xml.one(Xml.one(described, Xml.METADATA, "SPSSODescriptor"), Xml.METADATA, "AssertionConsumerService").getAttribute("Location"))
                .isEqualTo("https://portal.example/api/saml/acme/answer");
        assertThat(portal.saml.description("another")).isEqualTo(Optional.empty());
    }

    @Test
    void aDescriptionThatIsNotWholeIsNone() {
        provider.published = List.of(TestProvider.WEAK);
        assertThatThrownBy(() -> Description.of(provider.metadata().getBytes(), portal.now)).hasMessageContaining("long enough");
        provider.published = List.of(TestProvider.FIRST);
        provider.more = "validUntil=\"2020-01-01T00:00:00Z\"";
        assertThatThrownBy(() -> Description.of(provider.metadata().getBytes(), portal.now)).hasMessageContaining("out of date");
        provider.more = "";
        assertThatThrownBy(() -> Description.of(provider.metadata().replace("HTTP-Redirect", "HTTP-POST").getBytes(), portal.now)).hasMessageContaining("can be sent");
        assertThatThrownBy(() -> Description.of(provider.metadata().replace("http://127.0.0.1", "http://idp.example").getBytes(), portal.now)).hasMessageContaining("https");
        assertThatThrownBy(() -> Description.of(("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + provider.metadata().replaceFirst("<\\?.*?\\?>", "")).getBytes(),
                portal.now)).isInstanceOf(Refused.class);
    }
}
