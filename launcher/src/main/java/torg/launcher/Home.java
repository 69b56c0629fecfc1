package torg.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import torg.api.program.Refusal;

/**
 * The unpacked distribution: where its jars lie, and the content and themes it ships.
 *
 * @param ships where content and themes lie: in the distribution, or in the checkout that it is built of, as the script says with {@code torg.ships}
 */
record Home(Path folder, Path ships) {

    /** One that ships what lies in it. */
    Home(Path folder) {
        this(folder, folder);
    }

    /** The house that this very class was started from: {@code <home>/lib/torg.launcher.jar}. */
    static Home ofThisProgram() {
        try {
            var jar = Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            var folder = jar.getParent().getParent();
            return new Home(folder, Path.of(System.getProperty("torg.ships", folder.toString())));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the launcher's own jar has no readable address", e);
        }
    }

    /** The framework's services, the libraries and the platform's rooms, in the order of their names. */
    List<Path> bundles() {
        return jarsIn(folder.resolve("bundles"));
    }

    /** The modules that ship. */
    List<Path> shipped() {
        return jarsIn(modules());
    }

    Path modules() {
        return folder.resolve("modules");
    }

    Path erpLibraries() {
        return folder.resolve("erp/lib");
    }

    /** What prepares a Tryton and serves it. */
    Path tryton() {
        return folder.resolve("erp/tryton/tryton");
    }

    /** How the demo ERP's Java runs. */
    Path erpOptions() {
        return folder.resolve("erp.options");
    }

    /** Where the JVM keeps what it learned of the demo ERP's classes, to start it faster; where that may not be written, it keeps nothing. */
    String erpArchive() {
        return Files.isWritable(folder) ? "-XX:SharedArchiveFile=" + folder.resolve("erp.jsa") : "-XX:-AutoCreateSharedArchive";
    }

    Path content() {
        return ships.resolve("content");
    }

    Path themes() {
        return ships.resolve("themes");
    }

    /** What a new site is made of. */
    Path newSite() {
        return folder.resolve("new/site");
    }

    /** What a new module of a kind is made of: the sources of {@code modules/example} or another example beside it. */
    Path newModule(String kind) {
        return folder.resolve("new").resolve(kind);
    }

    private static List<Path> jarsIn(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new Refusal("the folder '" + folder + "' cannot be read; unpack the distribution again, or build with mvn package", e);
        }
    }
}
