package torg.kernel;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import torg.api.program.PortalProgram;
import torg.api.program.Refusal;
import torg.api.program.Usage;
import torg.kernel.CatalogueIndex.Listed;

/** {@code torg module index}: makes a catalogue of a folder of jars. No portal is asked. */
public final class CatalogueCommand {
    /** What it takes, and what help says of it. */
    public static final Usage INDEX = Usage.of("torg module index", "FOLDER", "make a catalogue of the jars in a folder: write index.xml there, for any web server to serve");

    private CatalogueCommand() {}

    /** @param arguments the words after {@code torg module index} */
    public static void main(String[] arguments) {
        PortalProgram.main(arguments, CatalogueCommand::run);
    }

    static int run(List<String> arguments) throws IOException {
        var given = INDEX.read(arguments);
        if (given.words().size() != 1 || given.words().getFirst().isBlank()) throw new Refusal("name one folder: " + INDEX.line());
        var folder = folder(given.words().getFirst());
        var listed = new ArrayList<Listed>();
        var left = 0;
        for (var file : Stamp.ofFolder(folder, "*.jar").keySet().stream().sorted().toList()) {
            var jar = ModuleJar.read(file, Stamp.of(file).orElseThrow(() -> new IOException(file + " is gone")));
            if (jar.fault().isPresent()) {
                System.err.println("torg: " + jar.fileName() + " is left out: " + jar.fault().get());
                left++;
            } else listed.add(listed(jar));
        }
        listed.sort(Comparator.comparing(Listed::name).thenComparing(one -> AddedModules.version(one.version()).orElse(Version.emptyVersion)));
        // Whoever reads it at this moment gets the one or the other, and no half.
        var next = Files.createTempFile(folder, ".", ".new");
        try (var bytes = Files.newOutputStream(next)) {
            CatalogueIndex.write(listed, bytes);
        }
        next.toFile().setReadable(true, false);
        Files.move(next, folder.resolve(CatalogueIndex.FILE), StandardCopyOption.ATOMIC_MOVE);
        System.out.println(folder.resolve(CatalogueIndex.FILE) + " tells of " + listed.size() + (listed.size() == 1 ? " module" : " modules"));
        return left == 0 ? 0 : 1;
    }

    private static Path folder(String said) {
        try {
            var folder = Path.of(said).toAbsolutePath().normalize();
            if (Files.isDirectory(folder)) return folder;
        } catch (InvalidPathException _) {
            // told below
        }
        throw new Refusal("'" + said + "' is no folder");
    }

    private static Listed listed(ModuleJar jar) throws IOException {
        var signer = new Signatures(Optional.empty()).since(jar.file()).anybody().orElse("");
        try (var file = new JarFile(jar.file().toFile())) {
            var headers = file.getManifest().getMainAttributes();
            return new Listed(jar.name(), jar.version(), value(headers, Constants.BUNDLE_DESCRIPTION), value(headers, "Bundle-License"), signer, place(jar.fileName()), jar.stamp().size(),
                    AddedModules.digest(jar.file()), jar.rights(), Demand.of(headers).toList());
        } catch (IllegalArgumentException e) {
            throw new Refusal(jar.fileName() + " asks for a version that is none: " + e.getMessage());
        }
    }

    private static String place(String file) throws IOException {
        try {
            return "./" + new URI(null, null, file, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IOException(file + " has a name that no address can have", e);
        }
    }

    private static String value(Attributes headers, String name) {
        var value = headers.getValue(name);
        return value == null ? "" : value.strip();
    }
}
