package torg.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import torg.spi.view.Templates;

/** Modules with templates in a framework of their own. */
class ModuleTemplatesTest {
    private static final String SHOWS = "torg.spi.view";
    @TempDir
    Path storage;

    private Framework framework;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString(), Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHOWS));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
    }

    @Test
    void offersWhatLiesInTheFolderNamedAsTheModuleWhileTheModuleRuns() throws Exception {
        var early = module("com.acme.early", SHOWS, Map.of("com/acme/early/templates/components/early.mustache", "Early {{name}}, 9 °C"));
        early.start();
        var templates = new ModuleTemplates(framework.getBundleContext());
        assertThat(offered()).containsExactly(Map.of("components/early", "Early {{name}}, 9 °C"));

        var late = module("com.acme.late", SHOWS, Map.of("com/acme/late/templates/components/late.mustache", "Late", "com/acme/late/templates/parts/late/field.mustache", "Field"));
        assertThat(offered()).hasSize(1);
        late.start();
        assertThat(offered()).hasSize(2).contains(Map.of("components/late", "Late", "parts/late/field", "Field"));

        early.stop();
        assertThat(offered()).containsExactly(Map.of("components/late", "Late", "parts/late/field", "Field"));
        templates.stop();
        assertThat(offered()).isEmpty();
    }

    @Test
    void looksAtNothingElse() throws Exception {
        new ModuleTemplates(framework.getBundleContext());
        module("com.acme.elsewhere", SHOWS, Map.of("com/acme/other/templates/components/a.mustache", "A", "templates/components/b.mustache", "B", "com/acme/elsewhere/templates/c.txt", "C")).start();
        module("com.acme.library", "org.osgi.framework", Map.of("com/acme/library/templates/components/d.mustache", "D")).start();

        assertThat(offered()).isEmpty();
    }

    private List<Map<String, String>> offered() throws InvalidSyntaxException {
        var context = framework.getBundleContext();
        return Stream.ofNullable(context.getServiceReferences(Templates.class, null)).flatMap(found -> found.stream()).map(reference -> context.getService(reference).templates()).toList();
    }

    private Bundle module(String name, String imports, Map<String, String> files) throws IOException, BundleException {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.IMPORT_PACKAGE, imports);
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest)) {
            for (var file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return framework.getBundleContext().installBundle(name, new ByteArrayInputStream(bytes.toByteArray()));
    }
}
