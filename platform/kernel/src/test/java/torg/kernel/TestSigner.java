package torg.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** Somebody with a key and a certificate, made by the JDK's own tool, who signs jars as {@code jarsigner} does. */
record TestSigner(String name, PrivateKey key, List<X509Certificate> path) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** @param more what keytool is told of the certificate */
    static TestSigner make(Path folder, String name, String... more) throws Exception {
        var store = folder.resolve(name + ".p12");
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-genkeypair", "-keystore", store.toString(), "-storepass", "changeit",
                "-alias", "it", "-keyalg", "EC", "-dname", "CN=" + name));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) throw new IllegalStateException(said);
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        return new TestSigner(name, (PrivateKey) keys.getKey("it", PASSWORD), List.of((X509Certificate) keys.getCertificate("it")));
    }

    /** Signs a jar into a new file beside it. */
    Path sign(Path jar) throws IOException, GeneralSecurityException {
        var signed = jar.resolveSibling(name + "-" + jar.getFileName());
        var signer = new JarSigner.Builder(key, CertificateFactory.getInstance("X.509").generateCertPath(path)).signerName(name.toUpperCase().substring(0, 4)).build();
        try (var from = new ZipFile(jar.toFile()); var to = Files.newOutputStream(signed)) {
            signer.sign(from, to);
        }
        return signed;
    }

    /** Puts the certificate where those of the trusted lie. */
    TestSigner trustedIn(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".pem"), "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(path.getFirst().getEncoded()) + "\n-----END CERTIFICATE-----\n");
        return this;
    }
}
