package torg.identity.passkeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Optional;
import torg.api.text.Sha256;

/** What a browser needs to ask an authenticator, under a name that changes with it, so that it is kept for good. */
final class ScriptFile {
    private static final String FILE = "passkeys.js";
    private static final byte[] BYTES = read();
    private static final String PRINT = print();

    private ScriptFile() {}

    static String address() {
        return "/api/passkeys/" + PRINT + "/" + FILE;
    }

    /** Empty for a state that is no more. */
    static Optional<byte[]> bytes(String print) {
        return print.equals(PRINT) ? Optional.of(BYTES.clone()) : Optional.empty();
    }

    private static byte[] read() {
        try (var stream = ScriptFile.class.getResourceAsStream(FILE)) {
            if (stream == null) throw new IllegalStateException("the module lacks " + FILE);
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String print() {
        return HexFormat.of().formatHex(Sha256.of(BYTES), 0, 6);
    }
}
