package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose jars are taken: signed as a whole by somebody who is trusted, and as they signed them. */
class SignaturesTest {
    private static final Instant NOW = Instant.now().plus(Duration.ofHours(1));
    @TempDir
    static Path keys;
    private static Signatures signatures;
    private static TestSigner ours;
    private static TestSigner stranger;

    @TempDir
    Path temp;
    private Path plain;

    @BeforeAll
    static void people() throws Exception {
        ours = TestSigner.make(keys, "ours").trustedIn(keys.resolve("trusted"));
        stranger = TestSigner.make(keys, "stranger");
        signatures = new Signatures(Optional.of(keys.resolve("trusted")));
    }

    @BeforeEach
    void jar() throws IOException {
        plain = TestJar.saying("signed", "word").entry("word.txt", "word").to(temp.resolve("plain.jar"));
    }

    @Test
    void whoeverIsTrustedIsNamed() throws Exception {
        assertThat(signatures.now(ours.sign(plain), NOW)).isEqualTo(new Signatures.Signed(Optional.of("CN=ours"), Optional.empty(), Optional.of("CN=ours")));
        assertThat(signatures.now(stranger.sign(ours.sign(plain)), NOW).by()).as("a second signer takes nothing away").contains("CN=ours");
    }

    @Test
    void unsignedAndForeignIsRefused() throws Exception {
        assertThat(fault(plain)).isEqualTo("it is not signed; sign it with jarsigner");
        assertThat(fault(stranger.sign(plain))).startsWith("it is signed by 'CN=stranger', who is not trusted");
        var nobody = new Signatures(Optional.of(temp.resolve("none")));
        assertThat(nobody.now(ours.sign(plain), NOW).fault().orElseThrow()).contains("nobody is trusted");
        assertThat(new Signatures(Optional.empty()).now(ours.sign(plain), NOW).by()).isEmpty();
    }

    @Test
    void whatWasChangedAfterItWasSignedIsRefused() throws Exception {
        assertThat(fault(changed(ours.sign(plain), "t/Hello.class", "rubbish"))).startsWith("it was changed after it was signed").contains("t/Hello.class");
        assertThat(fault(changed(ours.sign(plain), "word.txt", "other"))).startsWith("it was changed after it was signed");
        var manifest = "Manifest-Version: 1.0\nBundle-SymbolicName: other\n\n";
        assertThat(fault(changed(ours.sign(plain), "META-INF/MANIFEST.MF", manifest))).matches("it was changed after it was signed.*|it is not signed.*|its file .* is not signed.*");
        var signed = ours.sign(plain);
        var whole = Files.readString(inside(signed, "META-INF/MANIFEST.MF"));
        assertThat(fault(changed(signed, "META-INF/MANIFEST.MF", whole.replaceFirst("Bundle-SymbolicName: signed", "Bundle-SymbolicName: sogned")))).startsWith("it was changed after it was signed");
    }

    @Test
    void whatIsSignedInPartIsRefused() throws Exception {
        assertThat(fault(changed(ours.sign(plain), "t/Evil.class", "added"))).isEqualTo("its file 't/Evil.class' is not signed, though others are; sign the whole jar");
        assertThat(fault(changed(ours.sign(plain), "META-INF/lib/evil.jar", "added"))).contains("META-INF/lib/evil.jar");
        var stripped = changed(ours.sign(plain), "META-INF/OURS.EC", null);
        assertThat(signatures.now(stripped, NOW).by()).isEmpty();
        assertThat(fault(changed(ours.sign(plain), "word.txt", null))).startsWith("its file 'word.txt' was taken out after it was signed");
    }

    @Test
    void twoSignersOfHalfOfItEachAreNoSignerOfTheWhole() throws Exception {
        var half = ours.sign(plain);
        var more = stranger.sign(changed(half, "t/Evil.class", "added"));
        assertThat(signatures.now(more, NOW).by()).isEmpty();
        assertThat(fault(more)).contains("CN=stranger");
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws Exception {
        var twice = TestJar.saying("signed", "word").entry("t/Hellp.class", "rubbish").to(temp.resolve("twice.jar"));
        var bytes = new String(Files.readAllBytes(ours.sign(twice)), StandardCharsets.ISO_8859_1).replace("t/Hellp.class", "t/Hello.class");
        assertThat(fault(Files.write(temp.resolve("two.jar"), bytes.getBytes(StandardCharsets.ISO_8859_1)))).isNotEmpty();
    }

    @Test
    void aCertificateThatRanOutSignsNothingNewButTakesNothingAway() throws Exception {
        var trusted = temp.resolve("old");
        var old = TestSigner.make(keys, "expired", "-startdate", "-20d", "-validity", "10").trustedIn(trusted);
        var late = new Signatures(Optional.of(trusted));
        assertThat(late.now(old.sign(plain), NOW).fault().orElseThrow()).contains("whose certificate ran out at");
        assertThat(late.since(old.sign(plain)).by()).contains("CN=expired");
        assertThat(signatures.now(ours.sign(plain), NOW.minus(Duration.ofDays(1))).fault().orElseThrow()).contains("is good from");
        assertThat(signatures.since(old.sign(plain)).by()).as("trusted nowhere").isEmpty();
    }

    @Test
    void aCertificateForAWebServerSignsNoModule() throws Exception {
        var trusted = temp.resolve("web");
        var server = TestSigner.make(keys, "server", "-ext", "eku=serverAuth").trustedIn(trusted);
        assertThat(new Signatures(Optional.of(trusted)).now(server.sign(plain), NOW).fault().orElseThrow()).contains("not meant for signing programs");
    }

    @Test
    void rubbishIsRefused() throws Exception {
        assertThat(fault(Files.write(temp.resolve("rubbish.jar"), new byte[] {1, 2, 3}))).startsWith("it is not a jar");
        var signed = Files.readAllBytes(ours.sign(plain));
        assertThat(fault(Files.write(temp.resolve("half.jar"), Arrays.copyOf(signed, signed.length / 2)))).startsWith("it is not a jar");
    }

    private static String fault(Path jar) {
        return signatures.now(jar, NOW).fault().orElse("");
    }

    private static Path inside(Path jar, String entry) throws IOException {
        try (var files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            return Files.copy(files.getPath(entry), jar.resolveSibling("entry"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** @param text null takes the file out */
    private static Path changed(Path jar, String entry, String text) throws IOException {
        try (var files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            var file = files.getPath(entry);
            if (text == null) Files.delete(file);
            else {
                if (file.getParent() != null) Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
        }
        return jar;
    }
}
