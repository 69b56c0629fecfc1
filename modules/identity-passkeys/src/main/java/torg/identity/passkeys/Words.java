package torg.identity.passkeys;

import java.util.Map;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The words of this module's components, with the site's own over them. */
final class Words {
    private final Messages messages = Messages.beside(Words.class, "nb");

    Model model(Request request) {
        var model = new Model.Builder();
        messages.in(request.locale(), Map.of()).keySet().forEach(key -> model.with(key, text(request, key)));
        return model.build();
    }

    String text(Request request, String key, Object... arguments) {
        return messages.text(request.locale(), request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of()), key, arguments);
    }
}
