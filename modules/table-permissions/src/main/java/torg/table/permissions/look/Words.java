package torg.table.permissions.look;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.table.permissions.InWords;

/** The module's words in the language of an answer, or what the site says in their place. */
record Words(Locale locale, Map<String, String> site) {
    private static final Messages MESSAGES = Messages.beside(Words.class, "nb");

    static Words of(Request request) {
        return new Words(request.locale(), request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of()));
    }

    String text(String key, Object... arguments) {
        return MESSAGES.text(locale, site, "permissions." + key, arguments);
    }

    /** How these people are told which rows a rule means. */
    InWords ofRules() {
        return new InWords(locale, site);
    }

    /** These words by key. */
    Model model(List<String> keys) {
        var words = new Model.Builder();
        keys.forEach(key -> words.with(key, text(key)));
        return words.build();
    }
}
