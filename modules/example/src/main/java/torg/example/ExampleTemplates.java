package torg.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import torg.spi.view.Templates;

/** How a greeting looks, unless the theme says otherwise. */
@Component
public final class ExampleTemplates implements Templates {
    private static final String GREETING = "components/greeting";

    @Override
    public Map<String, String> templates() {
        try (var stream = ExampleTemplates.class.getResourceAsStream("templates/" + GREETING + ".mustache")) {
            return Map.of(GREETING, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
