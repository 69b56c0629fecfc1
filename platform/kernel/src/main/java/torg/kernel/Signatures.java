package torg.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.text.Characters;

/**
 * Who signed a jar, and whether they are trusted: every file in it has to be signed by one and the same signer, whose certificate is, or was issued below, one of a folder.
 *
 * @param trusted folder of X.509 certificates, as PEM or DER; empty trusts nobody
 */
record Signatures(Optional<Path> trusted) {
    private static final Logger LOG = LoggerFactory.getLogger(Signatures.class);
    private static final String SIGNS_CODE = "1.3.6.1.5.5.7.3.3";
    private static final String SIGNS_ANYTHING = "2.5.29.37.0";
    private static final long LARGEST_CERTIFICATE = 1 << 20;
    private static final long UNPACKED = 512L << 20;
    /** What a signature consists of; nothing else may be unsigned. Source: JAR File Specification, "Signed JAR File". */
    private static final Pattern OF_A_SIGNATURE = Pattern.compile("META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|DSA|RSA|EC)|SIG-[^/]+)", Pattern.CASE_INSENSITIVE);

    /**
     * What came of looking at a jar.
     *
     * @param by who signed it and is trusted
     * @param fault why nobody is, in words; one of the two is there
     * @param anybody who signed all of it, trusted or not
     */
    record Signed(Optional<String> by, Optional<String> fault, Optional<String> anybody) {
        private static Signed not(String fault) {
            return new Signed(Optional.empty(), Optional.of(fault), Optional.empty());
        }
    }

    /** Look at a jar that is to be taken in: certificates have to be good at this moment. */
    Signed now(Path file, Instant now) {
        return look(file, Optional.of(now));
    }

    /** Look at one that was taken in: a certificate that ran out since then takes nothing away. */
    Signed since(Path file) {
        return look(file, Optional.empty());
    }

    private Signed look(Path file, Optional<Instant> now) {
        try (var jar = new JarFile(file.toFile(), true)) {
            return signed(jar, now);
        } catch (SecurityException e) { // a digest or a signature that is not right
            return Signed.not("it was changed after it was signed (" + Characters.line(String.valueOf(e.getMessage())) + "); get it anew from whoever made it");
        } catch (IOException | RuntimeException e) {
            return Signed.not("it is not a jar that can be read to its end; copy it again");
        }
    }

