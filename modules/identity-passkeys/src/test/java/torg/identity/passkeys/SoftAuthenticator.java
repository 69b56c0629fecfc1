package torg.identity.passkeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.upokecenter.cbor.CBORObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** An authenticator with one passkey, and the browser before it, which do as they are told: also what real ones never would. */
final class SoftAuthenticator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PRESENT = 1;
    private static final int VERIFIED = 4;
    private static final int CARRIES_KEY = 64;
    final byte[] id = new byte[32];
    private final KeyPair keys;
    private final String host;
    /** What the browser says where it is. */
    String origin;
    boolean verifies = true;
    long counter;
    byte[] handle = {};

    SoftAuthenticator(String origin, String host) {
        this.origin = origin;
        this.host = host;
        new SecureRandom().nextBytes(id);
        this.keys = keys();
    }

    /** The answer to what {@code navigator.credentials.create} was handed. */
    String create(String options) {
        var asked = read(options).get("publicKey");
        handle = bytes(asked.get("user").get("id").asText());
        var client = client("webauthn.create", asked.get("challenge").asText());
        var attestation = CBORObject.NewMap().Add("fmt", "none").Add("attStmt", CBORObject.NewMap()).Add("authData", data(PRESENT | CARRIES_KEY, credential()));
        return answer(Map.of("clientDataJSON", text(client), "attestationObject", text(attestation.EncodeToBytes())));
    }

    /** The answer to what {@code navigator.credentials.get} was handed. */
    String get(String options) {
        var client = client("webauthn.get", read(options).get("publicKey").get("challenge").asText());
        var data = data(PRESENT, new byte[0]);
        return answer(Map.of("clientDataJSON", text(client), "authenticatorData", text(data), "signature", text(signed(joined(data, hash(client)))), "userHandle", text(handle)));
    }

    private byte[] data(int flags, byte[] rest) {
        var head = ByteBuffer.allocate(37).put(hash(host.getBytes(StandardCharsets.UTF_8))).put((byte) (flags | (verifies ? VERIFIED : 0))).putInt((int) counter).array();
        return joined(head, rest);
    }

    private byte[] credential() {
        return joined(ByteBuffer.allocate(16 + 2).putShort(16, (short) id.length).array(), joined(id, publicKey()));
    }

    /** As COSE writes it: RFC 9053, sections 2.1 and 7.1.1. */
    private byte[] publicKey() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return CBORObject.NewMap().Add(1, 2).Add(3, -7).Add(-1, 1).Add(-2, coordinate(point.getAffineX().toByteArray())).Add(-3, coordinate(point.getAffineY().toByteArray())).EncodeToBytes();
    }

    private static byte[] coordinate(byte[] number) {
        var all = new byte[32];
        var from = Math.max(0, number.length - 32);
        System.arraycopy(number, from, all, 32 - (number.length - from), number.length - from);
        return all;
    }

    private byte[] client(String type, String challenge) {
        return written(Map.of("type", type, "challenge", challenge, "origin", origin, "crossOrigin", false)).getBytes(StandardCharsets.UTF_8);
    }

    private String answer(Map<String, String> response) {
        return written(Map.of("type", "public-key", "id", text(id), "response", response, "clientExtensionResults", Map.of()));
    }

    private byte[] signed(byte[] what) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(what);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hash(byte[] what) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(what);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String written(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
