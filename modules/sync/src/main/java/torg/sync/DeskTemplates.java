package torg.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** How the sync desk is painted, unless the theme says otherwise. */
@Component(service = torg.spi.view.Templates.class)
public final class DeskTemplates implements torg.spi.view.Templates {
    public static final String DESK = "components/sync-desk";

    @Override
    public Map<String, String> templates() {
        try (var stream = DeskTemplates.class.getResourceAsStream("templates/" + DESK + ".mustache")) {
            return Map.of(DESK, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
