package torg.order.notifications;

import java.util.Locale;
import java.util.Map;
import torg.api.site.Site;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The words of this module, with the site's own over them. */
final class Words {
    private final Messages messages = Messages.beside(Words.class, "nb");

    /** Every word by its key, as a template is handed them. */
    Model model(Request request) {
        var model = new Model.Builder();
        messages.in(request.locale(), Map.of()).keySet().forEach(key -> model.with(key, text(request.site(), request.locale(), key)));
        return model.build();
    }

    String text(Site site, Locale locale, String key, Object... arguments) {
        return messages.text(locale, site.part(SiteTexts.class).map(texts -> texts.in(locale)).orElse(Map.of()), key, arguments);
    }
}