    private Signed signed(JarFile jar, Optional<Instant> now) throws IOException {
        Set<CodeSigner> common = null;
        var names = new HashSet<String>();
        var left = UNPACKED;
        for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
            var name = entry.getName();
            // Of two with one name the one might be looked at and the other run.
            if (!names.add(OF_A_SIGNATURE.matcher(name).matches() ? name.toUpperCase(Locale.ROOT) : name)) return Signed.not("it holds '" + Characters.line(name) + "' twice; build it anew");
            left -= read(jar, entry, left);
            if (left < 0) return Signed.not("it unpacks to more than " + (UNPACKED >> 20) + " MB");
            if (entry.isDirectory() || OF_A_SIGNATURE.matcher(name).matches()) continue;
            var signers = entry.getCodeSigners();
            if (signers == null) return Signed.not(isSigned(jar) ? "its file '" + Characters.line(name) + "' is not signed, though others are; sign the whole jar"
                    : "it is not signed; sign it with jarsigner");
            if (common == null) common = new HashSet<>(Set.of(signers));
            else common.retainAll(Set.of(signers));
        }
        if (common == null) return Signed.not("it holds nothing that is signed");
        // A signature says nothing of a file that is gone; the list of what was signed does.
        var missing = jar.getManifest().getEntries().keySet().stream().filter(name -> !names.contains(name)).sorted().findFirst();
        if (missing.isPresent()) return Signed.not("its file '" + Characters.line(missing.get()) + "' was taken out after it was signed; get it anew from whoever made it");
        if (common.isEmpty()) return Signed.not("no one signer signed all of its files; sign the whole jar anew");
        return trusted(common, now);
    }

    private static boolean isSigned(JarFile jar) {
        return jar.stream().anyMatch(entry -> entry.getName().toUpperCase(Locale.ROOT).matches("META-INF/[^/]+\\.SF"));
    }

    /** Only what was read to its end has been checked. */
    private static long read(JarFile jar, JarEntry entry, long most) throws IOException {
        var buffer = new byte[1 << 16];
        var all = 0L;
        try (var bytes = jar.getInputStream(entry)) {
            for (var count = bytes.read(buffer); count >= 0 && all <= most; count = bytes.read(buffer)) all += count;
        }
        return all;
    }

    private Signed trusted(Set<CodeSigner> signers, Optional<Instant> now) {
        var anchors = anchors();
        var faults = new ArrayList<String>();
        var names = new TreeSet<String>();
        for (var signer : signers) {
            var path = signer.getSignerCertPath().getCertificates().stream().map(X509Certificate.class::cast).toList();
            var name = Characters.line(path.getFirst().getSubjectX500Principal().getName());
            var fault = fault(path, anchors, now);
            if (fault.isEmpty()) return new Signed(Optional.of(name), Optional.empty(), Optional.of(name));
            names.add(name);
            faults.add("it is signed by '" + name + "', " + fault.get());
        }
        return new Signed(Optional.empty(), Optional.of(faults.stream().sorted().collect(Collectors.joining("; "))), names.stream().findFirst());
    }

    private Optional<String> fault(List<X509Certificate> path, Set<X509Certificate> anchors, Optional<Instant> now) {
        var leaf = path.getFirst();
        // Below the first that is trusted itself; what stands above it does not matter.
        var below = path.stream().takeWhile(certificate -> !anchors.contains(certificate)).toList();
        try {
            if (now.isPresent()) {
                for (var certificate : path.subList(0, Math.min(path.size(), below.size() + 1))) {
                    if (now.get().isAfter(certificate.getNotAfter().toInstant())) return Optional.of("whose certificate ran out at " + certificate.getNotAfter().toInstant() + "; sign it anew");
                    if (now.get().isBefore(certificate.getNotBefore().toInstant())) return Optional.of("whose certificate is good from " + certificate.getNotBefore().toInstant() + " on only");
                }
            }
            if (!signsCode(leaf)) return Optional.of("whose certificate is not meant for signing programs");
            if (anchors.isEmpty()) return Optional.of("and nobody is trusted; put the certificate of whom you trust into " + folder());
            if (below.isEmpty()) return Optional.empty();
            var parameters = new PKIXParameters(anchors.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now.orElseGet(() -> below.stream().map(certificate -> certificate.getNotBefore().toInstant()).max(Instant::compareTo).orElseThrow())));
            CertPathValidator.getInstance("PKIX").validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of("who is not trusted; look at who made it, and put their certificate into " + folder() + " if you trust them");
        }
    }

    private String folder() {
        return trusted.map(folder -> "'" + folder.getFileName() + "' of the data folder").orElse("a folder that the setting 'trusted' names");
    }

    /** One that says what it is for has to say so. */
    private static boolean signsCode(X509Certificate certificate) throws CertificateException {
        var uses = certificate.getKeyUsage();
        var purposes = certificate.getExtendedKeyUsage();
        return (uses == null || uses[0]) && (purposes == null || purposes.contains(SIGNS_CODE) || purposes.contains(SIGNS_ANYTHING));
    }

    private Set<X509Certificate> anchors() {
        var all = new HashSet<X509Certificate>();
        trusted.stream().flatMap(folder -> Stream.of("*.pem", "*.crt", "*.cer").flatMap(pattern -> Stamp.ofFolder(folder, pattern).entrySet().stream())).forEach(file -> {
            if (file.getValue().size() > LARGEST_CERTIFICATE) return;
            try (var bytes = Files.newInputStream(file.getKey())) {
                CertificateFactory.getInstance("X.509").generateCertificates(bytes).forEach(certificate -> all.add((X509Certificate) certificate));
            } catch (IOException | CertificateException e) {
                LOG.warn("file={} event=no-certificate: {}", file.getKey(), e.toString());
            }
        });
        return all;
    }
}
