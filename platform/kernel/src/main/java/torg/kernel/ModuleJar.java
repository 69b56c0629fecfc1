package torg.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import torg.api.health.ModuleRights;

/**
 * A jar of a module folder, as far as can be told without starting it.
 *
 * @param name bundle symbolic name; the file's name when it has none
 * @param version its version, or empty
 * @param gives interfaces that its components offer, as its manifest says
 * @param rights what it says that it acts with; empty when it says nothing of that
 * @param fault why it is no module, in words
 * @param readable whether it is a jar at all; a copy that is not complete is not
 */
record ModuleJar(Path file, Stamp stamp, String name, String version, Set<String> gives, Optional<ModuleRights> rights, Optional<String> fault, boolean readable) {
    private static final int MEGABYTE = 1 << 20;
    /** Bytes of a jar. */
    static final long LARGEST = 128L * MEGABYTE;
    private static final long UNPACKED = 512L * MEGABYTE;
    private static final int ENTRIES = 20_000;
    /** A path that starts at a root or climbs. */
    private static final Pattern ASTRAY = Pattern.compile("[/\\\\].*|[A-Za-z]:.*|(.*[/\\\\])?\\.\\.([/\\\\].*)?", Pattern.DOTALL);

    /** As bnd writes it of components: {@code osgi.service;objectClass:List<String>="a.A,b.B"}. */
    private static final Pattern GIVES = Pattern.compile("osgi\\.service;objectClass:List<String>=\"([^\"]*)\"");

    static ModuleJar read(Path file, Stamp stamp) {
        if (stamp.size() > LARGEST) return refused(file, stamp, "it is larger than " + LARGEST / MEGABYTE + " MB", true);
        try (var jar = new JarFile(file.toFile())) {
            var excess = excess(jar);
            if (excess.isPresent()) return refused(file, stamp, excess.get(), true);
            var manifest = jar.getManifest();
            var headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
            var name = value(headers, Constants.BUNDLE_SYMBOLICNAME);
            var fault = fault(jar, headers);
            var plainName = name.isEmpty() ? file.getFileName().toString() : name.split(";")[0].strip();
            return new ModuleJar(file, stamp, plainName, value(headers, Constants.BUNDLE_VERSION), gives(headers), fault.isEmpty() ? rights(headers) : Optional.empty(), fault, true);
        } catch (IOException | RuntimeException e) { // rubbish is told from jars by whatever it makes their reader throw
            return refused(file, stamp, "it is not a jar, or its copy is not complete; copy it again", false);
        }
    }

    private static ModuleJar refused(Path file, Stamp stamp, String fault, boolean readable) {
        return new ModuleJar(file, stamp, file.getFileName().toString(), "", Set.of(), Optional.empty(), Optional.of(fault), readable);
    }

    /** This one, unless it is a module and must not run nevertheless. */
    ModuleJar orRefused(Function<Path, Optional<String>> refusal) {
        return fault.isPresent() ? this : new ModuleJar(file, stamp, name, version, gives, rights, refusal.apply(file), readable);
    }

    /** What nothing else of the jar is looked at for: it would fill memory or disk. Sizes are what the jar says of itself, but the manifest's is counted. */
    private static Optional<String> excess(JarFile jar) throws IOException {
        if (jar.size() > ENTRIES) return Optional.of("it holds more than " + ENTRIES + " files");
        var unpacked = jar.stream().mapToLong(entry -> Math.clamp(entry.getSize(), 0, UNPACKED + 1)).sum();
        if (unpacked > UNPACKED) return Optional.of("it unpacks to more than " + UNPACKED / MEGABYTE + " MB");
        for (var entry : jar.stream().filter(entry -> entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)).toList()) {
            try (var bytes = jar.getInputStream(entry)) {
                if (bytes.readNBytes(MEGABYTE + 1).length > MEGABYTE) return Optional.of("its manifest is larger than 1 MB");
            }
        }
        return Optional.empty();
    }

    private static Set<String> gives(Attributes headers) {
        return GIVES.matcher(value(headers, Constants.PROVIDE_CAPABILITY)).results().flatMap(found -> Stream.of(found.group(1).split(","))).collect(Collectors.toUnmodifiableSet());
    }

    String fileName() {
        return file.getFileName().toString();
    }

    private static Optional<String> fault(JarFile jar, Attributes headers) {
        if (value(headers, Constants.BUNDLE_SYMBOLICNAME).isEmpty()) {
            return Optional.of("its manifest names no bundle (Bundle-SymbolicName is missing); build it with the bnd-maven-plugin, as modules/README.md shows");
        }
        if (!value(headers, Constants.EXPORT_PACKAGE).isEmpty()) {
            return Optional.of("it exports packages, and a module exports nothing; remove Export-Package, and offer services of torg.spi instead");
        }
        if (!value(headers, Constants.FRAGMENT_HOST).isEmpty()) {
            return Optional.of("it is a fragment of another bundle, and a module stands on its own; remove Fragment-Host");
        }
        try {
            rights(headers);
        } catch (IllegalArgumentException e) {
            return Optional.of("its manifest says in " + ModuleRights.HEADER + " what nobody understands: " + e.getMessage());
        }
        if (jar.stream().anyMatch(entry -> ASTRAY.matcher(entry.getName()).matches())) {
            return Optional.of("it contains a file whose path leads out of the jar; build it anew");
        }
        if (jar.stream().anyMatch(entry -> entry.getName().startsWith("torg/api/") || entry.getName().startsWith("torg/spi/"))) {
            return Optional.of("it contains classes of torg.api, which would be strangers to the house; give the dependency torg.api the scope provided, and pack no dependencies into the jar");
        }
        return Optional.empty();
    }

    /**
     * What it says that it acts with; empty when it says nothing of that.
     *
     * @throws IllegalArgumentException when that is none
     */
    private static Optional<ModuleRights> rights(Attributes headers) {
        return Optional.ofNullable(headers.getValue(ModuleRights.HEADER)).map(ModuleRights::of);
    }

    private static String value(Attributes headers, String name) {
        var value = headers.getValue(name);
        return value == null ? "" : value.strip();
    }
}
