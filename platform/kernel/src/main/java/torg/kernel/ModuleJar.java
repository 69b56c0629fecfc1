package torg.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.osgi.framework.Constants;

/**
 * A jar of a module folder, as far as can be told without starting it.
 *
 * @param name bundle symbolic name; the file's name when it has none
 * @param version its version, or empty
 * @param fault why it is no module, in words
 * @param readable whether it is a jar at all; a copy that is not complete is not
 */
record ModuleJar(Path file, Stamp stamp, String name, String version, Optional<String> fault, boolean readable) {

    static ModuleJar read(Path file, Stamp stamp) {
        try (var jar = new JarFile(file.toFile())) {
            var manifest = jar.getManifest();
            var headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
            var name = value(headers, Constants.BUNDLE_SYMBOLICNAME);
            var plainName = name.isEmpty() ? file.getFileName().toString() : name.split(";")[0].strip();
            return new ModuleJar(file, stamp, plainName, value(headers, Constants.BUNDLE_VERSION), fault(jar, headers), true);
        } catch (IOException | SecurityException e) {
            var fault = "it is not a jar, or its copy is not complete; copy it again";
            return new ModuleJar(file, stamp, file.getFileName().toString(), "", Optional.of(fault), false);
        }
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
        if (jar.stream().anyMatch(entry -> entry.getName().startsWith("torg/api/") || entry.getName().startsWith("torg/spi/"))) {
            return Optional.of("it contains classes of torg.api, which would be strangers to the house; give the dependency torg.api the scope provided, and pack no dependencies into the jar");
        }
        return Optional.empty();
    }

    private static String value(Attributes headers, String name) {
        var value = headers.getValue(name);
        return value == null ? "" : value.strip();
    }
}
