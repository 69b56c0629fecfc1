package torg.identity.local.component;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import torg.api.site.Site;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The words of this module's components, with the site's own over them. */
public final class Words {
    private final Messages messages = Messages.beside(Words.class, "nb");

    /** Every word by its key, as a template is handed them: {@code {{text.sign-in-email}}}. */
    public Model model(Request request) {
        var model = new Model.Builder();
        messages.in(request.locale(), Map.of()).keySet().forEach(key -> model.with(key, text(request, key)));
        return model.build();
    }

    /** One of them, as a request is answered. */
    public String text(Request request, String key, Object... arguments) {
        return text(request.site(), request.locale(), key, arguments);
    }

    /** One of them, for a mail. */
    public String text(Site site, Locale locale, String key, Object... arguments) {
        return messages.text(locale, site.part(SiteTexts.class).map(texts -> texts.in(locale)).orElse(Map.of()), key, arguments);
    }

    /** Begun minutes, at least one. */
    public static long minutes(Duration delay) {
        return Math.max(1, delay.plusSeconds(59).toMinutes());
    }
}
