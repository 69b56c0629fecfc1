package torg.launcher.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.spi.view.Component;

/** What the page module of {@link ReplacementHouseTest} is made of: it says its version as its class, a file of its jar and its words have it; its template does too. */
public final class NumberedPart implements Component {
    private final Messages messages = Messages.beside(NumberedPart.class);

    @Override
    public String name() {
        return "numbered";
    }

    /** Kept for everybody, or painted for each. */
    @Override
    public Filled fill(Place place) {
        var request = place.request();
        try (var file = NumberedPart.class.getResourceAsStream("/word.txt")) {
            Thread.sleep(1);
            var model = Model.with("class", NumberedModule.VERSION).with("file", new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .with("word", messages.text(request.locale(), Map.of(), "numbered.word")).build();
            return new Filled.Shown("components/numbered", model, Set.of(), request.query("own").isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
