package torg.identity.passkeys;

import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.exception.Base64UrlException;
import java.time.Instant;
import java.util.Optional;
import torg.api.table.Row;

/**
 * A passkey.
 *
 * @param id hash of the credential's own id
 * @param contact whose it is
 * @param credential what the authenticator calls it
 * @param handle by which authenticators know its person: says nothing, and is the same for all of a person's
 * @param key the public half
 * @param counter how often it signed, as it last said itself; 0 from those that do not count
 */
record Passkey(String id, long version, String contact, ByteArray credential, ByteArray handle, String name, ByteArray key, long counter, Instant created, Optional<Instant> used) {
    static Passkey of(Row row) {
        return new Passkey(row.key(), row.version(), row.text("contact").orElseThrow(), bytes(row, "credential"), bytes(row, "handle"), row.text("name").orElseThrow(), bytes(row, "key"),
                row.integer("counter"), row.instant("created").orElseThrow(), row.instant("used"));
    }

    /** As the library knows it. */
    RegisteredCredential registered() {
        return RegisteredCredential.builder().credentialId(credential).userHandle(handle).publicKeyCose(key).signatureCount(counter).build();
    }

    private static ByteArray bytes(Row row, String column) {
        try {
            return ByteArray.fromBase64Url(row.text(column).orElseThrow());
        } catch (Base64UrlException e) {
            throw new IllegalStateException("'" + column + "' of a passkey is not as it was written", e);
        }
    }
}
