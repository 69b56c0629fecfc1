package torg.audit;

import java.text.Collator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The module's words in the language of an answer, or what the site says in their place. */
record Words(Locale locale, Map<String, String> site) {
    private static final Messages MESSAGES = Messages.beside(Words.class, "nb");
    private static final String PREFIX = "audit.";
    private static final String ACT = PREFIX + "act-";

    static Words of(Request request) {
        return new Words(request.locale(), request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of()));
    }

    String text(String key, Object... arguments) {
        return MESSAGES.text(locale, site, PREFIX + key, arguments);
    }

    /** What people call an act; its name where nobody says. */
    String act(String name) {
        var text = MESSAGES.text(locale, site, ACT + name);
        return text.equals(ACT + name) ? name : text;
    }

    /** The acts that have words, by name, in the order of their words. */
    List<Map.Entry<String, String>> acts() {
        return MESSAGES.in(locale, site).entrySet().stream().filter(word -> word.getKey().startsWith(ACT)).map(word -> Map.entry(word.getKey().substring(ACT.length()), word.getValue()))
                .sorted(Map.Entry.comparingByValue(Collator.getInstance(locale))).toList();
    }

    /** Every word by its key, as a template is handed them: {@code {{words.person}}}. */
    Model model() {
        var model = new Model.Builder();
        MESSAGES.in(locale, Map.of()).keySet().stream().filter(key -> key.startsWith(PREFIX) && !key.startsWith(ACT)).forEach(key -> model.with(key.substring(PREFIX.length()), text(key.substring(PREFIX.length()))));
        return model.build();
    }
}
