package torg.identity.saml;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** A provider that can be made to say what none should; on real sign-ins a real one is asked, see the house tests. */
final class TestProvider implements AutoCloseable {
    static final String ENTITY = "https://idp.example/realms/staff";
    static final Signer FIRST = new Signer("RSA", 2048);
    static final Signer ANOTHER = new Signer("RSA", 3072);
    static final Signer WEAK = new Signer("RSA", 1024);
    static final Signer ELLIPTIC = new Signer("EC", 256);
    private final HttpServer server;
    final AtomicInteger read = new AtomicInteger();
    List<Signer> published = List.of(FIRST);
    /** What its metadata says besides, in place of these. */
    String more = "";

    /** A key, and a certificate of it that nobody else signed. */
    static final class Signer {
        final PrivateKey key;
        final byte[] certificate;

        private Signer(String algorithm, int bits) {
            try {
                var file = Files.createTempDirectory("torg-saml").resolve("keys.p12");
                var made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "k", "-keyalg", algorithm, "-keysize", ""
                        + bits, "-dname", "CN=idp",
                        "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", "changeit", "-validity", "1").redirectErrorStream(true).start();
                var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (made.waitFor() != 0) throw new IllegalStateException(said);
                var store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
                key = (PrivateKey) store.getKey("k", "changeit".toCharArray());
                certificate = store.getCertificate("k").getEncoded();
                Files.delete(file);
                Files.delete(file.getParent());
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    TestProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metadata", exchange -> {
            read.incrementAndGet();
            var bytes = metadata().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String metadata() {
        var keys = published.stream().map(signer -> "<md:KeyDescriptor use=\"signing\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>" + Base64.getMimeEncoder().encodeToString(signer.certificate)
                + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>").collect(Collectors.joining());
        return """
                <?xml version="1.0"?><!-- as people write it -->
                <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="%s" %s>
                <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">%s
                <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="%s/post"/>
                <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="%s/sso?realm=staff"/>
                </md:IDPSSODescriptor></md:EntityDescriptor>""".formatted(ENTITY, more, keys, address(), address());
    }

    /** The request with which a browser was sent there. */
    static String request(URI address) {
        var encoded = address.getRawQuery().replaceAll(".*SAMLRequest=([^&]*).*", "$1");
        try (var in = new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(URLDecoder.decode(encoded, StandardCharsets.UTF_8))), new Inflater(true))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A response by its parts, each of which a test may put another in place of. */
    static final class Says {
        private final Map<String, String> parts = new LinkedHashMap<>();

        Says(String request, Instant now) {
            parts.put("request", request);
            parts.put("now", now.toString());
            parts.put("end", now.plusSeconds(300).toString());
            parts.put("entity", "https://portal.example/api/saml/acme");
            parts.put("recipient", "https://portal.example/api/saml/acme/answer");
            parts.put("id", "_" + UUID.randomUUID());
            parts.put("confirmation", "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">"
                    + "<saml:SubjectConfirmationData InResponseTo=\"{request}\" NotOnOrAfter=\"{end}\" Recipient=\"{recipient}\"/>"
                    + "</saml:SubjectConfirmation>");
            parts.put("name", "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">jane</saml:NameID>");
            parts.put("subject", "<saml:Subject>{name}{confirmation}</saml:Subject>");
            parts.put("audience", "<saml:AudienceRestriction><saml:Audience>{entity}</saml:Audience></saml:AudienceRestriction>");
            parts.put("conditions", "<saml:Conditions NotBefore=\"{now}\" NotOnOrAfter=\"{end}\">{audience}</saml:Conditions>");
            parts.put("statement", "<saml:AuthnStatement AuthnInstant=\"{now}\" SessionIndex=\"session-1\">"
                    + "<saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
                    + "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>");
            parts.put("attributes", "<saml:AttributeStatement><saml:Attribute Name=\"urn:oid:0.9.2342.19200300.100.1.3\" FriendlyName=\"mail\">"
                    + "<saml:AttributeValue xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
                    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"xs:string\">jane@a.example</saml:AttributeValue></saml:Attribute>"
                    + "<saml:Attribute Name=\"Role\"><saml:AttributeValue>buyers</saml:AttributeValue><saml:AttributeValue>painters</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>");
            parts.put("issuer", ENTITY);
            parts.put("version", "2.0");
            parts.put("assertion", "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"{id}\" Version=\"{version}\" IssueInstant=\"{now}\"><saml:Issuer>{issuer}</saml:Issuer>"
                    + "{subject}{conditions}{statement}{attributes}</saml:Assertion>");
            parts.put("status", "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>");
            parts.put("destination", "{recipient}");
            parts.put("response", "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"{id}-r\" Version=\"2.0\" IssueInstant=\"{now}\" "
                    + "Destination=\"{destination}\" InResponseTo=\"{request}\">"
                    + "<saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">{issuer}</saml:Issuer>{status}{assertion}</samlp:Response>");
        }

        Says with(String part, String text) {
            parts.put(part, text);
            return this;
        }

        String part(String name) {
            return filled(parts.get(name));
        }

        private String filled(String text) {
            var filled = text;
            for (var before = ""; !before.equals(filled);) {
                before = filled;
                for (var part : parts.entrySet()) filled = filled.replace("{" + part.getKey() + "}", part.getValue());
            }
            return filled;
        }

        String text() {
            return part("response");
        }

        Document document() {
            return TestProvider.document(text());
        }

        /** With the assertion signed, as most do. */
        Document signed() {
            return signed(FIRST);
        }

        Document signed(Signer signer) {
            var document = document();
            sign(assertion(document), signer);
            return document;
        }
    }

    static Document document(String text) {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Element assertion(Document document) {
        return (Element) document.getElementsByTagNameNS(Xml.ASSERTION, "Assertion").item(0);
    }

    static void sign(Element element, Signer signer) {
        sign(element, signer.key, signer == ELLIPTIC ? SignatureMethod.ECDSA_SHA256 : SignatureMethod.RSA_SHA256, DigestMethod.SHA256,
                List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE), "#" + element.getAttribute("ID"));
    }

    /** Put a signature where it belongs: behind the issuer. */
    static void sign(Element element, Key key, String method, String digest, List<String> transforms, String uri) {
        try {
            var factory = XMLSignatureFactory.getInstance("DOM");
            var applied = transforms.stream().map(transform -> transform(factory, transform)).toList();
            var reference = factory.newReference(uri, factory.newDigestMethod(digest, null), applied, null, null);
            var info = factory.newSignedInfo(factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                    factory.newSignatureMethod(method, null), List.of(reference));
            var keys = factory.getKeyInfoFactory();
            var context = new DOMSignContext(key, element, element.getFirstChild().getNextSibling());
            context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.FALSE);
            context.setDefaultNamespacePrefix("ds");
            context.setIdAttributeNS(element, null, "ID");
            factory.newXMLSignature(info, keys.newKeyInfo(List.of(keys.newKeyName("whoever")))).sign(context);
        } catch (GeneralSecurityException | MarshalException | XMLSignatureException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Transform transform(XMLSignatureFactory factory, String name) {
        try {
            return factory.newTransform(name, (TransformParameterSpec) null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(Document document) {
        try {
            var out = new ByteArrayOutputStream();
            var transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty("omit-xml-declaration", "yes");
            transformer.transform(new DOMSource(document), new StreamResult(out));
            return out.toString(StandardCharsets.UTF_8);
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sent(Document document) {
        return sent(text(document));
    }

    static String sent(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
