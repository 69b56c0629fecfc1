package torg.lists.forms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import torg.spi.view.Templates;

/** The module's own templates. */
@Component
public final class ListsFormsTemplates implements Templates {
    private static final List<String> NAMES = List.of("components/list", "components/record", "components/form", "components/wizard",
            "components/field", "components/form-problems");
    private final Map<String, String> templates;

    public ListsFormsTemplates() {
        var read = new HashMap<String, String>();
        for (var name : NAMES) read.put(name, read("templates/" + name + ".mustache"));
        templates = Map.copyOf(read);
    }

    @Override
    public Map<String, String> templates() {
        return templates;
    }

    private static String read(String resource) {
        try (var stream = ListsFormsTemplates.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
