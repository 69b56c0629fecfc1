package torg.launcher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;

/** A program for comparison: the portal's framework, HTTP server and flags with one servlet and nothing of Torg. */
final class EmptyHouse {
    private static final List<String> BUNDLES = List.of("org.apache.felix.scr", "org.apache.felix.configadmin", "org.apache.felix.http", "org.osgi.service.component",
            "org.osgi.util", "commons-fileupload", "commons-io");
    private static final String SHARED = """
            org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,org.slf4j.helpers;version=2.0.20,org.slf4j.spi;version=2.0.20,\
            org.slf4j;version=1.7.36,org.slf4j.helpers;version=1.7.36,org.slf4j.spi;version=1.7.36,org.osgi.service.cm;version=1.6.1""";

    private EmptyHouse() {}

    /** @param arguments the folder of the portal's bundles, a folder to work in, the port */
    public static void main(String[] arguments) throws Exception {
        var work = Path.of(arguments[1]);
        var framework = new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", work.resolve("cache").toString(), "org.osgi.framework.storage.clean", "onFirstInit",
                "org.osgi.framework.system.packages.extra", SHARED, "felix.log.level", "0", "org.apache.felix.http.host", "127.0.0.1", "org.osgi.service.http.port", arguments[2],
                "org.apache.felix.http.jetty.virtualthreads.enable", "true"));
        framework.init();
        var context = framework.getBundleContext();
        try (var jars = Files.list(Path.of(arguments[0]))) {
            for (var jar : jars.filter(jar -> BUNDLES.stream().anyMatch(name -> jar.getFileName().toString().startsWith(name))).sorted().toList()) {
                context.installBundle("reference:" + jar.toUri()).start();
            }
        }
        context.installBundle("reference:" + servletBundle(work).toUri()).start();
        framework.start();
        framework.waitForStop(0);
    }

    private static Path servletBundle(Path work) throws IOException {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "torg.bench.bytes");
        headers.putValue("Bundle-Activator", BytesServlet.class.getName());
        headers.putValue("Import-Package", "jakarta.servlet,jakarta.servlet.http,org.osgi.framework");
        var jar = work.resolve("bytes.jar");
        var name = BytesServlet.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest); var in = EmptyHouse.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
        return jar;
    }
}
