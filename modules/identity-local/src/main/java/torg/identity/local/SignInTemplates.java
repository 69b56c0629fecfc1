package torg.identity.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import torg.spi.view.Templates;

/** The templates of this module's components. */
@Component
public final class SignInTemplates implements Templates {
    private final Map<String, String> templates = Stream.of("sign-in", "sign-out", "change-password", "tokens").collect(Collectors.toUnmodifiableMap(name -> "components/" + name, SignInTemplates::read));

    @Override
    public Map<String, String> templates() {
        return templates;
    }

    private static String read(String name) {
        try (var stream = SignInTemplates.class.getResourceAsStream("templates/components/" + name + ".mustache")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
