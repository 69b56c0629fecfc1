package torg.lists.forms.row;

import java.util.Locale;
import java.util.Map;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The module's words in the language of one request, with the site's own over them. */
public record Words(Locale locale, Map<String, String> site) {
    private static final Messages MESSAGES = Messages.beside(Words.class, "nb");

    public static Words of(Request request) {
        return new Words(request.locale(), request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of()));
    }

    /** English as the module brings it, for scripts and logs. */
    public static Words english() {
        return new Words(Locale.ENGLISH, Map.of());
    }

    public String text(String key, Object... arguments) {
        return MESSAGES.text(locale, site, key, arguments);
    }

    /** All words whose key is this and one more name, by that name: what a template is handed. */
    public Model below(String prefix) {
        var model = Model.with("language", locale.toLanguageTag());
        MESSAGES.in(locale, site).forEach((key, text) -> {
            if (key.startsWith(prefix) && key.indexOf('.', prefix.length()) < 0) model.with(key.substring(prefix.length()), text);
        });
        return model.build();
    }
}
