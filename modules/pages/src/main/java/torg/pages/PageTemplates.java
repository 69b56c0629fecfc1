package torg.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import torg.spi.view.Templates;

/** The templates of this module's own components. */
@Component(service = Templates.class)
public final class PageTemplates implements Templates {
    private static final List<String> NAMES = List.of("components/tiles", "components/snippet");

    private final Map<String, String> templates = new HashMap<>();

    public PageTemplates() {
        for (var name : NAMES) templates.put(name, read("templates/" + name + ".mustache"));
    }

    @Override
    public Map<String, String> templates() {
        return Map.copyOf(templates);
    }

    private static String read(String resource) {
        try (var stream = PageTemplates.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
