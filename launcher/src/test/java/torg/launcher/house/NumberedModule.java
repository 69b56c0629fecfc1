package torg.launcher.house;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A module of one class whose version stands in everything it is made of, so that an answer made of two versions shows. */
public final class NumberedModule {
    /** Stands in the class file too, and is replaced there by another of the same length. */
    static final String VERSION = "version-0000";

    private NumberedModule() {}

    public static String version(int number) {
        return "version-%04d".formatted(number);
    }

    /** Serves {@code /api/numbered}. */
    public static byte[] answering(int number) throws IOException {
        return jar(number, "torg.numbered.answer", "jakarta.ws.rs,torg.spi.web", NumberedAnswer.class, "torg.spi.web.RestResource");
    }

    /** Brings the component {@code numbered}. */
    static byte[] onPages(int number) throws IOException {
        return jar(number, "torg.numbered.part",
                "torg.api.access,torg.api.identity,torg.api.problem,torg.api.site,torg.api.text,torg.api.view,torg.api.web,torg.spi.view", NumberedPart.class, "torg.spi.view.Component");
    }

    private static byte[] jar(int number, String name, String imports, Class<?> type, String offers) throws IOException {
        var version = version(number);
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", name, "Bundle-Version", "1.0." + number,
                "Import-Package", imports, "Service-Component", "OSGI-INF/numbered.xml").forEach(headers::putValue);
        var path = type.getName().replace('.', '/');
        var entries = new LinkedHashMap<String, String>();
        entries.put(path + ".class", numbered(path + ".class", version));
        entries.put("word.txt", version);
        entries.put(path.substring(0, path.lastIndexOf('/')) + "/messages.properties", "numbered.word=" + version + "\n");
        entries.put(name.replace('.', '/') + "/templates/components/numbered.mustache", "<p data-numbered>{{class}} {{file}} {{word}} " + version + "</p>\n");
        entries.put("OSGI-INF/numbered.xml", """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s"><implementation class="%s"/>
                <service><provide interface="%s"/></service></scr:component>""".formatted(name, type.getName(), offers));
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest)) {
            for (var entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toByteArray();
    }

    private static String numbered(String file, String version) throws IOException {
        try (var bytes = NumberedModule.class.getClassLoader().getResourceAsStream(file)) {
            var code = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!code.contains(VERSION)) throw new IllegalStateException(file + " does not hold the version");
            return code.replace(VERSION, version);
        }
    }

    /** As a build does that writes elsewhere first. */
    public static void put(byte[] jar, Path target) throws IOException {
        var next = target.resolveSibling("." + target.getFileName() + ".new");
        Files.write(next, jar);
        Files.move(next, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
