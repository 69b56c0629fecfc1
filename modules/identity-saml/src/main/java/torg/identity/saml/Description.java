package torg.identity.saml;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import torg.api.web.Outbound;

/**
 * What a provider says of itself: its metadata.
 *
 * <p>Source: SAML 2.0 Metadata, 2.3 and 2.4.
 *
 * @param entity its name, by which its people are told from those of others
 * @param signOn where browsers are sent
 * @param keys with which it signs; one more than the one in use where it is about to change
 */
record Description(String entity, URI signOn, List<PublicKey> keys) {
    private static final String REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    private static final int LONGEST_ENTITY = 1_024;
    private static final int MOST_KEYS = 10;
    private static final int FEWEST_RSA_BITS = 2_048;
    private static final int FEWEST_EC_BITS = 256;

    static Description of(byte[] bytes, Instant now) throws Refused {
        var root = Xml.description(bytes);
        if (!Xml.is(root, Xml.METADATA, "EntityDescriptor")) throw new Refused("it does not describe one provider");
        var provider = Xml.one(root, Xml.METADATA, "IDPSSODescriptor");
        for (var element : List.of(root, provider)) {
            if (Xml.moment(element, "validUntil").filter(end -> !end.isAfter(now)).isPresent()) throw new Refused("the provider's description is out of date");
        }
        if (!Xml.words(provider, "protocolSupportEnumeration").contains(Xml.PROTOCOL)) throw new Refused("the provider does not speak SAML 2.0");
        var entity = Xml.required(root, "entityID");
        if (entity.length() > LONGEST_ENTITY) throw new Refused("the provider's name is too long");
        var keys = keys(provider);
        if (keys.isEmpty()) throw new Refused("the provider's description has no key that is long enough");
        return new Description(entity, signOn(provider), keys);
    }

    private static URI signOn(Element provider) throws Refused {
        for (var service : Xml.children(provider, Xml.METADATA, "SingleSignOnService")) {
            if (Xml.required(service, "Binding").equals(REDIRECT) && Outbound.isConfidential(Xml.required(service, "Location"))) return URI.create(Xml.required(service, "Location"));
        }
        throw new Refused("the provider has no address over https to which browsers can be sent");
    }

    private static List<PublicKey> keys(Element provider) throws Refused {
        var keys = new ArrayList<PublicKey>();
        for (var descriptor : Xml.children(provider, Xml.METADATA, "KeyDescriptor")) {
            if (!Xml.attribute(descriptor, "use").orElse("signing").equals("signing") || keys.size() >= MOST_KEYS) continue;
            for (var data : Xml.children(Xml.one(descriptor, Xml.SIGNATURE, "KeyInfo"), Xml.SIGNATURE, "X509Data")) {
                for (var certificate : Xml.children(data, Xml.SIGNATURE, "X509Certificate")) key(Xml.text(certificate)).ifPresent(keys::add);
            }
        }
        return keys;
    }

    /** The key is what counts: how long the certificate says it lasts is of no meaning there (SAML Metadata Interoperability Profile, 2.5). */
    private static Optional<PublicKey> key(String certificate) throws Refused {
        try {
            var bytes = Base64.getMimeDecoder().decode(certificate);
            return Optional.of(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes)).getPublicKey()).filter(Description::isLong);
        } catch (CertificateException | IllegalArgumentException e) {
            throw new Refused("the provider's description has a certificate that is none", e);
        }
    }

    private static boolean isLong(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= FEWEST_RSA_BITS;
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= FEWEST_EC_BITS;
            default -> false;
        };
    }
}
