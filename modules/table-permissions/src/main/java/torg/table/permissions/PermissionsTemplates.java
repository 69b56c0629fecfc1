package torg.table.permissions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import torg.spi.view.Templates;

/** How the look at somebody's rights is painted, unless the theme says otherwise. */
@Component
public final class PermissionsTemplates implements Templates {
    private static final String LOOK = "components/permissions";

    @Override
    public Map<String, String> templates() {
        try (var stream = PermissionsTemplates.class.getResourceAsStream("templates/" + LOOK + ".mustache")) {
            return Map.of(LOOK, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
