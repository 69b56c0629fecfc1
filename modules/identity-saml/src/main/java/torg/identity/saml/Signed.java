package torg.identity.saml;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Element;

/**
 * What of a response a provider signed. The signatures are checked by the JDK's XML Signature, each with the keys of the provider's description and never with one that the message
 * brings along. What is handed on was read anew from the very bytes whose digest was signed: whatever stands beside them in the message, or is wrapped around them, is not there.
 *
 * <p>Source: SAML 2.0 Core, 5.4; XML Signature; XML Signature Best Practices, 2.1.
 */
final class Signed {
    /** Neither SHA-1 nor a secret that two have. */
    private static final Set<String> METHODS = Set.of(SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512, SignatureMethod.ECDSA_SHA256,
            SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512, "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1");
    private static final Set<String> DIGESTS = Set.of(DigestMethod.SHA256, DigestMethod.SHA384, DigestMethod.SHA512);
    private static final List<String> TRANSFORMS = List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE);
    private static final String RESPONSE = "Response";
    private static final String ASSERTION = "Assertion";

    private Signed() {}

    /**
     * The one assertion of a response, read from the bytes that were signed, by itself or as part of the response.
     *
     * @param response as it came, see {@link Xml#message}
     */
    static Element assertion(Element response, List<PublicKey> keys) throws Refused {
        if (!Xml.is(response, Xml.PROTOCOL, RESPONSE)) throw new Refused("what was sent is no response");
        var assertion = onlyOne(response);
        var signatures = Xml.all(response).stream().filter(element -> Xml.is(element, Xml.SIGNATURE, "Signature")).toList();
        for (var signature : signatures) {
            if (signature.getParentNode() != response && signature.getParentNode() != assertion) throw new Refused("there is a signature of something else");
        }
        var whole = signed(response, keys);
        var part = signed(assertion, keys);
        if (whole.isPresent()) return onlyOne(whole.get());
        return part.orElseThrow(() -> new Refused("nothing is signed"));
    }

    /** The assertion of a response that has one, in its place. */
    private static Element onlyOne(Element response) throws Refused {
        var assertions = 0;
        for (var element : Xml.all(response)) {
            if (Set.of("EncryptedAssertion", "EncryptedID", "EncryptedAttribute").contains(element.getLocalName())) throw new Refused("something is encrypted, which nobody asked for");
            if (ASSERTION.equals(element.getLocalName())) assertions++;
            if (RESPONSE.equals(element.getLocalName()) && element != response) throw new Refused("there is a response in the response");
        }
        if (assertions != 1) throw new Refused("there is not one assertion");
        return Xml.one(response, Xml.ASSERTION, ASSERTION);
    }

    /** An element as it was signed; empty when it was not. */
    private static Optional<Element> signed(Element element, List<PublicKey> keys) throws Refused {
        var signatures = Xml.children(element, Xml.SIGNATURE, "Signature");
        if (signatures.isEmpty()) return Optional.empty();
        if (signatures.size() > 1) throw new Refused("something is signed twice");
        for (var key : keys) {
            var bytes = bytes(element, signatures.getFirst(), key);
            if (bytes.isPresent()) return Optional.of(same(element, Xml.message(bytes.get())));
        }
        throw new Refused("the signature is none of the provider's");
    }

    private static Element same(Element element, Element read) throws Refused {
        if (Xml.is(read, element.getNamespaceURI(), element.getLocalName()) && Xml.required(read, "ID").equals(Xml.required(element, "ID"))) return read;
        throw new Refused("what was signed is something else");
    }

    private static Optional<byte[]> bytes(Element element, Element signature, PublicKey key) throws Refused {
        var context = new DOMValidateContext(KeySelector.singletonKeySelector(key), signature);
        context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
        context.setProperty("javax.xml.crypto.dsig.cacheReference", Boolean.TRUE);
        context.setIdAttributeNS(element, null, "ID");
        try {
            var read = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            var reference = reference(read, Xml.required(element, "ID"));
            if (!read.validate(context)) return Optional.empty();
            try (var in = reference.getDigestInputStream()) {
                return Optional.of(in.readAllBytes());
            }
        } catch (MarshalException | XMLSignatureException | IOException | ClassCastException e) {
            // what the key says when the signature was made by one of another kind or length
            if (e.getCause() instanceof InvalidKeyException || e.getCause() instanceof SignatureException) return Optional.empty();
            throw new Refused("the signature is none that is taken", e);
        }
    }

    /** The one thing that was signed: the element in which the signature stands, whole. */
    private static Reference reference(XMLSignature signature, String id) throws Refused {
        var info = signature.getSignedInfo();
        if (!signature.getObjects().isEmpty() || info.getReferences().size() != 1) throw new Refused("something else is signed as well");
        var reference = (Reference) info.getReferences().getFirst();
        if (!("#" + id).equals(reference.getURI())) throw new Refused("what is signed is not where the signature is");
        if (!info.getCanonicalizationMethod().getAlgorithm().equals(CanonicalizationMethod.EXCLUSIVE)) throw new Refused("the signature is written in another way than the usual one");
        if (!METHODS.contains(info.getSignatureMethod().getAlgorithm())
                || !DIGESTS.contains(reference.getDigestMethod().getAlgorithm())) throw new Refused("the signature is of a kind that is too weak");
        var transforms = new ArrayList<String>();
        for (var transform : reference.getTransforms()) transforms.add(((Transform) transform).getAlgorithm());
        if (!transforms.equals(TRANSFORMS)) throw new Refused("something becomes of what is signed that nobody asked for");
        return reference;
    }
}
