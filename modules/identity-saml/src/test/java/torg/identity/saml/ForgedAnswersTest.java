package torg.identity.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import torg.api.table.Query;

/** Everything that a provider, or somebody in its name, should not say of a person: nothing of it is kept, and each is an entry in the audit log. */
class ForgedAnswersTest {
    private static final List<String> TRANSFORMS = List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE);
    private TestProvider provider;
    private Portal portal;

    enum Forged {
        EMPTY("what was sent is no XML that is taken", (_, _) -> ""),
        NO_XML("what was sent is no XML that is taken", (_, _) -> TestProvider.sent("jane")),
        NOT_ENCODED("what was sent is not encoded as it should be", (_, says) -> says.text()),
        ANOTHER_MESSAGE("what was sent is no response", (_, _) -> TestProvider.sent("<samlp:LogoutResponse xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"x\" Version=\"2.0\"/>")),

        UNSIGNED("nothing is signed", (_, says) -> TestProvider.sent(says.document())),
        SIGNED_BY_ANOTHER("the signature is none of the provider's", (_, says) -> TestProvider.sent(says.signed(TestProvider.ANOTHER))),
        SIGNED_BY_A_KEY_OF_ANOTHER_KIND("the signature is none of the provider's", (_, says) -> TestProvider.sent(says.signed(TestProvider.ELLIPTIC))),
        SIGNED_BY_A_KEY_THAT_IS_TOO_SHORT("the signature is none of the provider's", (_, says) -> TestProvider.sent(says.signed(TestProvider.WEAK))),
        CHANGED_AFTERWARDS("the signature is none of the provider's", (_, says) -> TestProvider.sent(TestProvider.text(says.signed()).replace(">jane<", ">john<"))),
        SIGNED_WITH_SHA_1("It is forbidden to use algorithm", (_, says) -> sent(says, SignatureMethod.RSA_SHA1, DigestMethod.SHA256, TRANSFORMS)),
        DIGESTED_WITH_SHA_1("It is forbidden to use algorithm", (_, says) -> sent(says, SignatureMethod.RSA_SHA256, DigestMethod.SHA1, TRANSFORMS)),
        SIGNED_WITH_THE_CERTIFICATE_AS_A_SECRET("the signature is of a kind that is too weak", (_, says) -> {
            var document = says.document();
            TestProvider.sign(TestProvider.assertion(document), new SecretKeySpec(TestProvider.FIRST.certificate, "HmacSHA256"), "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
                    DigestMethod.SHA256, TRANSFORMS,
                    "#" + says.part("id"));
            return TestProvider.sent(document);
        }),
        SIGNED_WITHOUT_ITS_COMMENTS("something becomes of what is signed that nobody asked for", (_, says) ->
                sent(says, SignatureMethod.RSA_SHA256, DigestMethod.SHA256, List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS))),
        SIGNED_IN_THE_OLD_WAY("something becomes of what is signed that nobody asked for", (_, says) ->
                sent(says, SignatureMethod.RSA_SHA256, DigestMethod.SHA256, List.of(Transform.ENVELOPED, CanonicalizationMethod.INCLUSIVE))),
        SIGNED_AS_THE_WHOLE_DOCUMENT("what is signed is not where the signature is", (_, says) -> {
            var document = says.document();
            TestProvider.sign(TestProvider.assertion(document), TestProvider.FIRST.key, SignatureMethod.RSA_SHA256, DigestMethod.SHA256, TRANSFORMS, "");
            return TestProvider.sent(document);
        }),
        SIGNED_TWICE_OF_WHICH_ONE_IS_NOT_THE_PROVIDERS("the signature is none of the provider's", (_, says) -> {
            var document = says.signed();
            TestProvider.sign(document.getDocumentElement(), TestProvider.ANOTHER);
            return TestProvider.sent(document);
        }),
        WITH_TWO_SIGNATURES_OF_ONE_THING("something is signed twice", (_, says) -> {
            var document = says.signed();
            var signature = (Element) document.getElementsByTagNameNS(Xml.SIGNATURE, "Signature").item(0);
            signature.getParentNode().insertBefore(signature.cloneNode(true), signature);
            return TestProvider.sent(document);
        }),

        // signature wrapping: the signed assertion is carried along, another one is read
        WRAPPED_A_FORGED_ONE_BEFORE_THE_SIGNED("there is not one assertion", (_, says) ->
                wrapped(says, (document, forged) -> document.getDocumentElement().insertBefore(forged, TestProvider.assertion(document)))),
        WRAPPED_A_FORGED_ONE_BEHIND_THE_SIGNED("there is not one assertion", (_, says) -> wrapped(says, (document, forged) -> document.getDocumentElement().appendChild(forged))),
        WRAPPED_THE_SIGNED_ONE_IN_THE_FORGED("there is not one assertion", (_, says) -> wrapped(says, (document, forged) -> {
            var signed = TestProvider.assertion(document);
            document.getDocumentElement().replaceChild(forged, signed);
            return forged.appendChild(signed);
        })),
        WRAPPED_THE_SIGNED_ONE_IN_THE_SIGNATURE_OF_THE_FORGED("there is not one assertion", (_, says) -> wrapped(says, (document, forged) -> {
            var signed = TestProvider.assertion(document);
            var signature = (Element) signed.getElementsByTagNameNS(Xml.SIGNATURE, "Signature").item(0);
            document.getDocumentElement().replaceChild(forged, signed);
            forged.insertBefore(signature, forged.getFirstChild().getNextSibling());
            var object = document.createElementNS(Xml.SIGNATURE, "ds:Object");
            object.appendChild(signed);
            return signature.appendChild(object);
        })),
        WRAPPED_UNDER_ANOTHER_NAME("there is not one assertion", (_, says) -> wrapped(says, (document, forged) -> {
            var signed = TestProvider.assertion(document);
            document.getDocumentElement().replaceChild(forged, signed);
            var extensions = document.createElementNS(Xml.PROTOCOL, "samlp:Extensions");
            extensions.appendChild(signed);
            return document.getDocumentElement().insertBefore(extensions, forged);
        })),
        WRAPPED_WITH_THE_SAME_ID("two parts of the message have the same ID", (_, says) -> wrapped(says, (document, forged) -> {
            forged.setAttribute("ID", says.part("id"));
            return document.getDocumentElement().insertBefore(forged, TestProvider.assertion(document));
        })),
        WRAPPED_WITH_THE_SIGNATURE_MOVED_INTO_THE_FORGED("there is not one assertion", (_, says) -> wrapped(says, (document, forged) -> {
            var signature = document.getElementsByTagNameNS(Xml.SIGNATURE, "Signature").item(0);
            forged.insertBefore(signature, forged.getFirstChild().getNextSibling());
            return document.getDocumentElement().insertBefore(forged, TestProvider.assertion(document));
        })),
        WRAPPED_A_SIGNED_RESPONSE_IN_A_FORGED_ONE("there is a response in the response", (portal, says) -> {
            var document = says.document();
            TestProvider.sign(document.getDocumentElement(), TestProvider.FIRST);
            var forged = portal.says().with("name", "<saml:NameID>admin</saml:NameID>").document();
            forged.getDocumentElement().appendChild(forged.importNode(document.getDocumentElement(), true));
            return TestProvider.sent(forged);
        }),
        AN_ASSERTION_OF_ANOTHER_NAMESPACE_BESIDE("there is not one assertion", (_, says) -> {
            var document = says.signed();
            document.getDocumentElement().appendChild(document.createElementNS("urn:oasis:names:tc:SAML:1.0:assertion", "Assertion"));
            return TestProvider.sent(document);
        }),

        A_COMMENT_IN_THE_NAME("the message has more in it than elements and text", (_, says) ->
                TestProvider.sent(TestProvider.text(says.with("name", "<saml:NameID>admin@a.example.evil.example</saml:NameID>").signed()).replace(".evil", "<!-- -->.evil"))),
        AN_INSTRUCTION_IN_THE_NAME("the message has more in it than elements and text", (_, says) ->
                TestProvider.sent(TestProvider.text(says.with("name", "<saml:NameID>admin@a.example.evil.example</saml:NameID>").signed()).replace(".evil", "<?x?>.evil"))),
        A_CDATA_IN_THE_NAME("the message has more in it than elements and text", (_, says) -> TestProvider.sent(TestProvider.text(says.signed()).replace(">jane<", "><![CDATA[jane]]><"))),
        A_COMMENT_BEFORE_IT_ALL("the message has more in it than elements and text", (_, says) -> TestProvider.sent("<!-- -->" + TestProvider.text(says.signed()))),
        WITH_A_DOCUMENT_TYPE("DOCTYPE is disallowed", (_, says) -> TestProvider.sent("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + TestProvider.text(says.signed()))),
        WITH_ENTITIES_THAT_GROW("DOCTYPE is disallowed", (_, says) ->
                TestProvider.sent("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>" + TestProvider.text(says.signed()).replace(">jane<", ">&b;<"))),
        DEEPER_THAN_ANY("the message is too deep or too long", (_, says) -> TestProvider.sent(says.with("status", "<x>".repeat(60) + "</x>".repeat(60)).signed())),
        ENCRYPTED("something is encrypted, which nobody asked for", (_, says) ->
                TestProvider.sent(says.with("assertion", "<saml:EncryptedAssertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>").text())),

        FOR_ANOTHER_PORTAL("it was made for somebody else", (_, says) -> TestProvider.sent(says.with("entity", "https://another.example").signed())),
        FOR_NOBODY_IN_PARTICULAR("it does not say for whom it was made", (_, says) -> TestProvider.sent(says.with("audience", "").signed())),
        FOR_ONE_OF_WHOM_IT_IS_NOT_FOR_BOTH("it was made for somebody else", (_, says) ->
                TestProvider.sent(says.with("audience", "<saml:AudienceRestriction><saml:Audience>{entity}</saml:Audience></saml:AudienceRestriction>"
                + "<saml:AudienceRestriction><saml:Audience>https://another.example</saml:Audience></saml:AudienceRestriction>").signed())),
        FOR_ANOTHER_ADDRESS("it was made for another address", (_, says) ->
                TestProvider.sent(says.with("recipient", "https://another.example/answer").with("destination", "https://portal.example/api/saml/acme/answer").signed())),
        SENT_TO_ANOTHER_ADDRESS("it was made for another address", (_, says) -> TestProvider.sent(says.with("destination", "https://another.example/answer").signed())),
        OF_ANOTHER_ISSUER("somebody else says it", (_, says) -> TestProvider.sent(says.with("issuer", "https://another.example").signed())),
        ANSWERING_NOTHING("SubjectConfirmationData has no InResponseTo", (_, says) ->
                TestProvider.sent(says.with("confirmation", says.part("confirmation").replace("InResponseTo=\"" + Portal.REQUEST + "\"", "")).signed())),
        ANSWERING_TWO_THINGS("it answers two things", (_, says) -> TestProvider.sent(says.with("response", says.text().replaceFirst("InResponseTo=\"[^\"]*\"", "InResponseTo=\"_x\"")).signed())),
        CONFIRMED_BY_A_KEY_THAT_NOBODY_SHOWS("nothing says that whoever carries it is meant", (_, says) ->
                TestProvider.sent(says.with("confirmation", says.part("confirmation").replace("cm:bearer", "cm:holder-of-key")).signed())),
        CONFIRMED_BY_NOBODY("nothing says that whoever carries it is meant", (_, says) -> TestProvider.sent(says.with("confirmation", "").signed())),
        WITH_A_CONDITION_THAT_NOBODY_UNDERSTANDS("it has a condition that nobody here understands", (_, says) ->
                TestProvider.sent(says.with("audience", says.part("audience") + "<saml:Condition/>").signed())),
        WITHOUT_CONDITIONS("there is not one Conditions in Assertion", (_, says) -> TestProvider.sent(says.with("conditions", "").signed())),
        OF_SOMEBODY_WHO_WAS_NOT_ASKED("it does not say that the person was asked who they are", (_, says) -> TestProvider.sent(says.with("statement", "").signed())),
        OF_NOBODY("the person has no name", (_, says) -> TestProvider.sent(says.with("name", "<saml:NameID> </saml:NameID>").signed())),
        OF_TWO("there is not one NameID in Subject", (_, says) -> TestProvider.sent(says.with("name", says.part("name") + says.part("name")).signed())),
        OF_A_NAME_THAT_IS_TOO_LONG("a name is too long", (_, says) -> TestProvider.sent(says.with("name", "<saml:NameID>" + "x".repeat(256) + "</saml:NameID>").signed())),
        OF_SAML_1("it is not of SAML 2.0", (_, says) -> TestProvider.sent(says.with("version", "1.1").signed())),
        THAT_DID_NOT_WORK("the provider says that it did not work", (_, says) ->
                TestProvider.sent(says.with("status", "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\"/></samlp:Status>").signed())),

        EXPIRED("it counts no more", (portal, says) -> TestProvider.sent(says.with("end", portal.now.minusSeconds(61).toString()).signed())),
        WITHOUT_AN_END("it does not say until when it counts", (_, says) -> TestProvider.sent(says.with("confirmation", says.part("confirmation").replaceAll("NotOnOrAfter=\"[^\"]*\"", "")).signed())),
        NOT_YET("it does not count yet", (portal, says) -> TestProvider.sent(says.with("conditions", says.part("conditions")
                .replace(portal.now.toString(), portal.now.plusSeconds(90).toString())).signed())),
        OF_TOMORROW("it was not made just now", (portal, says) -> TestProvider.sent(says.with("now", portal.now.plusSeconds(90).toString()).signed())),
        OLD_WITH_A_STRETCHED_END("it was not made just now", (portal, says) ->
                TestProvider.sent(says.with("now", portal.now.minus(Duration.ofMinutes(12)).toString()).with("end", portal.now.plus(Duration.ofDays(365)).toString()).signed())),
        OF_A_SESSION_THAT_IS_OVER("the session there is over", (portal, says) ->
                TestProvider.sent(says.with("statement", says.part("statement").replace("SessionIndex", "SessionNotOnOrAfter=\"" + portal.now.minusSeconds(90) + "\" SessionIndex")).signed())),
        OF_A_MOMENT_THAT_IS_NONE("NotOnOrAfter is no moment", (_, says) -> TestProvider.sent(says.with("end", "tomorrow").signed())),
        OF_THE_LAST_MOMENT_THERE_IS("SessionNotOnOrAfter is no moment of these years", (_, says) ->
                TestProvider.sent(says.with("statement", says.part("statement").replace("SessionIndex", "SessionNotOnOrAfter=\"" + Instant.MAX + "\" SessionIndex")).signed()));

        private final String why;
        private final BiFunction<Portal, TestProvider.Says, String> made;

        /** @param why it is refused: for that reason, and not because it is broken in another way */
        Forged(String why, BiFunction<Portal, TestProvider.Says, String> made) {
            this.why = why;
            this.made = made;
        }

        private static String sent(TestProvider.Says says, String method, String digest, List<String> transforms) {
            var document = says.document();
            TestProvider.sign(TestProvider.assertion(document), TestProvider.FIRST.key, method, digest, transforms, "#" + says.part("id"));
            return TestProvider.sent(document);
        }

        /** A response with a signed assertion, into which another one is brought that says something else. */
        private static String wrapped(TestProvider.Says says, BiFunction<Document, Element, Object> how) {
            var document = says.signed();
            var other = TestProvider.document(says.part("assertion").replace(">jane<", ">admin<").replace(says.part("id"), "_forged"));
            how.apply(document, (Element) document.importNode(other.getDocumentElement(), true));
            assertThat(TestProvider.text(document)).contains(">jane<", ">admin<");
            return TestProvider.sent(document);
        }
    }

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

    @ParameterizedTest
    @EnumSource
    void whatDoesNotCountIsNotKept(Forged forged) {
        var response = forged.made.apply(portal, portal.says());

        assertThatThrownBy(() -> portal.saml.take("acme", response)).isInstanceOf(Refused.class).hasMessageContaining(forged.why);
        assertThat(portal.tables.query(Portal.HOUSE, Query.of(AnswerTable.ANSWER)).rows()).isEmpty();
        assertThat(portal.audit.acts()).singleElement().asString().contains("sign-in-elsewhere");
        assertThat(response.getBytes(StandardCharsets.UTF_8).length).as("what comes through the door").isLessThan(256 * 1024);
    }
}
