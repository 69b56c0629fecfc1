package torg.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The templates that lie in a module, where its painter finds them: below {@code templates/} in the module's package. */
public final class TemplateFiles {
    private TemplateFiles() {}

    /** The text of a template such as {@code components/example}, looked for in the class's package and those above it; empty where there is none. */
    public static Optional<String> read(Class<?> ofTheModule, String name) {
        for (var folder = "/" + ofTheModule.getPackageName().replace('.', '/'); !folder.isEmpty(); folder = folder.substring(0, folder.lastIndexOf('/'))) {
            try (var stream = ofTheModule.getResourceAsStream(folder + "/templates/" + name + ".mustache")) {
                if (stream != null) return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Optional.empty();
    }
}
