package torg.personal.data;

import java.util.Map;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The module's words in the language of an answer, with the site's own over them. */
final class Words {
    private static final Messages MESSAGES = Messages.beside(Words.class, "nb");

    private Words() {}

    /** Every word by its key, as a template is handed them: {@code {{text.personal-data-title}}}. */
    static Model of(Request request) {
        var model = new Model.Builder();
        MESSAGES.in(request.locale(), Map.of()).keySet().forEach(key -> model.with(key, MESSAGES.text(request.locale(), site(request), key)));
        return model.build();
    }

    /** One of them, with values in its places. */
    static String text(Request request, String key, Object... values) {
        return MESSAGES.text(request.locale(), site(request), key, values);
    }

    private static Map<String, String> site(Request request) {
        return request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of());
    }
}
