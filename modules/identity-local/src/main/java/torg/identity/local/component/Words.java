package torg.identity.local.component;

import java.time.Duration;
import java.util.Map;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The words of this module's components, with the site's own over them. */
final class Words {
    private final Messages messages = Messages.beside(Words.class, "nb");

    /** Every word by its key, as a template is handed them: {@code {{text.sign-in-email}}}. */
    Model model(Request request) {
        var model = new Model.Builder();
        messages.in(request.locale(), Map.of()).keySet().forEach(key -> model.with(key, text(request, key)));
        return model.build();
    }

    String text(Request request, String key, Object... arguments) {
        return messages.text(request.locale(), ownOf(request), key, arguments);
    }

    /** Begun minutes, at least one. */
    static long minutes(Duration delay) {
        return Math.max(1, delay.plusSeconds(59).toMinutes());
    }

    private static Map<String, String> ownOf(Request request) {
        return request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of());
    }
}
